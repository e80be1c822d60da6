"""Facts about teachers for the rules, and what the pages of a candidate show."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from common import names
from mentoring.appointment import words
from mentoring.appointment.models import Appointment, Candidate
from mentoring.appointment.rules import (
    Assessment,
    CategoryFact,
    EthicsFact,
    Facts,
    RuleResult,
    SubjectFact,
    YearFact,
    assess,
    load,
)
from mentoring.mentorships.models import Mentorship, Pairing
from mentoring.regulations import selectors as regulations
from schools.organisation.models import Subject
from schools.people.access import Role
from schools.people.models import Employment, Post

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True)
class RuleRow:
    """One rule as the table shows it."""

    name: str
    answer: str
    mark: str
    words: str
    lines: list[str]
    source: str
    code: str


@dataclass(frozen=True)
class Choice:
    """A teacher in the list to choose from."""

    mentor: Employment
    assessment: Assessment
    answered: str = ""

    @property
    def verdict(self) -> str:
        return str(self.assessment.verdict)

    @property
    def mark(self) -> str:
        return words.MARKS[self.verdict]

    @property
    def verdict_words(self) -> str:
        return str(words.VERDICTS[self.verdict])

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

    def _advice(self, *answers: str) -> list[str]:
        soft = [result for result in self.assessment.rules if result.soft and result.answer in answers]
        return [words.evidence_text(line) for result in soft for line in result.evidence]


def rule_rows(assessment: Assessment) -> list[RuleRow]:
    """The assessment in words, rule by rule."""
    return [_row(result) for result in assessment.rules]


def stored_rows(candidate: Candidate) -> list[RuleRow]:
    """The eligibility as it was computed and stored at the proposal."""
    return rule_rows(load(candidate.eligibility))


def _row(result: RuleResult) -> RuleRow:
    return RuleRow(
        name=str(words.RULES[result.code]),
        answer=str(result.answer),
        mark=words.MARKS[result.answer],
        words=words.answer_words(result.answer),
        lines=[words.evidence_text(line) for line in result.evidence],
        source=words.source_text(result),
        code=result.code,
    )


def facts_of(mentors: Iterable[Employment], mentorship: Mentorship, on: date) -> dict[int, Facts]:
    """The facts by employment id. `mentors` have qualifications, ethics, results and preparations read along
    (`teachers`); three queries more, whatever their number.
    """
    listed = list(mentors)
    pairings = Pairing.objects.open().filter(mentor__user_id__in={mentor.user_id for mentor in listed})
    novices = Counter(pairings.values_list("mentor__user_id", flat=True))
    heads = set(
        Post.objects.on(on).filter(school_id=mentorship.school_id, kind=Role.HEAD).values_list("user_id", flat=True)
    )
    answers = dict(
        Candidate.objects.filter(appointment__mentorship=mentorship)
        .order_by("proposed_at")
        .values_list("mentor_id", "state")
    )
    paired = mentorship.pairings.filter(ended_on__isnull=True).exists()
    agreed = (Candidate.State.ACCEPTED, Candidate.State.RECOMMENDED, Candidate.State.ORDERED)
    found = {}
    for mentor in listed:
        state = answers.get(mentor.pk)
        found[mentor.pk] = Facts(
            categories=tuple(
                CategoryFact(
                    row.level.code,
                    {language: row.level.name_in(language) for language in LANGUAGES},
                    row.granted_on,
                    row.valid_until,
                )
                for row in mentor.qualifications.all()
            ),
            ethics=tuple(EthicsFact(row.follows, row.recorded_on) for row in reversed(mentor.ethics.all())),
            results=tuple(YearFact(row.year, row.pupils, row.good) for row in mentor.results.all()),
            subject=_subject(mentor.subject),
            novice_subject=_subject(mentorship.novice.subject),
            is_small_school=mentorship.school.is_small,
            novices=novices[mentor.user_id],
            teaching_since=mentor.teaching_since,
            preparations=len(mentor.preparations.all()),
            consents=True if state in agreed else False if state == Candidate.State.DECLINED else None,
            is_approver=mentor.user_id in heads,
            novice_is_paired=paired,
            is_replacement=mentorship.state != Mentorship.State.AWAITING_MENTOR,
        )
    return found


def teachers(day: date) -> QuerySet[Employment]:
    """Those who work on this day, with everything the rules ask for."""
    return (
        Employment.objects.on(day)
        .select_related("user", "subject")
        .prefetch_related("qualifications__level", "ethics", "results", "preparations")
        .order_by("user__sort_key", "pk")
    )


def assessment_of(mentor_id: int, mentorship: Mentorship, on: date) -> Assessment:
    """The rules for one teacher on a day. Raises Employment.DoesNotExist when not employed then."""
    mentor = teachers(on).get(pk=mentor_id)
    values = regulations.values_of(*regulations.in_force(mentorship.school_id, on))
    return assess(facts_of([mentor], mentorship, on)[mentor.pk], values, on)


def choices(mentorship: Mentorship, on: date, query: str = "", subject: str = "") -> dict[str, list[Choice]]:
    """All teachers of the school but the new one, by verdict: "pass", "borderline", "other".

    query: a part of the name. subject: "related" for the same or a related one.
    """
    staff = list(teachers(on).filter(school_id=mentorship.school_id).exclude(user_id=mentorship.novice.user_id))
    values = regulations.values_of(*regulations.in_force(mentorship.school_id, on))
    facts = facts_of(staff, mentorship, on)
    wanted = names.fold(query)
    grouped: dict[str, list[Choice]] = defaultdict(list)
    for mentor in staff:
        made = Choice(mentor, assess(facts[mentor.pk], values, on))
        if wanted and wanted not in mentor.user.search_key:
            continue
        if subject == "related" and made.assessment.of("subject").answer != "pass":
            continue
        grouped[made.verdict if made.verdict in ("pass", "borderline") else "other"].append(made)
    for group in grouped.values():
        group.sort(key=lambda choice: len(choice.cons))
    return {name: grouped.get(name, []) for name in ("pass", "borderline", "other")}


def running(mentorship: Mentorship) -> Appointment | None:
    """The need that is being met now; None when there is none."""
    over = (Appointment.State.ORDERED, Appointment.State.CLOSED)
    return mentorship.appointments.exclude(state__in=over).first()


def open_candidate(mentorship: Mentorship) -> Candidate | None:
    """The one candidate that is neither closed nor appointed yet."""
    return (
        Candidate.objects.filter(appointment__mentorship=mentorship, closed_at__isnull=True)
        .exclude(state=Candidate.State.ORDERED)
        .select_related("mentor__user", "mentor__subject", "appointment__mentorship", "agenda_item__meeting")
        .first()
    )


def candidates_for_page(user: Any) -> QuerySet[Candidate]:
    """Candidates that a person may open, with what the page shows."""
    return Candidate.objects.visible_to(user).select_related(
        "mentor__user",
        "mentor__subject",
        "mentor__school",
        "appointment__mentorship__novice__user",
        "appointment__mentorship__novice__subject",
        "appointment__mentorship__school",
        "agenda_item__meeting",
        "proposed_by",
    )


def _subject(subject: Subject | None) -> SubjectFact | None:
    return SubjectFact(subject.code, subject.area, subject.has_marks) if subject else None
