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
from mentoring.final_stage.models import Conclusion, FinalReport
from mentoring.final_stage.selectors import conclusions, last_pairing
from mentoring.mentorships.models import Pairing
from schools.people.access import LEADERS, Role, access_of


@dataclass(frozen=True)
class Matter:
    """One item. mark, verdict, rules: a candidate's eligibility as it was stored. report: with its conclusions, for the summary.

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
    reads_file: bool = False
    papers: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class MeetingPage:
    """Flags name the buttons; at most one of them is the primary (`next_step`)."""

    meeting: Meeting
    matters: list[Matter]
    attendees: list[Attendee]
    present: int
    undecided: int
    next_step: str
    can_add: bool
    can_hold: bool
    can_sign: bool


def meeting_page(meeting: Meeting, user: Any, today: date) -> MeetingPage:
    """Everything the page shows, in a number of queries that does not grow with the matters.

    meeting: as `council.selectors.meeting_for_page` reads it. A member reads the items that are open to the council
    (section 11, "item"): the eligibility of a candidate, the one-page summary of a report. Chair and secretary get
    the report itself as well.
    """
    items, attendees = list(meeting.items.all()), list(meeting.attendees.all())
    readable = selectors.readable(user, meeting, items)
    prepares = policies.can_prepare(user, meeting.school_id)
    keeps = policies.can_keep_minutes(user, meeting)
    undecided = sum(item.decided_at is None for item in items)
    early = meeting.state in (Meeting.State.PLANNED, Meeting.State.SENT)
    came = meeting.date <= today
    held = meeting.state == Meeting.State.HELD
    can_hold = keeps and came and (meeting.state == Meeting.State.SENT or held and undecided == len(items))
    can_sign = keeps and held
    matters = _matters(meeting, [item for item in items if item.pk in readable], user, today, keeps and held)
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


def _matters(meeting: Meeting, items: list[AgendaItem], user: Any, today: date, records: bool) -> list[Matter]:
    access = access_of(user)
    leads = access.has(meeting.school_id, *LEADERS)
    reads = leads or selectors.is_open(meeting, today)
    file = leads or access.has(meeting.school_id, Role.CHAIR, Role.SECRETARY)
    wanted = [item.pk for item in items if item.kind == AgendaItem.Kind.REPORT] if reads else []
    reports = {
        report.agenda_item_id: report
        for report in FinalReport.objects.filter(
            agenda_item__in=wanted, state__in=FinalReport.BEFORE_COUNCIL
        ).prefetch_related("conclusions")
    }
    made = lines(user, [item for item in items if item.pk in reports])
    matters: list[Matter] = []
    for item in items:
        candidate, report = getattr(item, "candidate", None), reports.get(item.pk)
        if report is not None:
            report.agenda_item = item
        gone = item.kind == AgendaItem.Kind.REPORT and report is None  # sent back, or on a later agenda
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
                reads_file=file and report is not None,
                papers=made.get(item.pk, []),
            )
        )
    return matters


def _eligibility(candidate: Candidate) -> dict[str, Any]:
    """As it was stored when the candidate was proposed."""
    return {
        "mark": words.MARKS[candidate.verdict],
        "verdict": str(words.VERDICTS[candidate.verdict]),
        "rules": stored_rows(candidate),
    }
