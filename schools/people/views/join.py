"""The invited person's way in: a link, or a code typed from a slip."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from common import clock, codes
from common.errors import DomainError
from common.web import actor_of, handle, render
from schools.people.forms.invitations import CodeForm, JoinForm
from schools.people.models import User
from schools.people.selectors.accounts import duties_of, usable
from schools.people.services import joining as services
from schools.people.services import same_person


@require_http_methods(["GET", "POST"])
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Anybody: type the code of a slip, go on to its page."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and codes.normal(form.cleaned_data["code"]):
        return redirect("join", code=codes.normal(form.cleaned_data["code"]))
    context = {
        "title": _("You are invited"),
        "lead": _("Type the code from your slip."),
        "form": form,
        "verb": _("Go on"),
        "cancel_url": reverse("account_login"),
    }
    return render(request, "components/form_page.html", context)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
@never_cache
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever holds a code that may still be used: choose a password, and be signed in.

    An unknown, used, revoked or old code gets one and the same plain page. There is no limit of tries: a code of 24
    characters cannot be guessed, and a staff room that joins at once comes from one address.
    """
    now = clock.now()
    invitation = usable(codes.digest(code), now)
    if invitation is None:
        return _not_usable(request)
    person = invitation.user
    form = JoinForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        done, joined = handle(
            form,
            lambda: services.use(
                code=code,
                password=form.cleaned_data["password"],
                email=form.cleaned_data.get("email"),
                language=get_language() or "",
                now=now,
                request_id=actor_of(request).request_id,
            ),
        )
        if done:
            return _enter(request, joined)
    context = {
        "form": form,
        "person": person,
        "place": invitation.place,
        "duties": duties_of(invitation, clock.today(now)),
        "own_code": code if same_person.may_be_the_same(request.user, invitation) else "",
    }
    return render(request, "schools/people/join.html", context)


@login_required
@require_POST
def join_as_me(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever is signed in and bears the name: the stay moves to the account that one has."""
    try:
        same_person.keep_own_account(code=code, by=actor_of(request), now=clock.now())
    except DomainError as error:
        if error.code == "not_usable":
            return _not_usable(request)
        context = {"title": _("This did not work"), "text": error.message, "url": reverse("home")}
        return render(request, "schools/people/said.html", {**context, "verb": _("Go to your tasks")}, status=422)
    messages.success(request, _("Done. You go on with the account that you have, at this school, too."))
    return redirect("home")


def _enter(request: HttpRequest, person: User) -> HttpResponse:
    """Sign the person in, whoever sat at this device before; the second factor is still asked for."""
    logout(request)
    messages.success(request, _("Welcome. From now on you sign in with your e-mail or login and your password."))
    response: HttpResponse = perform_login(request, person, email_verification="none")
    return response


def _not_usable(request: HttpRequest) -> HttpResponse:
    context = {
        "title": _("This invitation does not work any more"),
        "text": _(
            "It was used, revoked, or is older than seven days; you have signed in meanwhile; or the address is not "
            "complete. If you have a password already, sign in. Else ask the deputy head of your school."
        ),
        "url": reverse("account_login"),
        "verb": _("Go to the sign-in page"),
    }
    return render(request, "schools/people/said.html", context, status=410)
