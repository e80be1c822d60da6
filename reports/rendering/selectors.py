"""Papers of a meeting's matters, for its page (see `mentoring.casework.papers`)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from mentoring.casework.papers import Line
from mentoring.council.models import AgendaItem
from mentoring.council.rules import Reading
from mentoring.final_stage.models import FinalReport
from mentoring.final_stage.selectors import before_council
from reports.rendering.models import Paper
from reports.rendering.policies import Reader, opens

RUNNING = (Paper.State.WAITING, Paper.State.WORKING)


def meeting_lines(user: Any, items: Sequence[AgendaItem], reading: Reading) -> dict[int, list[Line]]:
    """The year-end report for those who read the file, its one-page summary for the others: the newest in each language
    that this person may open, and a button that asks for one. Two queries, whatever the number of matters of a meeting.
    """
    kind = Paper.Kind.REPORT if reading >= Reading.FILE else Paper.Kind.SUMMARY
    cases = {item.mentorship_id: item for item in items}
    reports = {report.mentorship_id: report for report in FinalReport.objects.filter(mentorship__in=cases)}
    newest: dict[int, dict[str, Paper]] = defaultdict(dict)
    for paper in Paper.objects.filter(mentorship__in=cases, kind=kind).order_by("asked_at", "pk"):
        item = cases[paper.mentorship_id]
        assert item.mentorship is not None  # a matter with a report has a case
        who = Reader(user, item.mentorship, reports.get(item.mentorship_id or 0), reading)
        if paper.state != Paper.State.READY or opens(who, paper):
            newest[item.pk][paper.language] = paper
    found: dict[int, list[Line]] = {}
    for item in items:
        report = reports.get(item.mentorship_id or 0)
        lines = [_line(paper, item, report) for paper in newest[item.pk].values()]
        found[item.pk] = lines or [_ask(item, kind, Paper.Language.KK_RU)]
    return found


def meeting_of(user: Any, paper: Paper) -> int | None:
    """The key of the meeting at which this person may open the paper's matter; None where there is none."""
    mine = before_council(user).filter(mentorship=paper.mentorship_id)
    return mine.values_list("agenda_item__meeting_id", flat=True).first()


def _line(paper: Paper, item: AgendaItem, report: FinalReport | None) -> Line:
    saved_at = report.saved_at if report is not None else None
    written = [moment for moment in (item.decided_at, saved_at) if moment is not None]
    stale = paper.made_at is not None and any(moment > paper.made_at for moment in written)
    ready, runs = paper.state == Paper.State.READY, paper.state in RUNNING
    url = reverse("paper_file", args=[paper.pk]) if ready else reverse("paper", args=[paper.pk]) if runs else ""
    return Line(
        title=paper.get_kind_display(),
        state=paper.state,
        words=paper.get_state_display(),
        language=paper.get_language_display(),
        made_at=paper.made_at,
        url=url,
        ask_url=reverse("case_papers", args=[paper.mentorship_id]) if stale or not (ready or runs) else "",
        kind=paper.kind,
        in_language=paper.language,
        stale=stale,
    )


def _ask(item: AgendaItem, kind: str, language: str) -> Line:
    return Line(
        title=Paper.Kind(kind).label,
        state="",
        words="",
        language=Paper.Language(language).label,
        ask_url=reverse("case_papers", args=[item.mentorship_id]),
        kind=kind,
        in_language=language,
    )
