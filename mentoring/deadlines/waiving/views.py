"""A date of the case is no longer required: taken off by whoever writes the case, with a reason that is printed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import clock, dates
from common.errors import AlreadyDone
from common.web import actor_of, handle, render
from mentoring.deadlines import policies, services, words
from mentoring.deadlines.models import Deadline
from mentoring.deadlines.waiving.forms import WaiveForm
from mentoring.mentorships.selectors import visible
from schools.people.access import Role, access_of


@login_required
@require_http_methods(["GET", "POST"])
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason. A date that is settled already says by whom and when, before anything is typed."""
    user: Any = request.user
    deadline = get_object_or_404(Deadline.objects.visible_to(user).select_related("waived_by"), pk=pk)
    mentorship = get_object_or_404(visible(user), pk=deadline.mentorship_id)
    policies.require_waive(user, mentorship)
    back = f"{reverse('case', args=[mentorship.pk])}#{deadline.code}"
    form = WaiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        role = Role.DEPUTY if access_of(user).has(mentorship.school_id, Role.DEPUTY) else Role.HEAD
        by = actor_of(request, role)
        if handle(form, lambda: services.waive(deadline_id=pk, by=by, now=clock.now(), **form.cleaned_data))[0]:
            messages.success(
                request, _("The date is taken off. The reason will be printed in the report of the year.")
            )
            return redirect(back)
        if form.lost_race:
            form.lost_race.url = back
    elif request.method == "GET":
        try:
            services.require_open(deadline)
        except AlreadyDone as lost:
            lost.url = back
            raise
    return render(
        request,
        "components/confirm.html",
        {
            "title": _("Take a date off"),
            "about": mentorship.novice.user,
            "lead": _("%(what)s, due: %(when)s")
            % {"what": words.NAMES[deadline.code], "when": dates.in_text(deadline.late_after)},
            "text": _(
                "Nobody is reminded of this date any more, and nobody is late with it. Your name, the day and the "
                "reason stay with it and are printed."
            ),
            "form": form,
            "verb": _("Take the date off"),
            "cancel_url": back,
        },
    )
