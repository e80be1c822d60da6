"""One reading of a school's calendar for a whole page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from schools.calendar.selectors import calendars_kept


class CalendarMiddleware:
    """A page that is only looked at counts many days and changes none; whatever is posted reads the calendar anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with calendars_kept():
            return self.get_response(request)
