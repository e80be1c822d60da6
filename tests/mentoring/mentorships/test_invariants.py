"""What the database itself keeps, on SQLite and PostgreSQL alike."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mentoring.mentorships.models import Mentorship, Pairing, Suspension
from tests.factories import EmploymentFactory, case, eligible_mentor, order_for

pytestmark = pytest.mark.django_db


def pair(mentorship: Mentorship, starts: date, ended: date | None, mentor=None) -> Pairing:
    return Pairing.objects.create(
        mentorship=mentorship,
        mentor=mentor or eligible_mentor(mentorship.school),
        order=order_for(mentorship),
        starts_on=starts,
        planned_end=date(2027, 5, 25),
        ended_on=ended,
    )


@pytest.mark.parametrize(
    ("starts", "ended"),
    [
        (date(2026, 11, 10), None),  # begins on the last day of the first: both ends are inclusive
        (date(2026, 11, 10), date(2026, 11, 10)),  # a single day on the last day
        (date(2026, 10, 1), date(2026, 10, 29)),  # ends on the first day
        (date(2026, 11, 1), date(2026, 11, 3)),  # within
        (date(2026, 10, 1), date(2026, 12, 1)),  # around
    ],
)
def test_pairings_of_one_case_never_overlap(starts, ended):
    mentorship = case()
    pair(mentorship, date(2026, 10, 29), date(2026, 11, 10))
    with pytest.raises(IntegrityError), transaction.atomic():
        pair(mentorship, starts, ended)
    assert mentorship.pairings.count() == 1


def test_a_pairing_may_begin_the_day_after():
    mentorship = case()
    pair(mentorship, date(2026, 10, 29), date(2026, 11, 10))
    pair(mentorship, date(2026, 11, 11), None)
    assert mentorship.pairings.count() == 2


def test_pairings_of_two_cases_may_overlap():
    mentor = eligible_mentor(case().school)
    for mentorship in (case(school=mentor.school), case(school=mentor.school)):
        pair(mentorship, date(2026, 10, 29), None, mentor)
    assert Pairing.objects.filter(mentor=mentor).count() == 2


def test_a_change_cannot_make_an_overlap():
    mentorship = case()
    first = pair(mentorship, date(2026, 10, 29), date(2026, 11, 10))
    pair(mentorship, date(2026, 11, 11), None)
    first.ended_on = date(2026, 11, 11)
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


def test_nobody_mentors_oneself():
    mentorship = case()
    other_stay = EmploymentFactory(user=mentorship.novice.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        pair(mentorship, date(2026, 10, 29), None, other_stay)


def test_one_open_case_per_stay():
    mentorship = case()
    with pytest.raises(IntegrityError), transaction.atomic():
        case(novice=mentorship.novice)
    assert Mentorship.objects.count() == 1


def test_suspensions_never_overlap():
    mentorship = case("main")
    Suspension.objects.create(mentorship=mentorship, reason="novice_leave", starts_on=date(2026, 11, 20))
    with pytest.raises(IntegrityError), transaction.atomic():
        Suspension.objects.create(
            mentorship=mentorship, reason="school_closed", starts_on=date(2026, 11, 25), ends_on=date(2026, 11, 26)
        )


def test_a_case_that_is_over_has_its_end():
    mentorship = case()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mentorship.objects.filter(pk=mentorship.pk).update(state="terminated")
