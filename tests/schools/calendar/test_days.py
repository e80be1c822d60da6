"""Which days are open and why: holidays, transfers per week, decrees, exceptions, vacations."""

from datetime import date, timedelta

import pytest

from schools.calendar.data import SHIPPED_DECREES, SHIPPED_YEARS
from schools.calendar.rules import Decree, Reason, SchoolException, WorkCalendar
from schools.calendar.rules.statutory import CODES, statutory_days, transfers
from tests.schools.calendar import naive

FIVE = WorkCalendar(5, SHIPPED_DECREES, (), SHIPPED_YEARS)
SIX = WorkCalendar(6, SHIPPED_DECREES, (), SHIPPED_YEARS)


@pytest.mark.parametrize(
    ("on", "five", "six"),
    [
        (date(2026, 3, 24), Reason.TRANSFER, Reason.TRANSFER),
        (date(2026, 3, 25), Reason.TRANSFER, Reason.WORKING),  # only a five-day week loses two days of Nauryz
        (date(2026, 5, 11), Reason.TRANSFER, Reason.WORKING),  # Victory Day on a Saturday
        (date(2026, 5, 9), Reason.HOLIDAY, Reason.HOLIDAY),
        (date(2026, 10, 26), Reason.TRANSFER, Reason.TRANSFER),
        (date(2026, 10, 24), Reason.REST_DAY, Reason.WORKING),
        (date(2028, 1, 3), Reason.TRANSFER, Reason.TRANSFER),  # 1 and 2 January 2028 fall on Saturday and Sunday
        (date(2028, 1, 4), Reason.TRANSFER, Reason.WORKING),
        (date(2027, 5, 17), Reason.WORKING, Reason.WORKING),  # Kurban Ait on a Sunday does not move
        (date(2029, 1, 8), Reason.WORKING, Reason.WORKING),  # nor does Orthodox Christmas
        (date(2025, 9, 1), Reason.TRANSFER, Reason.WORKING),  # Constitution Day on Saturday, 30.08.2025
    ],
)
def test_reason_by_week(on, five, six):
    assert (FIVE.day(on).reason, SIX.day(on).reason) == (five, six)


def test_constitution_day_moves_from_august_to_march():
    assert statutory_days(2025)[date(2025, 8, 30)].codes == ("constitution_day",)
    assert not any("constitution_day" in day.codes for day in statutory_days(2026).values())
    assert [on for on, day in statutory_days(2027).items() if "constitution_day" in day.codes] == [date(2027, 3, 15)]


def test_transfer_tells_where_it_comes_from():
    day = FIVE.day(date(2026, 10, 26))
    assert (day.holidays, day.moved_from) == (("republic_day",), date(2026, 10, 25))


def test_two_rest_day_holidays_take_two_different_days():
    moved = transfers(2026, 5)
    assert moved[date(2026, 3, 24)].moved_from == date(2026, 3, 21)
    assert moved[date(2026, 3, 25)].moved_from == date(2026, 3, 22)


def test_transfer_passes_over_a_decreed_day():
    decree = Decree(on=date(2026, 10, 26), working=False, source="No 1")
    calendar = WorkCalendar(5, (decree,))
    assert calendar.day(date(2026, 10, 26)).reason is Reason.DECREE_OFF
    assert calendar.day(date(2026, 10, 27)).reason is Reason.TRANSFER


def test_every_holiday_name_of_the_package_has_a_code():
    for year in range(2020, 2041):
        assert all(day.codes and not day.other for day in statutory_days(year).values())
    assert len(set(CODES.values())) == len(CODES)


def test_kurban_ait_is_an_estimate_until_it_is_announced():
    assert FIVE.day(date(2026, 5, 27)).estimate
    assert not FIVE.day(date(2025, 6, 6)).estimate
    assert not FIVE.day(date(2026, 5, 7)).estimate


def test_entries_substituted_by_the_package_come_from_decrees_only():
    assert WorkCalendar(5).is_working(date(2025, 1, 3))
    assert not FIVE.is_working(date(2025, 1, 3))
    assert FIVE.is_working(date(2025, 1, 5))
    assert SIX.is_working(date(2025, 1, 5))


def test_a_working_saturday_of_the_government_counts_for_five_days_only_by_decree():
    assert FIVE.day(date(2024, 5, 4)).reason is Reason.DECREE_WORKING
    assert SIX.day(date(2024, 5, 4)).reason is Reason.WORKING
    assert SIX.is_working(date(2024, 5, 8))


def test_school_exception_is_stronger_than_everything():
    exceptions = (
        SchoolException(date(2026, 10, 26), working=True, reason="open day"),
        SchoolException(date(2026, 11, 4), working=False, reason="no heating"),
    )
    calendar = WorkCalendar(5, (), exceptions)
    assert calendar.day(date(2026, 10, 26)).reason is Reason.SCHOOL_WORKING
    assert calendar.day(date(2026, 11, 4)).reason is Reason.SCHOOL_OFF
    assert WorkCalendar(5).is_working(date(2026, 11, 4))


def test_pupils_vacation_does_not_close_the_day():
    day = FIVE.day(date(2026, 10, 27))
    assert day.working
    assert day.vacation == "autumn"
    assert FIVE.day(date(2027, 2, 9)).vacation == ""  # the first grade's extra vacation concerns few


@pytest.mark.parametrize("week", [5, 6])
def test_two_years_agree_with_hand_typed_lists(week):
    calendar = WorkCalendar(week)
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(730)]
    assert [d for d in days if calendar.is_working(d)] == [d for d in days if naive.works(d, week)]


def test_equal_facts_make_equal_calendars_and_equal_answers():
    again = WorkCalendar(5, SHIPPED_DECREES, (), SHIPPED_YEARS)
    assert again == FIVE
    assert hash(again) == hash(FIVE)
    assert again.day(date(2026, 10, 26)) == FIVE.day(date(2026, 10, 26))


def test_one_school_does_not_change_another():
    closed = WorkCalendar(5, (), (SchoolException(date(2026, 9, 8), working=False),))
    assert not closed.is_working(date(2026, 9, 8))
    assert WorkCalendar(5).is_working(date(2026, 9, 8))


def test_week_must_be_five_or_six():
    with pytest.raises(ValueError, match="5 or 6"):
        WorkCalendar(7)
