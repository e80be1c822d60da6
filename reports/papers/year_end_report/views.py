"""Rows of the report that are put together from several records: needs, deviations, components with their chart.

The chart: ring = start, dot = end, a dot in a ring = unchanged; broken line at level 3. Millimetres throughout, as
text, since numbers in drawings are written with a point in every language. Mentor's rating only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.final_stage.rules import COMPONENTS as IN_CONCLUSION
from mentoring.library.criteria import LEVELS
from reports.papers import words
from reports.papers.base import NOTHING, Person, Typed, Words
from reports.papers.year_end_report.figures import ENOUGH, Share, criteria_reached
from reports.papers.year_end_report.rows import Activity, Conclusion, Criterion, DeadlineRow, Need

ROW = 4.2  # height of a chart row
AXIS, STEP = 45.0, 9.2  # where level 0 stands, and the way to the next level


@dataclass(frozen=True)
class NeedRow:
    """Section 1: a need, its level before and after, the activities for it, and what shows what came of it."""

    key: str
    name: Words
    before: int | None
    after: int | None
    activities: tuple[int, ...]
    proof: Typed

    @property
    def rated(self) -> bool:
        """A wish without a criterion has no level."""
        return self.before is not None or self.after is not None


@dataclass(frozen=True)
class Deviation:
    """Section 3: a step that was late, changed, taken off or not held, with the reason given; `on`, `by`: who took it off."""

    name: Words
    detail: Typed
    due_on: date | None
    done_on: date | None
    difference: Words
    reason: Typed
    on: date | None = None
    by: Person | None = None


@dataclass(frozen=True)
class ChartRow:
    """One criterion in the chart: places in millimetres; `before` or `after` is empty where no rating is."""

    code: str
    name: Words
    need: bool
    middle: str
    baseline: str
    before: str
    after: str
    values: str


@dataclass(frozen=True)
class ComponentRow:
    """One component: how many of its criteria reached level 3, the chart, the mentor's conclusion."""

    name: Words
    reached: Share
    height: str
    rows: tuple[ChartRow, ...]
    lines: tuple[tuple[str, bool], ...]
    text: Promise
    conclusion: Words
    words: Typed


@dataclass(frozen=True)
class Choice:
    """One box that the council ticks; `until` has a date to fill in."""

    name: Words
    chosen: bool
    until: bool = False
    until_date: date | None = None


def need_rows(needs: Iterable[Need], criteria: Iterable[Criterion], activities: Sequence[Activity]) -> list[NeedRow]:
    """Needs in the order given, each with the numbers of the activities that were meant for it."""
    rated = {row.code: row for row in criteria}
    rows = []
    for need in needs:
        criterion = rated.get(need.criterion)
        rows.append(
            NeedRow(
                key=need.key,
                name=need.name,
                before=criterion.mentor_before if criterion else None,
                after=criterion.mentor_after if criterion else None,
                activities=tuple(row.number for row in activities if need.key in row.needs),
                proof=need.proof,
            )
        )
    return rows


def deviations(deadlines: Iterable[DeadlineRow], activities: Iterable[Activity]) -> list[Deviation]:
    """Late, overdue and waived steps, then activities held later than planned or not at all; late is a fact."""
    rows = []
    for step in deadlines:
        if step.late or step.waived_on:
            state = "waived" if step.waived_on else step.state
            late = words.working_days(step.days_late) if step.late and step.days_late else words.STATES[state]
            row = Deviation(
                step.name, NOTHING, step.due_on, step.met_on, late, step.reason, step.waived_on, step.waived_by
            )
            rows.append(row)
    for activity in activities:
        if activity.deviates:
            name = words.filled(_("Activity {number}"), number=activity.number)
            rows.append(
                Deviation(
                    name,
                    activity.title,
                    activity.planned_on,
                    activity.held_on,
                    _difference(activity),
                    activity.reason,
                )
            )
    return rows


def components(criteria: Sequence[Criterion], conclusions: Iterable[Conclusion]) -> list[ComponentRow]:
    """The five components in their fixed order, those without a rated criterion left out."""
    said = {row.component: row for row in conclusions}
    rows = []
    for component, name in words.COMPONENTS.items():
        members = [row for row in criteria if row.component == component]
        if members:
            conclusion = said.get(component, Conclusion(component))
            outside = component not in IN_CONCLUSION
            rows.append(
                ComponentRow(
                    name=name,
                    reached=criteria_reached(members),
                    height=_mm(ROW * len(members)),
                    rows=tuple(_chart_row(row, place) for place, row in enumerate(members)),
                    lines=tuple((_mm(AXIS + STEP * level), level == ENOUGH) for level in LEVELS),
                    text=_in_words(members),
                    conclusion=words.CONCLUSIONS["outside" if outside else conclusion.conclusion],
                    words=conclusion.words,
                )
            )
    return rows


def _difference(activity: Activity) -> Words:
    if activity.replaced_by is not None:
        return words.filled(_("not held, replaced by No {number}"), number=activity.replaced_by)
    if not activity.held:
        return pgettext_lazy("activity", "not held")
    return words.working_days(activity.days_late) if activity.days_late else pgettext_lazy("activity", "later")


def _chart_row(row: Criterion, place: int) -> ChartRow:
    middle = ROW * (place + 0.5)
    return ChartRow(
        code=row.code,
        name=row.name,
        need=row.need,
        middle=_mm(middle),
        baseline=_mm(middle + 0.95),
        before="" if row.mentor_before is None else _mm(AXIS + STEP * row.mentor_before),
        after="" if row.mentor_after is None else _mm(AXIS + STEP * row.mentor_after),
        values=f"{_value(row.mentor_before)} › {_value(row.mentor_after)}",
    )


def _in_words(members: Iterable[Criterion]) -> Promise:
    """The whole chart as a text, for those who hear it."""
    rows = tuple(members)

    def text() -> str:
        sentence = gettext("{criterion}: start of year {before}, end of year {after}")
        return "; ".join(
            sentence.format(criterion=row.name, before=_value(row.mentor_before), after=_value(row.mentor_after))
            for row in rows
        )

    return words.late(text)


def _value(level: int | None) -> str:
    return "–" if level is None else str(level)


def _mm(length: float) -> str:
    return f"{length:.2f}"
