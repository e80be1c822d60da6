"""The case page: the year on one line, the next step for the one who must act, the dates, what happened."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mentoring.appointment.models import Candidate, Objection
from mentoring.appointment.selectors import objection_for, open_candidate
from mentoring.casework.tabs import Tab, tabs
from mentoring.casework.track import Stage, caption, track
from mentoring.casework.turn import Turn, awaited, turn
from mentoring.changes.policies import can_change, can_take_over
from mentoring.changes.selectors import running_suspension
from mentoring.deadlines.policies import can_waive
from mentoring.deadlines.selectors import Shown, read_deadlines, timetable
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship, Pairing, Step, Suspension
from mentoring.mentorships.policies import is_novice, leads
from mentoring.mentorships.selectors import last_pairing, open_pairing


@dataclass(frozen=True)
class Event:
    """A line of the timeline (components/timeline.html)."""

    date: date
    title: Any
    text: str


@dataclass(frozen=True)
class CasePage:
    """What the page shows to one person. pairing: the one that runs; of a case that is over, the last. candidate: who is proposed now, for leaders and the novice (section 11). objection: the novice’s to that candidate, for the deputy."""

    mentorship: Mentorship
    pairing: Pairing | None
    candidate: Candidate | None
    objection: Objection | None
    stages: list[Stage]
    caption: str
    turn: Turn | None
    suspension: Suspension | None
    dates: list[Shown]
    events: list[Event]
    tabs: list[Tab]
    can_change: bool
    can_take_over: bool
    can_waive: bool


def case_page(mentorship: Mentorship, user: Any, today: date) -> CasePage:
    """Everything the page shows; the number of queries does not grow with the steps taken."""
    desk = Desk(user, today, only=mentorship)
    read_deadlines(mentorship)
    shown = timetable(mentorship, today)
    by_code = {item.code: item for item in shown}
    first = {item.code: item for item in reversed(shown)}
    next_up = awaited(mentorship, by_code)
    candidate = _candidate(mentorship, user)
    return CasePage(
        mentorship=mentorship,
        pairing=last_pairing(mentorship) if mentorship.is_over else open_pairing(mentorship),
        candidate=candidate,
        objection=None if is_novice(user, mentorship) else objection_for(user, candidate),
        stages=track(mentorship, {**by_code, "D1": first["D1"]} if "D1" in first else by_code, today),
        caption=caption(mentorship, by_code.get(next_up.code) if next_up else None, today),
        turn=turn(desk, mentorship, by_code),
        suspension=_suspension(mentorship, today),
        dates=shown,
        events=_events(mentorship, sees_reasons=leads(user, mentorship) and not is_novice(user, mentorship)),
        tabs=tabs(mentorship, user, "case"),
        can_change=not mentorship.is_over and can_change(user, mentorship),
        can_take_over=mentorship.state == Mentorship.State.AWAITING_MENTOR and can_take_over(user, mentorship.novice),
        can_waive=not mentorship.is_over and can_waive(user, mentorship),
    )


def _candidate(mentorship: Mentorship, user: Any) -> Candidate | None:
    if mentorship.is_over or not (leads(user, mentorship) or is_novice(user, mentorship)):
        return None
    return open_candidate(mentorship)


def _suspension(mentorship: Mentorship, today: date) -> Suspension | None:
    """The one that runs today; one that begins later stands in the record alone."""
    found = running_suspension(mentorship, today)
    return found if found is not None and found.starts_on <= today else None


def _events(mentorship: Mentorship, *, sees_reasons: bool) -> list[Event]:
    """sees_reasons: why the council accepted a borderline rule, which is part of the candidate's eligibility (section 11)."""
    events = []
    for step in mentorship.steps.order_by("-happened_on", "-pk"):
        if step.kind == Step.Kind.RECOMMENDED and not sees_reasons:
            step.note = ""
        events.append(Event(step.happened_on, _event_title(step), _event_text(step)))
    return events


def _event_title(step: Step) -> str:
    """A plan that was approved on paper is not one that can be opened here."""
    by_paper = step.from_paper and step.kind == Step.Kind.PLAN_APPROVED
    return _("Plan approved, by paper") if by_paper else str(step.get_kind_display())


def _event_text(step: Step) -> str:
    parts = [step.note]
    if step.from_paper:
        parts.append(_("Entered from paper."))
    if step.no_other_official:
        parts.append(_("No other official: %(reason)s") % {"reason": _sentence(step.no_other_official)})
    for reason in (step.late_reason, step.delay_reason):
        if reason:
            parts.append(_("Reason: %(reason)s It will be printed in the papers.") % {"reason": _sentence(reason)})
    return " ".join(part for part in parts if part)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
