"""In which post one acts on pages that the deputy head and the head share."""

from django.http import HttpRequest

from common.actor import Actor
from common.web import actor_of
from schools.people.access import Role, access_of


def leading_actor(request: HttpRequest, school_id: int | None) -> Actor:
    """The signed-in person, as deputy head of this school, or as its head who is no deputy.

    school_id: the school of what is changed. It need not be the one that the pages show now: somebody may be the deputy
    of one school and the head of another. None (a post of a department): the operator.
    """
    if school_id is None:
        return actor_of(request, Role.OPERATOR)
    access = access_of(request.user)
    is_deputy = access.has(school_id, Role.DEPUTY) or not access.has(school_id, Role.HEAD)
    return actor_of(request, Role.DEPUTY if is_deputy else Role.HEAD)
