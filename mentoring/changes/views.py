"""Pages of changes: what may be changed, one page for each change, the handover, a case from paper."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from common import clock
from common.forms import Form
from common.web import actor_of, handle, render
from mentoring.changes import forms, policies, selectors, services, words
from mentoring.changes.rules import Change
from mentoring.mentorships.models import Mentorship, Pairing
from mentoring.mentorships.pages import CONFIRM, fetch, step_page
from mentoring.mentorships.selectors import open_pairing
from schools.people.models import Employment

WRITES = ["GET", "POST"]
ADDRESSES = {change: str(change) for change in Change} | {Change.CANCEL: "cancel_case"}


@login_required
@require_GET
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What whoever writes the case may change in this case now."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_change(request.user, mentorship))
    found = selectors.possible(mentorship, clock.today())
    changes = [(*words.CHANGES[kind], reverse(ADDRESSES[kind], args=[pk])) for kind in found]
    return render(request, "mentoring/changes/change.html", {"mentorship": mentorship, "changes": changes})


@login_required
@require_http_methods(WRITES)
def terminate(request: HttpRequest, pk: int) -> HttpResponse:
    """End the case before its time. Whoever writes the case."""
    return _change(
        request,
        pk,
        Change.TERMINATE,
        forms.TerminateForm(request.POST or None, initial={"happened_on": _novice_left_on(request, pk)}),
        services.terminate,
        done=_("The mentorship is terminated."),
    )


@login_required
@require_http_methods(WRITES)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel what was entered by mistake, before the order. Whoever writes the case."""

    def action(**fields: Any) -> Mentorship:
        return services.cancel(happened_on=clock.today(fields["now"]), **fields)

    return _change(
        request, pk, Change.CANCEL, forms.CancelForm(request.POST or None), action, done=_("The entry is cancelled.")
    )


@login_required
@require_http_methods(WRITES)
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """Suspend the case. Whoever writes the case."""
    return _change(
        request,
        pk,
        Change.SUSPEND,
        forms.SuspendForm(request.POST or None, initial={"starts_on": clock.today()}),
        services.suspend,
        done=_("The mentorship is suspended; open dates have moved."),
    )


@login_required
@require_http_methods(WRITES)
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """End the suspension. Whoever writes the case."""
    return _change(
        request,
        pk,
        Change.RESUME,
        forms.ResumeForm(request.POST or None, initial={"happened_on": clock.today()}),
        services.resume,
        done=_("The mentorship goes on."),
    )


@login_required
@require_http_methods(WRITES)
def end_pairing(request: HttpRequest, pk: int) -> HttpResponse:
    """The mentor has gone. Whoever writes the case."""
    return _change(
        request,
        pk,
        Change.END_PAIRING,
        forms.PairingEndForm(request.POST or None, initial={"ended_on": _mentor_left_on(request, pk)}),
        services.end_pairing,
        done=_("The work of the mentor has ended. Choose a new mentor now."),
    )


@login_required
@require_http_methods(WRITES)
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """Deputy or head write what the new mentor should know; the new mentor acknowledges it."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_see_handover(request.user, mentorship))
    pairing = open_pairing(mentorship)
    found = selectors.handover_of(pairing) if pairing is not None else None
    acknowledges = policies.can_acknowledge(request.user, mentorship)
    data = request.POST if request.method == "POST" else None
    form = Form(data) if acknowledges else forms.HandoverForm(data, now_so=lambda: _handed(pairing))
    if request.method == "POST" and (acknowledges or form.is_valid()):
        form.is_valid()
        by, now = actor_of(request), clock.now()

        def action() -> Any:
            if acknowledges:
                return services.acknowledge_handover(mentorship_id=pk, by=by, now=now)
            return services.write_handover(mentorship_id=pk, by=by, now=now, text=form.cleaned_data["text"])

        if handle(form, action)[0]:
            messages.success(
                request, _("You have acknowledged the handover.") if acknowledges else _("The handover is written.")
            )
            return redirect("case", pk)
    return render(
        request,
        "mentoring/changes/handover.html",
        {
            "title": _("Handover to the new mentor"),
            "about": mentorship.novice.user,
            "handover": found,
            "predecessor": selectors.predecessor(pairing) if pairing is not None else None,
            "acknowledges": acknowledges,
            "form": form,
            "verb": _("Acknowledge the handover") if acknowledges else _("Save the handover"),
            "cancel_url": reverse("case", args=[pk]),
        },
    )


def _handed(pairing: Pairing | None) -> dict[str, str]:
    found = selectors.handover_of(pairing) if pairing is not None else None
    return {"text": found.text if found else ""}


@login_required
@require_http_methods(WRITES)
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The deputy enters a running case of this teacher from paper."""
    user: Any = request.user
    novice = get_object_or_404(
        Employment.objects.visible_to(user).select_related("school", "user"), pk=pk, left_on=None
    )
    policies.require(policies.can_take_over(request.user, novice))
    waiting = selectors.open_cases_of(novice).filter(state=Mentorship.State.AWAITING_MENTOR).first()
    form = forms.TakeOverForm(
        request.POST or None,
        novice=novice,
        is_open=waiting is not None,
        initial={"basis": Mentorship.Basis.FIRST_TIME if novice.first_time else Mentorship.Basis.NEW_TO_SCHOOL},
    )
    if request.method == "POST" and form.is_valid():
        taken, mentorship = handle(
            form,
            lambda: services.take_over(
                novice=novice, by=actor_of(request, "deputy"), now=clock.now(), paper=form.paper()
            ),
        )
        if taken:
            messages.success(request, _("The mentorship is entered from paper."))
            return redirect("case", mentorship.pk)
    return render(
        request,
        "components/form_page.html",
        {
            "title": _("Enter a running mentorship from paper"),
            "about": novice.user,
            "lead": _("Order, dates and where it stands. It is marked as entered from paper."),
            "form": form,
            "verb": _("Enter the mentorship"),
            "cancel_url": reverse("case", args=[waiting.pk]) if waiting else reverse("mentorship_list"),
        },
    )


def _novice_left_on(request: HttpRequest, pk: int) -> date:
    """The last day of a new teacher who has left, else today."""
    return _or_today(fetch(request, pk).novice)


def _mentor_left_on(request: HttpRequest, pk: int) -> date:
    """The last day of a mentor who has left, else today."""
    pairing = open_pairing(fetch(request, pk))
    return _or_today(pairing.mentor if pairing else None)


def _or_today(employment: Employment | None) -> date:
    left_on = employment.left_on if employment else None
    return min(left_on or clock.today(), clock.today())


def _change(
    request: HttpRequest, pk: int, kind: Change, form: Form, service: Callable[..., Any], *, done: str
) -> HttpResponse:
    """One change: a page that says what will happen, a form, and the service with what was typed."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_change(request.user, mentorship))
    title, text = words.CHANGES[kind]
    return step_page(
        request,
        mentorship,
        form,
        lambda form: service(mentorship_id=pk, by=actor_of(request), now=clock.now(), **form.cleaned_data),
        template=CONFIRM,
        title=title,
        text=text,
        verb=title,
        said=done,
        back="change",
    )
