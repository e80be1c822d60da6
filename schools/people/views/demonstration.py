"""One click on the sign-in page of a demonstration."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from common import installation
from common.reach import is_from_this_pc
from schools.people.models import User
from schools.people.passwords import BACKEND
from schools.people.selectors.demonstration import demo_people
from schools.people.views import typed
from schools.people.views.own import keep_language


@require_POST
def demo_signin(request: HttpRequest) -> HttpResponse:
    """Anybody at this PC, in a demonstration alone, and only as one of the people offered; else not found.

    The visitor goes on reading in the language of the sign-in page, whatever the person's own is.
    """
    if not (installation.is_demo() and is_from_this_pc(request.META)):
        raise Http404
    chosen = request.POST.get("person", "")
    offered = next((one for one in demo_people() if str(one.pk) == chosen), None)
    if offered is None:
        raise Http404
    person = get_object_or_404(User, pk=offered.pk)
    language = get_language() or settings.LANGUAGE_CODE
    login(request, person, backend=BACKEND)
    response = redirect("home")
    keep_language(response, language)
    return typed.after_sign_in(request, response)
