"""What waits, as it was told; and how one wants to be told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common import clock, mail
from common.rows import row_id
from common.web import actor_of, handle, render
from mentoring.deadlines.models import ReminderChoice
from mentoring.deadlines.notices import selectors, services
from mentoring.deadlines.notices.forms import LEGAL, ReminderForm
from schools.people.requests import Request

PAGE = 20


@login_required
@require_GET
def show_notices(request: Request) -> HttpResponse:
    """One's own, the newest first. Looking marks nothing: the button does."""
    page = Paginator(selectors.notices(request.user), PAGE).get_page(request.GET.get("page"))
    told = selectors.show(list(page), clock.today())
    newest = max((one.notice.pk for one in told), default=0)
    fresh = any(one.notice.read_at is None for one in told)
    return render(
        request,
        "mentoring/deadlines/notices.html",
        {"page": page, "told": told, "newest": newest, "fresh": fresh, "mail_goes": mail.goes()},
    )


@login_required
@require_POST
def read_notices(request: Request) -> HttpResponse:
    """All up to the newest that the page showed; what came meanwhile stays unread."""
    services.mark_read(user=request.user, up_to=row_id(request.POST.get("up_to", "")) or 0, now=clock.now())
    return redirect("notices")


@login_required
@require_http_methods(["GET", "POST"])
def reminder_settings(request: Request) -> HttpResponse:
    """Everybody signed in, for oneself."""
    chosen = ReminderChoice.objects.filter(user=request.user)
    form = ReminderForm(
        request.POST if request.method == "POST" else None, now_so=lambda: ReminderForm.initial_of(chosen.first())
    )
    if form.is_valid():
        values = form.cleaned_data
        done, _row = handle(
            form,
            lambda: services.choose(
                user=request.user,
                hour=values["hour"],
                only_legal=values["what"] == LEGAL,
                by=actor_of(request),
                now=clock.now(),
            ),
        )
        if done:
            messages.success(request, _("Saved. It holds from the next mail on.") if mail.goes() else _("Saved."))
            return redirect("my_settings")
    context = {
        "form": form,
        "title": _("When and what I am told"),
        "over": _("My settings"),
        "over_url": reverse("my_settings"),
        "verb": _("Save my settings"),
        "cancel_url": reverse("my_settings"),
        "mail_goes": mail.goes(),
    }
    return render(request, "mentoring/deadlines/reminder_settings.html", context)
