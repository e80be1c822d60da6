"""The figures of page 1: each is a sum over rows that the evidence pages print, and nothing else.

Levels are ordinal: criteria at level 3 are counted, levels are never averaged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from reports.papers import words
from reports.papers.base import Typed, Words
from reports.papers.year_end_report.rows import Activity, Criterion, DeadlineRow, Meeting

ENOUGH = 3  # “independently”: from here on a criterion counts as reached


@dataclass(frozen=True)
class Share:
    """`count` of `total`; `before` is the count at the start of the year, or those of `count` that came late."""

    count: int
    total: int
    before: int = 0


@dataclass(frozen=True)
class Hours:
    """One row of section 5. `share` is the percentage of all minutes done, rounded half up."""

    form: Words
    held: int
    planned: int
    done: int
    share: int


def criteria_reached(criteria: Iterable[Criterion]) -> Share:
    """Criteria at level 3 or above by the mentor's rating, of those rated at the end; `before`: at the start."""
    rated = [row for row in criteria if row.mentor_after is not None]
    return Share(
        count=sum(1 for row in rated if (row.mentor_after or 0) >= ENOUGH),
        total=len(rated),
        before=sum(1 for row in rated if (row.mentor_before or 0) >= ENOUGH),
    )


def needs_grown(criteria: Iterable[Criterion]) -> Share:
    """Needs found by the diagnostics whose criterion grew. Criteria that the plan answers without a diagnosed need, and
    wishes of the new teacher, are not among them."""
    diagnosed = [row for row in criteria if row.need]
    return Share(count=sum(1 for row in diagnosed if (row.growth or 0) > 0), total=len(diagnosed))


def activities_held(activities: Iterable[Activity]) -> Share:
    """Activities that took place, of those planned; `before`: those of them that took place later than planned."""
    rows = list(activities)
    return Share(
        count=sum(1 for row in rows if row.held), total=len(rows), before=sum(1 for row in rows if row.later)
    )


def minutes_done(activities: Iterable[Activity], outside: Iterable[Meeting] = ()) -> int:
    """All that was logged, in the plan and outside it."""
    return sum(row.minutes or 0 for row in activities) + sum(row.minutes for row in outside)


def minutes_planned(activities: Iterable[Activity]) -> int:
    return sum(row.planned_minutes or 0 for row in activities)


def steps_on_time(deadlines: Iterable[DeadlineRow]) -> Share:
    """Steps met in time, of those that were due; `before`: the late and overdue ones."""
    due = [row for row in deadlines if row.counts]
    late = sum(1 for row in due if row.late)
    return Share(count=len(due) - late, total=len(due), before=late)


def hours_by_form(activities: Sequence[Activity], outside: Sequence[Meeting] = ()) -> list[Hours]:
    """Section 5: planned and done minutes for each form of work, the most time first; ties in the plan's order. Meetings
    outside the plan count as held, and have no planned time."""
    done = minutes_done(activities, outside)
    planned: dict[str, list[Activity]] = {}
    more: dict[str, list[Meeting]] = {}
    for row in activities:
        planned.setdefault(_form_key(row.form), []).append(row)
    for meeting in outside:
        more.setdefault(_form_key(meeting.form), []).append(meeting)
    rows = []
    for key in dict.fromkeys([*planned, *more]):
        lines, meetings = planned.get(key, []), more.get(key, [])
        spent = minutes_done(lines, meetings)
        rows.append(
            Hours(
                form=(lines[0] if lines else meetings[0]).form,
                held=activities_held(lines).count + len(meetings),
                planned=minutes_planned(lines),
                done=spent,
                share=_percent(spent, done),
            )
        )
    return sorted(rows, key=lambda row: -row.done)


def _form_key(form: Words) -> str:
    return form.text if isinstance(form, Typed) else str(form)


def _percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole) if whole else 0


def listed(items: Iterable[Promise]) -> Promise:
    """Fixed words one after the other: “Consultation – 5; Joint planning – 3”."""
    parts = tuple(items)
    return words.late(lambda: "; ".join(str(part) for part in parts))
