"""The forecast, and its one button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common import clock, dates, mail
from mentoring.casework.acting import whose_turn
from mentoring.casework.forecast import forecast
from mentoring.deadlines.models import Deadline
from mentoring.deadlines.nudges import nudge
from mentoring.mentorships.policies import can_open
from schools.people.capacity import leading_actor
from schools.people.requests import Request


@login_required
@require_GET
def show_forecast(request: Request) -> HttpResponse:
    """What will be overdue soon at the present school: its deputy head and its head."""
    school = request.school
    if school is None or not can_open(request.user, school.pk):
        raise PermissionDenied
    today = clock.today()
    page = forecast(school, request.user, today)
    return render(request, "mentoring/casework/forecast.html", {"page": page, "today": today})


@login_required
@require_POST
def nudge_actors(request: Request, pk: int) -> HttpResponse:
    """Ask those whose turn it is. Deputy and head of the school; for those who may not see the case it is not there."""
    deadline = get_object_or_404(Deadline.objects.visible_to(request.user).select_related("mentorship"), pk=pk)
    done = nudge(
        deadline_id=pk, by=leading_actor(request, deadline.mentorship.school_id), now=clock.now(), turn=whose_turn
    )
    names = ", ".join(person.full_name for person in done.people)
    told_by_mail = _(
        "Asked: %(names)s. It stands among their notices, and in the mail of the day of those who take it."
    )
    told_here = _("Asked: %(names)s. It stands among their notices; this installation sends no mail.")
    if done.is_new:
        messages.success(
            request,
            (told_by_mail if mail.goes() else told_here) % {"names": names},
        )
    else:
        told = _("Asked already today: %(names)s. By: %(by)s, %(time)s. Nothing was sent again.")
        messages.info(request, told % {"names": names, "by": done.by.full_name, "time": dates.clock_time(done.at)})
    return redirect("forecast")
