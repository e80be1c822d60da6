"""Who of the school can sign in, and the invitations of the others. For the deputy head and the head."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import clock, installation, mail, qr
from common.errors import AlreadyDone
from common.web import handle, render
from schools.organisation.models import School
from schools.people import policies
from schools.people.capacity import leading_actor
from schools.people.filters import AccountFilter
from schools.people.forms.invitations import LINK, MAIL, InviteForm
from schools.people.models import Invitation
from schools.people.requests import Request
from schools.people.selectors import accounts as selectors
from schools.people.selectors.invitation_mails import over_limit
from schools.people.services import invitations as services
from schools.people.words import TOO_MANY_MAILS

PER_PAGE = 20


def present_school(request: Request) -> School:
    """The school one is at. Raises PermissionDenied for those who belong to none."""
    if request.school is None:
        raise PermissionDenied
    return request.school


@login_required
@require_safe
def accounts(request: Request) -> HttpResponse:
    """Deputy head and head: the list with search, state and pages in the address."""
    school = present_school(request)
    policies.require(policies.can_see_accounts(request.user, school))
    return _show_list(request, school)


@login_required
@require_POST
@never_cache
def invite(request: Request) -> HttpResponse:
    """Deputy head and head: invite those ticked, or everyone who never signed in.

    By mail it leads back to the list. Links and slips are shown in the answer itself, since nobody sees a code twice.
    """
    school = present_school(request)
    policies.require(policies.can_see_accounts(request.user, school))
    now = clock.now()
    everybody = list(selectors.people_at(school, clock.today(now)).values_list("pk", flat=True))
    form = InviteForm(request.POST, people=everybody)
    if not form.is_valid():
        if "person" in form.errors:
            raise Http404
        return _show_list(request, school, form)
    how = form.cleaned_data["how"]
    ids, left_out = form.cleaned_data["person"], []
    if form.cleaned_data["everyone"]:
        people = selectors.not_signed_in(request.user, school, now, with_email=how == MAIL)
        left_out = over_limit(people, place=school, now=now) if how == MAIL else []
        ids = [person.pk for person in people if person not in left_out]
    done, invited = handle(
        form,
        lambda: services.invite(
            school=school, user_ids=ids, by=leading_actor(request, school.pk), now=now, by_mail=how == MAIL
        ),
    )
    if not done:
        return _show_list(request, school, form)
    if left_out:
        messages.warning(request, TOO_MANY_MAILS % {"who": "; ".join(str(person) for person in left_out)})
    if how == MAIL:
        text = ngettext(
            "%(count)s invitation is on its way.", "%(count)s invitations are on their way.", len(invited)
        )
        messages.success(request, text % {"count": len(invited)})
        return redirect("accounts")
    return handed_over(request, invited, how)


@login_required
@require_http_methods(["GET", "POST"])
def revoke(request: Request, pk: int) -> HttpResponse:
    """Deputy head and head of the school that invited; another school's invitation is not found."""
    invitation = get_object_or_404(
        Invitation.objects.visible_to(request.user).select_related("user", "school"), pk=pk
    )
    policies.require(policies.can_revoke(request.user, invitation.school))
    if request.method == "POST":
        try:
            services.revoke(
                invitation_id=invitation.pk, by=leading_actor(request, invitation.school_id), now=clock.now()
            )
        except AlreadyDone as error:
            error.url = reverse("accounts")
            raise
        messages.success(request, _("The invitation is revoked. Its link does not work any more."))
        return redirect("accounts")
    context = {
        "title": _("Revoke the invitation"),
        "about": invitation.user,
        "text": _("The link and the slip stop working at once. You can invite again at any time."),
        "verb": _("Revoke the invitation"),
        "over": _("Accounts"),
        "over_url": reverse("accounts"),
        "cancel_url": reverse("accounts"),
    }
    return render(request, "components/confirm.html", context)


def handed_over(request: Request, invited: list[services.Invited], how: str) -> HttpResponse:
    """Links or slips, in the answer itself: nobody sees a code twice."""
    if how == LINK:
        return render(request, "schools/people/links.html", {"invited": invited})
    slips = [(one, qr.square(one.link)) for one in invited]
    return render(
        request, "schools/people/slips.html", {"slips": slips, "address": settings.PUBLIC_URL + reverse("join_start")}
    )


def _show_list(request: Request, school: School, form: InviteForm | None = None) -> HttpResponse:
    now = clock.now()
    people = selectors.with_invitations(selectors.people_at(school, clock.today(now)), school)
    found = AccountFilter(request.GET, queryset=people)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "rows": selectors.account_rows(request.user, school, list(page.object_list), now),
        "form": form,
        "chosen": set(request.POST.getlist("person")),
        "sends_mail": mail.goes(),
        "only_here": settings.ONLY_THIS_PC and not installation.is_demo(),
        "waiting": len(selectors.not_signed_in(request.user, school, now)),
    }
    return render(request, "schools/people/accounts.html", context)
