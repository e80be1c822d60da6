"""The calendar's pages: what the wall shows and to whom; a change is shown before it is confirmed, and then is what was shown."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from common import clock as clocks
from mentoring.casework.calendar import preview
from mentoring.casework.calendar.wall import dues_of, wall
from mentoring.deadlines import recount
from mentoring.deadlines.models import Deadline, Recount
from mentoring.deadlines.services import refresh
from mentoring.mentorships.desk import Desk
from schools.calendar.data import SHIPPED_DECREES, SHIPPED_YEARS, estimated_year
from schools.calendar.models import DecreeDay, SchoolDay, TeachingYear
from schools.calendar.rules import Change, Decree, SchoolException, WorkCalendar
from schools.calendar.selectors import work_calendars
from schools.calendar.services import country, own
from tests.factories import EmploymentFactory, SchoolFactory, actor, case, deputy_of, head_of
from tests.factories.mentoring import mentor_of
from tests.factories.schools import UserFactory

pytestmark = pytest.mark.usefixtures("clock")

TODAY = date(2026, 12, 3)
FLOOD = date(2026, 12, 7)
YEAR = estimated_year(2026)


@pytest.fixture
def school(db):
    return SchoolFactory(week=5)


@pytest.fixture
def deputy(school):
    return deputy_of(school)


@pytest.fixture
def operator(db):
    return UserFactory(is_operator=True)


def running(school, state="awaiting_mentor", hired=TODAY):
    made = case(state, school=school, novice=EmploymentFactory(school=school, hired_on=hired, first_time=True))
    with transaction.atomic():
        refresh(made)
    return made


def page(client, user, name, data=None, **kwargs):
    client.force_login(user)
    url = reverse(name, kwargs=kwargs)
    return client.post(url, data) if data is not None else client.get(url)


def text(answer) -> str:
    return answer.content.decode()


def open_dates(school) -> dict:
    rows = Deadline.objects.open().filter(mentorship__school=school)
    return {(row.mentorship_id, row.code, row.round): row.due_on for row in rows}


def shown_moves(school, change) -> dict:
    return {
        (one.mentorship.pk, move.code, move.round): (move.before, move.after)
        for one in preview.of_school(school, change)
        for move in one.moves
    }


# ── what a preview says is what confirming does ──


@given(offset=st.integers(1, 220), working=st.booleans())
@settings(max_examples=25)
def test_a_change_of_a_day_touches_that_day_alone(offset, working):
    """Pure: whatever the day, only it and its reason differ afterwards."""
    calendar = WorkCalendar(5, SHIPPED_DECREES, (), SHIPPED_YEARS)
    on = TODAY + timedelta(days=offset)
    changed = Change(days=(SchoolException(on, working, "x"),)).of(calendar)
    around = [on + timedelta(days=n) for n in range(-20, 21)]
    assert [day for day in around if changed.day(day) != calendar.day(day)] == [on]
    assert changed.is_working(on) == working
    assert Change(days_gone=frozenset({on})).of(changed) == Change().of(calendar)


def test_the_preview_of_a_day_is_what_confirming_does(school, deputy):
    running(school)
    running(school, "main", date(2026, 10, 22))
    by = actor(deputy, "deputy")

    @given(offset=st.integers(1, 190))
    @settings(max_examples=12)
    def holds(offset: int) -> None:
        on = TODAY + timedelta(days=offset)
        working = not work_calendars([school])[school.pk].is_working(on)
        change = Change(days=(SchoolException(on, working, "Су тасқыны"),))
        with transaction.atomic():
            before, promised = open_dates(school), shown_moves(school, change)
            own.add_own_day(school_id=school.pk, on=on, working=working, reason="Су тасқыны", by=by, now=clocks.now())
            after = open_dates(school)
            assert {key: (before[key], after[key]) for key in before if before[key] != after[key]} == promised
            transaction.set_rollback(True)

    holds()


def test_the_preview_of_a_year_is_what_confirming_does(school, deputy):
    running(school)
    running(school, "main", date(2026, 10, 22))
    spans = {one.code: (one.first, one.last) for one in YEAR.vacations} | {
        "winter": (date(2026, 12, 24), date(2027, 1, 10))
    }
    facts = {"start_year": 2026, "teaching": (YEAR.teaching_from, date(2027, 5, 21)), "vacations": spans}
    before = open_dates(school)
    form_change = Change(year=own.checks.academic_year(2026, facts["teaching"], facts["vacations"], source="№ 3"))
    promised = shown_moves(school, form_change)
    assert {code for _case, code, _round in promised} == {"D6", "D7", "D8"}
    own.set_own_year(school_id=school.pk, **facts, source="№ 3", by=actor(deputy), now=clocks.now())
    after = open_dates(school)
    assert {key: (before[key], after[key]) for key in before if before[key] != after[key]} == promised
    assert preview.of_school(school, form_change) == []


def test_the_preview_of_the_country_counts_what_the_workers_will_move(school, operator):
    other = SchoolFactory(week=6)
    running(school)
    running(other)
    running(SchoolFactory(), "completed")
    before = open_dates(school) | open_dates(other)
    row = DecreeDay(date=FLOOD, working=False, weeks="5", source="Қаулы № 512")
    told = preview.of_country(country.check_decree(row))
    assert (told.schools, told.seen, told.all) == (1, 2, 2)
    country.add_decree(
        on=FLOOD, working=False, weeks="5", source="Қаулы № 512", pair=None, by=actor(operator), now=clocks.now()
    )
    for row in Recount.objects.all():
        recount.work(recount_id=row.pk, now=clocks.now())
    after = open_dates(school) | open_dates(other)
    assert sum(before[key] != after[key] for key in before) == told.deadlines > 0


def test_a_school_with_its_own_year_is_not_moved_by_the_countrys(school, operator):
    running(school)
    year = TeachingYear.objects.get(school=None, year=2026)
    mine = TeachingYear.objects.create(
        school=school, year=2026, teaching_from=year.teaching_from, teaching_to=year.teaching_to
    )
    for vacation in year.vacations.all():
        vacation.pk, vacation.teaching_year = None, mine
        vacation.save()
    shorter = own.checks.academic_year(
        2026, (YEAR.teaching_from, date(2027, 5, 21)), {one.code: (one.first, one.last) for one in YEAR.vacations},
        source="№ 1",
    )  # fmt: skip
    assert preview.of_country(Change(year=shorter)).deadlines == 0
    mine.delete()
    assert preview.of_country(Change(year=shorter)).deadlines > 0


def test_a_preview_costs_the_same_for_one_case_and_for_many(school, django_assert_num_queries):
    change = Change(decrees=(Decree(FLOOD, False, (5, 6), "Қаулы"),))
    running(school)
    for more in (0, 5):
        for _ in range(more):
            running(school)
        with django_assert_num_queries(8):
            preview.of_school(school, change)
        with django_assert_num_queries(10):
            preview.of_country(change)


def test_no_more_schools_are_counted_beforehand_than_are_said(school, monkeypatch):
    monkeypatch.setattr(preview, "MOST_SCHOOLS", 1)
    running(school)
    running(SchoolFactory(week=5))
    told = preview.of_country(Change(decrees=(Decree(FLOOD, False, (5, 6), "Қаулы"),)))
    assert (told.schools, told.seen, told.all) == (1, 1, 2)


# ── the two steps ──


def test_a_day_is_filled_in_shown_and_confirmed(client, school, deputy):
    mentorship = running(school)
    typed = {"date": "2026-12-07", "working": "0", "reason": "Су тасқыны"}
    answer = page(client, deputy, "calendar_day_new", typed)
    assert not SchoolDay.objects.exists()
    assert mentorship.novice.user.surname in text(answer)
    assert "10.12.2026" in text(answer)
    assert "11.12.2026" in text(answer)
    for name, value in typed.items():
        assert f'<input type="hidden" name="{name}" value="{value}"' in text(answer)
    back = page(client, deputy, "calendar_day_new", typed | {"back": "1"})
    assert 'value="Су тасқыны"' in text(back)
    assert "invalid-feedback" not in text(back)
    done = page(client, deputy, "calendar_day_new", typed | {"confirm": "1"})
    assert done.url == reverse("calendar_days")
    assert SchoolDay.objects.get().reason == "Су тасқыны"
    assert mentorship.deadlines.get(code="D1").due_on == date(2026, 12, 11)
    again = page(client, deputy, "calendar_day_new", typed | {"confirm": "1"})
    assert "on the list already" in text(again)
    assert 'value="2026-12-07"' in text(again)
    assert SchoolDay.objects.count() == 1


def test_what_is_wrong_stays_in_the_form(client, deputy):
    answer = page(client, deputy, "calendar_day_new", {"date": "2026-12-12", "working": "0", "reason": "Демалыс"})
    assert "This day is off anyway" in text(answer)
    assert 'value="Демалыс"' in text(answer)
    assert 'name="confirm"' not in text(answer)


def test_a_day_is_removed_after_its_preview(client, school, deputy):
    mentorship = running(school)
    row = own.add_own_day(
        school_id=school.pk, on=FLOOD, working=False, reason="Боран", by=actor(deputy), now=clocks.now()
    )
    answer = page(client, head_of(school), "calendar_day_remove", pk=row.pk)
    assert "10.12.2026" in text(answer)
    assert SchoolDay.objects.exists()
    assert page(client, deputy, "calendar_day_remove", {"confirm": "1"}, pk=row.pk).status_code == 302
    assert not SchoolDay.objects.exists()
    assert mentorship.deadlines.get(code="D1").due_on == date(2026, 12, 10)
    foreign = own.add_own_day(
        school_id=school.pk, on=FLOOD, working=False, reason="Боран", by=actor(deputy), now=clocks.now()
    )
    assert page(client, deputy_of(SchoolFactory()), "calendar_day_remove", pk=foreign.pk).status_code == 404


def test_the_operator_sees_figures_and_no_names(client, school, operator):
    mentorship = running(school)
    typed = {"date": "2026-12-07", "working": "0", "weeks": "5,6", "pair": "2026-12-12", "source": "Қаулы № 512"}
    answer = page(client, operator, "calendar_decree_new", typed)
    assert "Schools: 1" in text(answer)
    assert mentorship.novice.user.surname not in text(answer)
    assert not DecreeDay.objects.filter(date=FLOOD).exists()
    assert page(client, operator, "calendar_decree_new", typed | {"confirm": "1"}).status_code == 302
    row = DecreeDay.objects.get(date=FLOOD)
    assert "still being counted" in text(page(client, operator, "calendar_country"))
    answer = page(client, operator, "calendar_decree", pk=row.pk)
    assert 'value="2026-12-12"' in text(answer)
    changed = typed | {"source": "Қаулы № 513", "confirm": "1"}
    assert page(client, operator, "calendar_decree", changed, pk=row.pk).status_code == 302
    assert set(DecreeDay.objects.filter(date__gte=FLOOD).values_list("source", flat=True)) == {"Қаулы № 513"}
    assert page(client, operator, "calendar_decree_remove", {}, pk=row.pk).status_code == 302
    assert not DecreeDay.objects.filter(date__gte=FLOOD).exists()


def typed_year(**changed) -> dict:
    found = {"teaching_from": YEAR.teaching_from, "teaching_to": YEAR.teaching_to}
    for one in YEAR.vacations:
        found |= {f"{one.code}_from": one.first, f"{one.code}_to": one.last}
    return {name: on.isoformat() for name, on in found.items()} | {"source": "Бұйрық № 3"} | changed


def test_an_estimate_is_confirmed(client, operator):
    assert "Confirm or change the dates" in text(page(client, operator, "calendar_country"))
    answer = page(client, operator, "calendar_year", typed_year(published="on"), year=2026)
    assert "No open date would move" in text(answer)
    done = page(client, operator, "calendar_year", typed_year(published="on", confirm="1"), year=2026)
    assert done.status_code == 302
    row = TeachingYear.objects.get(school=None, year=2026)
    assert (row.estimate, row.source, row.vacations.count()) == (False, "Бұйрық № 3", 4)
    wrong = page(client, operator, "calendar_year", typed_year(winter_from="2026-10-28"), year=2026)
    assert "before what comes earlier in the year" in text(wrong)
    assert page(client, operator, "calendar_year", year=2050).status_code == 404


def test_a_school_gets_its_own_year_and_gives_it_back(client, school, deputy):
    running(school)
    typed = typed_year(teaching_to="2027-05-21")
    assert "21.05.2027" in text(page(client, deputy, "calendar_own_year", typed, year=2026))
    assert page(client, deputy, "calendar_own_year", typed | {"confirm": "1"}, year=2026).status_code == 302
    assert "The school has its own dates for this year." in text(page(client, deputy, "calendar_days"))
    assert "25.05.2027" in text(page(client, deputy, "calendar_own_year_drop", year=2026))
    assert page(client, deputy, "calendar_own_year_drop", {}, year=2026).status_code == 302
    assert not TeachingYear.objects.filter(school=school).exists()
    assert page(client, deputy, "calendar_own_year_drop", {}, year=2026).status_code == 409


# ── the wall ──


def test_the_wall_shows_every_day_of_the_year_once():
    calendar = WorkCalendar(5, SHIPPED_DECREES, (SchoolException(FLOOD, False, "Су тасқыны"),), SHIPPED_YEARS)
    months = wall(calendar, YEAR, [], TODAY)
    cells = {cell.date: cell for month in months for week in month.weeks for cell in week if cell}
    assert sorted(cells) == [YEAR.first + timedelta(days=n) for n in range(365)]
    assert all(len(week) == 7 for month in months for week in month.weeks)
    for month in months:
        for week in month.weeks:
            assert all(cell.date.weekday() == place for place, cell in enumerate(week) if cell)
    assert all(("rest" in c.looks or "off" in c.looks) != calendar.is_working(on) for on, c in cells.items())
    assert cells[FLOOD].looks == "off"
    assert "now" in cells[TODAY].looks
    december = {note.first: note.text for note in months[3].notes}
    assert december[FLOOD] == "The school’s own day off: Су тасқыны"
    assert december[date(2026, 12, 28)] == "Winter vacation (estimate)"
    october = {note.text for note in months[1].notes if note.first == date(2026, 10, 26)}
    assert "Republic Day, moved from Sunday" in october
    assert "estimate" not in cells[date(2026, 10, 26)].looks, "the holiday is certain, the vacation is not"


def test_what_is_due_is_shown_to_those_who_may_see_the_case(client, school, deputy):
    mentorship = running(school, "main", date(2026, 10, 22))
    name = mentorship.novice.user.short_name.split()[0]
    mentor = mentor_of(mentorship).user
    for user in (deputy, mentorship.novice.user, mentor):
        answer = text(page(client, user, "calendar"))
        assert reverse("case", args=[mentorship.pk]) in answer
        assert name in answer
    colleague = EmploymentFactory(school=school).user
    assert reverse("case", args=[mentorship.pk]) not in text(page(client, colleague, "calendar"))
    client.force_login(deputy)
    plain = text(client.get(reverse("calendar"), {"plain": "1"}))
    assert reverse("case", args=[mentorship.pk]) not in plain


def test_a_person_of_two_schools_sees_the_due_dates_of_the_one_shown(school, deputy):
    here, there = running(school), running(SchoolFactory())
    desk = Desk(deputy, TODAY)
    desk.__dict__["cases"] = [here, there]
    shown = {one.pk for due in dues_of(desk, school, YEAR) for one in due.cases}
    assert shown == {here.pk}


def test_who_has_no_school_sees_the_countrys_calendar(client, operator):
    five = text(page(client, operator, "calendar"))
    six = text(client.get(reverse("calendar"), {"week": "6"}))
    assert "moved from Saturday" in five
    assert "moved from Saturday" not in six
    assert "Decrees and years" in five


@pytest.mark.parametrize("asked", ["1", "99999999", "-3", "x", ""])
def test_a_year_that_is_not_shown_is_the_present_one(client, deputy, asked):
    client.force_login(deputy)
    assert "Calendar for 2026/27" in text(client.get(reverse("calendar"), {"year": asked}))


def test_the_menu_leads_to_the_calendar(client, deputy, operator):
    for user in (deputy, operator):
        assert 'href="/calendar/"' in text(page(client, user, "home"))
