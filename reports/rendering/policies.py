"""Who may have a paper made, and who may open it (domain, section 11, row "papers").

A paper is readable by whoever may read every record in it, and by nobody else. Each record has here the policy that
rules its page; there is no second table. What the stored bytes hold was noted when they were made; who may read it is
asked on the day of the opening. So a paper closes to somebody as the records do: when a pairing has ended, when the
council's time is over, when a report was sent back, when what was shared is taken back. Papers are never erased.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from mentoring.council.rules import Reading
from mentoring.final_stage import policies as final_stage
from mentoring.final_stage.models import FinalReport
from mentoring.introductory import policies as introductory
from mentoring.introductory.models import DiagnosticSheet
from mentoring.main_stage import policies as main_stage
from mentoring.mentorships import policies as cases
from mentoring.mentorships.models import Mentorship, Pairing
from reports.papers.kinds import KINDS, held
from reports.papers.records import Record
from reports.rendering.models import Paper

# Papers print ratings of finished sheets alone, so their readers are those of a finished sheet.
_FINISHED = DiagnosticSheet(
    self_done_at=datetime(2000, 1, 1, tzinfo=UTC), mentor_done_at=datetime(2000, 1, 1, tzinfo=UTC)
)


@dataclass(frozen=True)
class Reader:
    """One person before the papers of one case. council: how much the council's item opens to them today.

    mentorship: its pairings are read. report: None before it was begun.
    """

    user: Any
    mentorship: Mentorship
    report: FinalReport | None
    council: Reading


def reader(user: Any, mentorship: Mentorship) -> Reader:
    """Three queries at most, for one case."""
    report = FinalReport.objects.filter(mentorship=mentorship).select_related("agenda_item__meeting").first()
    return Reader(user, mentorship, report, final_stage.council_reads(user, report))


def kinds_for(user: Any, mentorship: Mentorship) -> frozenset[str]:
    """The kinds that a person may have made now: every record in them is theirs to read."""
    who = reader(user, mentorship)
    return frozenset(name for name, kind in KINDS.items() if _reads(who, kind.records, kind.in_short, None))


def can_ask(user: Any, mentorship: Mentorship, kind: str) -> bool:
    """Whether this kind of paper is among those that the person may have made."""
    return kind in kinds_for(user, mentorship)


def can_see(user: Any, paper: Paper) -> bool:
    """The page of a paper, which shows its state and nothing of what it holds: whoever may have its kind made."""
    return paper.mentorship is not None and can_ask(user, paper.mentorship, paper.kind)


def can_open(user: Any, paper: Paper) -> bool:
    """The stored bytes."""
    return paper.mentorship is not None and opens(reader(user, paper.mentorship), paper)


def opens(who: Reader, paper: Paper) -> bool:
    """The same for a reader of whom all is known already."""
    if not _in_case(who) and not _is_of_what_was_sent(who, paper):
        return False
    records = held(paper.kind, paper.records)
    return records is not None and _reads(who, records, KINDS[paper.kind].in_short, paper)


def _reads(who: Reader, records: tuple[Record, ...], in_short: bool, paper: Paper | None) -> bool:
    """paper: None for one that is still to be made."""
    if _in_case(who):
        return all(_IN_CASE[record](who, paper) for record in records)
    enough = Reading.SUMMARY if in_short else Reading.FILE
    return who.council >= enough and all(record in _OF_COUNCIL for record in records)


def _in_case(who: Reader) -> bool:
    return cases.can_view(who.user, who.mentorship)


def _is_of_what_was_sent(who: Reader, paper: Paper) -> bool:
    """The council reads what the mentor has sent: no bytes made of a draft, nor of a report that was sent back."""
    sent_at = who.report.submitted_at if who.report is not None else None
    return sent_at is not None and paper.made_at is not None and paper.made_at >= sent_at


def _pair_of(who: Reader, paper: Paper | None) -> Pairing | None:
    """Whose order and eligibility a paper prints: its order's pair, or the last one when it was made."""
    pairs = sorted(who.mentorship.pairings.all(), key=lambda one: (one.starts_on, one.pk))
    if paper is not None and paper.order_id is not None:
        return next((one for one in pairs if one.order_id == paper.order_id), None)
    if paper is not None and paper.made_at is not None:
        pairs = [one for one in pairs if one.order.recorded_at <= paper.made_at]
    return pairs[-1] if pairs else None


def _own_pair(who: Reader, paper: Paper | None) -> bool:
    """Deputy and head any; the novice all of the own case; a mentor the own pair, not that of the mentor before."""
    if cases.leads(who.user, who.mentorship) or cases.is_novice(who.user, who.mentorship):
        return True
    pair = _pair_of(who, paper)
    return pair is not None and pair.mentor.user_id == who.user.pk


_IN_CASE: dict[Record, Callable[[Reader, Paper | None], bool]] = {
    Record.CASE: lambda who, _: _in_case(who),
    Record.EXCEPTION: _own_pair,
    Record.ORDER_LINE: _own_pair,
    Record.DIAGNOSTICS: lambda who, _: introductory.sees_mentor_rating(who.user, who.mentorship, _FINISHED),
    Record.SELF_RATING_SUMS: lambda who, _: introductory.sees_mentor_rating(who.user, who.mentorship, _FINISHED),
    Record.SELF_RATING: lambda who, _: introductory.sees_self_rating(who.user, who.mentorship, _FINISHED),
    Record.PLAN: lambda who, _: _in_case(who),
    Record.LOG: lambda who, _: main_stage.can_view_log(who.user, who.mentorship),
    Record.INTERIM: lambda who, _: main_stage.can_view_interim(who.user, who.mentorship),
    Record.REPORT: lambda who, _: final_stage.can_read_report(who.user, who.mentorship, who.report),
}
# What the council reads of an item, as its summary or in the file. Orders are no part of it, and single self-ratings
# stand in the diagnostic sheet alone.
_OF_COUNCIL = frozenset(Record) - {Record.ORDER_LINE, Record.SELF_RATING}
