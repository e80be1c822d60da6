"""Papers of a meeting's matters, for its page (see `mentoring.casework.papers`)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from mentoring.casework.papers import Line
from mentoring.council.models import AgendaItem
from mentoring.final_stage.models import FinalReport
from mentoring.final_stage.selectors import before_council
from reports.rendering.models import Paper
from schools.people.access import LEADERS, Role, access_of

WHOLE = (*LEADERS, Role.CHAIR, Role.SECRETARY)
RUNNING = (Paper.State.WAITING, Paper.State.WORKING)


def meeting_lines(user: Any, items: Sequence[AgendaItem]) -> dict[int, list[Line]]:
    """The year-end report for leaders, chair and secretary, its one-page summary for members: the newest in each
    language, and a button that asks for one. Two queries, whatever the number of matters.
    """
    access = access_of(user)
    kinds = {
        item.pk: Paper.Kind.REPORT if access.has(item.meeting.school_id, *WHOLE) else Paper.Kind.SUMMARY
        for item in items
    }
    cases = {item.mentorship_id: item for item in items}
    saved = dict(FinalReport.objects.filter(mentorship__in=cases).values_list("mentorship_id", "saved_at"))
    newest: dict[tuple[int, str], dict[str, Paper]] = defaultdict(dict)
    for paper in Paper.objects.filter(mentorship__in=cases, kind__in=set(kinds.values())).order_by("asked_at", "pk"):
        newest[(paper.mentorship_id or 0, paper.kind)][paper.language] = paper
    found: dict[int, list[Line]] = {}
    for item in items:
        made = newest[(item.mentorship_id or 0, kinds[item.pk])]
        lines = [_line(paper, item, saved) for paper in made.values()]
        found[item.pk] = lines or [_ask(item, kinds[item.pk], Paper.Language.KK_RU)]
    return found


def meeting_of(user: Any, paper: Paper) -> int | None:
    """The key of the meeting at which this person may open the paper's matter; None where there is none."""
    mine = before_council(user).filter(mentorship=paper.mentorship_id)
    return mine.values_list("agenda_item__meeting_id", flat=True).first()


def _line(paper: Paper, item: AgendaItem, saved: dict[int, Any]) -> Line:
    written = [moment for moment in (item.decided_at, saved.get(paper.mentorship_id or 0)) if moment is not None]
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
