"""The set-up page of a school's own installation. Once a school is there, the page is gone."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from common import clock, installation
from common.web import actor_of, handle, render
from schools.people.devices import remember
from schools.people.passwords import BACKEND
from schools.setup.forms import SetUpForm
from schools.setup.services import set_up_school


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password", "code")
@never_cache
def setup(request: HttpRequest) -> HttpResponse:
    """Anybody with the code, until the school is set up; 404 afterwards and in a demonstration."""
    if not installation.awaits_set_up():
        raise Http404
    language = get_language() or "ru"
    initial = {"week": 5, "main_language": "kk" if language == "en" else language}
    form = SetUpForm(request.POST or None, initial=initial)
    if request.method == "POST":
        if too_many := ratelimit.consume_or_429(request, action="setup"):
            return too_many
        if form.is_valid():
            done, person = handle(
                form,
                lambda: set_up_school(
                    code=form.cleaned_data["code"],
                    school=form.school(),
                    deputy=form.deputy(language),
                    operates=form.cleaned_data["operates"],
                    password=form.cleaned_data["password"],
                    by=actor_of(request),
                    now=clock.now(),
                ),
            )
            if done:
                login(request, person, backend=BACKEND)
                messages.success(request, _("The school is set up."))
                answer = redirect("home")
                remember(request, answer, person)
                return answer
    return render(request, "schools/setup/setup.html", {"form": form})
