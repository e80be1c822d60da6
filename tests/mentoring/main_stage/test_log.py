"""The log: written by the mentor, confirmed by the novice, held against the plan."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common.errors import AlreadyDone, DomainError
from common.models import AuditEntry
from mentoring.introductory.models import PlanVersion
from mentoring.main_stage import selectors, services
from mentoring.main_stage.models import LogEntry, LogLine, Outcome
from mentoring.main_stage.services import Part
from mentoring.mentorships.models import Mentorship, Pairing
from tests.factories import MOMENT, actor, case, deputy_of, eligible_mentor, mentor_of
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


def test_the_novice_confirms_ones_own_line_once():
    mentorship = with_plan()
    line = logged(mentorship).lines.get()
    by = actor(mentorship.novice.user)
    assert services.confirm(line_id=line.pk, by=by, now=MOMENT).confirmed_at == MOMENT
    services.confirm(line_id=line.pk, by=by, now=MOMENT)
    assert AuditEntry.objects.filter(action="log.confirmed").count() == 1


def test_nobody_else_confirms_or_objects():
    mentorship = with_plan()
    line = logged(mentorship).lines.get()
    for user in (mentor_user(mentorship), deputy_of(mentorship.school), with_plan().novice.user):
        with pytest.raises(PermissionDenied):
            services.confirm(line_id=line.pk, by=actor(user), now=MOMENT)
        with pytest.raises(PermissionDenied):
            services.object_to(line_id=line.pk, by=actor(user), now=MOMENT, text="It was shorter.")


def test_an_objection_says_what_was_different():
    mentorship = with_plan()
    line = logged(mentorship).lines.get()
    by = actor(mentorship.novice.user)
    with pytest.raises(ValidationError):
        services.object_to(line_id=line.pk, by=by, now=MOMENT, text="  ")
    assert services.object_to(line_id=line.pk, by=by, now=MOMENT, text="It was 20 minutes.").objection
    services.confirm(line_id=line.pk, by=by, now=MOMENT)
    with pytest.raises(AlreadyDone):
        services.object_to(line_id=line.pk, by=by, now=MOMENT, text="It was 20 minutes.")


def change(entry, **fields):
    values = {"happened_on": TODAY, "minutes": 20, "form": "talk", "what": "Talked about homework."}
    by = fields.pop("by", actor(entry.mentor.user))
    return services.edit_activity(entry_id=entry.pk, by=by, now=MOMENT, **values | fields)


def test_a_correction_answers_the_objection():
    mentorship = with_plan()
    entry = logged(mentorship, promise="I bring the cards.")
    services.object_to(line_id=entry.lines.get().pk, by=actor(mentorship.novice.user), now=MOMENT, text="20 minutes.")
    change(entry)
    entry.refresh_from_db()
    line = entry.lines.get()
    assert (entry.minutes, entry.form, line.objection, line.promise) == (20, "talk", "", "I bring the cards.")
    assert AuditEntry.objects.get(action="log.edited").changes["before"]["minutes"] == 45


def test_what_is_confirmed_stays():
    mentorship = with_plan()
    entry = logged(mentorship)
    services.confirm(line_id=entry.lines.get().pk, by=actor(mentorship.novice.user), now=MOMENT)
    with pytest.raises(DomainError, match="stays as it is"):
        change(entry)


def test_only_the_writer_corrects():
    entry = logged(with_plan())
    with pytest.raises(PermissionDenied):
        change(entry, by=actor(eligible_mentor(entry.mentor.school).user))


def test_a_corrected_day_moves_the_outcome():
    mentorship = with_plan()
    entry = logged(mentorship, line=line_of(mentorship), completes=True)
    change(entry, happened_on=date(2026, 12, 2))
    assert Outcome.objects.get().happened_on == date(2026, 12, 2)


@pytest.mark.parametrize("state", ["hearing", "closing"])
def test_a_day_that_the_council_has_before_it_stays(state):
    mentorship = with_plan()
    entry = logged(mentorship, line=line_of(mentorship), completes=True)
    Mentorship.objects.update(state=state)
    with pytest.raises(ValidationError) as refused:
        change(entry, happened_on=date(2026, 12, 2))
    assert "happened_on" in refused.value.error_dict
    entry.refresh_from_db()
    assert (entry.happened_on, Outcome.objects.get().happened_on) == (TODAY, TODAY)
    assert change(entry).minutes == 20  # the rest may still be put right


def test_what_was_changed_since_it_was_read_is_not_confirmed():
    mentorship = with_plan()
    entry = logged(mentorship)
    line, by = entry.lines.get(), actor(mentorship.novice.user)
    read = line.version
    change(entry)
    with pytest.raises(DomainError) as refused:
        services.confirm(line_id=line.pk, by=by, now=MOMENT, seen=read)
    assert refused.value.code == "changed"
    line = LogLine.objects.get()
    assert line.confirmed_at is None
    assert services.confirm(line_id=line.pk, by=by, now=MOMENT, seen=line.version).confirmed_at == MOMENT


def settle(mentorship, result, **fields):
    values = {"line": line_of(mentorship), "by": actor(mentor_user(mentorship)), "now": MOMENT}
    return services.set_outcome(mentorship_id=mentorship.pk, result=result, **values | fields)


def test_held_needs_a_log_entry():
    mentorship = with_plan()
    with pytest.raises(DomainError, match="Nothing is logged"):
        settle(mentorship, "held")
    logged(mentorship, line=line_of(mentorship), happened_on=date(2026, 12, 2))
    assert settle(mentorship, "held").happened_on == date(2026, 12, 2)


def test_not_held_needs_a_reason_and_can_be_held_later():
    mentorship = with_plan()
    with pytest.raises(ValidationError):
        settle(mentorship, "not_held")
    assert settle(mentorship, "not_held", text="The class was at an olympiad.").happened_on is None
    logged(mentorship, line=line_of(mentorship), completes=True)
    assert (Outcome.objects.get().result, Outcome.objects.get().text) == ("held", "")


def test_an_outcome_stays_once_the_report_is_submitted():
    mentorship = with_plan()
    mentorship.state = "hearing"
    mentorship.save()
    with pytest.raises(PermissionDenied):
        settle(mentorship, "not_held", text="The class was at an olympiad.")


def test_an_unknown_line_or_result_is_refused():
    mentorship = with_plan()
    with pytest.raises(ValidationError):
        settle(mentorship, "perhaps")
    with pytest.raises(ValidationError):
        settle(mentorship, "not_held", line=uuid4(), text="The class was at an olympiad.")


def test_the_guard_names_the_lines_without_outcome():
    mentorship = with_plan(2)
    logged(mentorship, line=line_of(mentorship, 1), completes=True)
    assert [activity.position for activity in selectors.lines_without_outcome(mentorship)] == [2]
    settle(mentorship, "not_held", line=line_of(mentorship, 2), text="Put off to next year.")
    assert selectors.lines_without_outcome(mentorship) == []


def test_the_next_line_is_the_earliest_with_nothing_logged():
    mentorship = with_plan(3)
    logged(mentorship, line=line_of(mentorship, 1))
    rows = selectors.plans_of([mentorship])[mentorship.pk]
    assert selectors.next_row(rows).activity.position == 2


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_reads_the_same_number_of_queries(rows, django_assert_num_queries):
    mentorship = with_plan(rows)
    for place in range(1, rows + 1):
        logged(mentorship, line=line_of(mentorship, place), completes=True)
    logged(mentorship)
    with django_assert_num_queries(3):
        view = selectors.log_view(mentorship)
        assert {line.entry.mentor.user.surname for line in view.all_lines}
    assert (len(view.rows), view.with_outcome, len(view.outside)) == (rows, rows, 1)
    with django_assert_num_queries(3):
        selectors.plans_of([mentorship])
    assert isinstance(Part(mentorship.pk).kept, frozenset)
