"""What stands in the calendar of a person, and whose dates these are."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from common import clock as clocks
from mentoring.changes.services import suspend
from mentoring.deadlines.models import ReminderChoice
from mentoring.deadlines.services import refresh
from mentoring.mentorships.models import Mentorship, Suspension
from schools.people.models import User
from tests.factories import (
    EmploymentFactory,
    SchoolFactory,
    UserFactory,
    actor,
    deputy_of,
    eligible_mentor,
    give,
    mentor_of,
    ready,
)
from tests.mentoring.deadlines.feed.reading import event, events, path, row, turned_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def with_name(**fields) -> Mentorship:
    user = UserFactory(surname="Ысқақова", given_name="Дана", patronymic="Ерланқызы")
    return ready(novice=EmploymentFactory(user=user, hired_on=date(2026, 10, 22), first_time=True), **fields)


def test_a_date_stands_there_with_initials_and_the_way_to_the_case():
    mentorship = with_name()
    mentor = mentor_of(mentorship).user
    mentor.language = "en"
    mentor.save()
    deadline = row(mentorship, due_on=date(2026, 12, 7), revision=3)
    found = event(mentor, deadline)
    assert (found["SUMMARY"], found["SEQUENCE"], found["STATUS"]) == ("Level recorded – Д. Е. Ы.", 3, "CONFIRMED")
    assert found["DTSTART"].dt == date(2026, 12, 7)
    assert found["URL"] == f"https://mentor.example/mentorships/{mentorship.pk}/"
    assert found["DESCRIPTION"].splitlines() == [
        "The last day of this step of mentoring is Mon 07.12.2026.",
        f"https://mentor.example/mentorships/{mentorship.pk}/",
    ]
    (alarm,) = found.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(days=-3, hours=9), "Friday at nine, and not on Sunday"


def test_no_name_of_anybody_is_in_it():
    mentorship = with_name()
    for user in (mentor_of(mentorship).user, deputy_of(mentorship.school), mentorship.novice.user):
        text = Client().get(path(turned_on(user))).content.replace(b"\r\n ", b"").decode()
        for person in (mentorship.novice.user, mentor_of(mentorship).user, user):
            assert person.surname not in text
            assert person.given_name not in text
            assert person.login not in text
        assert mentorship.school.name not in text


@pytest.mark.parametrize(
    ("language", "name", "summary"),
    [
        ("kk", "Tálimger: тәлімгерлік мерзімдері", "Деңгейді анықтау"),
        ("ru", "Tálimger: сроки наставничества", "Определение уровня"),
        ("en", "Tálimger: dates of mentoring", "Level recorded"),
    ],
)
def test_it_speaks_the_persons_language_whatever_the_program_asks_for(language, name, summary):
    mentorship = ready()
    mentor = mentor_of(mentorship).user
    User.objects.filter(pk=mentor.pk).update(language=language)
    answer = Client().get(path(turned_on(mentor)), HTTP_ACCEPT_LANGUAGE="fr")
    calendar = Calendar.from_ical(answer.content)
    assert answer["Content-Language"] == language
    assert calendar["X-WR-CALNAME"] == name
    assert any(str(one["SUMMARY"]).startswith(f"{summary} – ") for one in calendar.walk("VEVENT"))


def test_what_is_not_begun_is_not_there_yet():
    mentorship = ready()
    running = {f"deadline-{one.pk}@mentor.example" for one in mentorship.deadlines.filter(projected=False)}
    assert set(events(mentor_of(mentorship).user)) == running
    assert mentorship.deadlines.filter(projected=True).exists()


@pytest.mark.parametrize(
    ("fields", "status", "title"),
    [
        ({"met_on": date(2026, 11, 9)}, "CONFIRMED", "Done: Level recorded"),
        ({"waive": True}, "CANCELLED", "Level recorded"),
        ({"dropped": True, "due_on": date(2026, 11, 9)}, "CANCELLED", "Level recorded"),
        ({"paused": True, "revision": 1}, "CANCELLED", "Level recorded"),
    ],
    ids=["met", "waived", "dropped", "paused"],
)
def test_what_is_settled_says_so_under_the_same_name(clock, fields, status, title):
    mentorship = ready()
    mentor = mentor_of(mentorship).user
    User.objects.filter(pk=mentor.pk).update(language="en")
    deadline = row(mentorship)
    before = event(mentor, deadline)
    changed = dict(fields)
    if changed.pop("waive", False):
        changed = {"waived_at": clocks.now(), "waived_by": mentor, "waive_reason": "Ауысты."}
    row(mentorship, **changed)
    after = event(mentor, deadline)
    assert before["UID"] == after["UID"]
    assert (after["STATUS"], str(after["SUMMARY"]).startswith(title)) == (status, True)
    assert after["SEQUENCE"] == before["SEQUENCE"] + (status == "CANCELLED")
    assert after.walk("VALARM") == []


@pytest.mark.parametrize(("days", "there"), [(60, True), (61, False)])
@pytest.mark.parametrize("kind", ["met", "waived", "dropped"])
def test_what_is_settled_stays_for_sixty_days(days, there, kind):
    mentorship = ready()
    mentor = mentor_of(mentorship).user
    on = clocks.today() - timedelta(days=days)
    waived = {"waived_at": clocks.now() - timedelta(days=days), "waived_by": mentor, "waive_reason": "Ауысты."}
    changed = {"met": {"met_on": on}, "waived": waived, "dropped": {"dropped": True, "due_on": on}}[kind]
    deadline = row(mentorship, **changed)
    assert (f"deadline-{deadline.pk}@mentor.example" in events(mentor)) is there


def test_a_case_that_is_over_is_cancelled_by_its_end():
    mentorship = ready("main")
    year = row(mentorship, "D5", dropped=True)
    mentor = mentor_of(mentorship).user
    Mentorship.objects.filter(pk=mentorship.pk).update(state="terminated", ended_on=date(2026, 11, 20))
    mentorship.pairings.update(ended_on=date(2026, 11, 20))
    assert event(mentor, year)["STATUS"] == "CANCELLED"
    Mentorship.objects.filter(pk=mentorship.pk).update(ended_on=date(2026, 9, 20))
    mentorship.pairings.update(starts_on=date(2026, 9, 1), ended_on=date(2026, 9, 20))
    assert f"deadline-{year.pk}@mentor.example" not in events(mentor)


def test_each_change_counts_on_so_that_a_calendar_takes_a_resumed_date_back():
    """Suspended is cancelled; a calendar ignores what comes later with a smaller number (RFC 5545, 3.8.7.4)."""
    mentorship = ready()
    mentor, deputy = mentor_of(mentorship).user, actor(deputy_of(mentorship.school), "deputy")
    deadline = row(mentorship)
    before = event(mentor, deadline)
    suspend(
        mentorship_id=mentorship.pk,
        by=deputy,
        now=clocks.now(),
        reason="novice_leave",
        starts_on=date(2026, 11, 9),
        delay_reason="Хатшы ауырды.",
    )
    stopped = event(mentor, deadline)
    Suspension.objects.all().delete()  # taken back: the date is where it was
    refresh(mentorship)
    again = event(mentor, deadline)
    assert [one["STATUS"] for one in (before, stopped, again)] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert before["SEQUENCE"] < stopped["SEQUENCE"] < again["SEQUENCE"]
    assert before["DTSTART"].dt == again["DTSTART"].dt


def test_a_date_that_moves_keeps_its_name_and_counts_on():
    mentorship = ready()
    mentor = mentor_of(mentorship).user
    first = event(mentor, row(mentorship))
    second = event(mentor, row(mentorship, due_on=date(2026, 12, 9), revision=first["SEQUENCE"] + 1))
    assert (second["UID"], second["SEQUENCE"]) == (first["UID"], first["SEQUENCE"] + 1)
    assert second["DTSTART"].dt == date(2026, 12, 9)


def test_everybody_has_the_cases_that_they_may_see():
    school = SchoolFactory()
    one, two, abroad = ready(school=school), ready(school=school), ready()

    def cases(user) -> set[int]:
        return {int(str(found["URL"]).rstrip("/").rpartition("/")[2]) for found in events(user).values()}

    assert cases(deputy_of(school)) == {one.pk, two.pk}
    assert cases(mentor_of(one).user) == cases(one.novice.user) == {one.pk}
    assert cases(mentor_of(abroad).user) == {abroad.pk}
    assert cases(eligible_mentor(school).user) == set()


def test_a_mentor_who_was_replaced_has_them_no_more():
    mentorship = ready()
    mentor = mentor_of(mentorship).user
    assert events(mentor)
    mentorship.pairings.update(ended_on=date(2026, 12, 1))
    assert events(mentor) == {}


def test_queries_do_not_grow_with_the_rows():
    school = SchoolFactory()
    mentor = eligible_mentor(school)
    choice = turned_on(deputy_of(school))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(path(choice)).status_code == 200
        return len(asked)

    ready(school=school, mentor=mentor)
    one = queries()
    for _ in range(12):
        ready(school=school, mentor=mentor)
    assert queries() == one <= 10


def test_the_secretary_of_the_council_has_the_hearing_and_no_way_into_the_case():
    mentorship = ready("hearing")
    secretary = give(UserFactory(), mentorship.school, "secretary")
    (found,) = events(secretary).values()
    assert found["UID"] == f"deadline-{row(mentorship, 'D8').pk}@mentor.example"
    assert found["URL"] == "https://mentor.example/"


def test_the_calendars_of_a_mentor_at_many_schools_are_read_at_once():
    """A teacher is lent to other schools; each school's calendar cost two queries more."""
    teacher = eligible_mentor(SchoolFactory())

    def cost(cases: int) -> int:
        for _case in range(cases):
            ready(mentor=teacher, school=SchoolFactory())
        choice = ReminderChoice.objects.filter(user=teacher.user).first() or turned_on(teacher.user)
        with CaptureQueriesContext(connection) as asked:
            Client().get(path(choice))
        return len(asked)

    assert cost(1) == cost(4)
