"""In which post one acts on pages that the deputy head and the head share."""

from django.http import HttpRequest

from common.actor import Actor
from common.web import actor_of
from schools.people.access import Role, access_of


def leading_actor(request: HttpRequest) -> Actor:
    """The signed-in person, as deputy head of the present school, or as its head who is no deputy."""
    school = getattr(request, "school", None)
    access = access_of(request.user)
    is_deputy = school is None or access.has(school.pk, Role.DEPUTY) or not access.has(school.pk, Role.HEAD)
    return actor_of(request, Role.DEPUTY if is_deputy else Role.HEAD)
