"""The plan page: the version asked for, its needs over the year, its activities by stage."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from mentoring.introductory import rules
from mentoring.introductory.models import Activity, PlanRemark, PlanVersion
from mentoring.introductory.selectors.ratings import names_of, needs_of
from mentoring.library import words
from mentoring.library.activities import ActivityForm
from mentoring.mentorships.models import Mentorship, Step


@dataclass(frozen=True, slots=True)
class Line:
    """An activity with its number on the page, the needs it answers and the remarks still open at it."""

    number: int
    activity: Activity
    form: Any
    needs: str
    codes: tuple[str, ...]
    remarks: tuple[PlanRemark, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The activities of one stage."""

    label: Any
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need over the year: each month with the numbers of the activities that answer it."""

    name: Any
    cells: tuple[tuple[date, tuple[int, ...]], ...]
    covered: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What the page shows; `plan` is None while there is none. own_matters: agreeing or approving, with its reason."""

    plan: PlanVersion | None
    versions: tuple[PlanVersion, ...]
    groups: tuple[Group, ...] = ()
    months: tuple[date, ...] = ()
    needs: tuple[NeedRow, ...] = ()
    remarks: tuple[PlanRemark, ...] = ()
    own_matters: tuple[Step, ...] = ()
    uncovered: str = ""
    count: int = 0
    in_work: bool = field(default=False)

    @property
    def returned(self) -> bool:
        """Sent back, with remarks that are still open."""
        at_lines = (line.remarks for group in self.groups for line in group.lines)
        return bool(self.remarks) or any(at_lines)


def versions_of(mentorship: Mentorship) -> QuerySet[PlanVersion]:
    """All versions with those who agreed and approved."""
    return mentorship.plans.select_related("agreed_by", "approved_by")


def plan_in_work(mentorship: Mentorship) -> PlanVersion | None:
    """The version that is being written, agreed or approved."""
    return versions_of(mentorship).filter(state__in=rules.IN_WORK).first()


def plan_in_force(mentorship: Mentorship) -> PlanVersion | None:
    """The approved version: activities are logged against it."""
    return versions_of(mentorship).filter(state=PlanVersion.State.APPROVED).first()


def plan_page(mentorship: Mentorship, number: int | None = None) -> PlanPage:
    """The version with this number; else the one in work, else the last. Six queries."""
    versions = tuple(versions_of(mentorship))
    plan = _chosen(versions, number)
    if plan is None:
        return PlanPage(plan=None, versions=versions)
    plan.mentorship = mentorship
    remarks = [remark for remark in plan.remarks.select_related("by") if not remark.resolved]
    lines = _lines(plan, remarks)
    needed = needs_of(mentorship)
    months = _months(lines)
    rows = tuple(_need_row(code, lines, months) for code in needed)
    answered = [code for line in lines for code in line.codes]
    return PlanPage(
        plan=plan,
        versions=versions,
        groups=_groups(lines),
        months=months,
        needs=rows,
        remarks=tuple(remark for remark in remarks if remark.line is None),
        own_matters=_own_matters(plan, mentorship),
        uncovered=names_of(rules.uncovered(needed, answered)),
        count=len(lines),
        in_work=any(version.state in rules.IN_WORK for version in versions),
    )


def _own_matters(plan: PlanVersion, mentorship: Mentorship) -> tuple[Step, ...]:
    """The steps that agreed and approved this version, where it was a matter of one's own."""
    taken = {(Step.Kind.PLAN_AGREED, plan.agreed_on), (Step.Kind.PLAN_APPROVED, plan.approved_on)}
    told = mentorship.steps.exclude(no_other_official="").select_related("by")
    return tuple(step for step in told if (step.kind, step.happened_on) in taken)


def _chosen(versions: tuple[PlanVersion, ...], number: int | None) -> PlanVersion | None:
    if number is not None:
        return next((version for version in versions if version.number == number), None)
    in_work = (version for version in versions if version.state in rules.IN_WORK)
    return next(in_work, versions[-1] if versions else None)


def _lines(plan: PlanVersion, remarks: list[PlanRemark]) -> list[Line]:
    at_line: dict[UUID, list[PlanRemark]] = {}
    for remark in remarks:
        if remark.line is not None:
            at_line.setdefault(remark.line, []).append(remark)
    lines = []
    ordered = plan.activities.order_by("stage", "planned_on", "position").prefetch_related("needs")
    for number, activity in enumerate(ordered, start=1):
        codes = tuple(need.criterion for need in activity.needs.all())
        form = ActivityForm(activity.form).label if activity.form in ActivityForm.values else activity.form
        here = tuple(at_line.get(activity.line, ()))
        lines.append(Line(number, activity, form, names_of(codes), codes, here))
    return lines


def _groups(lines: list[Line]) -> tuple[Group, ...]:
    found = []
    for stage in Activity.Stage:
        here = tuple(line for line in lines if line.activity.stage == stage)
        if here:
            found.append(Group(label=stage.label, lines=here))
    return tuple(found)


def _months(lines: list[Line]) -> tuple[date, ...]:
    """The first days of all months from the first activity to the last."""
    days = [line.activity.planned_on for line in lines]
    if not days:
        return ()
    first, last = min(days).replace(day=1), max(days)
    months = [first]
    while (months[-1].year, months[-1].month) < (last.year, last.month):
        year, month = divmod(months[-1].year * 12 + months[-1].month, 12)
        months.append(date(year, month + 1, 1))
    return tuple(months)


def _need_row(code: str, lines: list[Line], months: tuple[date, ...]) -> NeedRow:
    answering = [line for line in lines if code in line.codes]
    cells = tuple(
        (month, tuple(line.number for line in answering if line.activity.planned_on.replace(day=1) == month))
        for month in months
    )
    return NeedRow(name=words.CRITERIA[code], cells=cells, covered=bool(answering))
