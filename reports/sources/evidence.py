"""The evidence of the year-end report, row by row: diagnostics, needs, activities, deadlines, interim assessments."""

from dataclasses import replace
from datetime import date
from typing import Any

from common import clock
from mentoring.deadlines.selectors import Shown, read_deadlines, timetable
from mentoring.introductory.models import DiagnosticSheet, PlanVersion
from mentoring.library.activities import ActivityForm
from mentoring.library.criteria import BY_MENTOR, NEED_AT_MOST
from mentoring.main_stage.models import LogLine, Outcome
from mentoring.mentorships.models import Mentorship, Step
from mentoring.regulations.kinds import Length
from reports.papers import words
from reports.papers.base import NOTHING, Typed, Words
from reports.papers.year_end_report import rows
from reports.papers.year_end_report.self_sums import SelfSum, self_sums
from reports.sources import people
from schools.calendar.rules import Unit
from schools.calendar.selectors import work_calendar

_STATES = {"upcoming": "open", "soon": "open", "today": "open"}
_LENGTHS: dict[str, Words] = {
    "D4a": words.LENGTHS["with_d3"],
    "D5": words.LENGTHS["year"],
    "D6": words.LENGTHS["quarter_2"],
    "D7": words.LENGTHS["teaching_end"],
    "D8": words.LENGTHS["meeting"],
}
# The step that meets each deadline.
_MET_BY = {
    "D1": Step.Kind.ORDERED,
    "D2": Step.Kind.LEVEL,
    "D3": Step.Kind.DIAGNOSED,
    "D4a": Step.Kind.PLAN_SENT,
    "D4b": Step.Kind.PLAN_AGREED,
    "D4c": Step.Kind.PLAN_APPROVED,
    "D6": Step.Kind.INTERIM,
    "D7": Step.Kind.REPORT_SENT,
    "D8": Step.Kind.HEARD,
}
_START_WORDS = {
    "hire": "hire",
    "order": "order",
    "new_order": "order",
    "announcement": "announcement",
    "level": "level",
    "submission": "submission",
    "agreement": "agreement",
    "gap": "first_uncovered_day",
}


def sheets(mentorship: Mentorship) -> tuple[DiagnosticSheet | None, DiagnosticSheet | None]:
    """The diagnostics of the start and of the end, each with its ratings."""
    found = {sheet.occasion: sheet for sheet in mentorship.sheets.prefetch_related("ratings")}
    return found.get("start"), found.get("end")


def done_on(sheet: DiagnosticSheet | None) -> date | None:
    """When a sheet was signed, or finished by the mentor."""
    if sheet is None:
        return None
    return sheet.signed_on or (clock.today(sheet.mentor_done_at) if sheet.mentor_done_at else None)


def criteria(start: DiagnosticSheet | None, end: DiagnosticSheet | None) -> tuple[rows.Criterion, ...]:
    """The mentor's rating before and after; D10 has no place here. Ratings not finished by both stay unseen."""
    before, after = _levels(start, "mentor"), _levels(end, "mentor")
    return tuple(
        rows.Criterion(
            code=code,
            mentor_before=before.get(code),
            mentor_after=after.get(code),
            need=code in before and before[code] <= NEED_AT_MOST,
        )
        for code in BY_MENTOR
    )


def sums_of_self_ratings(start: DiagnosticSheet | None, end: DiagnosticSheet | None) -> tuple[SelfSum, ...]:
    """The self-ratings before and after as a report may tell them, in sums."""
    return self_sums(_levels(start, "self"), _levels(end, "self"))


def plan_in_force(mentorship: Mentorship) -> PlanVersion | None:
    """The approved version of the plan."""
    return mentorship.plans.filter(state=PlanVersion.State.APPROVED).first()


def needs(
    told: tuple[rows.Criterion, ...], mentorship: Mentorship, plan: PlanVersion | None, language: str
) -> tuple[rows.Need, ...]:
    """Diagnosed needs, then others that the plan answers, then the novice's own requests."""
    diagnosed = [criterion.code for criterion in told if criterion.need]
    answered = plan.activities.values_list("needs__criterion", flat=True) if plan else []
    others = sorted({code for code in answered if code and code in words.CRITERIA} - set(diagnosed))
    asked = mentorship.requests.values_list("text", flat=True)
    return tuple(
        [rows.Need(key=code, criterion=code) for code in [*diagnosed, *others]]
        + [rows.Need(key=f"R{n}", words=Typed(text, language)) for n, text in enumerate(asked, start=1)]
    )


def proved(
    known: tuple[rows.Need, ...], held: tuple[rows.Activity, ...], plan: PlanVersion | None, language: str
) -> tuple[rows.Need, ...]:
    """Each need with what the plan names as the proof of its activities, of those that were held."""
    evidence = list(plan.activities.values_list("evidence", flat=True)) if plan else []
    told = []
    for need in known:
        proofs = (evidence[row.number - 1] for row in held if row.held and need.key in row.needs)
        told.append(replace(need, proof=Typed("; ".join(dict.fromkeys(filter(None, proofs))), language)))
    return tuple(told)


def activities(
    mentorship: Mentorship, plan: PlanVersion | None, known: tuple[rows.Need, ...], language: str
) -> tuple[rows.Activity, ...]:
    """Every line of the plan in force, with what became of it."""
    if plan is None:
        return ()
    outcomes = {outcome.line: outcome for outcome in mentorship.outcomes.all()}
    logged: dict[Any, list[LogLine]] = {}
    for line in (
        mentorship.log_lines.filter(line__isnull=False).select_related("entry").order_by("entry__happened_on")
    ):
        logged.setdefault(line.line, []).append(line)
    calendar = work_calendar(mentorship.school)
    keys = {need.key for need in known}
    told = []
    for number, activity in enumerate(plan.activities.prefetch_related("needs"), start=1):
        outcome, lines = outcomes.get(activity.line), logged.get(activity.line, [])
        held_on = _held_on(outcome, lines)
        late_by = 0
        if held_on is not None and held_on > activity.planned_on:
            late_by = max(1, calendar.working_days_between(activity.planned_on, held_on))
        told.append(
            rows.Activity(
                number=number,
                planned_on=activity.planned_on,
                title=Typed(activity.title, language),
                form=_form(activity.form),
                needs=tuple(need.criterion for need in activity.needs.all() if need.criterion in keys),
                held_on=held_on,
                recorded_on=_recorded_on(held_on, lines),
                planned_minutes=activity.minutes,
                minutes=sum(line.entry.minutes for line in lines) or None,
                outcome=Typed(_outcome_text(outcome, lines), language),
                outcome_known=outcome is not None or bool(lines),
                confirmed=bool(lines) and all(line.confirmed_at for line in lines),
                days_late=late_by,
                reason=Typed(outcome.text, language) if outcome and outcome.result == "not_held" else NOTHING,
            )
        )
    return tuple(told)


def outside_plan(mentorship: Mentorship, plan: PlanVersion | None, language: str) -> tuple[rows.Meeting, ...]:
    """What was logged to no line of the plan in force: the time counts, too."""
    planned = set(plan.activities.values_list("line", flat=True)) if plan else set()
    lines = mentorship.log_lines.select_related("entry").order_by("entry__happened_on", "pk")
    return tuple(
        rows.Meeting(
            held_on=line.entry.happened_on,
            title=Typed(line.entry.what, language),
            form=_form(line.entry.form),
            minutes=line.entry.minutes,
            confirmed=line.confirmed_at is not None,
            recorded_on=clock.today(line.entry.recorded_at) if line.entry.delay_reason else None,
        )
        for line in lines
        if line.line not in planned
    )


def deadlines(mentorship: Mentorship, today: date, language: str) -> tuple[rows.DeadlineRow, ...]:
    """All deadlines with length, dates, state and reason; law kept apart from school setting."""
    read_deadlines(mentorship)
    steps: dict[tuple[str, date | None], Step] = {
        (step.kind, step.happened_on): step for step in mentorship.steps.all()
    }
    return tuple(
        _deadline(item, steps.get((_MET_BY.get(item.code, ""), item.row.met_on)), language)
        for item in timetable(mentorship, today)
    )


def interims(mentorship: Mentorship, language: str) -> tuple[rows.Interim, ...]:
    """The interim assessments with their criteria and points."""
    steps = mentorship.steps.filter(kind=Step.Kind.INTERIM).exclude(delay_reason="")
    late = {step.happened_on: clock.today(step.recorded_at) for step in steps}
    return tuple(
        rows.Interim(
            format=_lazy_choice(row.Format(row.format).label),
            held_on=row.happened_on,
            subject=Typed(row.title, language),
            present=Typed(row.present, language),
            result=Typed(row.result, language),
            next_steps=Typed(row.next_steps, language),
            recorded_on=late.get(row.happened_on),
            points=tuple(rows.Point(Typed(mark.text, language), mark.points) for mark in row.marks.all()),
        )
        for row in mentorship.interims.prefetch_related("marks")
    )


def taken_over_on(mentorship: Mentorship) -> date | None:
    """When a running case was taken over from paper, if it was."""
    steps = mentorship.steps.filter(kind=Step.Kind.TAKEN_OVER)
    return steps.values_list("happened_on", flat=True).first()


def _levels(sheet: DiagnosticSheet | None, rater: str) -> dict[str, int]:
    if sheet is None or not sheet.both_done:
        return {}
    return {rating.criterion: rating.level for rating in sheet.ratings.all() if rating.rater == rater}


def _held_on(outcome: Outcome | None, lines: list[LogLine]) -> date | None:
    if outcome is not None:
        return outcome.happened_on if outcome.result == Outcome.Result.HELD else None
    return lines[-1].entry.happened_on if lines else None


def _recorded_on(held_on: date | None, lines: list[LogLine]) -> date | None:
    """Where the entry of that day was made later than it should be."""
    late = (line.entry for line in lines if line.entry.happened_on == held_on and line.entry.delay_reason)
    return next((clock.today(entry.recorded_at) for entry in late), None)


def _outcome_text(outcome: Outcome | None, lines: list[LogLine]) -> str:
    if outcome is not None and outcome.result == Outcome.Result.HELD and outcome.text:
        return outcome.text
    return "; ".join(line.entry.what for line in lines)


def _form(form: str) -> Words:
    if form in ActivityForm.values:
        return _lazy_choice(ActivityForm(form).label)
    return words.FORMS["other"]


def _lazy_choice(label: Any) -> Words:
    """A choice's words, asked again for each language."""
    return words.late(lambda: str(label)[:1].upper() + str(label)[1:])


def _deadline(item: Shown, met_by: Step | None, language: str) -> rows.DeadlineRow:
    value, due = item.working.rule.value, item.working
    if item.code == "D7" and due.start == "meeting" and due.setting is not None:
        length: Words = words.before_meeting(due.setting.value.days)
    elif item.code in _LENGTHS or not isinstance(value, Length):
        length = _LENGTHS.get(item.code, words.LENGTHS["year"])
    else:
        plain = words.working_days(value.days) if value.unit is Unit.WORKING else words.calendar_days(value.days)
        start = _START_WORDS.get(due.start)
        length = words.counted(plain, start, due.start_on) if start else plain
    return rows.DeadlineRow(
        code=item.code,
        length=length,
        due_on=item.due,
        met_on=item.row.met_on,
        state=_STATES.get(item.state, item.state),
        source=_source(item),
        days_late=(item.days or 0) if item.state in ("met_late", "overdue") else 0,
        reason=Typed("\n".join(filter(None, (item.row.late_reason, item.row.waive_reason))), language),
        recorded_on=clock.today(met_by.recorded_at) if met_by and met_by.delay_reason else None,
        entered_from_paper=met_by is not None and met_by.from_paper,
        waived_on=clock.today(item.row.waived_at) if item.row.waived_at else None,
        waived_by=people.person(item.row.waived_by) if item.row.waived_by else None,
        moved_to=item.row.due_on if item.row.has_moved else None,
    )


def _source(item: Shown) -> str:
    if not item.working.is_law:
        return "school"
    if not item.working.day_is_setting:
        return "law"
    return "law_start_school" if item.code in ("D2", "D3") else "law_day_school"
