"""The page of a meeting: each matter with what those who hear it may read, its papers, its decision, its one button."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mentoring.appointment import words
from mentoring.appointment.models import Candidate
from mentoring.appointment.selectors import RuleRow, stored_rows
from mentoring.casework.papers import Line, lines
from mentoring.council import policies, selectors
from mentoring.council.models import AgendaItem, Attendee, Meeting
from mentoring.council.rules import Reading
from mentoring.final_stage.models import Conclusion, FinalReport
from mentoring.final_stage.selectors import conclusions, last_pairing
from mentoring.mentorships.models import Pairing


@dataclass(frozen=True)
class Matter:
    """One item. mark, verdict, rules: a candidate's eligibility as it was stored. report: with its conclusions, for the summary.

    shows_minutes: what was heard, asked, decided, the votes and the reason: read by whom the matter is open to, and by
    whoever writes them.

    why_not: to one who records the decisions, why this one is not theirs to record: "own", or "gone" (a report that was
    sent back or stands on a later agenda).
    """

    item: AgendaItem
    can_decide: bool
    is_next: bool
    why_not: str = ""
    mark: str = ""
    verdict: str = ""
    rules: list[RuleRow] = field(default_factory=list)
    report: FinalReport | None = None
    conclusions: list[Conclusion] = field(default_factory=list)
    pairing: Pairing | None = None
    shows_minutes: bool = False
    reads_file: bool = False
    papers: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class MeetingPage:
    """Flags name the buttons; at most one of them is the primary (`next_step`). closed_after: the last day on which the
    matters could be read, where they are closed to this person since; reads: whether they are open, beyond their
    subjects.
    """

    meeting: Meeting
    matters: list[Matter]
    attendees: list[Attendee]
    present: int
    undecided: int
    next_step: str
    can_add: bool
    can_hold: bool
    can_sign: bool
    reads: bool
    closed_after: date | None


def meeting_page(meeting: Meeting, user: Any, today: date) -> MeetingPage:
    """Everything the page shows, in a number of queries that does not grow with the matters.

    meeting: as `council.selectors.meeting_for_page` reads it. How much of the matters is read, `reading_of` says
    (section 11, "item"): the subject; the eligibility of a candidate and the one-page summary of a report; the report.
    """
    items, attendees = list(meeting.items.all()), list(meeting.attendees.all())
    listed = any(one.user_id == user.pk and one.role != Attendee.Role.GUEST for one in attendees)
    reading = selectors.reading_of(user, meeting, today, listed=listed)
    prepares = policies.can_prepare(user, meeting.school_id)
    keeps = policies.can_keep_minutes(user, meeting)
    undecided = sum(item.decided_at is None for item in items)
    early = meeting.state in (Meeting.State.PLANNED, Meeting.State.SENT)
    came = meeting.date <= today
    held = meeting.state == Meeting.State.HELD
    can_hold = keeps and came and (meeting.state == Meeting.State.SENT or held and undecided == len(items))
    can_sign = keeps and held
    matters = _matters(meeting, items, user, reading, keeps and held) if reading else []
    return MeetingPage(
        meeting=meeting,
        matters=matters,
        attendees=attendees,
        present=sum(one.present for one in attendees),
        undecided=undecided,
        next_step=_next_step(meeting, prepares, keeps, came, bool(items), undecided),
        can_add=prepares and early,
        can_hold=can_hold,
        can_sign=can_sign,
        reads=reading >= Reading.SUMMARY,
        closed_after=selectors.open_until(meeting, today) if not reading and (keeps or listed) else None,
    )


def _next_step(meeting: Meeting, prepares: bool, keeps: bool, came: bool, has_items: bool, undecided: int) -> str:
    """ "add", "send", "hold", "decide", "sign", or nothing for one who reads."""
    if meeting.state == Meeting.State.PLANNED and prepares:
        return "send" if has_items else "add"
    if meeting.state == Meeting.State.SENT and keeps and came:
        return "hold"
    if meeting.state == Meeting.State.HELD and keeps:
        return "decide" if undecided else "sign"
    return ""


def _matters(meeting: Meeting, items: list[AgendaItem], user: Any, reading: Reading, records: bool) -> list[Matter]:
    reads = reading >= Reading.SUMMARY
    wanted = [item.pk for item in items if item.kind == AgendaItem.Kind.REPORT] if reads else []
    reports = {
        report.agenda_item_id: report
        for report in FinalReport.objects.filter(
            agenda_item__in=wanted, state__in=FinalReport.BEFORE_COUNCIL
        ).prefetch_related("conclusions")
    }
    hears = set(reports) if reads else _hears(items)
    made = lines(user, [item for item in items if item.pk in reports], reading)
    matters: list[Matter] = []
    for item in items:
        candidate, report = getattr(item, "candidate", None), reports.get(item.pk)
        if report is not None:
            report.agenda_item = item
        gone = item.kind == AgendaItem.Kind.REPORT and item.pk not in hears  # sent back, or on a later agenda
        can_decide = records and not gone and policies.can_record(user, item)
        waits = can_decide and item.decided_at is None
        matters.append(
            Matter(
                item=item,
                can_decide=can_decide,
                is_next=waits and not any(matter.is_next for matter in matters),
                why_not="" if can_decide or not records else "gone" if gone else "own",
                **(_eligibility(candidate) if candidate is not None and reads and candidate.eligibility else {}),
                report=report,
                conclusions=conclusions(report) if report is not None else [],
                pairing=last_pairing(item.mentorship) if item.mentorship is not None else None,
                shows_minutes=reads or records,
                reads_file=reading >= Reading.FILE and report is not None,
                papers=made.get(item.pk, []),
            )
        )
    return matters


def _hears(items: list[AgendaItem]) -> set[int]:
    """The matters whose report is before the council on this very item, for one who reads none of them."""
    found = FinalReport.objects.filter(agenda_item__in=items, state__in=FinalReport.BEFORE_COUNCIL)
    return {pk for pk in found.values_list("agenda_item_id", flat=True) if pk is not None}


def _eligibility(candidate: Candidate) -> dict[str, Any]:
    """As it was stored when the candidate was proposed."""
    return {
        "mark": words.MARKS[candidate.verdict],
        "verdict": str(words.VERDICTS[candidate.verdict]),
        "rules": stored_rows(candidate),
    }
