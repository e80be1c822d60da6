"""One click on the sign-in page of a demonstration."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from common import installation
from schools.people.models import User
from schools.people.passwords import BACKEND
from schools.people.selectors.demonstration import demo_people


@require_POST
def demo_signin(request: HttpRequest) -> HttpResponse:
    """Anybody, in a demonstration alone, and only as one of the people offered; else not found."""
    if not installation.is_demo():
        raise Http404
    chosen = request.POST.get("person", "")
    offered = next((one for one in demo_people() if str(one.pk) == chosen), None)
    if offered is None:
        raise Http404
    person = get_object_or_404(User, pk=offered.pk)
    login(request, person, backend=BACKEND)
    return redirect("home")
