"""The teachers to choose a mentor from: who passes first, the rest folded away."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from common import names
from common.rows import row_id
from mentoring.appointment import words
from mentoring.appointment.models import Loan
from mentoring.appointment.rules import Answer, Assessment, assess
from mentoring.appointment.selectors import RuleRow, facts_of, rule_rows, teachers
from mentoring.mentorships.models import Mentorship, Pairing
from mentoring.regulations import selectors as regulations
from mentoring.regulations.schema import RuleSetValues
from schools.calendar.selectors import hire_year_of
from schools.people.models import Employment, EthicsRecord, Qualification
from schools.people.selectors.ways_in import cannot_sign_in

CARDS = 3  # teachers shown whole on the page, the passing ones first; the others stand in folded tables
MOST_ASSESSED = 300
"""Teachers of whom the rules are asked for one page; the others are found by name."""
# Said of nearly everybody before anybody was asked: it helps nobody to choose.
UNTOLD = ("consent.unknown", "approver.other", "load.none")
# Who can hardly be asked, though the law's rules are met.
HOLDING_BACK = ("consent", "load")
_BY_SUBJECT = {"subject.same": 0, "subject.related": 1}


@dataclass(frozen=True)
class Choice:
    """A teacher in the list to choose from. loan: where another school lends this teacher. cannot_answer: has no
    way into this place yet."""

    mentor: Employment
    assessment: Assessment
    novices: int = 0
    loan: Loan | None = None
    cannot_answer: bool = False

    @property
    def verdict(self) -> str:
        return str(self.assessment.verdict)

    @property
    def holds_back(self) -> str:
        """Why one would rather ask another: declined already, or mentors as many as the school allows. Else empty."""
        answers = (self.assessment.of(code) for code in HOLDING_BACK)
        lines = [line for result in answers if result.answer == Answer.BORDERLINE for line in result.evidence]
        return words.evidence_text(lines[0]) if lines else ""

    @property
    def mark(self) -> str:
        return "edge" if self.verdict == Answer.PASS and self.holds_back else words.MARKS[self.verdict]

    @property
    def verdict_words(self) -> str:
        held = self.verdict == Answer.PASS and self.holds_back
        return held or str(words.VERDICTS[self.verdict])

    @property
    def rows(self) -> list[RuleRow]:
        return rule_rows(self.assessment)

    @property
    def pros(self) -> list[str]:
        return self._advice("pass")

    @property
    def cons(self) -> list[str]:
        return self._advice("borderline", "unknown")

    @property
    def stops(self) -> RuleRow | None:
        """The first rule that is in the way."""
        hard = [row for row, result in zip(self.rows, self.assessment.rules, strict=True) if not result.soft]
        return next(
            (row for row in hard if row.answer == "fail"), next((r for r in hard if r.answer != "pass"), None)
        )

    @property
    def lacks(self) -> list[str]:
        """The law's rules that fail or of which nothing is known."""
        met = (Answer.PASS, Answer.BORDERLINE)
        return [result.code for result in self.assessment.rules if not result.soft and result.answer not in met]

    @property
    def order(self) -> tuple[bool, int, int, int]:
        """Who can be asked first; of these the same subject, then who mentors fewer, then who has less against."""
        subject = self.assessment.of("subject").evidence[0].code
        return (bool(self.holds_back), _BY_SUBJECT.get(subject, 2), self.novices, len(self.cons))

    def _advice(self, *answers: str) -> list[str]:
        soft = [result for result in self.assessment.rules if result.soft and result.answer in answers]
        return [words.evidence_text(line) for result in soft for line in result.evidence if line.code not in UNTOLD]


@dataclass(frozen=True)
class Group:
    """Teachers of one verdict: `shown` of them whole, the others folded."""

    every: list[Choice] = field(default_factory=list)
    shown: int = CARDS

    @property
    def cards(self) -> list[Choice]:
        return self.every[: self.shown]

    @property
    def folded(self) -> list[Choice]:
        return self.every[self.shown :]


@dataclass(frozen=True)
class Choices:
    """everybody: how many there are in all; beyond `MOST_ASSESSED` those who can pass come first."""

    passing: Group
    borderline: Group
    other: list[Choice]
    everybody: int = 0

    @property
    def assessed(self) -> int:
        return len(self.passing.every) + len(self.borderline.every) + len(self.other)

    @property
    def is_part(self) -> bool:
        return self.everybody > self.assessed

    @property
    def first(self) -> Choice | None:
        """Whose button is the primary one."""
        return next(iter([*self.passing.every, *self.borderline.every]), None)

    def not_fitting(self, mentor_id: int) -> Choice | None:
        """This teacher, where a rule of the law fails or is not known to be met."""
        return next((choice for choice in self.other if choice.mentor.pk == mentor_id), None)

    def without_mark(self, user_id: int | None) -> int:
        """How many of the school's own lack the mark of ethics (E2) and nothing else; the reader's own is another's."""
        own = (choice for choice in self.other if choice.loan is None and choice.mentor.user_id != user_id)
        return sum(choice.lacks == ["E2"] for choice in own)


def choices(
    mentorship: Mentorship,
    on: date,
    *,
    query: str = "",
    subject: str = "",
    load: str = "",
    school_id: int | None = None,
    loans: Iterable[Loan] = (),
    also: int = 0,
) -> Choices:
    """The teachers of the school, without the new teacher and others who are mentored now or teach their first year.

    query: a part of the name. subject: "related" for the same or a related one. load: "0" or "1", new teachers now at
    most. school_id: another school's, which is asked to lend one. loans: teachers whom other schools lend. also: a
    teacher who is assessed in any case. At most `MOST_ASSESSED` and those are assessed; the number of queries does not
    grow with the teachers.
    """
    lending = {loan.mentor_id: loan for loan in loans if loan.mentor_id is not None}
    values = regulations.values_of(*regulations.in_force(mentorship.school_id, on))
    possible = _possible(mentorship, on, school_id or mentorship.school_id, lending)
    wanted = _wanted(possible, mentorship, query, subject, load)
    everybody = wanted.count()
    staff = list(_likely_first(wanted, mentorship, values, on, lending)[: MOST_ASSESSED + len(lending)])
    if also and all(mentor.pk != also for mentor in staff):
        staff += possible.filter(pk=also)
    facts = facts_of(staff, mentorship, on)
    shut_out = cannot_sign_in(mentor.user for mentor in staff)
    found = []
    for mentor in staff:
        known = facts[mentor.pk]
        assessment, loan = assess(known, values, on), lending.get(mentor.pk)
        found.append(Choice(mentor, assessment, known.novices, loan, mentor.user_id in shut_out))
    found.sort(key=lambda choice: choice.order)
    by_verdict = {name: [choice for choice in found if choice.verdict == name] for name in ("pass", "borderline")}
    return Choices(
        passing=Group(by_verdict["pass"]),
        borderline=Group(by_verdict["borderline"], max(0, CARDS - len(by_verdict["pass"]))),
        other=[choice for choice in found if choice.verdict not in by_verdict],
        everybody=everybody,
    )


def _possible(mentorship: Mentorship, on: date, school_id: int, lent: Iterable[int]) -> QuerySet[Employment]:
    begun = date(hire_year_of(on), 8, 1)
    return (
        teachers(on)
        .filter(Q(school_id=school_id) | Q(pk__in=list(lent)))
        .exclude(user_id=mentorship.novice.user_id)
        .exclude(first_time=True, hired_on__gte=begun)
        .exclude(mentorships__in=Mentorship.objects.open())
    )


def _wanted(
    staff: QuerySet[Employment], mentorship: Mentorship, query: str, subject: str, load: str
) -> QuerySet[Employment]:
    """Those who fit the filters of the page."""
    if wanted := names.fold(query):
        staff = staff.filter(user__search_key__contains=wanted)
    if subject == "related":
        own = mentorship.novice.subject
        staff = staff.filter(subject__area=own.area) if own else staff.none()
    if (most := row_id(load)) is not None:
        busy = Pairing.objects.open().values("mentor__user").annotate(novices=Count("pk")).filter(novices__gt=most)
        staff = staff.exclude(user__in=busy.values("mentor__user"))
    return staff


def _likely_first(
    staff: QuerySet[Employment], mentorship: Mentorship, values: RuleSetValues, on: date, lent: Iterable[int]
) -> QuerySet[Employment]:
    """Who is lent, then who has a category that the law names, then who has a mark of ethics, then who teaches the same or a related subject."""
    named = Qualification.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on),
        Q(granted_on__isnull=True) | Q(granted_on__lte=on),
        employment=OuterRef("pk"),
        level__code__in=values.e1_categories.value,
    )
    marks = EthicsRecord.objects.filter(employment=OuterRef("pk"), follows=True, recorded_on__lte=on)
    order: list[Any] = []  # a constant is no order: PostgreSQL takes a number for the place of a column
    if lent := list(lent):
        order.append(Case(When(pk__in=lent, then=0), default=Value(1), output_field=IntegerField()))
    order += [Exists(named).desc(), Exists(marks).desc()]
    if own := mentorship.novice.subject:
        near = When(subject=own, then=0), When(subject__area=own.area, then=1)
        order.append(Case(*near, default=Value(2), output_field=IntegerField()))
    return staff.order_by(*order, "user__sort_key", "pk")
