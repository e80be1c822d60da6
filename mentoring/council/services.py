"""A meeting from its planning to its signed minutes."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from common import audit, clock, events
from common.actor import Actor
from common.errors import AlreadyDone, DomainError, Text
from mentoring.council import policies, selectors, words
from mentoring.council.events import ItemDecided, MinutesSigned
from mentoring.council.models import AgendaItem, Attendee, Meeting
from mentoring.mentorships.models import Mentorship


def locked(meeting_id: int) -> Meeting:
    """The meeting, locked until the end of the transaction."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("school").get(pk=meeting_id)


@transaction.atomic
def plan_meeting(
    *, school_id: int, on: date, by: Actor, now: datetime, at: time | None = None, place: str = ""
) -> Meeting:
    """Plan a meeting; the council of that day is listed for it. Raises ValidationError for `on`."""
    policies.require(policies.can_prepare(by.user, school_id))
    if on < clock.today(now):
        raise ValidationError({"on": words.DATE_PASSED})
    council = selectors.council_on(school_id, on)
    if not council:
        raise ValidationError({"on": words.NO_COUNCIL})
    meeting = Meeting.objects.create(
        school_id=school_id, date=on, time=at, place=place.strip(), made_by=by.user, made_at=now
    )
    Attendee.objects.bulk_create(Attendee(meeting=meeting, user_id=user, role=role) for user, role in council)
    audit.record(
        by=by, now=now, action="meeting.planned", subject=meeting, changes={"date": on, "listed": len(council)}
    )
    return meeting


@transaction.atomic
def add_item(
    *, meeting_id: int, kind: str, by: Actor, now: datetime, mentorship: Mentorship | None = None, title: str = ""
) -> AgendaItem:
    """Put a matter on the agenda of a meeting that was not held yet. Raises DomainError("wrong_state")."""
    meeting = locked(meeting_id)
    policies.require(policies.can_prepare(by.user, meeting.school_id))
    if meeting.state not in (Meeting.State.PLANNED, Meeting.State.SENT):
        raise _moved_on(meeting)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting, position=last + 1, kind=kind, mentorship=mentorship, title=title.strip()
    )
    audit.record(
        by=by,
        now=now,
        action="agenda.item_added",
        subject=item,
        school_id=meeting.school_id,
        changes={"kind": kind, "mentorship": mentorship, "meeting": meeting},
    )
    return item


@transaction.atomic
def send_agenda(*, meeting_id: int, by: Actor, now: datetime) -> Meeting:
    """From now on those listed may open the items. Raises AlreadyDone; DomainError("empty_agenda")."""
    meeting = locked(meeting_id)
    policies.require(policies.can_prepare(by.user, meeting.school_id))
    if meeting.agenda_sent_at is not None:
        raise AlreadyDone("agenda_sent", words.AGENDA_SENT, **audit.first_to(meeting, "meeting.agenda_sent"))
    if not meeting.items.exists():
        raise DomainError("empty_agenda", words.EMPTY_AGENDA)
    meeting.state, meeting.agenda_sent_at = Meeting.State.SENT, now
    meeting.save(update_fields=["state", "agenda_sent_at"])
    audit.record(by=by, now=now, action="meeting.agenda_sent", subject=meeting)
    return meeting


@transaction.atomic
def hold_meeting(*, meeting_id: int, present: Collection[int], by: Actor, now: datetime) -> Meeting:
    """Mark who came (user ids), as often as needed until the first vote. Raises ValidationError for `present`."""
    meeting = locked(meeting_id)
    policies.require(policies.can_keep_minutes(by.user, meeting))
    if meeting.state not in (Meeting.State.SENT, Meeting.State.HELD):
        raise _moved_on(meeting)
    if meeting.date > clock.today(now):
        raise DomainError("not_yet", words.NOT_YET)
    if meeting.items.filter(decided_at__isnull=False).exists():
        raise _moved_on(meeting, words.ALREADY_DECIDED)
    if not meeting.attendees.filter(user_id__in=present).exists():
        raise ValidationError({"present": words.SOMEBODY_CAME})
    meeting.attendees.update(present=False)
    came = meeting.attendees.filter(user_id__in=present).update(present=True)
    meeting.state = Meeting.State.HELD
    meeting.save(update_fields=["state"])
    audit.record(by=by, now=now, action="meeting.held", subject=meeting, changes={"present": came})
    return meeting


@transaction.atomic
def record_decision(
    *,
    item_id: int,
    votes_for: int,
    votes_against: int,
    votes_abstained: int,
    outcome: str,
    by: Actor,
    now: datetime,
    decision: str = "",
    heard: str = "",
    questions: str = "",
    reason: str = "",
) -> AgendaItem:
    """Write what was heard, the votes and the decision; until the minutes are signed it can be written again.

    Those whose own matter it is do not vote. Raises ValidationError for too many votes; what the matter itself asks
    for (a reason for a borderline candidate) is checked by the folders above, see `ItemDecided`.
    """
    meeting = locked(AgendaItem.objects.values_list("meeting_id", flat=True).get(pk=item_id))
    item = (
        AgendaItem.objects.select_related("meeting", "mentorship__novice", "candidate__mentor")
        .prefetch_related("mentorship__pairings__mentor")
        .get(pk=item_id)
    )
    policies.require(policies.can_record(by.user, item))
    if meeting.state != Meeting.State.HELD:
        raise _moved_on(meeting)
    may_vote = (
        meeting.attendees.filter(present=True)
        .exclude(role=Attendee.Role.GUEST)
        .exclude(user_id__in=policies.concerned(item))
        .count()
    )
    votes = votes_for + votes_against + votes_abstained
    if votes > may_vote:
        raise ValidationError({"votes_for": words.TOO_MANY_VOTES % {"votes": votes, "present": may_vote}})
    if votes == 0:
        raise ValidationError({"votes_for": words.NO_VOTES})
    item.votes_for, item.votes_against, item.votes_abstained = votes_for, votes_against, votes_abstained
    item.outcome, item.decision, item.heard, item.questions = outcome, decision, heard, questions
    item.decided_at = now
    item.save()
    audit.record(
        by=by,
        now=now,
        action="agenda.decided",
        subject=item,
        school_id=meeting.school_id,
        changes={"for": votes_for, "against": votes_against, "abstained": votes_abstained, "outcome": outcome},
    )
    events.emit(ItemDecided(item=item, reason=reason.strip(), by=by, now=now))
    return item


@transaction.atomic
def sign_minutes(
    *, meeting_id: int, number: str, signed_on: date, by: Actor, now: datetime, delay_reason: str = ""
) -> Meeting:
    """Number and date close the meeting; its decisions take effect. A matter without a decision is put off.

    Raises AlreadyDone naming who signed; ValidationError for `signed_on`; DomainError("own_matter").
    """
    meeting = locked(meeting_id)
    policies.require(policies.can_keep_minutes(by.user, meeting))
    if meeting.state == Meeting.State.SIGNED:
        raise AlreadyDone(
            "already_signed", words.ALREADY_SIGNED, who=meeting.minutes_signed_by, when=meeting.minutes_signed_on
        )
    if meeting.state != Meeting.State.HELD:
        raise _moved_on(meeting)
    if signed_on < meeting.date:
        raise ValidationError({"signed_on": words.SIGNED_TOO_EARLY})
    if signed_on > clock.today(now):
        raise ValidationError({"signed_on": words.SIGNED_IN_FUTURE})
    items = meeting.items.select_related("mentorship__novice", "candidate__mentor").prefetch_related(
        "mentorship__pairings__mentor"
    )
    if any(by.user.pk in policies.concerned(item) for item in items):
        raise DomainError("own_matter", words.OWN_MATTER)
    meeting.state, meeting.minutes_number = Meeting.State.SIGNED, number.strip()
    meeting.minutes_signed_on, meeting.minutes_signed_by = signed_on, by.user
    meeting.save(update_fields=["state", "minutes_number", "minutes_signed_on", "minutes_signed_by"])
    audit.record(
        by=by, now=now, action="minutes.signed", subject=meeting, changes={"number": number, "signed_on": signed_on}
    )
    events.emit(MinutesSigned(meeting=meeting, delay_reason=delay_reason, by=by, now=now))
    return meeting


def _moved_on(meeting: Meeting, told: Text = words.WRONG_STATE) -> AlreadyDone:
    """Who took the meeting's last step, and when."""
    return AlreadyDone("wrong_state", told, **audit.first_to(meeting))
