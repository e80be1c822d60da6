"""The year-end report and its one-page summary, from the rows of the case (domain, section 6).

Only what each of its readers may read goes in (`reports.papers.records`): no feedback, no working note, no single
self-rating, no D10. Who reads no evidence gets none: the summary is made without it.
"""

from dataclasses import fields
from datetime import datetime

from common import clock
from common.installation import is_demo
from mentoring.appointment.models import Candidate
from mentoring.council.models import AgendaItem, Attendee
from mentoring.final_stage.models import FinalReport
from mentoring.mentorships.models import Mentorship, Pairing, Step
from reports.papers import words
from reports.papers.base import Signature, Typed
from reports.papers.year_end_report import EVIDENCE, YearEndReport, YearEndSummary
from reports.papers.year_end_report.rows import Conclusion, Decision, FormerMentor, Interval, Voice, Votes
from reports.sources import evidence, people, reasons
from schools.calendar.rules.days import ONE_DAY

_VERDICT = {"ready": "ready", "support": "with_support", "continue": "continue", "": ""}
_READINESS = {"ready": "ready", "support": "with_support", "not_yet": "not_ready", "": ""}


def year_end_report(mentorship_id: int, *, code: str, made_at: datetime) -> YearEndReport:
    """Everything the report tells, as entered by `made_at`. About thirty queries, whatever the number of rows."""
    mentorship = Mentorship.objects.select_related(
        "school__department", "novice__user", "novice__subject", "country_rules", "school_rules", "order_rules",
        "order_school_rules",
    ).get(pk=mentorship_id)  # fmt: skip
    report = FinalReport.objects.select_related("agenda_item__meeting__minutes_signed_by").get(mentorship=mentorship)
    language = mentorship.school.language
    pairings = list(
        mentorship.pairings.select_related(
            "mentor__user", "mentor__subject", "mentor__school", "order__school", "order__signed_by"
        )
    )
    last = pairings[-1]
    item = report.agenda_item
    today = clock.today(made_at)
    start, end = evidence.sheets(mentorship)
    criteria = evidence.criteria(start, end)
    plan = evidence.plan_in_force(mentorship)
    needs = evidence.needs(criteria, mentorship, plan, language)
    activities = evidence.activities(mentorship, plan, needs, language)
    candidate = Candidate.objects.filter(appointment__mentorship=mentorship, mentor=last.mentor).last()
    return YearEndReport(
        letterhead=people.letterhead(mentorship.school),
        footer=people.footer(people.rules_of(mentorship), code, made_at),
        demo=is_demo(),
        academic_year=people.academic_year(mentorship.year),
        novice=people.novice(mentorship),
        mentor=people.mentor(last.mentor, mentorship.school, mentorship.year, today),
        order_number=last.order.full_number,
        order_date=last.order.signed_on,
        period=Interval(pairings[0].starts_on, mentorship.period_to),
        minutes_number=last.order.council_number,
        minutes_date=last.order.council_date,
        meeting_on=item.meeting.date if item else None,
        agenda_item=item.position if item else None,
        needed=Typed(report.needed, language),
        done=Typed(report.done, language),
        came=Typed(report.results, language),
        criteria=criteria,
        self_sums=evidence.sums_of_self_ratings(start, end),
        diagnosed_on=start.signed_on if start else None,
        closing_diagnosed_on=evidence.done_on(end),
        needs=evidence.proved(needs, activities, plan, language),
        activities=activities,
        outside=evidence.outside_plan(mentorship, plan, language),
        deadlines=evidence.deadlines(mentorship, today, language),
        interims=evidence.interims(mentorship, language),
        conclusions=_conclusions(report, language),
        novice_voice=_novice_voice(report, mentorship, language),
        mentor_voice=Voice(Typed(report.mentor_voice, language), report.submitted_on),
        unresolved=_lines(report.unresolved, language),
        recommendations=_lines(report.practice, language),
        verdict=_VERDICT[report.advice],
        recommendation=Typed(report.advice_text, language),
        decision=_decision(report, item, language),
        signatures=_signatures(report, mentorship, last, item),
        former_mentors=tuple(
            FormerMentor(
                people.mentor(pairing.mentor, mentorship.school, mentorship.year, pairing.ended_on or today),
                Interval(pairing.starts_on, pairing.ended_on),
                pairing.order.full_number,
                pairing.order.signed_on,
            )
            for pairing in pairings[:-1]
        ),
        without_mentor=_gaps(pairings, mentorship),
        suspensions=tuple(Interval(row.starts_on, row.ends_on) for row in mentorship.suspensions.all()),
        exemptions=(*reasons.of_order(candidate, last.order), *reasons.of_case(mentorship, item)),
        entered_later=reasons.entered_later(mentorship),
        taken_over_on=evidence.taken_over_on(mentorship),
    )


def year_end_summary(mentorship_id: int, *, code: str, made_at: datetime) -> YearEndSummary:
    """Page 1 alone, for the members of the council."""
    whole = year_end_report(mentorship_id, code=code, made_at=made_at)
    printed = [entry.name for entry in fields(YearEndReport) if entry.init and entry.name not in EVIDENCE]
    return YearEndSummary(**{name: getattr(whole, name) for name in printed})


def _novice_voice(report: FinalReport, mentorship: Mentorship, language: str) -> Voice:
    opened = mentorship.steps.filter(kind=Step.Kind.FINAL_OPENED).order_by("pk").first()
    return Voice(
        text=Typed(report.novice_voice, language),
        said_on=report.novice_voice_on,
        asked_on=clock.today(opened.recorded_at) if opened else None,
        is_open=report.decided_on is None,
    )


def _lines(text: str, language: str) -> tuple[Typed, ...]:
    return tuple(Typed(line.strip(), language) for line in text.splitlines() if line.strip())


def _conclusions(report: FinalReport, language: str) -> tuple[Conclusion, ...]:
    return tuple(
        Conclusion(
            row.component,
            "outside" if row.component == "relational" else _READINESS[row.readiness],
            Typed(row.text, language),
        )
        for row in report.conclusions.all()
    )


def _decision(report: FinalReport, item: AgendaItem | None, language: str) -> Decision | None:
    if report.decided_on is None:
        return None
    votes = None
    if item is not None and item.votes_for is not None:
        votes = Votes(item.votes_for, item.votes_against or 0, item.votes_abstained or 0)
    reasons = "\n".join(part for part in (report.evaluation_text, report.proposals) if part)
    return Decision(
        verdict=_VERDICT[report.novice_decision],
        evaluation=report.evaluation,
        decided_on=report.decided_on,
        minutes=item.meeting.minutes_number if item else "",
        votes=votes,
        support_until=report.support_until,
        reasons=Typed(reasons, language),
    )


def _signatures(
    report: FinalReport, mentorship: Mentorship, pairing: Pairing, item: AgendaItem | None
) -> tuple[Signature, ...]:
    officers = {}
    if item is not None:
        listed = Attendee.objects.filter(meeting=item.meeting, role__in=["chair", "secretary"]).select_related("user")
        officers = {row.role: people.person(row.user) for row in listed}
    return (
        Signature(words.ROLES["mentor"], people.person(pairing.mentor.user), report.submitted_on),
        Signature(words.ROLES["chair"], officers.get("chair")),
        Signature(words.ROLES["novice_acquainted"], people.person(mentorship.novice.user), report.novice_voice_on),
        Signature(words.ROLES["secretary"], officers.get("secretary")),
    )


def _gaps(pairings: list[Pairing], mentorship: Mentorship) -> tuple[Interval, ...]:
    """Days without a mentor between two pairings, and after the last one while the case ran on."""
    gaps = []
    for old, new in zip(pairings[:-1], pairings[1:], strict=True):
        if old.ended_on is not None and new.starts_on > old.ended_on + ONE_DAY:
            gaps.append(Interval(old.ended_on + ONE_DAY, new.starts_on - ONE_DAY))
    last = pairings[-1]
    if last.ended_on is not None and not mentorship.is_over:
        gaps.append(Interval(last.ended_on + ONE_DAY, None))
    return tuple(gaps)
