"""Every figure of page 1 is a sum over the evidence rows: counted a second way here, and known by heart."""

from dataclasses import replace

import pytest

from reports.papers import words
from reports.papers.base import NOTHING
from reports.papers.html import page_of
from reports.papers.year_end_report.figures import hours_by_form
from reports.papers.year_end_report.rows import Activity, Conclusion, Criterion, DeadlineRow, Decision, Need
from tests.reports.papers import samples


def test_the_five_figures_of_the_sample() -> None:
    report = samples.report()
    assert (report.criteria_reached.count, report.criteria_reached.total, report.criteria_reached.before) == (
        10,
        14,
        2,
    )
    assert (report.needs_grown.count, report.needs_grown.total) == (4, 5)
    assert (report.activities_held.count, report.activities_held.total, report.activities_held.before) == (11, 12, 2)
    assert (report.minutes_done, report.minutes_planned) == (18 * 60 + 45, 21 * 60)
    assert (report.steps_on_time.count, report.steps_on_time.total, report.steps_on_time.before) == (8, 9, 1)


def test_page_one_is_the_sum_of_the_evidence() -> None:
    report = samples.report()
    assert report.criteria_reached.count == sum(row.reached.count for row in report.components)
    assert report.criteria_reached.before == sum(row.reached.before for row in report.components)
    assert report.criteria_reached.total == sum(len(row.rows) for row in report.components)
    assert report.minutes_done == sum(row.done for row in report.hours)
    assert report.minutes_planned == sum(row.planned for row in report.hours)
    assert report.activities_held.count == sum(row.held for row in report.hours)
    late_or_missing = report.activities_held.before + report.activities_held.total - report.activities_held.count
    assert len(report.deviations) == report.steps_on_time.before + late_or_missing


def test_a_criterion_that_was_not_rated_at_the_end_is_not_counted() -> None:
    unrated = tuple(replace(row, mentor_after=None) for row in samples.CRITERIA)
    share = samples.report(criteria=unrated).criteria_reached
    assert (share.count, share.total) == (0, 0)


def test_a_year_that_was_not_rated_at_its_end_does_not_read_as_one_without_growth() -> None:
    unrated = tuple(replace(row, mentor_after=None) for row in samples.CRITERIA)
    report = samples.report(criteria=unrated, came=NOTHING)
    assert str(report.came_words) == "Not rated at the year’s end."
    html = page_of(report, "en").html
    assert "criteria and needs: not rated at the year’s end" in html
    assert "diagnosed needs with growth" not in html
    assert "diagnosed needs with growth" in page_of(samples.report(), "en").html


def test_a_wish_without_a_criterion_has_no_level_to_grow() -> None:
    assert samples.report(needs=samples.NEEDS).needs_grown.total == sum(1 for need in samples.NEEDS if need.criterion)


def test_steps_to_come_and_waived_steps_are_not_among_those_due() -> None:
    rows = tuple(replace(row, state=state) for row, state in zip(samples.DEADLINES, ("open", "waived"), strict=False))
    assert samples.report(deadlines=rows).steps_on_time.total == 0


def test_an_overdue_step_is_late() -> None:
    overdue = replace(samples.DEADLINES[0], state="overdue", met_on=None, days_late=3)
    share = samples.report(deadlines=(overdue,)).steps_on_time
    assert (share.count, share.before) == (0, 1)


def test_hours_stand_by_time_and_their_shares_are_rounded_half_up() -> None:
    rows = hours_by_form(samples.ACTIVITIES)
    assert [row.done for row in rows] == sorted((row.done for row in rows), reverse=True)
    assert [row.share for row in rows] == [25, 24, 21, 11, 11, 8]


def test_no_hours_no_shares() -> None:
    activity = replace(samples.ACTIVITIES[0], held_on=None, minutes=None)
    assert hours_by_form((activity,))[0].share == 0


def test_growth_needs_both_ratings() -> None:
    assert Criterion("D01", mentor_before=1).growth is None
    assert Criterion("D15", 1, 3).growth == 2


def test_needs_name_the_activities_that_were_meant_for_them() -> None:
    rows = {row.key: row for row in samples.report().need_rows}
    assert rows["D14"].activities == (4, 6, 7, 8, 10, 11)
    assert (rows["D14"].before, rows["D14"].after) == (0, 2)
    assert not rows["S1"].rated


def test_what_the_mentor_left_empty_is_put_together_from_the_rows() -> None:
    report = samples.report(needed=samples.kk(""), done=samples.kk(""), came=samples.kk(""))
    assert str(words.CRITERIA["D01"]) in str(report.needed_words)
    assert "3" in str(report.done_words)
    assert "4" in str(report.came_words)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Criterion("D10", 1, 2),
        lambda: Criterion("D01", 5),
        lambda: Need("1", criterion="D10"),
        lambda: Need("1"),
        lambda: DeadlineRow("D9", words.LENGTHS["year"], None, "met", "law"),
        lambda: DeadlineRow("D1", words.LENGTHS["year"], None, "nearly", "law"),
        lambda: DeadlineRow("D1", words.LENGTHS["year"], None, "met", "hearsay"),
        lambda: Conclusion("wellbeing"),
        lambda: Decision("excellent", "effective", samples.day("27.05.2027"), "9"),
        lambda: samples.report(verdict="excellent"),
        lambda: samples.report(needs=()),
        lambda: samples.report(activities=(samples.ACTIVITIES[0], samples.ACTIVITIES[0])),
        lambda: samples.order(basis="favour"),
        lambda: samples.order(period_to=samples.day("01.08.2026")),
    ],
)
def test_rows_that_cannot_be_are_refused(wrong) -> None:  # noqa: ANN001  a factory of any kind of row
    with pytest.raises(ValueError):
        wrong()


def test_an_activity_without_an_outcome_is_no_deviation_yet() -> None:
    activity = Activity(1, samples.day("01.06.2027"), samples.kk("Әңгіме"), words.FORMS["other"], outcome_known=False)
    assert not activity.deviates
