"""Somebody leaves the school: no case is lost, whoever enters it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common import clock as clocks
from mentoring.appointment.models import Appointment, Candidate
from mentoring.changes import services
from mentoring.changes.services import employment as employment_services
from mentoring.changes.todo import tasks_for
from mentoring.deadlines.models import Deadline
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship, Pairing, Step
from schools.people.models import Employment, Post
from schools.people.teachers.services import end
from tests.factories import actor, case, deputy_of, give, head_of, mentor_of
from tests.mentoring.appointment.situations import Situation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 12, 3)


def leave(employment: Employment, by, left_on: date = TODAY, reason: str = "Өз еркімен") -> None:
    end(employment_id=employment.pk, left_on=left_on, reason=reason, by=actor(by, "deputy"), now=clocks.now())


def test_the_case_of_a_new_teacher_who_left_is_terminated():
    mentorship = case("main")
    leave(mentorship.novice, deputy_of(mentorship.school), date(2026, 12, 1))
    mentorship.refresh_from_db()
    assert (mentorship.state, mentorship.ended_on) == ("terminated", date(2026, 12, 1))
    assert "Өз еркімен" in mentorship.end_reason
    assert Pairing.objects.get().ended_on == date(2026, 12, 1)
    assert not Deadline.objects.open().filter(dropped=False).exists()
    assert mentorship.steps.filter(kind=Step.Kind.TERMINATED).exists()


def test_a_case_without_a_mentor_ends_with_its_appointment():
    place = Situation()
    candidate = place.propose()
    leave(place.mentorship.novice, place.deputy)
    place.mentorship.refresh_from_db()
    candidate.refresh_from_db()
    assert place.mentorship.state == "terminated"
    assert candidate.state == Candidate.State.WITHDRAWN
    assert Appointment.objects.get().state == Appointment.State.CLOSED


def test_a_mentor_who_left_leaves_a_gap_and_a_new_clock_runs():
    mentorship = case("main")
    leave(mentor_of(mentorship), deputy_of(mentorship.school), date(2026, 12, 1))
    mentorship.refresh_from_db()
    assert mentorship.state == "main"
    assert Pairing.objects.get().ended_on == date(2026, 12, 1)
    assert Appointment.objects.get().opened_on == date(2026, 12, 2)
    again = Deadline.objects.get(code="D1", round=2)
    assert (again.met_on, again.due_on) == (None, date(2026, 12, 9))  # day 0 is the first day without one


def test_where_no_deputy_can_end_the_case_the_head_is_told_to(client, clock):
    mentorship = case("main")
    deputy = give(mentor_of(mentorship).user, mentorship.school, Post.Kind.DEPUTY)
    head = head_of(mentorship.school)
    Employment.objects.filter(pk=mentorship.novice_id).update(left_on=date(2026, 12, 2))
    assert list(tasks_for(Desk(deputy, TODAY))) == [], "a matter of their own"
    [todo] = tasks_for(Desk(head, TODAY))
    client.force_login(head)
    assert client.get(todo.url).status_code == 200
    deputy_of(mentorship.school)
    assert list(tasks_for(Desk(head, TODAY))) == [], "the other deputy does it"


def test_a_mentor_who_leaves_later_goes_on_and_the_next_is_sought_now(client, clock):
    mentorship = case("main")
    deputy = deputy_of(mentorship.school)
    leave(mentor_of(mentorship), deputy, date(2026, 12, 18))
    assert Pairing.objects.get().ended_on is None
    assert Appointment.objects.get().state == Appointment.State.OPEN
    assert list(tasks_for(Desk(deputy, TODAY))) == []
    clock.move_to("2026-12-21T10:00:00Z")
    [todo] = tasks_for(Desk(type(deputy).objects.get(pk=deputy.pk), date(2026, 12, 21)))
    assert (todo.due, todo.url) == (date(2026, 12, 18), reverse("pairing_end", args=[mentorship.pk]))
    client.force_login(deputy)
    assert 'value="2026-12-18"' in client.get(todo.url).content.decode()
    services.end_pairing(
        mentorship_id=mentorship.pk, by=actor(deputy), now=clocks.now(), ended_on=date(2026, 12, 18), reason="Кетті"
    )
    assert list(tasks_for(Desk(type(deputy).objects.get(pk=deputy.pk), date(2026, 12, 21)))) == []


def test_a_new_teacher_who_leaves_later_stands_among_the_tasks_from_that_day_on(clock):
    mentorship = case("main")
    deputy = deputy_of(mentorship.school)
    leave(mentorship.novice, deputy, date(2026, 12, 4))
    assert Mentorship.objects.get().state == "main"
    clock.move_to("2026-12-04T10:00:00Z")
    [todo] = tasks_for(Desk(type(deputy).objects.get(pk=deputy.pk), date(2026, 12, 4)))
    assert (todo.due, todo.url) == (date(2026, 12, 4), reverse("terminate", args=[mentorship.pk]))


def test_a_candidate_who_leaves_is_withdrawn_and_another_is_sought():
    place = Situation()
    candidate = place.propose()
    leave(place.mentor, place.deputy)
    candidate.refresh_from_db()
    assert candidate.state == Candidate.State.WITHDRAWN
    assert "Өз еркімен" in candidate.close_reason
    assert Appointment.objects.get().state == Appointment.State.OPEN


def test_an_order_signed_at_the_same_moment_stands_and_its_pairing_ends(monkeypatch):
    """The order is signed after the candidacies were read and before the case is locked."""
    place = Situation()
    candidate = place.recommended()
    read = employment_services.lock_candidate

    def ordered_meanwhile(key: int) -> Candidate:
        place.order()
        return read(key)

    monkeypatch.setattr(employment_services, "lock_candidate", ordered_meanwhile)
    leave(place.mentor, place.deputy)
    candidate.refresh_from_db()
    assert (candidate.state, candidate.close_reason) == (Candidate.State.ORDERED, "")
    assert Pairing.objects.get().ended_on == TODAY
    assert list(Appointment.objects.order_by("round").values_list("state", flat=True)) == ["ordered", "open"]


def test_a_day_before_a_step_of_the_case_is_refused_and_nothing_changed():
    mentorship = case("report")
    with pytest.raises(ValidationError) as refused:
        leave(mentorship.novice, deputy_of(mentorship.school), date(2026, 11, 20))
    assert "left_on" in refused.value.error_dict
    assert Employment.objects.get(pk=mentorship.novice_id).left_on is None


def test_the_page_says_beforehand_what_it_touches(client):
    mentorship = case("main")
    deputy = deputy_of(mentorship.school)
    client.force_login(deputy)
    page = client.get(reverse("teacher_end", args=[mentorship.novice_id])).content.decode()
    assert "The mentorship of this new teacher is terminated" in page
    page = client.get(reverse("teacher_end", args=[mentor_of(mentorship).pk])).content.decode()
    assert "A new mentor must be appointed" in page
    assert mentorship.novice.user.full_name in page


def test_the_deputy_who_mentors_somebody_may_enter_that_this_one_left():
    """It is a fact that is entered, no decision in a matter of one's own."""
    school = case("main").school
    deputy = deputy_of(school)
    own = case("main", school=school, mentor=Employment.objects.get(user=deputy))
    leave(own.novice, deputy)
    own.refresh_from_db()
    assert own.state == "terminated"
