"""Let somebody in again: a leader asks, a second one confirms or declines; and “Show that it is you”."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import clock
from common.web import actor_of, form_page, handle, render
from schools.people import policies
from schools.people.access import access_of
from schools.people.capacity import leading_actor
from schools.people.forms.invitations import MAIL
from schools.people.forms.readmission import AskForm, ConfirmForm, EndForm, ShowForm
from schools.people.models import Readmission
from schools.people.requests import Request
from schools.people.selectors import readmissions as selectors
from schools.people.selectors.accounts import people_at
from schools.people.services import old_factors
from schools.people.services import readmission as services
from schools.people.views.invitations import handed_over


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: Request, pk: int) -> HttpResponse:
    """Deputy head and head: somebody of the school whose account one leader cannot open alone."""
    school, now = request.school, clock.now()
    today = clock.today(now)
    if school is None or not policies.can_see_accounts(request.user, school):
        raise Http404
    person = get_object_or_404(people_at(school, today), pk=pk)
    asked = selectors.open_at(school, [person]).get(pk)
    if asked is not None and selectors.stage_of(asked, now) != selectors.Stage.RAN_OUT:
        return redirect("readmission", asked.pk)
    policies.require(selectors.may_ask(request.user, person, school, today))
    form = AskForm(request.POST if request.method == "POST" else None)
    return form_page(
        request,
        form,
        lambda form: services.ask(
            school=school,
            user_id=pk,
            reason=form.cleaned_data["reason"],
            by=leading_actor(request, school.pk),
            now=now,
        ),
        said=_("You have asked. Nothing opens before a second leader agrees."),
        to=reverse("accounts"),
        template="schools/people/readmission_ask.html",
        title=_("Let in again"),
        about=person,
        over=_("Accounts"),
        over_url=reverse("accounts"),
        verb=_("Ask for it"),
        person=person,
        confirmers=selectors.who_confirms(school, pk, request.user.pk, today),
    )


@login_required
@require_safe
def readmission(request: Request, pk: int) -> HttpResponse:
    """The school's leaders, and the person concerned: what was asked for, and how far it is."""
    return _show(request, _found(request, pk))


@login_required
@require_POST
@never_cache
def confirm(request: Request, pk: int) -> HttpResponse:
    """A second leader. Link and slip are shown in the answer itself, since nobody sees a code twice."""
    row = _found(request, pk)
    policies.require(policies.can_confirm_readmission(request.user, row))
    form = ConfirmForm(request.POST, email=row.user.email)
    if not form.is_valid():
        return _show(request, row, form)
    how = form.cleaned_data["how"]
    done, invited = handle(
        form,
        lambda: services.confirm(
            readmission_id=pk, by=leading_actor(request, row.school_id), now=clock.now(), by_mail=how == MAIL
        ),
    )
    if not done:
        return _show(request, _found(request, pk), form)
    if how == MAIL:
        messages.success(request, _("Confirmed. The link is on its way."))
        return redirect("accounts")
    return handed_over(request, [invited], how)


@login_required
@require_http_methods(["GET", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    """The school's leaders withdraw or decline, with a reason; the person concerned ends it with one button."""
    row = _found(request, pk)
    policies.require(policies.can_end_readmission(request.user, row))
    is_own = row.user_id == request.user.pk
    by = actor_of(request) if is_own else leading_actor(request, row.school_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    if is_own:
        del form.fields["reason"]
    return form_page(
        request,
        form,
        lambda form: services.end(
            readmission_id=pk, reason=form.cleaned_data.get("reason", ""), by=by, now=clock.now()
        ),
        said=_("It is ended. No link opens the account."),
        to=reverse("home") if is_own else reverse("accounts"),
        title=_("Do not let in again"),
        about=row.user,
        lead=_("The link stops working at once, if there is one."),
        verb=_("Do not let in again"),
        over=_("Let in again"),
        over_url=reverse("readmission", args=[pk]),
        cancel_url=reverse("readmission", args=[pk]),
    )


@login_required
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("old")
@never_cache
def show(request: Request) -> HttpResponse:
    """Everybody signed in, for their own account: something old opens the private records."""
    access = access_of(request.user)
    until = None if access.reads_private else access.private_shut_until
    has_old = Readmission.objects.with_old_factors().filter(user=request.user).exists()
    form = ShowForm(request.POST if request.method == "POST" and has_old else None)
    if form.is_valid():
        done, fits = handle(
            form, lambda: old_factors.show(typed=form.cleaned_data["old"], by=actor_of(request), now=clock.now())
        )
        if done and fits:
            messages.success(request, _("It is you. Your private records are open again."))
            return redirect("home")
        if done:
            form.does_not_fit()
    context = {"form": form, "has_old": has_old, "until": until}
    return render(request, "schools/people/private_show.html", context)


def _found(request: Request, pk: int) -> Readmission:
    rows = Readmission.objects.visible_to(request.user).prefetch_related("invitations")
    people = ("user", "school", "department", "asked_by", "confirmed_by", "ended_by")
    found: Readmission = get_object_or_404(rows.select_related(*people), pk=pk)
    return found


def _show(request: Request, row: Readmission, form: ConfirmForm | None = None) -> HttpResponse:
    page = selectors.readmission_page(row, request.user, clock.now())
    if page.may_confirm and form is None:
        form = ConfirmForm(email=row.user.email)
    return render(request, "schools/people/readmission.html", {"page": page, "form": form})
