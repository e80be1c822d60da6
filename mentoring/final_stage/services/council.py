"""The council's part: on the agenda, sent back or heard and evaluated, the extract that ends the case."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from common import audit, clock
from common.actor import Actor
from common.errors import AlreadyDone, DomainError
from mentoring.council import words as council
from mentoring.council.models import AgendaItem, Meeting
from mentoring.council.services import locked as locked_meeting
from mentoring.council.services import write_decision
from mentoring.deadlines.services import refresh
from mentoring.final_stage import policies, rules, selectors, words
from mentoring.final_stage.models import FinalReport
from mentoring.final_stage.services.closing import close_rows
from mentoring.final_stage.services.report import begun
from mentoring.mentorships.models import Mentorship, Step
from mentoring.mentorships.policies import own_matter, own_matter_marks
from mentoring.mentorships.services import locked, record_step


@transaction.atomic
def put_on_agenda(*, mentorship_id: int, by: Actor, now: datetime, meeting_id: int) -> AgendaItem:
    """Put the report on the agenda of a meeting, or move it to another one. The deputy or the secretary.

    It may stand there before it is sent: D7 then counts back from the meeting. Minutes keep what stood in them: from a
    meeting that is held or signed nothing moves, the report gets a new item. Raises DomainError("not_called") outside
    the main and the final stage; ValidationError for a meeting that is held or of another school.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_put_on_agenda(by.user, mentorship))
    if mentorship.state not in rules.CALLED_FROM:
        raise DomainError("not_called", words.NOT_CALLED)
    report = begun(mentorship, now)
    item = report.agenda_item
    left_id = item.meeting_id if item is not None else None
    both = Meeting.objects.select_for_update().filter(pk__in=[meeting_id, left_id or meeting_id]).order_by("pk")
    meetings = {row.pk: row for row in both}
    meeting = meetings.get(meeting_id)
    if meeting is None or meeting.school_id != mentorship.school_id or meeting.state not in rules.PUT_ON_IN:
        raise ValidationError({"meeting": words.OTHER_MEETING})
    if item is not None and left_id == meeting.pk:
        return item
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    if item is None or left_id is None or meetings[left_id].state not in rules.PUT_ON_IN:
        item = AgendaItem(kind=AgendaItem.Kind.REPORT, mentorship=mentorship)
    item.meeting, item.position = meeting, last + 1
    item.save()
    report.agenda_item = item
    report.save(update_fields=["agenda_item"])
    refresh(mentorship, today=clock.today(now))
    audit.record(
        by=by,
        now=now,
        action="report.put_on_agenda",
        subject=report,
        school_id=mentorship.school_id,
        changes={"meeting": meeting.pk, **own_matter_marks(by.user, mentorship, counts_mentors=True)},
    )
    return item


@transaction.atomic
def return_report(
    *, mentorship_id: int, by: Actor, now: datetime, happened_on: date, reason: str, delay_reason: str = ""
) -> FinalReport:
    """Send the report back to the mentor with a reason. The chair or the secretary, in no matter of their own.

    The item stays in the minutes of its meeting with the reason as its decision; the report needs a new one. Once they
    are signed, nothing is written into them any more: AlreadyDone("already_signed").
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_record_hearing(by.user, mentorship))
    if not reason.strip():
        raise ValidationError({"reason": words.GIVE_REASON})
    report = begun(mentorship, now)
    item = report.agenda_item
    if item is not None:
        meeting = locked_meeting(item.meeting_id)
        if meeting.state == Meeting.State.SIGNED:
            raise AlreadyDone(
                "already_signed",
                council.ALREADY_SIGNED,
                who=meeting.minutes_signed_by,
                when=meeting.minutes_signed_on,
            )
        item.decision = reason.strip()
        item.save(update_fields=["decision"])
    report.state, report.return_reason, report.agenda_item = FinalReport.State.RETURNED, reason.strip(), None
    report.submitted_on = report.submitted_at = None
    report.save(update_fields=["state", "return_reason", "agenda_item", "submitted_on", "submitted_at"])
    record_step(
        mentorship=mentorship,
        kind=Step.Kind.REPORT_RETURNED,
        happened_on=happened_on,
        by=by,
        now=now,
        note=reason.strip(),
        delay_reason=delay_reason,
    )
    audit.record(
        by=by,
        now=now,
        action="report.returned",
        subject=report,
        school_id=mentorship.school_id,
        changes={"reason": reason.strip()},
    )
    return report


@transaction.atomic
def record_hearing(
    *,
    mentorship_id: int,
    by: Actor,
    now: datetime,
    novice_decision: str,
    evaluation: str,
    evaluation_text: str,
    votes_for: int,
    votes_against: int,
    votes_abstained: int,
    support_until: date | None = None,
    proposals: str = "",
    heard: str = "",
    questions: str = "",
    decision: str = "",
    late_reason: str = "",
    delay_reason: str = "",
) -> FinalReport:
    """The council heard the report and evaluated the mentor's work for the year (D8), on the day of its meeting.

    The one record of it: votes, questions and the wording go to the item of the minutes, the decision on the new
    teacher, the evaluation and the proposals to the report. Until the minutes are signed it can be written again.
    The chair or the secretary, in no matter of their own. Raises DomainError("not_on_agenda", "wrong_state");
    ValidationError for the votes, the end of the support, a missing text, dates and reasons.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_record_hearing(by.user, mentorship))
    report = begun(mentorship, now)
    item = report.agenda_item
    if item is None:
        raise DomainError("not_on_agenda", words.NOT_ON_AGENDA)
    faults = {}
    chosen = {"novice_decision": novice_decision, "evaluation": evaluation}
    if rules.support_fault(novice_decision, support_until, item.meeting.date):
        faults["support_until"] = words.SUPPORT_UNTIL
    if not evaluation_text.strip():
        faults["evaluation_text"] = words.GIVE_TEXT
    faults |= {name: words.CHOOSE for name, value in chosen.items() if not value}
    if faults:
        raise ValidationError(faults)
    write_decision(
        item_id=item.pk,
        votes=(votes_for, votes_against, votes_abstained),
        outcome=AgendaItem.Outcome.IN_FAVOUR,
        texts={"heard": heard, "questions": questions, "decision": decision},
        by=by,
        now=now,
    )
    corrects = report.state == FinalReport.State.HEARD
    report.state, report.decided_on = FinalReport.State.HEARD, item.meeting.date
    report.novice_decision, report.support_until = novice_decision, support_until
    report.evaluation, report.evaluation_text = evaluation, evaluation_text.strip()
    report.proposals = proposals.strip()
    fields = ["novice_decision", "support_until", "evaluation", "evaluation_text", "proposals"]
    report.clean_fields(exclude=[field.name for field in FinalReport._meta.fields if field.name not in fields])
    report.save(update_fields=["state", "decided_on", *fields])
    if not corrects:
        record_step(
            mentorship=mentorship,
            kind=Step.Kind.HEARD,
            happened_on=item.meeting.date,
            by=by,
            now=now,
            late_reason=late_reason,
            delay_reason=delay_reason,
        )
    audit.record(
        by=by,
        now=now,
        action="report.heard",
        subject=report,
        school_id=mentorship.school_id,
        changes={
            "novice_decision": novice_decision,
            "support_until": support_until,
            "evaluation": evaluation,
            "votes": [votes_for, votes_against, votes_abstained],
        },
    )
    return report


@transaction.atomic
def issue_extract(
    *,
    mentorship_id: int,
    by: Actor,
    now: datetime,
    happened_on: date,
    late_reason: str = "",
    delay_reason: str = "",
    no_other_official: str = "",
) -> Mentorship:
    """Issue the extract from the signed minutes: the case is completed, its pairing ends on that day.

    The deputy or the secretary; in a matter of their own only where nobody else can, with a reason that the case
    keeps. Raises DomainError("not_signed") before the minutes are signed; ValidationError for a date before that day,
    for `no_other_official`, and for `late_reason` when a date of the case is counted as missed only now.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_issue_extract(by.user, mentorship))
    report = selectors.report_of(mentorship)
    meeting = report.agenda_item.meeting if report is not None and report.agenda_item is not None else None
    if mentorship.state == Mentorship.State.CLOSING:
        if meeting is None or meeting.minutes_signed_on is None:
            raise DomainError("not_signed", words.NOT_SIGNED)
        if happened_on < meeting.minutes_signed_on:
            raise ValidationError({"happened_on": words.BEFORE_MINUTES})
    own = own_matter(by.user, mentorship)
    if own and not no_other_official.strip():
        raise ValidationError({"no_other_official": words.GIVE_NO_OTHER})
    record_step(
        mentorship=mentorship,
        kind=Step.Kind.EXTRACT,
        happened_on=happened_on,
        by=by,
        now=now,
        no_other_official=no_other_official.strip() if own else "",
        late_reason=late_reason,
        delay_reason=delay_reason,
    )
    close_rows(mentorship, on=happened_on, now=now)
    audit.record(by=by, now=now, action="extract.issued", subject=mentorship, changes={"happened_on": happened_on})
    return mentorship
