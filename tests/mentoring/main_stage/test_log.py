"""Activities logged against the plan: by whom, on which days, with what promise."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from common.errors import AlreadyDone, DomainError
from common.models import AuditEntry
from mentoring.introductory.models import PlanVersion
from mentoring.main_stage import selectors
from mentoring.main_stage.models import LogEntry, LogLine
from mentoring.mentorships.models import Pairing
from tests.factories import MOMENT, actor, case, deputy_of, mentor_of
from tests.mentoring.main_stage.situations import TODAY, line_of, logged, mentor_user, with_plan

pytestmark = pytest.mark.django_db


def test_an_activity_of_the_plan_is_logged_with_its_audit():
    mentorship = with_plan()
    entry = logged(mentorship, line=line_of(mentorship))
    line = entry.lines.get()
    assert (line.mentorship, line.line, entry.mentor) == (mentorship, line_of(mentorship), mentor_of(mentorship))
    found = AuditEntry.objects.get(action="log.recorded")
    assert (found.subject_id, found.school_id, found.private) == (line.pk, mentorship.school_id, False)


def test_several_novices_in_one_entry():
    first = with_plan()
    second = case("level", school=first.school, mentor=mentor_of(first))
    entry = logged(first, second)
    assert set(entry.lines.values_list("mentorship_id", flat=True)) == {first.pk, second.pk}
    assert LogEntry.objects.count() == 1


def test_a_form_sent_twice_is_one_entry():
    mentorship = with_plan()
    token = uuid4()
    assert logged(mentorship, token=token) == logged(mentorship, token=token, what="The same, pressed again")
    assert (LogEntry.objects.count(), LogLine.objects.count()) == (1, 1)


def test_the_same_meeting_is_not_logged_twice_from_a_new_page():
    mentorship = with_plan()
    logged(mentorship, what="Timer tried in 7B")
    with pytest.raises(AlreadyDone) as error:
        logged(mentorship, what=" Timer tried in 7B ")
    assert (error.value.code, error.value.about) == ("logged_already", mentorship.novice)
    assert LogEntry.objects.count() == 1
    logged(mentorship, what="Timer tried in 8A")
    logged(mentorship, what="Timer tried in 7B", happened_on=TODAY - timedelta(days=1))
    assert LogEntry.objects.count() == 3


def test_a_token_of_somebody_else_shows_nothing_of_the_other_entry():
    token = uuid4()
    logged(with_plan(), token=token)
    with pytest.raises(DomainError, match="used already"):
        logged(with_plan(), token=token)


def test_only_ones_own_novices():
    own, other = with_plan(), with_plan()
    with pytest.raises(PermissionDenied):
        logged(own, other)
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("who", ["novice", "deputy", "former"])
def test_nobody_but_the_mentor_logs(who):
    mentorship = with_plan()
    former = mentor_user(mentorship)
    user = {"novice": mentorship.novice.user, "deputy": deputy_of(mentorship.school), "former": former}[who]
    if who == "former":
        Pairing.objects.filter(mentorship=mentorship).update(ended_on=date(2026, 12, 1))
    with pytest.raises(PermissionDenied):
        logged(mentorship, by=actor(user))


def test_not_in_the_future():
    with pytest.raises(ValidationError) as caught:
        logged(with_plan(), happened_on=date(2026, 12, 4))
    assert "happened_on" in caught.value.error_dict


def test_not_before_the_pairing():
    with pytest.raises(ValidationError) as caught:
        logged(with_plan(), happened_on=date(2026, 10, 28), delay_reason="Was ill.")
    assert "29.10.2026" in str(caught.value)


@pytest.mark.parametrize("minutes", [0, 601])
def test_the_length_is_sane(minutes):
    with pytest.raises(ValidationError) as caught:
        logged(with_plan(), minutes=minutes)
    assert "minutes" in caught.value.error_dict


def test_three_working_days_later_needs_no_reason():
    assert logged(with_plan(), happened_on=date(2026, 11, 30)).delay_reason == ""


def test_four_working_days_later_needs_a_reason():
    mentorship = with_plan()
    with pytest.raises(ValidationError) as caught:
        logged(mentorship, happened_on=date(2026, 11, 27))
    assert "delay_reason" in caught.value.error_dict
    assert logged(mentorship, happened_on=date(2026, 11, 27), delay_reason="No network at school.").delay_reason


def test_a_case_from_paper_asks_for_a_reason_like_any_other():
    mentorship = with_plan(from_paper=True)
    with pytest.raises(ValidationError) as caught:
        logged(mentorship, happened_on=date(2026, 11, 5))
    assert "delay_reason" in caught.value.error_dict


def test_a_line_must_be_in_the_plan_in_force():
    mentorship = with_plan()
    with pytest.raises(ValidationError):
        logged(mentorship, line=line_of(with_plan()))
    assert not LogEntry.objects.exists()


def test_a_plan_in_work_stops_nothing():
    mentorship = with_plan()
    PlanVersion.objects.create(mentorship=mentorship, number=2, made_at=MOMENT)
    assert logged(mentorship, line=line_of(mentorship)).pk


def test_a_promise_stays_open_until_it_is_kept():
    mentorship = with_plan()
    promised = logged(mentorship, happened_on=date(2026, 12, 1), promise="I show how I use the timer.").lines.get()
    assert list(selectors.open_promises([mentorship])) == [promised]
    logged(mentorship, kept=frozenset({promised.pk}))
    promised.refresh_from_db()
    assert promised.promise_kept_on == TODAY
    assert not selectors.open_promises([mentorship]).exists()


def test_a_promise_to_somebody_else_is_left_alone():
    mentorship, other = with_plan(), with_plan()
    promised = logged(other, promise="I bring the cards.").lines.get()
    logged(mentorship, kept=frozenset({promised.pk}))
    promised.refresh_from_db()
    assert promised.promise_kept_on is None


@pytest.mark.usefixtures("clock")
def test_the_last_day_of_the_mentor_is_logged_and_the_day_after_is_not(client):
    mentorship = with_plan()
    mentor = mentor_of(mentorship).user
    Pairing.objects.filter(mentorship=mentorship).update(ended_on=TODAY)
    client.force_login(mentor)
    assert client.get(reverse("log")).status_code == 200
    line = logged(mentorship, by=actor(mentor)).lines.get()
    assert line.entry.mentor == Pairing.objects.get(mentorship=mentorship).mentor
    assert client.get(reverse("activities", args=[mentorship.pk])).status_code == 200
    assert client.get(reverse("interim", args=[mentorship.pk])).context["form"] is None
    Pairing.objects.filter(mentorship=mentorship).update(ended_on=TODAY - timedelta(days=1))
    assert client.get(reverse("log")).status_code == 403
    assert client.get(reverse("activities", args=[mentorship.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        logged(mentorship, by=actor(mentor), what="The day after")
