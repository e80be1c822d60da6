"""What surrounds the cases: meetings of the council, teachers and posts, imports, papers."""

from datetime import date, timedelta
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.tokens import default_token_generator
from django.utils.http import int_to_base36

from common import codes, files
from mentoring.appointment.models import Candidate
from mentoring.council.models import AgendaItem, Attendee, Meeting
from mentoring.deadlines.feed.address import token
from mentoring.deadlines.models import ReminderChoice
from mentoring.deadlines.stopping.address import token as stop_token
from mentoring.final_stage.models import FinalReport
from reports.papers.year_end_report import YearEndReport
from reports.rendering.models import Paper
from schools.calendar.data import estimated_year
from schools.calendar.models import DecreeDay, SchoolDay, TeachingYear, Vacation
from schools.people.models import Employment, Invitation, Post, Preparation, Readmission
from schools.people.services.email import confirmation_link
from schools.people.services.readmission_mails import denial_link
from schools.roster import services as roster
from tests.factories.mentoring import MOMENT
from tests.factories.schools import (
    EmploymentFactory,
    PostFactory,
    UserFactory,
    actor,
)
from tests.factories.world.places import INVITATION, TODAY, Place, World
from tests.schools.roster import worker
from tests.schools.roster.books import ERZHANOV, OMAROVA, book


def council(world: World) -> None:
    """Meetings: planned, sent, held, signed; the case of "agenda" is heard by the one that was sent."""

    def meeting(name: str, on: date, **fields: Any) -> Meeting:
        made = Meeting.objects.create(school=world.school, date=on, made_at=MOMENT, place="Мәжіліс залы", **fields)
        for role in ("chair", "secretary", "member"):
            Attendee.objects.create(meeting=made, user=world.people[role], role=role, present="held" in name)
        Attendee.objects.create(meeting=made, user=UserFactory(), role="guest")
        world.add(f"meeting {name}", world.places["agenda"].case, pk=made.pk)
        return made

    def item(of: Meeting, place: str, kind: str, **fields: Any) -> AgendaItem:
        about = world.places[place].case if place else None
        return AgendaItem.objects.create(
            meeting=of,
            position=of.items.count() + 1,
            kind=kind,
            mentorship=about,
            title="" if about else "Қысқы демалысқа дайындық",
            **fields,
        )

    planned = meeting("planned", date(2026, 12, 17))
    item(planned, "", "other")
    item(planned, "hearing", "report")
    sent = meeting("sent", date(2026, 12, 10), state="sent", agenda_sent_at=MOMENT)
    report = item(sent, "agenda", "report")
    FinalReport.objects.filter(mentorship=world.places["agenda"].case).update(agenda_item=report)
    held = meeting("held", TODAY, state="held", agenda_sent_at=MOMENT)
    item(held, "hearing", "report")
    waiting = item(held, "before council", "candidate")
    Candidate.objects.filter(pk=world.places["candidate before council"].kwargs["pk"]).update(agenda_item=waiting)
    world.places["item"] = Place(
        {"pk": waiting.pk}, world.places["before council"].case, world.places["before council"].mentor
    )
    signed = meeting(
        "signed",
        date(2026, 12, 1),
        state="signed",
        agenda_sent_at=MOMENT,
        minutes_number="5",
        minutes_signed_on=date(2026, 12, 1),
        minutes_signed_by=world.people["chair"],
    )
    votes = {"votes_for": 3, "votes_against": 0, "votes_abstained": 0, "decided_at": MOMENT, "decision": "Мақұлдау"}
    past = item(signed, "recommended", "candidate", outcome="in_favour", heard="Орынбасар баяндады.", **votes)
    Candidate.objects.filter(pk=world.places["candidate recommended"].kwargs["pk"]).update(agenda_item=past)
    for place in ("closing", "over"):
        about = world.places[place].case
        FinalReport.objects.filter(mentorship=about).update(
            agenda_item=item(signed, place, "report", outcome="in_favour", **votes),
            state="heard",
            novice_decision="support",
            support_until=date(2027, 5, 25),
            evaluation="effective",
            evaluation_text="Жоспар толық орындалды.",
            decided_on=date(2026, 12, 1),
        )


def people(world: World) -> None:
    """Teachers' pages, posts, an invitation, a person with a second factor, the address of a calendar."""
    main = world.places["main"].case
    stay = Employment.objects.get(user=world.people["colleague"])
    Preparation.objects.create(employment=stay, title="Тәлімгерлік негіздері", done_on=date(2026, 8, 20), hours=36)
    world.add("teacher", main, pk=stay.pk)
    EmploymentFactory(
        school=world.school, user__password=None
    )  # an account that nobody has opened, as `grow` adds more
    fresh = EmploymentFactory(school=world.school, novice=True, user__password=None)
    world.add("new teacher", main, pk=fresh.pk)
    post = PostFactory(user=stay.user, school=world.school, kind=Post.Kind.MEMBER)
    # The post is given for its page alone: the colleague of these guards holds none.
    Post.objects.filter(pk=post.pk).update(starts_on=date(2027, 1, 11))
    world.add("post", main, pk=post.pk)
    invitation = Invitation.objects.create(
        school=world.school,
        user=fresh.user,
        code_hash=codes.digest(INVITATION),
        made_by=world.people["deputy"],
        made_at=MOMENT,
        expires_at=MOMENT + timedelta(days=7),
    )
    world.add("invitation", main, pk=invitation.pk)
    world.add("invitation code", main, code=INVITATION)
    world.add("used account", main, pk=EmploymentFactory(school=world.school).user_id)
    asked = Readmission.objects.create(
        user=EmploymentFactory(school=world.school).user,
        school=world.school,
        reason="Телефоны мен құпиясөзін жоғалтты",
        asked_by=world.people["deputy"],
        asked_at=MOMENT,
    )
    world.add("readmission", main, pk=asked.pk)
    department = world.school.department
    officer = PostFactory(school=None, department=department, kind=Post.Kind.DEPARTMENT, user__password=None)
    world.add("new officer", main, pk=officer.pk)
    world.add("hosted school", main, pk=world.school.pk)
    world.add("hosted department", main, pk=department.pk)
    world.add("figures", main, pk=world.school.pk)
    careful = world.people["careful"]
    TOTP.activate(careful, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(careful)
    calendar = ReminderChoice.objects.create(user=world.people["deputy"], feed=1, feed_on=True)
    world.add("calendar address", main, token=token(calendar))
    world.add("mail of the day", main, token=stop_token(calendar.user_id))
    link = {"uidb36": int_to_base36(careful.pk), "key": default_token_generator.make_token(careful)}
    world.add("password link", main, **link)
    confirmed = Readmission.objects.create(
        user=careful,
        school=world.school,
        reason="Телефонын ауыстырды",
        asked_by=world.people["deputy"],
        asked_at=MOMENT,
        confirmed_by=world.people["head"],
        confirmed_at=MOMENT,
    )
    world.add("denial link", main, token=denial_link(confirmed).rstrip("/").rpartition("/")[2])
    world.add("email link", main, token=confirmation_link(careful).rstrip("/").rpartition("/")[2])


def calendar(world: World) -> None:
    """A day and a year of the school's own, both after all that is due; a decree."""
    main = world.places["main"].case
    day = SchoolDay.objects.create(school=world.school, date=date(2027, 6, 21), working=False, reason="Жөндеу")
    world.add("own day", main, pk=day.pk)
    year = TeachingYear.objects.create(
        school=world.school, year=2028, teaching_from=date(2028, 9, 1), teaching_to=date(2029, 5, 31), source="№ 3"
    )
    Vacation.objects.bulk_create(
        Vacation(teaching_year=year, kind=one.code, starts_on=one.first, ends_on=one.last)
        for one in estimated_year(2028).vacations
    )
    world.add("own year", main, year=2028)
    world.add("decree", main, pk=DecreeDay.objects.order_by("-date")[0].pk)


def rosters(world: World) -> None:
    """An upload that waits for its columns and its confirmation, and one that was taken over but for two rows."""
    main, deputy = world.places["main"].case, world.people["deputy"]
    wrong = (*OMAROVA[:9], "31.02.2015", *OMAROVA[10:])
    hired = ("04077", "Бекзатова", "Меруерт", "Сәкенқызы", *ERZHANOV[4:])

    def upload(lines: list[Any]) -> Any:
        return roster.upload(
            school_id=world.school.pk, file_name="Тізім.xlsx", content=book(lines), by=actor(deputy), now=MOMENT
        )

    world.add("upload", main, pk=worker.read(upload([wrong, hired, ERZHANOV]), MOMENT).pk)
    done = worker.taken_over(upload([wrong, hired]), actor(deputy), MOMENT)
    world.add("import", main, pk=done.pk)


def papers(world: World) -> None:
    """A paper that is ready and one in work, of the case whose report the council hears."""
    about = world.places["agenda"].case
    common: dict[str, Any] = {
        "school": world.school,
        "mentorship": about,
        "kind": "report",
        "agenda_item": about.final_report.agenda_item if hasattr(about, "final_report") else None,
        "asked_by": world.people["deputy"],
        "asked_at": MOMENT,
        "rules_label": "2026.1",
    }
    content = b"%PDF-1.7 world"
    ready = Paper.objects.create(
        **common,
        language="kk",
        state="ready",
        code="7K4Q92XDM5",
        made_at=MOMENT,
        sha256=files.put(content),
        size=len(content),
        pages=4,
        records=list(YearEndReport.records),
    )
    world.add("paper", about, pk=ready.pk)
    world.add("paper code", about, code=ready.code)
    world.add("sample list", about, language="kk")
    waiting = Paper.objects.create(**common, language="ru", code="8K4Q92XDM5")
    world.add("paper in work", about, pk=waiting.pk)
