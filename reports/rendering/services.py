"""A paper is asked for, made by a worker under a lease, and kept with its hash and code."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, InterfaceError, transaction
from django.db.models import F, Q

from common import audit, clock, codes, dispatch, files
from common.actor import SYSTEM, Actor
from common.bounds import refuse_beyond
from common.errors import DomainError
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.services import locked
from mentoring.regulations.selectors import label_of
from reports.papers.base import Paper as PaperData
from reports.rendering import policies, words
from reports.rendering.models import Paper, PaperQuerySet
from reports.sources.order import assignment_order
from reports.sources.report import year_end_report, year_end_summary

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=180)
TASK = "papers.make"
MOST_PAPERS = 300
"""Papers of one case, all kinds and languages: each is a file that is kept."""
RUNNING = (Paper.State.WAITING, Paper.State.WORKING)


@transaction.atomic
def ask(*, mentorship: Mentorship, kind: str, language: str, by: Actor, now: datetime) -> Paper:
    """Have a paper made. Asked twice while it is in work, it is the same paper.

    Raises PermissionDenied; DomainError("nothing_to_print") while there is no order, or no report yet, ("full") when
    the case holds as many as it may.
    """
    if not policies.can_ask(by.user, mentorship, kind):
        raise PermissionDenied
    order = mentorship.orders.order_by("-signed_on", "-pk").first()
    if order is None or (kind != Paper.Kind.ORDER and not hasattr(mentorship, "final_report")):
        raise DomainError("nothing_to_print", words.NOTHING_TO_PRINT)
    locked(mentorship.pk)
    asked = Paper.objects.filter(mentorship=mentorship, kind=kind, language=language, state__in=RUNNING)
    if (same := asked.first()) is not None:
        return same
    refuse_beyond(Paper.objects.filter(mentorship=mentorship), MOST_PAPERS)
    try:
        with transaction.atomic():
            paper = Paper.objects.create(
                kind=kind,
                language=language,
                school_id=mentorship.school_id,
                mentorship=mentorship,
                order=order if kind == Paper.Kind.ORDER else None,
                agenda_item=None if kind == Paper.Kind.ORDER else mentorship.final_report.agenda_item,
                code=codes.new_code(3).replace("-", ""),
                asked_by=by.user,
                asked_at=now,
                rules_label=label_of(
                    mentorship.order_rules or mentorship.country_rules, mentorship.order_school_rules
                ),
            )
    except IntegrityError:
        return asked.get()
    audit.record(by=by, now=now, action="paper.asked", subject=paper, changes={"kind": kind, "language": language})
    dispatch.after_commit(TASK, paper.pk)
    return paper


def make(*, paper_id: int, now: datetime, render: Callable[[PaperData, str], tuple[bytes, int]]) -> bool:
    """Make one paper under a lease; True when it is ready now. May run twice, late or never.

    `render` turns the data into bytes and a number of pages, within its limits. What it raises is kept in the row as
    the reason, to be read on the paper's page. A database that cannot answer now may do so later: then the sweep sends
    the paper again; after `Paper.MAX_ATTEMPTS` it is given up.
    """
    taken = (
        Paper.objects.filter(pk=paper_id, state__in=RUNNING)
        .filter(Q(leased_until__isnull=True) | Q(leased_until__lt=now))
        .update(state=Paper.State.WORKING, leased_until=now + LEASE, attempts=F("attempts") + 1)
    )
    if not taken:
        return False
    paper = Paper.objects.get(pk=paper_id)
    if paper.attempts > Paper.MAX_ATTEMPTS:
        _give_up(paper, "given up after a worker died three times")
        return False
    try:
        data = _data(paper, now)
        content, pages = render(data, paper.language)
    except (DatabaseError, InterfaceError) as error:
        log.warning("Paper %s is put back: %s", paper.pk, type(error).__name__, exc_info=error)
        _put_back(paper, _told(error))
        return False
    except Exception as error:  # noqa: BLE001  whatever a paper fails of is told in its row; the worker goes on
        log.warning("Paper %s failed: %s", paper.pk, type(error).__name__, exc_info=error)
        _give_up(paper, _told(error))
        return False
    sha256 = files.put(content)
    with transaction.atomic():
        done = Paper.objects.filter(pk=paper_id, state=Paper.State.WORKING).update(
            state=Paper.State.READY,
            made_at=now,
            sha256=sha256,
            size=len(content),
            pages=pages,
            records=list(data.records),
            leased_until=None,
            error="",
        )
        if done:
            audit.record(by=SYSTEM, now=now, action="paper.made", subject=paper, changes={"sha256": sha256})
    return bool(done)


@transaction.atomic
def record_opening(*, paper: Paper, by: Actor, now: datetime) -> None:
    """Every opening and download of a paper is logged (domain, section 11). Raises PermissionDenied."""
    if not policies.can_open(by.user, paper):
        raise PermissionDenied
    audit.record(by=by, now=now, action="paper.opened", subject=paper, changes={"code": paper.code})


def waiting(now: datetime) -> list[tuple[str, int]]:
    """Papers that no worker holds: the sweep sends them again."""
    rows = (
        Paper.objects.filter(state__in=RUNNING)
        .filter(Q(leased_until__isnull=True, asked_at__lt=now - timedelta(seconds=20)) | Q(leased_until__lt=now))
        .order_by("asked_at")
        .values_list("pk", flat=True)[:100]
    )
    return [(TASK, pk) for pk in rows]


def _data(paper: Paper, now: datetime) -> PaperData:
    if paper.kind == Paper.Kind.ORDER:
        assert paper.order_id is not None  # `ask` gives every order's paper its order
        return assignment_order(paper.order_id, code=paper.code, made_at=clock.local(now))
    assert paper.mentorship_id is not None  # `ask` gives every paper its case
    source = year_end_summary if paper.kind == Paper.Kind.SUMMARY else year_end_report
    return source(paper.mentorship_id, code=paper.code, made_at=clock.local(now))


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _held(paper: Paper) -> PaperQuerySet:
    """The row as long as this attempt holds it: a worker whose lease ran out changes nothing of the next one's."""
    return Paper.objects.filter(pk=paper.pk, state=Paper.State.WORKING, attempts=paper.attempts)


def _put_back(paper: Paper, reason: str) -> None:
    if paper.attempts >= Paper.MAX_ATTEMPTS:
        _give_up(paper, reason)
    else:
        _held(paper).update(state=Paper.State.WAITING, error=reason, leased_until=None)


def _give_up(paper: Paper, reason: str) -> None:
    _held(paper).update(state=Paper.State.FAILED, error=reason, leased_until=None)
