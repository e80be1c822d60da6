"""Letting somebody in again waits for a second leader, or for the person who can sign in after all."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from common.todo import Todo
from mentoring.mentorships.desk import Desk
from schools.people.selectors.readmissions import waiting_for


def tasks_for(desk: Desk) -> Iterator[Todo]:
    """Whoever asked does not find it here: the other leaders do. One query."""
    if desk.only is not None:
        return
    for row in waiting_for(desk.user):
        is_own = row.user_id == desk.user.pk
        yield Todo(
            due=None,
            title=_("Somebody wants to let you in again") if is_own else _("Let somebody in again"),
            person=None if is_own else row.user,
            text=_("You are signed in. If you did not ask for it, end it.")
            if is_own
            else _("Another leader asks for it. A new link opens the account when you confirm."),
            url=reverse("readmission", args=[row.pk]),
            button=_("Look at it") if is_own else _("Confirm or decline"),
        )
