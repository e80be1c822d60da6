"""The same school with many more rows wherever a page lists something."""

from datetime import date, timedelta
from uuid import uuid4

from django.db import transaction

from mentoring.council.models import AgendaItem, Attendee, Meeting
from mentoring.deadlines import sweep
from mentoring.deadlines.services import refresh
from mentoring.introductory.models import (
    Activity,
    PlanVersion,
)
from mentoring.regulations.models import RuleSet
from reports.rendering.models import Paper
from schools.people.models import Employment, Invitation, Post
from tests.factories.mentoring import MOMENT, case
from tests.factories.schools import (
    EmploymentFactory,
    PostFactory,
    UserFactory,
    eligible_mentor,
)
from tests.factories.whole_year import told_case
from tests.factories.world.places import TODAY, World
from tests.factories.world.years import enrich


def grow(world: World, times: int) -> None:
    """The same school with many more rows wherever a page lists something."""
    school, main = world.school, world.places["main"]
    mentor = Employment.objects.get(user=world.places["several"].mentor, school=school)
    for name in ("main", "agenda", "over"):
        enrich(world.places[name].case, times)
    version = PlanVersion.objects.filter(mentorship=main.case).earliest("pk")
    for turn in range(times):
        Activity.objects.create(
            plan=version, position=10 + turn, title="Ашық сабақ", planned_on=TODAY, form="together", expected="Үлгі"
        )
        about = case("main", school=school, mentor=mentor)
        for state in ("awaiting_mentor", "level", "completed"):
            case(state, school=school)
        told = told_case(school=school)
        with transaction.atomic():
            refresh(about)
            refresh(told)
        RuleSet.objects.create(
            school=school,
            number=2 + turn,
            in_force_from=date(2026, 9, 1),
            values={"mentor_load_warning": 3 + turn % 2},
            author=world.people["deputy"],
            made_at=MOMENT,
        )
        meeting = Meeting.objects.create(
            school=school, date=date(2026, 12, 20), made_at=MOMENT, state="sent", agenda_sent_at=MOMENT
        )
        Attendee.objects.create(meeting=meeting, user=world.people["member"], role="member")
        for place in ("meeting sent", "meeting held", "meeting planned", "meeting signed"):
            listed = Meeting.objects.get(pk=world.places[place].kwargs["pk"])
            Attendee.objects.create(meeting=listed, user=UserFactory(), role="guest")
            AgendaItem.objects.create(meeting=listed, position=10 + turn, kind="report", mentorship=told)
        PostFactory(user=eligible_mentor(school).user, school=school, kind=Post.Kind.MEMBER)
        invited = EmploymentFactory(school=school, user__password=None).user
        Invitation.objects.create(
            school=school, user=invited, code_hash=uuid4().hex, made_at=MOMENT, expires_at=MOMENT + timedelta(days=7)
        )
        Paper.objects.create(
            kind="report",
            language="kk",
            school=school,
            mentorship=world.places["agenda"].case,
            asked_by=world.people["deputy"],
            asked_at=MOMENT,
            state="failed",
            code=uuid4().hex[:10].upper(),
        )
    sweep.run(MOMENT)
