"""A meeting from its planning to its signed minutes."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from common import audit, clock, dates, events
from common.actor import Actor
from common.bounds import refuse_beyond
from common.errors import AlreadyDone, DomainError, Text
from mentoring.council import policies, rules, selectors, words
from mentoring.council.events import ItemDecided, MinutesSigned
from mentoring.council.models import AgendaItem, Attendee, Meeting
from mentoring.mentorships.models import Mentorship
from schools.calendar.selectors import start_year_of
from schools.organisation.models import School


def locked(meeting_id: int) -> Meeting:
    """The meeting, locked until the end of the transaction."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("school").get(pk=meeting_id)


@transaction.atomic
def plan_meeting(
    *, school_id: int, on: date, by: Actor, now: datetime, at: time | None = None, place: str = ""
) -> Meeting:
    """Plan a meeting; the council of that day is listed for it. Raises ValidationError for `on`; DomainError("full")."""
    policies.require(policies.can_prepare(by.user, school_id))
    today = clock.today(now)
    if on < today:
        raise ValidationError({"on": words.DATE_PASSED})
    council = selectors.council_on(school_id, on)
    if not council:
        raise ValidationError({"on": words.NO_COUNCIL})
    School.objects.select_for_update().get(pk=school_id)  # two at once come one after the other
    refuse_beyond(Meeting.objects.filter(school_id=school_id, date__gte=today), rules.MOST_AHEAD)
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
    """Put a matter on the agenda of a meeting that was not held yet. Raises DomainError("wrong_state", "full")."""
    meeting = locked(meeting_id)
    policies.require(policies.can_prepare(by.user, meeting.school_id))
    if meeting.state not in (Meeting.State.PLANNED, Meeting.State.SENT):
        raise _moved_on(meeting)
    refuse_beyond(meeting.items.all(), rules.MOST_ITEMS)
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
    """From now on those listed may open the items. The list is that of the day's council as it is known now: posts may
    have changed since the meeting was planned. Raises AlreadyDone; DomainError("empty_agenda").
    """
    meeting = locked(meeting_id)
    policies.require(policies.can_prepare(by.user, meeting.school_id))
    if meeting.agenda_sent_at is not None:
        raise AlreadyDone("agenda_sent", words.AGENDA_SENT, **audit.first_to(meeting, "meeting.agenda_sent"))
    if not meeting.items.exists():
        raise DomainError("empty_agenda", words.EMPTY_AGENDA)
    meeting.state, meeting.agenda_sent_at = Meeting.State.SENT, now
    meeting.save(update_fields=["state", "agenda_sent_at"])
    listed = _list_again(meeting)
    audit.record(by=by, now=now, action="meeting.agenda_sent", subject=meeting, changes={"listed": listed})
    return meeting


def _list_again(meeting: Meeting) -> int:
    """List the council of the meeting's day; guests stay, and so does the list where nobody holds a post. How many."""
    council = selectors.council_on(meeting.school_id, meeting.date)
    rows = {row.user_id: row for row in meeting.attendees.all()}
    if council and council != [(row.user_id, row.role) for row in rows.values() if row.role != Attendee.Role.GUEST]:
        meeting.attendees.exclude(role=Attendee.Role.GUEST).delete()
        guests = {pk for pk, row in rows.items() if row.role == Attendee.Role.GUEST}
        Attendee.objects.bulk_create(
            Attendee(meeting=meeting, user_id=user, role=role) for user, role in council if user not in guests
        )
    return meeting.attendees.exclude(role=Attendee.Role.GUEST).count()


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

    The chair or the secretary, in no matter of their own. A report is decided with its hearing, which writes here too
    (`final_stage.services.record_hearing`): DomainError("heard_elsewhere"). What the matter itself asks for (a reason
    for a borderline candidate) is checked by the folders above, see `ItemDecided`. Raises as `write_decision`.
    """
    if AgendaItem.objects.filter(pk=item_id, kind=AgendaItem.Kind.REPORT).exists():
        raise DomainError("heard_elsewhere", words.HEARD_ELSEWHERE)
    return write_decision(
        item_id=item_id,
        votes=(votes_for, votes_against, votes_abstained),
        outcome=outcome,
        texts={"decision": decision, "heard": heard, "questions": questions},
        reason=reason,
        by=by,
        now=now,
    )


def write_decision(
    *,
    item_id: int,
    votes: tuple[int, int, int],
    outcome: str,
    texts: Mapping[str, str],
    by: Actor,
    now: datetime,
    reason: str = "",
) -> AgendaItem:
    """The one place where votes are written, in the caller's transaction. votes: for, against, abstained.

    texts: "heard", "questions", "decision". Those whose own matter it is do not vote. Raises PermissionDenied;
    DomainError("wrong_state") before the meeting is open and after its minutes; ValidationError for `votes_for`.
    """
    meeting = locked(AgendaItem.objects.values_list("meeting_id", flat=True).get(pk=item_id))
    item = selectors.items_with_people().get(pk=item_id)
    policies.require(policies.can_record(by.user, item))
    if meeting.state != Meeting.State.HELD:
        raise _moved_on(meeting)
    voters = selectors.voters(item)
    fault = rules.vote_fault(*votes, voters=voters, in_favour=outcome == AgendaItem.Outcome.IN_FAVOUR)
    if fault is not None:
        raise ValidationError({"votes_for": words.VOTES[fault] % {"votes": sum(votes), "voters": voters}})
    item.votes_for, item.votes_against, item.votes_abstained = votes
    item.outcome, item.decided_at = outcome, now
    item.heard, item.questions, item.decision = (texts[name].strip() for name in ("heard", "questions", "decision"))
    item.save()
    audit.record(
        by=by,
        now=now,
        action="agenda.decided",
        subject=item,
        school_id=meeting.school_id,
        changes={"for": votes[0], "against": votes[1], "abstained": votes[2], "outcome": outcome},
    )
    events.emit(ItemDecided(item=item, reason=reason.strip(), by=by, now=now))
    return item


@transaction.atomic
def sign_minutes(
    *,
    meeting_id: int,
    number: str,
    signed_on: date,
    by: Actor,
    now: datetime,
    delay_reason: str = "",
    no_other_official: str = "",
) -> Meeting:
    """Number and date close the meeting; its decisions take effect. A matter without a decision is put off.

    One whose own matter is among them signs only when every other officer of the council has one, too, with a reason
    that is printed. Raises AlreadyDone naming who signed; ValidationError for `number` (another meeting of the school
    year has it), `signed_on` and `no_other_official`;
    DomainError("own_matter").
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
    _check_number(meeting, number.strip())
    items = list(selectors.items_with_people().filter(meeting=meeting))
    if not policies.can_sign(by.user, items):
        raise DomainError("own_matter", words.OWN_MATTER)
    own = any(policies.is_own(by.user, item) for item in items)
    if own and not no_other_official.strip():
        raise ValidationError({"no_other_official": words.GIVE_NO_OTHER})
    meeting.no_other_official = no_other_official.strip() if own else ""
    meeting.state, meeting.minutes_number = Meeting.State.SIGNED, number.strip()
    meeting.minutes_signed_on, meeting.minutes_signed_by = signed_on, by.user
    meeting.save(
        update_fields=["state", "minutes_number", "minutes_signed_on", "minutes_signed_by", "no_other_official"]
    )
    audit.record(
        by=by, now=now, action="minutes.signed", subject=meeting, changes={"number": number, "signed_on": signed_on}
    )
    events.emit(MinutesSigned(meeting=meeting, delay_reason=delay_reason, by=by, now=now))
    return meeting


def _check_number(meeting: Meeting, number: str) -> None:
    """Minutes are numbered anew each school year. Two who sign at once come one after the other."""
    School.objects.select_for_update().get(pk=meeting.school_id)
    begins = start_year_of(meeting.date)
    year = (date(begins, 9, 1), date(begins + 1, 8, 31))
    same = Meeting.objects.filter(school=meeting.school_id, minutes_number__iexact=number, date__range=year)
    if twin := same.exclude(pk=meeting.pk).first():
        raise ValidationError({"number": words.NUMBER_TAKEN % {"day": dates.numeric(twin.date)}})


def _moved_on(meeting: Meeting, told: Text = words.WRONG_STATE) -> AlreadyDone:
    """Who took the meeting's last step, and when."""
    return AlreadyDone("wrong_state", told, **audit.first_to(meeting))
