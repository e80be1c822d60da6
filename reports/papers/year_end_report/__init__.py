"""The year-end report to the pedagogical council (domain.md section 6): page 1 in two minutes, then the evidence.

Read by the council before it decides on the novice and evaluates the mentor's work for the year. The figures of
page 1 are sums over the rows of the evidence pages; the box for the council stays empty until it has decided.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring.library import words as library
from reports.papers import words
from reports.papers.base import LANGUAGES, NOTHING, Exemption, Footer, Letterhead, Party, Signature, Typed, Words
from reports.papers.records import Record
from reports.papers.year_end_report import figures
from reports.papers.year_end_report.rows import (
    Activity,
    Conclusion,
    Criterion,
    DeadlineRow,
    Decision,
    EnteredLater,
    FormerMentor,
    Interim,
    Interval,
    Meeting,
    Need,
    Voice,
)
from reports.papers.year_end_report.self_sums import SelfSum
from reports.papers.year_end_report.views import (
    Choice,
    ComponentRow,
    Deviation,
    NeedRow,
    components,
    deviations,
    need_rows,
)

# Beyond these lengths, in characters, texts stand one under the other instead of side by side: columns cannot be
# carried over to the next page.
SUMMARY_FITS = 420
VOICE_FITS = 1200


@dataclass(frozen=True, kw_only=True)
class YearEndReport:
    """All that the report tells. Raises ValueError when the rows contradict each other."""

    kind: ClassVar[str] = "report"
    template: ClassVar[str] = "reports/papers/report.html"
    languages: ClassVar[tuple[str, ...]] = tuple(LANGUAGES)
    records: ClassVar[tuple[Record, ...]] = (
        Record.CASE,
        Record.EXCEPTION,
        Record.DIAGNOSTICS,
        Record.SELF_RATING_SUMS,
        Record.PLAN,
        Record.LOG,
        Record.INTERIM,
        Record.REPORT,
    )
    in_short: ClassVar[bool] = False

    letterhead: Letterhead
    footer: Footer
    demo: bool = False

    # who, and by what order
    academic_year: str
    novice: Party
    mentor: Party
    order_number: str
    order_date: date
    period: Interval
    minutes_number: str = ""
    minutes_date: date | None = None
    meeting_on: date | None = None
    agenda_item: int | None = None

    # needed, done, came; what is missing is put together from the rows
    needed: Typed = NOTHING
    done: Typed = NOTHING
    came: Typed = NOTHING

    # the evidence
    criteria: tuple[Criterion, ...] = ()
    self_sums: tuple[SelfSum, ...] = ()
    diagnosed_on: date | None = None
    closing_diagnosed_on: date | None = None
    needs: tuple[Need, ...] = ()
    activities: tuple[Activity, ...] = ()
    outside: tuple[Meeting, ...] = ()
    deadlines: tuple[DeadlineRow, ...] = ()
    interims: tuple[Interim, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    novice_voice: Voice = Voice()
    mentor_voice: Voice = Voice()
    unresolved: tuple[Typed, ...] = ()
    recommendations: tuple[Typed, ...] = ()

    # what the mentor recommends, what the council decided, who signs
    verdict: str = ""
    recommendation: Typed = NOTHING
    decision: Decision | None = None
    signatures: tuple[Signature, ...] = ()

    # what was out of the ordinary
    former_mentors: tuple[FormerMentor, ...] = ()
    without_mentor: tuple[Interval, ...] = ()
    suspensions: tuple[Interval, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    entered_later: tuple[EnteredLater, ...] = ()
    taken_over_on: date | None = None

    def __post_init__(self) -> None:
        keys = [need.key for need in self.needs]
        numbers = [row.number for row in self.activities]
        if len(set(keys)) != len(keys) or len(set(numbers)) != len(numbers):
            raise ValueError("Needs and activities of a report are numbered once each")
        if unknown := {key for row in self.activities for key in row.needs} - set(keys):
            raise ValueError(f"Activities for needs that the report does not know: {sorted(unknown)}")
        if self.verdict and self.verdict not in words.VERDICTS:
            raise ValueError(f"Unknown recommendation: {self.verdict!r}")

    def title(self) -> str:
        """“Year-end report to the pedagogical council: Төлегенова А. Е., 2026/2027”"""
        heading = gettext("Year-end report to the pedagogical council")
        return f"{heading}: {self.novice.person.short}, {self.academic_year}"

    @property
    def with_evidence(self) -> bool:
        """The summary for the council's members is page 1 alone (domain.md section 11)."""
        return True

    # Page 1: every figure is a sum over the rows below (figures.py)

    @property
    def rated_at_end(self) -> bool:
        """What was not rated at the year's end is no lack of growth, and is not printed as one."""
        return any(row.mentor_after is not None for row in self.criteria)

    @property
    def criteria_reached(self) -> figures.Share:
        return figures.criteria_reached(self.criteria)

    @property
    def needs_grown(self) -> figures.Share:
        return figures.needs_grown(self.criteria)

    @property
    def activities_held(self) -> figures.Share:
        return figures.activities_held(self.activities)

    @property
    def minutes_in_plan(self) -> int:
        return figures.minutes_done(self.activities)

    @property
    def minutes_outside(self) -> int:
        return figures.minutes_done((), self.outside)

    @property
    def minutes_done(self) -> int:
        return figures.minutes_done(self.activities, self.outside)

    @property
    def held_in_all(self) -> int:  # with the meetings outside the plan
        return self.activities_held.count + len(self.outside)

    @property
    def minutes_planned(self) -> int:
        return figures.minutes_planned(self.activities)

    @property
    def steps_on_time(self) -> figures.Share:
        return figures.steps_on_time(self.deadlines)

    @property
    def needed_words(self) -> Words:
        return self.needed or figures.listed(row.name for row in self.need_rows if not isinstance(row.name, Typed))

    @property
    def done_words(self) -> Words:
        def row(item: figures.Hours) -> Promise:
            return words.filled(_("{form} – {count}"), form=_text(item.form), count=item.held)

        return self.done or figures.listed(row(item) for item in self.hours if item.held)

    @property
    def came_words(self) -> Words:
        share = self.needs_grown
        if not self.came and not self.rated_at_end:
            return words.filled(_("Not rated at the year’s end."))
        return self.came or words.filled(
            _("Growth in {count} of {total} diagnosed needs."), count=share.count, total=share.total
        )

    @property
    def verdict_words(self) -> Words:
        return words.VERDICTS[self.verdict]

    @property
    def levels(self) -> tuple[tuple[int, Promise], ...]:
        return tuple(library.LEVELS.items())

    @property
    def verdict_choices(self) -> list[Choice]:
        """The council's boxes on the novice: empty until it has decided."""
        return [
            Choice(
                name=name,
                chosen=self.decision is not None and self.decision.verdict == verdict,
                until=verdict == "with_support",
                until_date=self.decision.support_until if self.decision else None,
            )
            for verdict, name in words.VERDICTS.items()
        ]

    @property
    def evaluation_choices(self) -> list[Choice]:
        """The council's boxes on the mentor's work for the year."""
        return [
            Choice(name=name, chosen=self.decision is not None and self.decision.evaluation == evaluation)
            for evaluation, name in words.EVALUATIONS.items()
        ]

    @property
    def components(self) -> list[ComponentRow]:
        return components(self.criteria, self.conclusions)

    @property
    def need_rows(self) -> list[NeedRow]:
        return need_rows(self.needs, self.criteria, self.activities)

    @property
    def deviations(self) -> list[Deviation]:
        return deviations(self.deadlines, self.activities)

    @property
    def hours(self) -> list[figures.Hours]:
        return figures.hours_by_form(self.activities, self.outside)

    @property
    def extraordinary(self) -> bool:
        """Anything to tell besides late steps: gaps, replacements, suspensions, exemptions, a case from paper."""
        return bool(
            self.former_mentors or self.without_mentor or self.suspensions or self.exemptions or self.taken_over_on
        )

    # Layout that depends on the length of what was typed

    @property
    def summary_stacked(self) -> bool:
        return max(len(self.needed), len(self.done), len(self.came)) > SUMMARY_FITS

    @property
    def voices_stacked(self) -> bool:
        return max(len(self.novice_voice.text), len(self.mentor_voice.text)) > VOICE_FITS

    @property
    def open_stacked(self) -> bool:
        return max(sum(map(len, self.unresolved)), sum(map(len, self.recommendations))) > VOICE_FITS


# What page 1 does not print.
EVIDENCE = (
    "self_sums", "interims", "novice_voice", "mentor_voice", "unresolved", "recommendations", "former_mentors",
    "suspensions", "exemptions", "entered_later",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class YearEndSummary(YearEndReport):
    """Page 1 of the report alone: what every member of the council is given before the meeting. It holds nothing of
    `EVIDENCE`, and of plan and log the figures of page 1.
    """

    kind: ClassVar[str] = "summary"
    records: ClassVar[tuple[Record, ...]] = (
        Record.CASE,
        Record.DIAGNOSTICS,
        Record.PLAN,
        Record.LOG,
        Record.REPORT,
    )
    in_short: ClassVar[bool] = True

    @property
    def with_evidence(self) -> bool:
        return False


def _text(form: Words) -> Promise:
    return form if not isinstance(form, Typed) else words.late(lambda: form.text)
