"""Facts about teachers for the rules, and what the pages of a candidate show."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from mentoring.appointment import words
from mentoring.appointment.models import Appointment, Candidate, Loan, Objection
from mentoring.appointment.policies import can_read_objection
from mentoring.appointment.rules import (
    Answer,
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
from mentoring.deadlines.rules import state
from mentoring.mentorships.models import Mentorship, Pairing
from mentoring.mentorships.policies import other_official, own_matter
from mentoring.regulations import selectors as regulations
from schools.calendar.selectors import work_calendar
from schools.organisation.models import School, Subject
from schools.people.access import Role
from schools.people.models import Employment, Post, Qualification, User

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True)
class Standing:
    """A last day with its state in words (`deadline_status`)."""

    due: date
    state: str
    days: int | None


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


def rule_rows(assessment: Assessment) -> list[RuleRow]:
    """The assessment in words, rule by rule."""
    return [_row(result) for result in assessment.rules]


def stored_rows(candidate: Candidate) -> list[RuleRow]:
    """The eligibility as it was computed and stored at the proposal.

    Without the consent: the teacher was asked only then, and the candidate's state tells the answer.
    """
    return [row for row in rule_rows(load(candidate.eligibility)) if row.code != "consent"]


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
    paired = any(pairing.ended_on is None for pairing in mentorship.pairings.all())
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
            results=tuple(
                YearFact(row.year, row.pupils or 0, row.good or 0, row.percent) for row in mentor.results.all()
            ),
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
        .prefetch_related(
            Prefetch("qualifications", Qualification.objects.select_related("level")),
            "ethics",
            "results",
            "preparations",
        )
        .order_by("user__sort_key", "pk")
    )


def assessment_of(mentor_id: int, mentorship: Mentorship, on: date) -> Assessment:
    """The rules for one teacher on a day. Raises Employment.DoesNotExist when not employed then."""
    mentor = teachers(on).get(pk=mentor_id)
    values = regulations.values_of(*regulations.in_force(mentorship.school_id, on))
    return assess(facts_of([mentor], mentorship, on)[mentor.pk], values, on)


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


def objection_for(user: Any, candidate: Candidate | None) -> Objection | None:
    """What the new teacher wrote about this candidate, for whoever may read it."""
    if candidate is None or not can_read_objection(user, candidate):
        return None
    return Objection.objects.filter(candidate=candidate).first()


def order_due(mentorship: Mentorship, today: date) -> Standing | None:
    """The last day of the order (D1) and how far it is; None when the order is there."""
    row = mentorship.deadlines.open().filter(code="D1").order_by("-round").first()
    if row is None:
        return None
    now = state(row.late_after, None, False, today, work_calendar(mentorship.school))
    return Standing(row.late_after, now.state, now.days)


def is_own_matter(user: Any, mentorship: Mentorship, candidate: Candidate) -> bool:
    """The one who signs is the candidate, or the case is one's own."""
    return user.pk == candidate.mentor.user_id or own_matter(user, mentorship)


def other_head(mentorship: Mentorship, candidate: Candidate) -> bool:
    """Whether another head, or the one acting, can sign this order (domain, section 1)."""
    return other_official(mentorship, Role.HEAD, besides=[candidate.mentor.user_id])


def controllers(mentorship: Mentorship, candidate: Candidate | None, today: date) -> QuerySet[User]:
    """Who may control that the order is carried out: the deputies of today, but neither the mentor nor the new teacher."""
    deputies = Post.objects.on(today).filter(school=mentorship.school_id, kind=Role.DEPUTY).values("user_id")
    pair = [mentorship.novice.user_id, *([candidate.mentor.user_id] if candidate is not None else [])]
    return User.objects.filter(pk__in=deputies).exclude(pk__in=pair)


def signs_instead(mentorship: Mentorship, candidate: Candidate | None, user: Any) -> bool:
    """Own matter, and there is another who can sign: it passes to them."""
    return candidate is not None and is_own_matter(user, mentorship, candidate) and other_head(mentorship, candidate)


def reasons_asked(mentorship: Mentorship, candidate: Candidate | None, user: Any, today: date) -> list[str]:
    """Which reasons an order signed today needs; said on the page beforehand."""
    asked = []
    due = order_due(mentorship, today)
    if due is not None and due.due < today:
        asked.append("late_reason")
    if candidate is None:
        return asked
    if is_own_matter(user, mentorship, candidate):
        asked.append("no_other_official")
    is_here = candidate.mentor.left_on is None or candidate.mentor.left_on >= today
    if is_here and assessment_of(candidate.mentor_id, mentorship, today).verdict == Answer.FAIL:
        asked.append("exception_reason")
    return asked


def lent(appointment: Appointment | None) -> list[Loan]:
    """The schools that were asked to lend a mentor, with their answers."""
    if appointment is None:
        return []
    return list(appointment.loans.select_related("school", "mentor__user", "answered_by"))


def loans_for_page(user: Any) -> QuerySet[Loan]:
    """Loans that a person may open, with both schools, the answer and the pairings that came of it."""
    paired = Pairing.objects.select_related("order", "mentorship")
    return (
        Loan.objects.visible_to(user)
        .select_related(
            "school",
            "appointment__mentorship__school",
            "appointment__mentorship__novice__subject",
            "appointment__mentorship__novice__user",
            "mentor__user",
            "asked_by",
            "answered_by",
        )
        .prefetch_related(Prefetch("mentor__pairings", paired))
    )


def schools_to_ask(mentorship: Mentorship) -> QuerySet[School]:
    """Other schools that may be asked: those of the same department, or all where the school has none."""
    others = School.objects.exclude(pk=mentorship.school_id)
    department = mentorship.school.department_id
    return others.filter(department_id=department) if department else others


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
