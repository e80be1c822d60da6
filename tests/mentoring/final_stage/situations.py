"""Cases of stage 3 as the tests need them."""

from datetime import date, time
from typing import Any

from mentoring.council.models import AgendaItem, Attendee, Meeting
from mentoring.deadlines.services import refresh
from mentoring.final_stage.models import Conclusion, FinalReport
from mentoring.introductory.models import Activity, PlanVersion
from mentoring.main_stage.models import InterimAssessment, Outcome
from mentoring.mentorships.models import Mentorship
from schools.people.models import Post, User
from tests.factories import MOMENT, UserFactory, give, mentor_of

TEXTS = {
    "needed": "Сабақ уақытын бөлу, ата-аналармен жұмыс.",
    "done": "12 іс-шара, 9 сағат.",
    "results": "Сабақ уақытында аяқталады.",
    "unresolved": "Ата-аналар жиналысы.",
    "practice": "Бірінші аптада сабаққа бірге дайындалу.",
    "advice": "support",
    "advice_text": "Бірінші тоқсанда қолдау керек.",
    "mentor_voice": "Маған да пайдалы болды.",
}
READY = {component.value: ("ready", "Өзі жоспарлайды.") for component in Conclusion.Component}


def interim(mentorship: Mentorship) -> InterimAssessment:
    return InterimAssessment.objects.create(
        mentorship=mentorship,
        format="open_lesson",
        title="Квадрат теңдеулер",
        happened_on=date(2026, 11, 27),
        result="Жақсы",
        next_steps="Саралау",
        recorded_at=MOMENT,
        by=mentor_of(mentorship).user,
    )


def plan(mentorship: Mentorship, *titles: str) -> list[Activity]:
    version = PlanVersion.objects.create(mentorship=mentorship, number=1, state="approved", made_at=MOMENT)
    return [
        Activity.objects.create(
            plan=version,
            position=place,
            title=title,
            planned_on=date(2026, 11, 25),
            form="visit",
            expected="Тәжірибе",
        )
        for place, title in enumerate(titles, start=1)
    ]


def settle(mentorship: Mentorship, activity: Activity) -> Outcome:
    return Outcome.objects.create(
        mentorship=mentorship,
        line=activity.line,
        result="held",
        happened_on=date(2026, 11, 26),
        recorded_at=MOMENT,
        by=mentor_of(mentorship).user,
    )


def written(mentorship: Mentorship, **fields: Any) -> FinalReport:
    report = FinalReport.objects.create(mentorship=mentorship, **{"saved_at": MOMENT} | TEXTS | fields)
    for component, (readiness, text) in READY.items():
        Conclusion.objects.create(report=report, component=component, readiness=readiness, text=text)
    return report


def meeting(mentorship: Mentorship, on: date = date(2026, 12, 3), **fields: Any) -> Meeting:
    """A meeting whose agenda was sent."""
    values = {"state": "sent", "agenda_sent_at": MOMENT, "time": time(15), "made_at": MOMENT, "date": on}
    return Meeting.objects.create(school=mentorship.school, **values | fields)


def on_agenda(mentorship: Mentorship, *, came: int = 12, **fields: Any) -> FinalReport:
    """A report that was sent and stands on the agenda of a meeting that is being held, with so many members present;
    `fields` are the meeting's.
    """
    fields = {"state": "held"} | fields
    report = written(mentorship, state="submitted", submitted_on=date(2026, 12, 1), submitted_at=MOMENT)
    report.agenda_item = AgendaItem.objects.create(
        meeting=meeting(mentorship, **fields), position=1, kind="report", mentorship=mentorship
    )
    report.save()
    for _ in range(came if fields["state"] == "held" else 0):
        listed(report, UserFactory())
    refresh(mentorship)
    return report


def signed(report: FinalReport, by: User, on: date = date(2026, 12, 3)) -> None:
    held = report.agenda_item.meeting
    held.state, held.minutes_number, held.minutes_signed_on, held.minutes_signed_by = "signed", "5", on, by
    held.save()


def listed(report: FinalReport, user: User, role: str = "member", *, present: bool = True) -> User:
    Attendee.objects.create(meeting=report.agenda_item.meeting, user=user, role=role, present=present)
    return user


def secretary_of(mentorship: Mentorship) -> User:
    return give(UserFactory(), mentorship.school, Post.Kind.SECRETARY)


def chair_of(mentorship: Mentorship) -> User:
    return give(UserFactory(), mentorship.school, Post.Kind.CHAIR)
