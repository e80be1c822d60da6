"""The two ratings of a diagnostic sheet. What one side has rated, the other learns when both have finished."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from common import audit
from common.actor import Actor
from common.errors import DomainError
from mentoring.introductory import policies, rules, words
from mentoring.introductory.models import DiagnosticSheet, Rating
from mentoring.library.criteria import BY_MENTOR, CODES, LEVELS, STRAIN
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.services import locked

START = DiagnosticSheet.Occasion.START
NO_COMMENTS: Mapping[str, str] = {}


@transaction.atomic
def save_self_rating(
    *, mentorship_id: int, by: Actor, now: datetime, levels: Mapping[str, int | None], occasion: str = START
) -> DiagnosticSheet:
    """The novice rates oneself, D01–D15, in as many sittings as wished; `levels` holds code → 0–4, and D10 → None where
    the answer to it is left out or taken back.

    Raises PermissionDenied; DomainError outside the diagnostics or when it is finished; ValidationError by code.
    """
    mentorship = _opened(mentorship_id, policies.can_rate_self, by, occasion)
    chosen = {code: level for code, level in levels.items() if level is not None}
    sheet = _save(mentorship, Rating.Rater.SELF, chosen, NO_COMMENTS, occasion, by, now)
    if levels.get(STRAIN, 0) is None:
        sheet.ratings.filter(criterion=STRAIN).delete()
    return sheet


@transaction.atomic
def finish_self_rating(
    *, mentorship_id: int, by: Actor, now: datetime, levels: Mapping[str, int | None], occasion: str = START
) -> DiagnosticSheet:
    """Save and finish: nothing changes after that. ValidationError names each criterion that is not rated; D10
    may be left out."""
    sheet = save_self_rating(mentorship_id=mentorship_id, by=by, now=now, levels=levels, occasion=occasion)
    return _finish(sheet, Rating.Rater.SELF, by, now)


@transaction.atomic
def save_mentor_rating(
    *,
    mentorship_id: int,
    by: Actor,
    now: datetime,
    levels: Mapping[str, int],
    comments: Mapping[str, str] = NO_COMMENTS,
    occasion: str = START,
) -> DiagnosticSheet:
    """The mentor rates all but D10; `comments` holds code → what was seen, at most 300 characters.

    Raises as `save_self_rating`.
    """
    mentorship = _opened(mentorship_id, policies.can_rate, by, occasion)
    return _save(mentorship, Rating.Rater.MENTOR, levels, comments, occasion, by, now)


@transaction.atomic
def finish_mentor_rating(
    *,
    mentorship_id: int,
    by: Actor,
    now: datetime,
    levels: Mapping[str, int],
    comments: Mapping[str, str] = NO_COMMENTS,
    occasion: str = START,
) -> DiagnosticSheet:
    """Save and finish: nothing changes after that. ValidationError names each criterion that is not rated."""
    sheet = save_mentor_rating(
        mentorship_id=mentorship_id, by=by, now=now, levels=levels, comments=comments, occasion=occasion
    )
    return _finish(sheet, Rating.Rater.MENTOR, by, now)


def _opened(mentorship_id: int, policy: Callable[[Any, Mentorship], bool], by: Actor, occasion: str) -> Mentorship:
    mentorship = locked(mentorship_id)
    policies.require(policy(by.user, mentorship))
    if mentorship.state not in rules.RATED_IN[occasion]:
        raise DomainError("wrong_state", words.NOT_NOW)
    return mentorship


def _save(
    mentorship: Mentorship,
    rater: str,
    levels: Mapping[str, int],
    comments: Mapping[str, str],
    occasion: str,
    by: Actor,
    now: datetime,
) -> DiagnosticSheet:
    known = BY_MENTOR if rater == Rating.Rater.MENTOR else CODES
    faults = {code: words.CRITERION_UNKNOWN for code in levels if code not in known}
    faults |= {code: words.LEVEL_UNKNOWN for code, level in levels.items() if level not in LEVELS}
    if faults:
        raise ValidationError(faults)
    sheet, made = DiagnosticSheet.objects.get_or_create(
        mentorship=mentorship, occasion=occasion, defaults={"made_at": now}
    )
    if (sheet.self_done_at if rater == Rating.Rater.SELF else sheet.mentor_done_at) is not None:
        raise DomainError("rating_done", words.RATING_DONE)
    Rating.objects.bulk_create(
        [
            Rating(
                sheet=sheet, criterion=code, rater=rater, level=level, comment=comments.get(code, "").strip()[:300]
            )
            for code, level in levels.items()
        ],
        update_conflicts=True,
        unique_fields=["sheet", "criterion", "rater"],
        update_fields=["level", "comment"],
    )
    _record(f"rating.{rater}.saved", sheet, levels, by, now, mentorship.school_id)
    return sheet


def _finish(sheet: DiagnosticSheet, rater: str, by: Actor, now: datetime) -> DiagnosticSheet:
    rated = dict(sheet.ratings.filter(rater=rater).values_list("criterion", "level"))
    mentor = rater == Rating.Rater.MENTOR
    missing = rules.unrated(rated)
    if missing:
        raise ValidationError(dict.fromkeys(missing, words.RATE_THIS))
    field = "mentor_done_at" if mentor else "self_done_at"
    setattr(sheet, field, now)
    sheet.save(update_fields=[field])
    _record(f"rating.{rater}.finished", sheet, {field: now}, by, now, sheet.mentorship.school_id)
    return sheet


def _record(
    action: str, sheet: DiagnosticSheet, changes: Mapping[str, Any], by: Actor, now: datetime, school_id: int
) -> None:
    """Ratings are private: the trail keeps which criteria were touched, never the levels (domain, section 11)."""
    audit.record(by=by, now=now, action=action, subject=sheet, school_id=school_id, changes=changes, private=True)
