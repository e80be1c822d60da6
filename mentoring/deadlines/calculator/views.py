"""Whoever is signed in counts a due date and sees how it was counted."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from common import clock
from mentoring.deadlines.calculator.forms import CalculatorForm
from mentoring.deadlines.calculator.selectors import Answer, NoRulesYet, answer
from schools.people.requests import Request


@login_required
@require_GET
def show(request: Request) -> HttpResponse:
    """A date, a week, a kind in the address; the answer below the form."""
    school = request.school
    initial = {"on": clock.today(), "kind": "D1", "week": str(school.week if school else 5)}
    form = CalculatorForm(request.GET or None, initial=initial)
    found: Answer | None = None
    if form.is_valid():
        try:
            found = answer(school=school, **form.cleaned_data)
        except NoRulesYet:
            form.add_error("on", _("No rules were in force on that day yet. Choose a later day."))
    context = {"form": form, "answer": found, "school": school}
    return render(request, "mentoring/deadlines/calculator.html", context)
