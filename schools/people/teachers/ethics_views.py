"""Pedagogical ethics of many teachers at once: after a first list nobody has the mark that a mentor needs (E2)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common import clock
from common.picking import MOST_OFFERED
from common.web import handle, render
from schools.people.capacity import leading_actor
from schools.people.requests import Request
from schools.people.teachers import evidence, forms, selectors
from schools.people.teachers.views import own_school


@login_required
@require_http_methods(["GET", "POST"])
def ethics_of_many(request: Request) -> HttpResponse:
    """Everybody here without a mark, a tick each; the deputy or the head attests, a finding is entered one by one."""
    school = own_school(request)
    today = clock.today()
    stays = selectors.unattested(school, request.user, today)
    form = forms.EthicsOfManyForm(request.POST if request.method == "POST" else None, stays=stays, today=today)
    if form.is_valid():
        done, rows = handle(
            form,
            lambda: evidence.attest_many(
                school_id=school.pk,
                employment_ids=form.chosen,
                recorded_on=form.cleaned_data["recorded_on"],
                by=leading_actor(request, school.pk),
                now=clock.now(),
            ),
        )
        if done:
            told = ngettext(
                "The mark is entered for %(count)s teacher.", "Marks are entered for %(count)s teachers.", len(rows)
            )
            messages.success(request, told % {"count": len(rows)})
            return redirect("teacher_list")
    lead = _(
        "You attest for the school what you know. Leave out whom you are not sure of; a recorded finding is entered on the teacher’s own page."
    )
    if form.is_part:
        part = _("The first %(count)s are shown; the next ones follow when these are entered.")
        lead = f"{lead} {part % {'count': MOST_OFFERED}}"
    context = {
        "title": _("Marks of pedagogical ethics"),
        "lead": lead,
        "over": _("Teachers"),
        "over_url": reverse("teacher_list"),
        "form": form,
        "verb": _("Enter the marks"),
        "cancel_url": reverse("teacher_list"),
    }
    return render(request, "schools/teachers/ethics.html", context)
