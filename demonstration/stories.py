"""The stories that a case may have, one for each state it may stand in. Days are counted from the day of hire.

A story says on which day its new teacher was hired, so that it stands where it should today, and tells what happened.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from demonstration import history
from demonstration.days import Days
from demonstration.history import Case
from mentoring.regulations.shipped import shipped_values

COMING, LATER = 2, 12
"""In so many working days the council meets, and again."""


@dataclass(frozen=True)
class Story:
    """`hired`: the day of hire, told of the days around today. `left`: the last day at the school, if it has come."""

    hired: Callable[[Days], date]
    tell: Callable[[Case], object]
    mentors: int = 1
    left: int | None = None  # working days after the hire
    first_time: bool = True


def _ago(count: int) -> Callable[[Days], date]:
    return lambda days: days.back(count)


def _due_today(days: Days) -> date:
    """Five working days ago; on a day on which nobody works nothing can be due, so the next one."""
    return days.back(5 if days.last_working == days.today else 4)


# ── before the order ──


def _waits(case: Case) -> None:
    history.open_case(case)


def _asked(case: Case) -> None:
    history.open_case(case)
    history.propose(case, case.day(2), accepted=False)


def _declined(case: Case) -> None:
    history.open_case(case)
    if case.mentor is not None:
        history.decline_first(case, case.mentor, case.day(2))


def _on_agenda(case: Case) -> None:
    history.open_case(case)
    history.propose(case, case.day(1))
    history.recommend(case, case.days.after(case.days.today, COMING), put_on=case.day(2))


def _recommended(case: Case) -> None:
    history.open_case(case)
    history.propose(case, case.day(1))
    history.recommend(case, case.day(3))


def _mistaken(case: Case) -> None:
    history.open_case(case)
    history.cancel(case, case.day(1))


# ── stage 1 ──


def _ordered(case: Case, late: int = 0) -> date:
    ordered = history.begin(case, late=late)
    history.adapt(case, case.days.after(ordered, 2))
    return ordered


def _one_side_rated(case: Case) -> None:
    ordered = _ordered(case)
    history.level(case, case.days.after(ordered, 5))
    history.rate_oneself(case, case.days.after(ordered, 7))


def _planning(case: Case, upto: str) -> None:
    _to_plan(case, _ordered(case), every=6, upto=upto)


def _to_plan(case: Case, ordered: date, *, every: int, upto: str = "approved", returned: bool = False) -> date:
    """The day on which the plan was sent."""
    history.level(case, case.days.after(ordered, 5))
    history.diagnose(case, case.days.after(ordered, 8))
    sent = case.days.after(ordered, 10)
    history.plan(case, sent, every=every, upto=upto, returned=returned)
    return sent


# ── stage 2 ──


def _main(case: Case, *, late: int = 0, every: int = 6, returned: bool = False) -> list[date]:
    """The days of the plan's activities."""
    return case.line_days(_to_plan(case, _ordered(case, late), every=every, returned=returned), every)


def _held(
    case: Case, planned: list[date], *, but: tuple[int, ...] = (), silent: int = 0, until: date | None = None
) -> None:
    """Each activity was held on its day, but these; the new teacher has said nothing yet to the last `silent`."""
    end = until or case.days.today
    come = [place for place, day in enumerate(planned) if day <= end and place not in but]
    for rank, place in enumerate(come):
        history.log(case, place, planned[place], said="" if rank >= len(come) - silent else "confirmed")


def _interim_if_due(case: Case) -> None:
    """The interim assessment was held in time, if its last day has passed."""
    due = case.days.interim_due(case.hired, shipped_values())
    if due < case.days.today:
        history.interim(case, max(case.day(18), case.days.after(due, -3)))


def _rich(case: Case) -> None:
    """Much has happened: activities, one that was different, feedback with an answer, the interim assessment."""
    planned = _main(case, returned=True)
    come = [place for place, day in enumerate(planned) if day <= case.days.today]
    for rank, place in enumerate(come[:-1]):
        said = {len(come) - 2: "", len(come) - 3: "objected"}.get(rank, "confirmed")
        history.log(case, place, planned[place], said=said)
    history.talk(case, case.day(33))
    history.feedback(case, case.day(40), which=0)
    history.feedback(case, case.day(56), which=1)
    history.interim(case, case.days.lesson_day(case.day(50)))


def _calm(case: Case) -> None:
    _held(case, _main(case), silent=1)
    _interim_if_due(case)
    history.feedback(case, case.day(28), which=1)


def _late_interim(case: Case) -> None:
    planned = _main(case, late=2, every=12)
    _held(case, planned, silent=1)


def _suspended(case: Case) -> None:
    first = case.days.back(6)
    _held(case, _main(case), until=case.days.after(first, -1))
    if case.days.interim_due(case.hired, shipped_values()) < first:
        _interim_if_due(case)
    history.suspend(case, first, case.days.after(case.days.today, 9))


def _another_mentor(case: Case) -> None:
    last_day = case.day(30)
    planned = _main(case)
    assert case.successor is not None
    history.replace_mentor(case, case.successor, last_day)
    _interim_if_due(case)
    gap = (last_day, case.days.after(last_day, 5))
    _held(case, planned, but=tuple(p for p, day in enumerate(planned) if gap[0] <= day <= gap[1]), silent=1)


def _left_early(case: Case) -> None:
    end = case.day(LEFT_AFTER)
    _held(case, _main(case), until=case.days.after(end, -1))
    history.terminate(case, end)


# ── stage 3 ──


def _year(case: Case, opened: date, *, late: int = 0, every: int = 14) -> None:
    """Until the final stage: one activity was not held."""
    planned = _main(case, late=late, every=every)
    _held(case, planned, but=(3,), until=case.days.after(opened, -1))
    history.interim(case, case.days.lesson_day(case.day(62)))
    history.feedback(case, case.day(45), which=0)


def _writing(case: Case) -> None:
    opened = case.days.back(4)
    _year(case, opened)
    history.report(case, opened, None)
    history.hear(case, case.days.after(case.days.today, LATER), put_on=case.days.back(3))


def _to_be_heard(case: Case) -> None:
    opened = case.days.back(12)
    _year(case, opened)
    history.report(case, opened, case.days.back(5))
    history.hear(case, case.days.after(case.days.today, COMING), put_on=case.days.back(10))


def _heard_today(case: Case) -> None:
    opened = case.days.back(12)
    _year(case, opened)
    history.report(case, opened, case.days.back(6), which=1)
    history.hear(case, case.days.after(case.days.today, 0), put_on=case.days.back(8))


def _heard(case: Case) -> None:
    opened = case.days.back(20)
    _year(case, opened, late=2)
    history.report(case, opened, case.days.back(12), which=1)
    history.hear(case, case.days.back(3), put_on=case.days.back(18))


def _completed(case: Case) -> None:
    heard = case.days.hearing_of_last_year()
    opened = case.days.after(heard, -16)
    _year(case, opened, every=16)
    history.report(case, opened, case.days.after(heard, -7))
    history.hear(case, heard, put_on=case.days.after(heard, -14))
    history.complete(case, case.days.after(heard, 2))


LEFT_AFTER = 45
STORIES: dict[str, Story] = {
    "due_soon": Story(_ago(4), _waits, mentors=0),
    "due_today": Story(_due_today, _asked),
    "overdue": Story(_ago(8), _declined),
    "on_agenda": Story(_ago(3), _on_agenda),
    "recommended": Story(_ago(4), _recommended),
    "level": Story(_ago(8), _ordered),
    "one_side_rated": Story(_ago(13), _one_side_rated),
    "plan_sent": Story(_ago(15), lambda case: _planning(case, "submitted")),
    "plan_agreed": Story(_ago(16), lambda case: _planning(case, "agreed")),
    "plan_draft": Story(_ago(13), lambda case: _planning(case, "draft")),
    "main": Story(_ago(44), _calm),
    "rich": Story(_ago(64), _rich),
    "late_interim": Story(lambda days: days.late_interim_start(shipped_values()), _late_interim),
    "suspended": Story(_ago(48), _suspended),
    "another_mentor": Story(_ago(58), _another_mentor, mentors=2),
    "left_early": Story(_ago(62), _left_early, left=LEFT_AFTER),
    "mistaken": Story(_ago(9), _mistaken, mentors=0, first_time=False),
    "writing": Story(_ago(150), _writing),
    "to_be_heard": Story(_ago(158), _to_be_heard),
    "heard_today": Story(_ago(156), _heard_today),
    "heard": Story(_ago(165), _heard),
    "completed": Story(lambda days: days.last_year_start(), _completed),
}
