"""Ratings and the needs that come out of them."""

from collections.abc import Iterable

from mentoring.introductory import rules
from mentoring.introductory.models import DiagnosticSheet, Rating
from mentoring.library import words
from mentoring.mentorships.models import Mentorship


def sheet_of(mentorship: Mentorship, occasion: str = DiagnosticSheet.Occasion.START) -> DiagnosticSheet | None:
    """The sheet of this occasion, if anybody has begun it."""
    return DiagnosticSheet.objects.filter(mentorship=mentorship, occasion=occasion).first()


def levels_of(sheet: DiagnosticSheet | None) -> tuple[dict[str, int], dict[str, int]]:
    """The novice's levels and the mentor's, by criterion. Whom they may be shown to, the policies say."""
    sides: tuple[dict[str, int], dict[str, int]] = ({}, {})
    if sheet is not None:
        for code, rater, level in sheet.ratings.values_list("criterion", "rater", "level"):
            sides[rater == Rating.Rater.MENTOR][code] = level
    return sides


def needs_of(mentorship: Mentorship) -> tuple[str, ...]:
    """The diagnosed needs: what the mentor rated 0 or 1 on the signed sheet of the start."""
    rated = Rating.objects.filter(
        sheet__mentorship=mentorship,
        sheet__occasion=DiagnosticSheet.Occasion.START,
        sheet__signed_on__isnull=False,
        rater=Rating.Rater.MENTOR,
    )
    return rules.needs(dict(rated.values_list("criterion", "level")))


def names_of(codes: Iterable[str]) -> str:
    """“Time in the lesson, Differentiation”, in the active language."""
    return ", ".join(str(words.CRITERIA[code]) for code in codes)
