"""The diagnostics page: only what this person may see leaves this module."""

from dataclasses import dataclass
from typing import Any

from mentoring.introductory import policies, rules
from mentoring.introductory.models import DiagnosticSheet, NoviceRequest, Rating
from mentoring.introductory.selectors.ratings import sheet_of
from mentoring.library import words
from mentoring.library.criteria import CRITERIA, STRAIN
from mentoring.mentorships.models import Mentorship


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion as both rated it, in words; None where it is not rated, or not to be seen."""

    code: str
    name: Any
    component: Any
    by_novice: Any
    by_mentor: Any
    comment: str
    is_need: bool
    to_discuss: bool

    @property
    def is_private(self) -> bool:
        """Rated by the novice alone, and seen by nobody else."""
        return self.code == STRAIN


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """What the page shows this person."""

    sheet: DiagnosticSheet | None
    rows: tuple[Row, ...]
    requests: tuple[NoviceRequest, ...]
    sees_self: bool
    sees_mentor: bool
    self_done: bool
    mentor_done: bool
    asks_for_help: bool
    needs: int
    to_discuss: int

    @property
    def both_done(self) -> bool:
        return self.self_done and self.mentor_done

    @property
    def follows(self) -> bool:
        """Whether anything follows from any row, as far as this person sees it."""
        return self.sees_mentor and bool(self.needs or self.to_discuss)

    @property
    def signed(self) -> bool:
        return self.sheet is not None and self.sheet.signed_on is not None


def diagnostics_page(
    mentorship: Mentorship, user: Any, occasion: str = DiagnosticSheet.Occasion.START
) -> Diagnostics:
    """Three queries: sheet, ratings, requests; and the roles of the person. `mentorship` as `visible` reads it."""
    sheet = sheet_of(mentorship, occasion)
    sees_self = policies.sees_self_rating(user, mentorship, sheet)
    sees_mentor = policies.sees_mentor_rating(user, mentorship, sheet)
    seen = {Rating.Rater.SELF: sees_self, Rating.Rater.MENTOR: sees_mentor}
    ratings = {
        (rating.criterion, rating.rater): rating
        for rating in (sheet.ratings.all() if sheet else ())
        if seen[Rating.Rater(rating.rater)]
    }
    by_novice = {code: r.level for (code, rater), r in ratings.items() if rater == Rating.Rater.SELF}
    by_mentor = {code: r.level for (code, rater), r in ratings.items() if rater == Rating.Rater.MENTOR}
    needed = rules.needs(by_mentor)
    apart = {gap.code for gap in rules.to_discuss(by_novice, by_mentor)}
    rows = tuple(
        Row(
            code=criterion.code,
            name=words.CRITERIA[criterion.code],
            component=words.COMPONENTS[criterion.component],
            by_novice=_level(criterion.code, by_novice),
            by_mentor=_level(criterion.code, by_mentor),
            comment=ratings[criterion.code, "mentor"].comment if criterion.code in by_mentor else "",
            is_need=criterion.code in needed,
            to_discuss=criterion.code in apart,
        )
        for criterion in CRITERIA
        if criterion.code != STRAIN or policies.sees_strain(user, mentorship)
    )
    return Diagnostics(
        sheet=sheet,
        rows=rows,
        requests=tuple(mentorship.requests.all()),
        sees_self=sees_self,
        sees_mentor=sees_mentor,
        self_done=sheet is not None and sheet.self_done_at is not None,
        mentor_done=sheet is not None and sheet.mentor_done_at is not None,
        asks_for_help=policies.sees_strain(user, mentorship) and rules.asks_for_help(by_novice),
        needs=len(needed),
        to_discuss=len(apart),
    )


def _level(code: str, levels: dict[str, int]) -> Any:
    if code not in levels:
        return None
    return (words.STRAIN_LEVELS if code == STRAIN else words.LEVELS)[levels[code]]
