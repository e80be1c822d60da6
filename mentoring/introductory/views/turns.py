"""Whose turn a plan is, and what one may do with it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from common import dates
from mentoring.deadlines.selectors import due_of
from mentoring.introductory import policies
from mentoring.introductory.models import PlanVersion
from mentoring.introductory.selectors.plan import PlanPage
from mentoring.mentorships.models import Mentorship

State = PlanVersion.State


@dataclass(frozen=True, slots=True)
class Way:
    """One more way on, beside the first."""

    url: str
    verb: str


@dataclass(frozen=True, slots=True)
class Turn:
    """The next step of a plan (components/turn.html)."""

    over: str
    title: str
    text: str = ""
    due: date | None = None
    state: str = ""
    rule: str = ""
    url: str = ""
    verb: str = ""
    others: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Sign:
    """Who agrees or approves, and when it was done (components/signs.html)."""

    title: str
    person: Any
    post: str
    state: str
    words: str


def turn_of(page: PlanPage, mentorship: Mentorship, user: Any) -> Turn | None:
    """What this person may do with the version now; for the others, whom it waits for."""
    plan = page.plan
    if plan is None or plan.state in (State.APPROVED, State.SUPERSEDED):
        return None
    return {State.DRAFT: _draft, State.SUBMITTED: _submitted, State.AGREED: _agreed}[State(plan.state)](
        page, mentorship, user
    )


def signs_of(plan: PlanVersion, mentorship: Mentorship) -> list[Sign]:
    """Who agrees left, who approves right, as on paper."""
    return [
        _sign(_("Agrees"), plan.agreed_by, plan.agreed_on, _("Deputy head for academic work"), _("Not agreed yet")),
        _sign(_("Approves"), plan.approved_by, plan.approved_on, _("Head of the school"), _("Not approved yet")),
    ]


def _sign(title: str, person: Any, on: date | None, post: str, waiting: str) -> Sign:
    words = _("On %(day)s") % {"day": dates.with_weekday(on)} if on else waiting
    return Sign(title, person or "", post, "met" if on else "next", words)


def _draft(page: PlanPage, mentorship: Mentorship, user: Any) -> Turn:
    due = due_of(mentorship, "D4a")
    if not policies.can_write_plan(user, mentorship):
        return Turn(_("Waits for the mentor"), _("The plan is being written"), due=due)
    text = (
        _("Without an activity yet: %(needs)s.") % {"needs": page.uncovered}
        if page.uncovered
        else _("Every diagnosed need has an activity.")
    )
    ways = [
        _way("activity_new", mentorship, _("Add an activity")),
        _way("plan_edit", mentorship, _("Write the aims")),
    ]
    if policies.can_submit_plan(user, mentorship) and page.count and not page.uncovered:
        ways.insert(0, _way("plan_submit", mentorship, _("Send for agreement")))
    first, *others = ways
    return Turn(
        _("Your turn"),
        _("Write the plan, then send it for agreement"),
        text=text,
        due=due,
        url=first.url,
        verb=first.verb,
        others=tuple(others),
    )


def _submitted(page: PlanPage, mentorship: Mentorship, user: Any) -> Turn:
    due = due_of(mentorship, "D4b")
    if not policies.can_agree_plan(user, mentorship):
        return Turn(_("Waits for the deputy head"), _("The plan is to be agreed"), due=due)
    return Turn(
        _("Your turn"),
        _("Agree this plan or send it back"),
        text=_covered(page),
        due=due,
        url=_url("plan_agree", mentorship),
        verb=_("Agree the plan"),
        others=(_way("plan_send_back", mentorship, _("Send back with a remark")),),
    )


def _agreed(page: PlanPage, mentorship: Mentorship, user: Any) -> Turn:
    due = due_of(mentorship, "D4c")
    if not policies.can_approve_plan(user, mentorship):
        return Turn(_("Waits for the head"), _("The plan is to be approved"), due=due)
    return Turn(
        _("Your turn"),
        _("Approve this plan or send it back"),
        text=_covered(page) + " " + _("With your approval the plan stays as it is: a change makes a new version."),
        due=due,
        url=_url("plan_approve", mentorship),
        verb=_("Approve the plan"),
        others=(_way("plan_send_back", mentorship, _("Send back with a remark")),),
    )


def _covered(page: PlanPage) -> str:
    facts = {"activities": page.count, "needs": len(page.needs)}
    return _("Activities: %(activities)s. Diagnosed needs: %(needs)s; no need is left out.") % facts


def _url(name: str, mentorship: Mentorship) -> str:
    return reverse(name, args=[mentorship.pk])


def _way(name: str, mentorship: Mentorship, verb: str) -> Way:
    return Way(_url(name, mentorship), verb)
