"""The head's order that assigns a mentor (domain.md sections 2, 6): one page, each language a column of its own.

Names stand in labelled fields in the nominative. The number is the one in the school's own order book; the paper is
signed by hand, by the head or whoever acts for the head on that day.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from common.dates import until
from reports.papers import words
from reports.papers.base import (
    LANGUAGES,
    Exemption,
    Footer,
    InLanguages,
    Letterhead,
    Party,
    Person,
    Signature,
    Words,
)
from reports.papers.records import Record

ASSIGNED = {
    "first_time": _(
        "To assign, for the academic year {year}, a mentor to the teacher who begins professional work for the first "
        "time:"
    ),
    "new_to_school": _(
        "To assign, for the academic year {year}, a mentor to the teacher who is new to the collective:"
    ),
    "deficit": _(
        "To assign, for the academic year {year}, a mentor to the teacher for whom a professional deficit was diagnosed:"
    ),
}


TO_FILL_IN = "\u00a0".join(["_" * 10] * 2)
"""A line for a name that is not known."""


@dataclass(frozen=True)
class Control:
    """Who controls that the order is carried out: the post held on the day of the order, and the person. Without a person
    the name is filled in by hand; by_signer: the head keeps it.
    """

    role: Words
    person: Person | None = None
    by_signer: bool = False


@dataclass(frozen=True, kw_only=True)
class AssignmentOrder:
    """The order. `level_due` and `diagnostics_days` (working days) come from the rule set in force that day.

    `reason` is printed where the head acts in spite of something, as “no other official” or without the council's
    recommendation. Raises ValueError for a basis that the law and the school do not know.
    """

    kind: ClassVar[str] = "order"
    template: ClassVar[str] = "reports/papers/order.html"
    languages: ClassVar[tuple[str, ...]] = tuple(LANGUAGES)
    records: ClassVar[tuple[Record, ...]] = (Record.CASE, Record.ORDER_LINE, Record.EXCEPTION)
    in_short: ClassVar[bool] = False

    letterhead: Letterhead
    footer: Footer
    demo: bool = False

    number: str
    issued_on: date
    place: InLanguages
    academic_year: str
    basis: str
    novice: Party
    mentor: Party
    period_from: date
    period_to: date
    level_due: date
    diagnostics_days: int = 5
    minutes_number: str = ""
    minutes_date: date | None = None
    control: Control
    signed_by: Signature
    acquainted: tuple[Signature, ...]
    exemptions: tuple[Exemption, ...] = ()
    entered_from_paper: bool = False

    def __post_init__(self) -> None:
        if self.basis not in ASSIGNED:
            raise ValueError(f"Unknown basis of a mentorship: {self.basis!r}")
        if self.period_to < self.period_from:
            raise ValueError("The period ends before it begins")

    def title(self) -> str:
        """“Order No 147 of 28.08.2026: On assigning a mentor”"""
        heading = words.filled(_("Order No {number} of {date}"), number=self.number, date=self.issued_on)
        matter = gettext("On assigning a mentor")
        return f"{heading}: {matter}"

    @property
    def year_of_signing(self) -> str:
        return str(self.issued_on.year)

    @property
    def ground(self) -> Promise:
        """The law, the rules and, if the council recommended, its minutes."""
        if not self.minutes_number or self.minutes_date is None:
            return _(
                "In accordance with Article 13 of the Law of the Republic of Kazakhstan of 27 December 2019 "
                "No 293-VI “On the status of a teacher” and the Rules for organising mentoring approved by Order "
                "No 160 of the Minister of Education and Science of the Republic of Kazakhstan of 24 April 2020 "
                "(registered No 20486),"
            )
        return words.filled(
            _(
                "In accordance with Article 13 of the Law of the Republic of Kazakhstan of 27 December 2019 "
                "No 293-VI “On the status of a teacher” and the Rules for organising mentoring approved by Order "
                "No 160 of the Minister of Education and Science of the Republic of Kazakhstan of 24 April 2020 "
                "(registered No 20486), and on the ground of the minutes of the pedagogical council of {date} "
                "No {number},"
            ),
            number=self.minutes_number,
            date=self.minutes_date,
        )

    @property
    def assigned(self) -> Promise:
        return words.filled(ASSIGNED[self.basis], year=self.academic_year)

    @property
    def duties_of_mentor(self) -> Promise:
        days = self.diagnostics_days

        def text() -> str:
            return ngettext(
                "The mentor shall determine the level of training by {date}; within {n} working day after that "
                "diagnose the level and the individual needs and draw up the mentoring plan; at the end of the "
                "academic year report to the pedagogical council.",
                "The mentor shall determine the level of training by {date}; within {n} working days after that "
                "diagnose the level and the individual needs and draw up the mentoring plan; at the end of the "
                "academic year report to the pedagogical council.",
                days,
            )

        return words.filled(words.late(text), n=days, date=words.late(lambda: until(self.level_due)))

    @property
    def duties_of_deputy(self) -> Promise:
        return _(
            "The deputy head for academic work shall present the mentee to the collective, announce this order, "
            "control that the adaptation plan is carried out and agree the mentoring plan."
        )

    @property
    def who_controls(self) -> Promise:
        if self.control.by_signer:
            return _("Control over this order remains with me.")
        name = self.control.person.signature.replace(" ", "\u00a0") if self.control.person else TO_FILL_IN
        if not self.control.role:
            return words.filled(_("Control over this order is laid upon: {name}."), name=name)
        if self.control.role == words.ROLES["head"]:
            return words.filled(_("Control over this order is laid upon the head teacher ({name})."), name=name)
        return words.filled(
            _("Control over this order is laid upon the deputy head for academic work ({name})."), name=name
        )
