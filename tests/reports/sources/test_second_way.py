"""Every figure that the report prints is worked out here a second time, straight from the rows of an invented year."""

import random
from collections import defaultdict
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import translation

from mentoring.deadlines.models import Deadline
from mentoring.deadlines.services import refresh
from mentoring.introductory.models import Activity, ActivityNeed, PlanVersion, Rating
from mentoring.library.activities import ActivityForm
from mentoring.library.criteria import BY_MENTOR
from mentoring.main_stage.models import LogEntry, LogLine, Outcome
from mentoring.mentorships.models import Mentorship
from reports.papers.year_end_report import YearEndReport
from reports.sources.report import year_end_report
from tests.factories import MOMENT, mentor_of
from tests.factories.whole_year import told_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
FIRST = date(2026, 11, 19)
NEED_AT_MOST, ENOUGH = 1, 3
FORMS = list(ActivityForm.values)


def invented_year(chance: random.Random) -> Mentorship:
    """More of everything: activities of all outcomes, meetings of plan lines, outside the plan and of a dropped line."""
    mentorship = told_case()
    plan = PlanVersion.objects.get(mentorship=mentorship)
    for position in range(3, 12):
        activity = Activity.objects.create(
            plan=plan,
            position=position,
            title=f"Іс-шара {position}",
            planned_on=FIRST + timedelta(days=chance.randrange(12)),
            form=chance.choice(FORMS),
            minutes=chance.choice([30, 45, 90]),
            expected="Үлгі",
        )
        for code in chance.sample(BY_MENTOR, 2):
            ActivityNeed.objects.create(activity=activity, criterion=code)
        ending = chance.choice(["held", "not_held", "none", "logged"])
        if ending in ("held", "not_held"):
            Outcome.objects.create(
                mentorship=mentorship,
                line=activity.line,
                result=ending,
                happened_on=activity.planned_on + timedelta(days=chance.randrange(3)) if ending == "held" else None,
                text="Себебі" if ending == "not_held" else "",
                recorded_at=MOMENT,
                by=mentor_of(mentorship).user,
            )
        for _number in range({"none": 0, "logged": 1}.get(ending, chance.randrange(3))):
            log(mentorship, chance, activity.line)
    for _number in range(chance.randrange(1, 5)):
        log(mentorship, chance, None)
    log(mentorship, chance, uuid4())
    for rating in Rating.objects.filter(sheet__mentorship=mentorship, rater="mentor", sheet__occasion="end"):
        rating.level = chance.randrange(5)
        rating.save()
    with transaction.atomic():
        refresh(mentorship)
    return mentorship


def log(mentorship: Mentorship, chance: random.Random, line: object) -> None:
    entry = LogEntry.objects.create(
        token=uuid4(),
        mentor=mentor_of(mentorship),
        happened_on=FIRST + timedelta(days=chance.randrange(14)),
        minutes=chance.choice([20, 45, 60, 180]),
        form=chance.choice(FORMS),
        what="Кездесу",
        recorded_at=MOMENT,
    )
    LogLine.objects.create(entry=entry, mentorship=mentorship, line=line, confirmed_at=chance.choice([MOMENT, None]))


def form_name(code: str) -> str:
    return str(ActivityForm(code).label).capitalize()


@pytest.fixture(params=range(6))
def told(request) -> tuple[Mentorship, YearEndReport]:
    mentorship = invented_year(random.Random(request.param))
    return mentorship, year_end_report(mentorship.pk, code="7K4Q92XDM5", made_at=MOMENT)


def test_minutes_are_all_that_was_logged(told) -> None:
    mentorship, report = told
    logged = sum(line.entry.minutes for line in LogLine.objects.filter(mentorship=mentorship))
    planned = sum(activity.minutes for activity in Activity.objects.filter(plan__mentorship=mentorship))
    assert (report.minutes_done, report.minutes_planned) == (logged, planned)
    assert report.minutes_in_plan + report.minutes_outside == logged
    assert sum(row.minutes or 0 for row in report.activities) == report.minutes_in_plan, "the column adds up"
    assert sum(row.minutes for row in report.outside) == report.minutes_outside, "the column adds up"


def test_hours_by_form_add_up_to_the_totals(told) -> None:
    mentorship, report = told
    form_of = {one.line: one.form for one in Activity.objects.filter(plan__mentorship=mentorship)}
    spent: dict[str, int] = defaultdict(int)
    for line in LogLine.objects.filter(mentorship=mentorship):
        spent[form_name(form_of.get(line.line, line.entry.form))] += line.entry.minutes
    with translation.override("en"):
        printed = {str(row.form): row.done for row in report.hours}
        expected = {name: minutes for name, minutes in spent.items() if minutes}
        assert {name: minutes for name, minutes in printed.items() if minutes} == expected
    assert sum(row.done for row in report.hours) == report.minutes_done
    assert sum(row.planned for row in report.hours) == report.minutes_planned
    assert sum(row.held for row in report.hours) == report.held_in_all
    total = report.minutes_done
    assert [row.share for row in report.hours] == [int(row.done * 100 / total + 0.5) for row in report.hours]


def test_activities_are_counted_once_each(told) -> None:
    mentorship, report = told
    outcomes = {one.line: one for one in Outcome.objects.filter(mentorship=mentorship)}
    held = late = 0
    for activity in Activity.objects.filter(plan__mentorship=mentorship):
        outcome = outcomes.get(activity.line)
        days = [line.entry.happened_on for line in LogLine.objects.filter(mentorship=mentorship, line=activity.line)]
        if outcome is not None:
            on = outcome.happened_on if outcome.result == "held" else None
        else:
            on = max(days, default=None)
        held += on is not None
        late += on is not None and on > activity.planned_on
    counted = report.activities_held
    assert (counted.count, counted.before) == (held, late)
    assert counted.total == Activity.objects.filter(plan__mentorship=mentorship).count()


def test_needs_with_growth_are_those_that_the_diagnostics_found(told) -> None:
    mentorship, report = told
    level: dict[str, dict[str, int]] = defaultdict(dict)
    for rating in Rating.objects.filter(sheet__mentorship=mentorship, rater="mentor"):
        level[rating.sheet.occasion][rating.criterion] = rating.level
    needs = [code for code, before in level["start"].items() if before <= NEED_AT_MOST]
    grown = [code for code in needs if level["end"][code] > level["start"][code]]
    assert (report.needs_grown.count, report.needs_grown.total) == (len(grown), len(needs)) != (0, 0)
    reached = report.criteria_reached
    assert reached.count == sum(after >= ENOUGH for after in level["end"].values())
    assert reached.before == sum(level["start"][code] >= ENOUGH for code in level["end"])
    assert reached.total == len(level["end"])


def test_steps_on_time_are_what_the_deadlines_say(told) -> None:
    mentorship, report = told
    today, line = date(2026, 12, 3), ["D1", "D2", "D3", "D4a", "D4b", "D4c"]
    rows = list(Deadline.objects.filter(mentorship=mentorship))
    met = {row.code for row in rows if row.met_on}
    due = late = 0
    for row in rows:
        overtaken = row.code in line and bool(met & set(line[line.index(row.code) + 1 :]))
        if row.waived_at is not None or (row.met_on is None and (row.due_on >= today or overtaken)):
            continue
        last = min(filter(None, [row.due_on, row.missed_on]))
        due += 1
        late += (row.met_on or today) > last
    counted = report.steps_on_time
    assert (counted.total, counted.before, counted.count) == (due, late, due - late)
