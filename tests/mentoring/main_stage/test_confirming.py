"""What the novice says to an entry, and how its writer corrects it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common.errors import AlreadyDone, DomainError
from common.models import AuditEntry
from mentoring.main_stage import services
from mentoring.main_stage.models import LogLine, Outcome
from mentoring.mentorships.models import Mentorship
from tests.factories import MOMENT, actor, deputy_of, eligible_mentor
from tests.mentoring.main_stage.situations import TODAY, line_of, logged, mentor_user, with_plan

pytestmark = pytest.mark.django_db


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
