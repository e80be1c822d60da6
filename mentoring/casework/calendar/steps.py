"""A change in two steps, without any script: fill in, see what would move, confirm. Nothing typed is lost on the way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from common.web import handle, render
from mentoring.casework.calendar.preview import CaseMoves, CountryMoves, mark, of_country, of_school
from schools.calendar.forms import ChangeForm
from schools.calendar.rules import Change
from schools.organisation.models import School
from schools.people.requests import Request

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class TwoSteps:
    """What one change is called, who is asked what it moves, and what is done with it.

    school: whose dates are listed beforehand; None for the country, whose dates are counted only.
    home: the URL name of the list that one came from. verb: of the last button. told: when it is done.
    """

    title: Text
    lead: Text
    verb: Text
    told: Text
    home: str
    home_title: Text
    school: School | None

    def moved(self, change: Change) -> list[CaseMoves] | CountryMoves:
        """What the change would move."""
        return of_country(change) if self.school is None else of_school(self.school, change)

    def unseen(self, request: Request, change: Change) -> Text | None:
        """Why what is confirmed was not on the page; None when it was.

        One may have changed to another school in a second window, or a colleague may have moved the dates meanwhile.
        """
        if self.school is None:
            return None
        if request.POST.get("at") != str(self.school.pk):
            return _("You are at another school now. Nothing was changed; look again before you confirm.")
        if request.POST.get("seen") != mark(of_school(self.school, change)):
            return _("Other dates would move by now. Nothing was changed; look again before you confirm.")
        return None

    def context(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "lead": self.lead,
            "over": self.home_title,
            "over_url": reverse(self.home),
            "cancel_url": reverse(self.home),
            "school": self.school,
        }


def fill_and_confirm(
    request: Request, steps: TwoSteps, form: ChangeForm, save: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    """The form, then what it would move with everything typed hidden in it, then the change itself."""
    if request.method == "POST" and "back" not in request.POST and form.is_valid():
        if "confirm" not in request.POST:
            return _show(request, steps, form.change, form=form)
        if unseen := steps.unseen(request, form.change):
            return _show(request, steps, form.change, unseen, form=form)
        done, _result = handle(form, lambda: save(form.cleaned_data))
        if done:
            return _done(request, steps)
    context = steps.context() | {"form": form, "verb": _("Show what would change")}
    return render(request, "components/form_page.html", context)


def confirm(request: Request, steps: TwoSteps, change: Change, save: Callable[[], Any]) -> HttpResponse:
    """For what needs no form: what it would move, then the change itself."""
    unseen = steps.unseen(request, change) if request.method == "POST" else None
    if request.method == "POST" and not unseen:
        save()
        return _done(request, steps)
    return _show(request, steps, change, unseen)


def _show(request: Request, steps: TwoSteps, change: Change, unseen: Text | None = None, **more: Any) -> HttpResponse:
    if unseen:
        messages.warning(request, str(unseen))
    moved = steps.moved(change)
    seen = "" if isinstance(moved, CountryMoves) else mark(moved)
    context = steps.context() | {"moved": moved, "seen": seen, "verb": steps.verb, **more}
    return render(request, "mentoring/casework/calendar/preview.html", context)


def _done(request: Request, steps: TwoSteps) -> HttpResponse:
    messages.success(request, str(steps.told))
    return redirect(steps.home)
