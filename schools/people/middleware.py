"""Per request: the person's language, and the school one is at."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from schools.organisation.models import School
from schools.people.access import access_of
from schools.people.private import PrivateShut

SESSION_SCHOOL = "school"


class PersonMiddleware:
    """Sets `request.school`: the one chosen last, else the first of the person's schools, else None.

    The signed-in person's language wins over the browser's unless one was chosen by cookie on this device.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.school = None  # type: ignore[attr-defined]
        request.schools = []  # type: ignore[attr-defined]
        user = request.user
        if user.is_authenticated:
            if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
                translation.activate(user.language)
                request.LANGUAGE_CODE = user.language
            ids = access_of(user).school_ids
            if ids:
                schools = list(School.objects.filter(pk__in=ids).order_by("pk"))
                chosen = request.session.get(SESSION_SCHOOL)
                request.schools = schools  # type: ignore[attr-defined]
                request.school = next((s for s in schools if s.pk == chosen), schools[0])  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What is shut for some days says why and until when, and how to open it (`schools.people.private`)."""
        if isinstance(error, PrivateShut):
            return render(request, "schools/people/private_shut.html", {"until": error.until}, status=403)
        return None
