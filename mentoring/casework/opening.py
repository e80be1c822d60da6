"""The page that opens one mentorship: new to the collective, a diagnosed deficit, or once more after a mistake."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import clock
from common.web import handle, render
from mentoring.casework.forms import OpeningForm
from mentoring.mentorships import services as cases
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.policies import can_open_for
from schools.calendar.selectors import hire_year_of
from schools.people.capacity import leading_actor
from schools.people.models import Employment
from schools.people.requests import Request


@login_required
@require_http_methods(["GET", "POST"])
def open_one(request: Request, pk: int) -> HttpResponse:
    """Deputy or head open the mentorship of a teacher who works here and has none that runs."""
    here = Employment.objects.visible_to(request.user).filter(left_on=None).select_related("user", "school")
    novice = get_object_or_404(here, pk=pk)
    if not can_open_for(request.user, novice):
        raise PermissionDenied
    today = clock.today()
    form = OpeningForm(request.POST or None, school=novice.school, initial=_supposed(novice, today))
    if form.is_valid():
        done, mentorship = handle(
            form,
            lambda: cases.open_mentorship(
                novice=novice,
                basis=form.cleaned_data["basis"],
                starts_on=form.cleaned_data["starts_on"],
                full_year=form.full_year,
                by=leading_actor(request, novice.school_id),
                now=clock.now(),
            ),
        )
        if done:
            messages.success(request, _("The mentorship is open.") + " " + _("Next: choose a mentor."))
            return redirect("case", mentorship.pk)
    context = {
        "title": _("Open a mentorship"),
        "about": novice,
        "lead": _("A mentor is then appointed by the head’s order within five working days of that day."),
        "form": form,
        "verb": _("Open the mentorship"),
        "cancel_url": reverse("teacher_page", args=[pk]),
    }
    return render(request, "components/form_page.html", context)


def _supposed(novice: Employment, today: date) -> dict[str, object]:
    """First time, or else new here in this year: since the hire. Who came earlier: a deficit, since today."""
    if hire_year_of(novice.hired_on) == hire_year_of(today):
        basis = Mentorship.Basis.FIRST_TIME if novice.first_time else Mentorship.Basis.NEW_TO_SCHOOL
        return {"basis": basis, "starts_on": novice.hired_on}
    return {"basis": Mentorship.Basis.DEFICIT, "starts_on": today}
