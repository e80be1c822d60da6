"""What the wall shows, and to whom."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from mentoring.casework.calendar.wall import dues_of, wall
from mentoring.mentorships.desk import Desk
from schools.calendar.data import SHIPPED_DECREES, SHIPPED_YEARS
from schools.calendar.rules import SchoolException, WorkCalendar
from tests.factories import EmploymentFactory, SchoolFactory
from tests.factories.mentoring import mentor_of
from tests.mentoring.casework.calendar.cases import FLOOD, TODAY, YEAR, page, running, text

pytestmark = pytest.mark.usefixtures("clock")


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
