"""What of stage 1 waits for a person (see `common.todo`)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.todo import Todo
from mentoring.deadlines.selectors import due_of
from mentoring.introductory import policies
from mentoring.introductory.models import DiagnosticSheet, PlanVersion
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.policies import is_mentor, is_novice

State = Mentorship.State
IN_PLAN = (State.PLANNING, State.MAIN, State.REPORT)


def tasks_for(desk: Desk) -> list[Todo]:
    """Level, ratings, signature, plan: for novice, mentor, deputy and head. Four queries at most, whatever the number of cases."""
    rated = (State.DIAGNOSTICS, State.REPORT)
    prefetch_related_objects([case for case in desk.cases if case.state in rated], "sheets")
    prefetch_related_objects([case for case in desk.cases if case.state in IN_PLAN], "plans")
    prefetch_related_objects([case for case in desk.as_mentor if case.state in IN_PLAN], "plans__remarks")
    return [task for mentorship in desk.cases for task in _of_case(desk.user, mentorship)]


def _of_case(user: Any, mentorship: Mentorship) -> Iterator[Todo]:
    if mentorship.state == State.LEVEL:
        if is_mentor(user, mentorship):
            yield _todo(mentorship, "D2", "level", _("Determine the level of training"), _("Record the level"))
    elif mentorship.state == State.DIAGNOSTICS:
        yield from _diagnostics(user, mentorship)
    elif mentorship.state in IN_PLAN:
        yield from _plan(user, mentorship)
    if mentorship.state == State.REPORT:
        yield from _diagnostics_end(user, mentorship)


def _diagnostics(user: Any, mentorship: Mentorship) -> Iterator[Todo]:
    sheet = _sheet(mentorship, DiagnosticSheet.Occasion.START)
    if is_novice(user, mentorship) and (sheet is None or sheet.self_done_at is None):
        yield _todo(mentorship, "D3", "self_rating", _("Say how you see your work"), _("Rate yourself"))
    if not is_mentor(user, mentorship):
        return
    if sheet is None or sheet.mentor_done_at is None:
        yield _todo(mentorship, "D3", "mentor_rating", _("Rate fourteen criteria"), _("Write your rating"))
    elif sheet.both_done:
        yield _todo(mentorship, "D3", "sheet_sign", _("Sign the diagnostic sheet"), _("Sign the sheet"))


def _diagnostics_end(user: Any, mentorship: Mentorship) -> Iterator[Todo]:
    """The same once more for the report, which prints both; no rule sets a day of its own."""
    sheet = _sheet(mentorship, DiagnosticSheet.Occasion.END)
    told = _("It stands in the report to the council beside that of the start.")
    if is_novice(user, mentorship) and (sheet is None or sheet.self_done_at is None):
        title = _("Say how you see your work at the end of the year")
        yield _todo(mentorship, "", "self_rating_end", title, _("Rate yourself"), text=told)
    if not is_mentor(user, mentorship):
        return
    if sheet is None or sheet.mentor_done_at is None:
        title = _("Rate the fourteen criteria at the end of the year")
        yield _todo(mentorship, "", "mentor_rating_end", title, _("Write your rating"), text=told)
    elif sheet.both_done and sheet.signed_on is None:
        title = _("Sign the diagnostic sheet of the end of the year")
        yield _todo(mentorship, "", "sheet_sign_end", title, _("Sign the sheet"), text=told)


def _sheet(mentorship: Mentorship, occasion: str) -> DiagnosticSheet | None:
    return next((sheet for sheet in mentorship.sheets.all() if sheet.occasion == occasion), None)


def _plan(user: Any, mentorship: Mentorship) -> Iterator[Todo]:
    plans = {plan.state: plan for plan in mentorship.plans.all()}
    states = PlanVersion.State
    if is_mentor(user, mentorship):
        if states.DRAFT in plans:
            remarks = [remark.text for remark in plans[states.DRAFT].remarks.all() if not remark.resolved]
            title = _("The plan came back with remarks: change it and send it again")
            yield _todo(
                mentorship,
                "D4a",
                "plan",
                title if remarks else _("Finish the plan and send it"),
                _("Write the plan"),
                text=" · ".join(remarks),
            )
        elif mentorship.state == State.PLANNING and not plans:
            yield _todo(mentorship, "D4a", "plan", _("Write the mentoring plan"), _("Write the plan"))
        elif mentorship.state == State.MAIN and mentorship.from_paper and not plans:
            told = _("The approved plan is on paper. Activities are logged against it once it stands here.")
            yield _todo(mentorship, "", "plan", _("Draw the plan up here, too"), _("Write the plan"), text=told)
    if states.SUBMITTED in plans and policies.can_agree_plan(user, mentorship):
        yield _todo(mentorship, "D4b", "plan", _("Agree the mentoring plan"), _("Read the plan"))
    if states.AGREED in plans and policies.can_approve_plan(user, mentorship):
        yield _todo(mentorship, "D4c", "plan", _("Approve the mentoring plan"), _("Read the plan"))


def _todo(mentorship: Mentorship, code: str, page: str, title: Any, button: Any, text: Any = "") -> Todo:
    return Todo(
        due=due_of(mentorship, code),
        title=title,
        person=mentorship.novice,
        text=text,
        url=reverse(page, args=[mentorship.pk]),
        button=button,
        code=code,
        mentorship_id=mentorship.pk,
    )
