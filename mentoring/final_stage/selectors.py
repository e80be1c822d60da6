"""What the pages of stage 3 read."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from mentoring.council.models import Meeting
from mentoring.council.selectors import open_item_ids
from mentoring.deadlines.models import passed
from mentoring.final_stage import rules
from mentoring.final_stage.models import Conclusion, FinalReport
from mentoring.final_stage.policies import WITH_COUNCIL
from mentoring.introductory.models import Activity, DiagnosticSheet, PlanVersion
from mentoring.main_stage.models import InterimAssessment, Outcome
from mentoring.mentorships.models import Mentorship, Pairing
from schools.calendar.selectors import work_calendar
from schools.people.access import Role, access_of


def reachable(user: Any) -> QuerySet[Mentorship]:
    """Cases that a person may open; those whose report is open to them as the council's item; and those on which chair
    or secretary must act: both until the minutes with the report are signed, the secretary also before there is an agenda
    and until the extract is issued. What of them may be read, the policies say.
    """
    access = access_of(user)
    with_council = Q(state__in=WITH_COUNCIL)
    keeps = Q(school_id__in=access.schools_as(Role.CHAIR, Role.SECRETARY))
    unsigned = Q(
        final_report__agenda_item__isnull=False, final_report__agenda_item__meeting__minutes_signed_on__isnull=True
    )
    return (
        Mentorship.objects.filter(
            Q(pk__in=Mentorship.objects.visible_to(user).values("pk"))
            | Q(pk__in=before_council(user).values("mentorship_id"))
            | with_council & keeps & unsigned
            | with_council & Q(school_id__in=access.schools_as(Role.SECRETARY))
        )
        .select_related("school", "novice__user", "novice__subject")
        .prefetch_related(Prefetch("pairings", Pairing.objects.select_related("mentor__user", "order")))
    )


def before_council(user: Any) -> QuerySet[FinalReport]:
    """Reports that the council's items let this person read: sent or heard, on an item that is open to them now."""
    return FinalReport.objects.filter(
        state__in=FinalReport.BEFORE_COUNCIL, agenda_item__in=open_item_ids(user).values("pk")
    )


def report_of(mentorship: Mentorship) -> FinalReport | None:
    """The report with its conclusions and the meeting that hears it; None before it was begun. Two queries."""
    return (
        FinalReport.objects.filter(mentorship=mentorship)
        .select_related("agenda_item__meeting")
        .prefetch_related("conclusions")
        .first()
    )


def unsettled_titles(mentorship: Mentorship) -> tuple[str, ...]:
    """The activities of the plan in force that have no outcome. Two queries."""
    plan = Activity.objects.filter(plan__mentorship=mentorship, plan__state=PlanVersion.State.APPROVED)
    titles: dict[UUID, str] = dict(plan.values_list("line", "title"))
    settled = Outcome.objects.filter(mentorship=mentorship).values_list("line", flat=True)
    return tuple(titles[line] for line in rules.unsettled(titles, settled))


def interims(mentorship: Mentorship) -> int:
    """How many interim assessments were recorded."""
    return InterimAssessment.objects.filter(mentorship=mentorship).count()


def lacking(report: FinalReport | None) -> tuple[str, ...]:
    """What the report still needs before it may be sent (names as in `rules.missing`)."""
    if report is None:
        return rules.missing({}, {})
    readiness = {row.component: row.readiness for row in report.conclusions.all()}
    return rules.missing({name: getattr(report, name) for name in rules.TEXTS}, readiness)


def voice_awaited_until(mentorship: Mentorship, report: FinalReport | None, today: date) -> date | None:
    """Until when a report that goes early waits for the new teacher's answer; None when it waits no longer."""
    if report is not None and report.novice_voice_on is not None:
        return None
    due = mentorship.deadlines.open().filter(code="D7").values_list("due_on", flat=True).first()
    if due is None:
        return None
    until = rules.voice_awaited_until(due, work_calendar(mentorship.school).is_working)
    return until if today < until else None


def can_be_answered(mentorship: Mentorship, report: FinalReport | None) -> bool:
    """Whether the new teacher may add or change their own words: from the final stage until the council has heard it."""
    heard = report is not None and report.decided_on is not None
    return mentorship.state in (Mentorship.State.REPORT, Mentorship.State.HEARING) and not heard


def is_rated_at_end(mentorship: Mentorship) -> bool:
    """The mentor's rating at the year's end is finished."""
    sheets = mentorship.sheets.filter(occasion=DiagnosticSheet.Occasion.END)
    return sheets.filter(mentor_done_at__isnull=False).exists()


def conclusions(report: FinalReport | None) -> list[Conclusion]:
    """One row per component, in the order of the paper; those not written yet are empty and unsaved."""
    rows = {row.component: row for row in report.conclusions.all()} if report is not None else {}
    return [rows.get(component.value) or Conclusion(component=component) for component in Conclusion.Component]


def meetings_ahead(school_id: int, today: date) -> QuerySet[Meeting]:
    """Meetings whose agenda may still take a report, the nearest first."""
    return Meeting.objects.filter(school_id=school_id, state__in=rules.PUT_ON_IN, date__gte=today).order_by("date")


def is_late(mentorship: Mentorship, code: str, today: date) -> bool:
    """Whether the last day of this deadline has passed without the step: then the step asks for a reason."""
    return mentorship.deadlines.open().filter(passed(today), code=code, paused=False).exists()


def last_pairing(mentorship: Mentorship) -> Pairing | None:
    """The pairing that runs, or the last one of a case that is over; reads what `reachable` prefetched."""
    return max(mentorship.pairings.all(), key=lambda pairing: pairing.starts_on, default=None)
