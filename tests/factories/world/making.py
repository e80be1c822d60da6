"""All of the world, part by part."""

from datetime import date

from django.db import transaction

from mentoring.deadlines import sweep
from mentoring.deadlines.models import Deadline
from mentoring.deadlines.services import refresh, waive
from mentoring.mentorships.models import Mentorship
from mentoring.regulations.models import RuleSet
from schools.people.models import Post
from tests.factories.mentoring import MOMENT, mentor_of
from tests.factories.schools import (
    DepartmentFactory,
    EmploymentFactory,
    PostFactory,
    SchoolFactory,
    UserFactory,
    actor,
    deputy_of,
    eligible_mentor,
    give,
    head_of,
)
from tests.factories.whole_year import told_case
from tests.factories.world import around, beginnings, years
from tests.factories.world.places import Place, World


def make_world() -> World:
    """All of it; about a second."""
    department = DepartmentFactory()
    world = World(SchoolFactory(department=department), SchoolFactory())
    school, other = world.school, world.other
    world.people = {
        "deputy": deputy_of(school),
        "head": head_of(school),
        "chair": give(EmploymentFactory(school=school).user, school, Post.Kind.CHAIR),
        "secretary": give(EmploymentFactory(school=school).user, school, Post.Kind.SECRETARY),
        "member": give(EmploymentFactory(school=school).user, school, Post.Kind.MEMBER),
        "psychologist": give(EmploymentFactory(school=school).user, school, Post.Kind.PSYCHOLOGIST),
        "colleague": eligible_mentor(school).user,
        "department": PostFactory(school=None, department=department, kind=Post.Kind.DEPARTMENT).user,
        "operator": UserFactory(is_operator=True),
        "careful": EmploymentFactory(school=school).user,
        "other deputy": deputy_of(other),
        "other head": head_of(other),
    }
    abroad = told_case(school=other)
    world.people |= {"other novice": abroad.novice.user, "other mentor": mentor_of(abroad).user}
    for part in (
        beginnings.need,
        beginnings.introductory,
        years.main,
        years.final,
        years.changes,
        around.council,
        around.people,
        around.calendar,
        around.rosters,
        years.several,
        around.papers,
    ):
        part(world)
    main = world.places["main"]
    world.places[""] = Place({}, main.case, main.mentor)
    for mentorship in Mentorship.objects.select_related("school", "novice__user"):
        with transaction.atomic():
            refresh(mentorship)
    rules = RuleSet.objects.create(
        school=school,
        number=1,
        in_force_from=date(2026, 9, 1),
        values={"mentor_load_warning": 2},
        note="Педагогтер аз.",
        author=world.people["deputy"],
        made_at=MOMENT,
    )
    world.add("school rules", main.case, main.mentor, pk=rules.pk)
    rows = main.case.deadlines.all()
    world.add("running date", main.case, main.mentor, pk=rows.get(code="D7").pk)
    waive(
        deadline_id=rows.get(code="D5").pk, by=actor(world.people["deputy"]), now=MOMENT, reason="Оқу жылы қысқарды."
    )
    running = Deadline.objects.running().filter(mentorship=main.case).earliest("due_on", "pk")
    world.add("running deadline", main.case, main.mentor, pk=running.pk)
    sweep.run(MOMENT)
    world.sign_in()
    return world
