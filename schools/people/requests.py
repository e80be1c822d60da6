"""The request as a view of a signed-in person has it."""

from django.http import HttpRequest

from schools.organisation.models import School
from schools.people.models import User


class Request(HttpRequest):
    """Behind `login_required` and `PersonMiddleware`: for annotations only, never made.

    school: the one whose pages are shown, None for those who belong to none. schools: all of the person's schools.
    """

    user: User
    school: School | None
    schools: list[School]
