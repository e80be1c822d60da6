"""Stages 2 and 3, what changed on the way: the rich case, reports in each state, a pause, a replacement."""

from datetime import date, timedelta
from uuid import uuid4

from mentoring.appointment.models import Announcement
from mentoring.changes.models import Handover
from mentoring.final_stage.models import FinalReport
from mentoring.introductory.models import (
    Activity,
    AdaptationItem,
    DiagnosticSheet,
    LevelAssessment,
)
from mentoring.main_stage.models import FeedbackNote, InterimAssessment, LogEntry, LogLine
from mentoring.mentorships.models import Mentorship, Pairing, Suspension
from tests.factories.mentoring import MOMENT, case, mentor_of, order_for
from tests.factories.schools import (
    eligible_mentor,
)
from tests.factories.whole_year import told_case
from tests.factories.world.beginnings import draft
from tests.factories.world.places import TODAY, World


def enrich(about: Mentorship, times: int = 1) -> None:
    """What a case gathers over its year, `times` over: log with promises, feedback, requests, points, papers, steps."""
    mentor, novice = mentor_of(about), about.novice.user
    line = Activity.objects.filter(plan__mentorship=about).values_list("line", flat=True).first()
    for turn in range(times):
        day = TODAY - timedelta(days=turn % 20 + 1)
        for kind in ("confirmed", "open", "objected"):
            entry = LogEntry.objects.create(
                token=uuid4(),
                mentor=mentor,
                happened_on=day,
                minutes=45,
                form="together",
                what="Алгебра сабағында таймер қойып көрдік.",
                recorded_at=MOMENT,
                delay_reason="Журнал жабық болды.",
            )
            LogLine.objects.create(
                entry=entry,
                mentorship=about,
                line=line if kind == "confirmed" else None,
                promise="Деңгейлік тапсырмалар үлгісін әкелу",
                confirmed_at=MOMENT if kind == "confirmed" else None,
                objection="Басқа сыныпта болды." if kind == "objected" else "",
            )
        FeedbackNote.objects.create(
            mentorship=about,
            mentor=mentor,
            happened_on=day,
            situation="01.12.2026 күні 3-сабақта жаңа тақырып 17-минутта басталды.",
            attitude="Мысал жақсы болды, қорытынды болмады.",
            suggestion="Үй тапсырмасын тексеруге 7 минут қойыңыз.",
            saved_at=MOMENT,
            sent_at=MOMENT,
            answer="Келесіде солай істеймін.",
            answered_at=MOMENT,
        )
        about.requests.create(text="Ата-аналар жиналысын қалай өткіземін?", made_at=MOMENT)
        AdaptationItem.objects.create(
            mentorship=about,
            section=AdaptationItem.Section.RULES,
            text="Ішкі тәртіп ережесімен танысу",
            due_on=day,
            responsible="Сейтқали А. М.",
            done_on=day,
            done_by=novice,
        )
        about.steps.create(
            kind="plan_returned", happened_on=date(2026, 11, 18), recorded_at=MOMENT, note="Күндері нақты емес."
        )


def main(world: World) -> None:
    """Stage 2: a case with everything, in its main stage."""
    about = told_case("main", school=world.school)
    FinalReport.objects.filter(mentorship=about).delete()
    DiagnosticSheet.objects.filter(mentorship=about, occasion="end").delete()
    # Two lines of the plan still run: the page of the outcome is about one of them.
    settled = about.outcomes.latest("pk")
    running = settled.line
    settled.delete()
    LevelAssessment.objects.create(
        mentorship=about,
        by_interview=True,
        by_visit=True,
        level="basic",
        text="Пәнін біледі, уақытты бөлу қиын.",
        happened_on=date(2026, 11, 6),
        recorded_at=MOMENT,
        by=mentor_of(about).user,
    )
    Announcement.objects.create(
        mentorship=about,
        happened_on=date(2026, 10, 30),
        occasion="Педагогтер жиналысы",
        by=world.people["deputy"],
        recorded_at=MOMENT,
    )
    about.steps.filter(kind="level").update(late_reason="Тәлімгер іссапарда болды.")
    enrich(about)
    world.add_case("main", about)
    world.add("outcome", about, pk=about.pk, line=running)
    point = AdaptationItem.objects.create(
        mentorship=about, section="documents", text="Журналдар", due_on=TODAY, responsible="Сейтқали А. М."
    )
    world.add("point", about, pk=about.pk, item_id=point.pk)
    lines = LogLine.objects.filter(mentorship=about, confirmed_at=None, objection="")
    world.add("log line", about, pk=lines.latest("pk").pk)
    world.add("log entry", about, pk=lines.latest("pk").entry_id)
    note = FeedbackNote.objects.filter(mentorship=about).latest("pk")
    world.add("feedback", about, pk=note.pk)
    unanswered = FeedbackNote.objects.create(
        mentorship=about,
        mentor=note.mentor,
        happened_on=TODAY,
        situation="03.12.2026 күні 2-сабақта барлық оқушы жауап берді.",
        saved_at=MOMENT,
        sent_at=MOMENT,
    )
    world.add("feedback unanswered", about, pk=unanswered.pk)
    world.add("interim", about, pk=InterimAssessment.objects.get(mentorship=about).pk)
    draft(about, number=2)


def final(world: World) -> None:
    """Stage 3: report being written, sent, on an agenda, heard, over."""
    school = world.school
    begun = case("report", school=school)
    world.add_case("report begun", begun)
    writing = told_case("report", school=school)
    FinalReport.objects.filter(mentorship=writing).update(state="draft", submitted_on=None, submitted_at=None)
    world.add_case("report", writing)
    for name, state in (("hearing", "hearing"), ("agenda", "hearing"), ("closing", "closing"), ("over", "completed")):
        about = told_case(state, school=school)
        enrich(about)
        world.add_case(name, about)


def changes(world: World) -> None:
    """A case that is suspended, and one whose mentor was replaced."""
    paused = case("main", school=world.school)
    Suspension.objects.create(
        mentorship=paused, reason="novice_leave", starts_on=date(2026, 12, 1), order_text="№ 51, 30.11.2026"
    )
    world.add_case("suspended", paused)
    replaced = case("main", school=world.school)
    old = replaced.pairings.get()
    Pairing.objects.filter(pk=old.pk).update(ended_on=date(2026, 11, 25), end_reason="Ауысып кетті")
    new = Pairing.objects.create(
        mentorship=replaced,
        mentor=eligible_mentor(world.school),
        order=order_for(replaced, signed_on=date(2026, 11, 26), kind="replace"),
        starts_on=date(2026, 11, 26),
        planned_end=date(2027, 5, 25),
    )
    Handover.objects.create(
        pairing=new,
        from_pairing=old,
        text="Жоспардың екінші бөлімі басталды.",
        made_at=MOMENT,
        due_on=date(2026, 12, 7),
    )
    world.add("replaced", Mentorship.objects.get(pk=replaced.pk), pk=replaced.pk)


def several(world: World) -> None:
    """A mentor of two novices: the log asks for whom."""
    mentor = eligible_mentor(world.school)
    for _ in range(2):
        about = case("main", school=world.school, mentor=mentor)
    world.add("several", about)
