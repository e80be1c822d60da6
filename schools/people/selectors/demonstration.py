"""The people whom a demonstration offers on its sign-in page: one for each part in the process."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from common import clock
from schools.organisation.models import School
from schools.people.models import Employment, Post, Preparation, User


@dataclass(frozen=True)
class DemoPerson:
    """One click on the sign-in page. `role` and `note` are words, `name` stands in the nominative."""

    pk: int
    role: Any
    name: str
    note: Any = ""


def demo_people() -> list[DemoPerson]:
    """One person for each role at the first school, as far as there is one; no more than six queries.

    The mentor is the teacher prepared as a mentor who works there longest by entry; the new teacher is the first one
    entered who teaches for the first time. A person is offered once, in the first role that fits.
    """
    school = School.objects.order_by("pk").first()
    if school is None:
        return []
    today = clock.today()
    here = Employment.objects.on(today).filter(school=school).select_related("user").order_by("pk")
    posts = list(Post.objects.on(today).filter(school=school).select_related("user").order_by("is_acting", "pk"))
    officers = Post.objects.on(today).filter(department=school.department, department__isnull=False)
    prepared = Preparation.objects.filter(employment__in=here).order_by("pk").select_related("employment__user")
    offered: list[tuple[Any, Iterable[User]]] = [
        (_("Deputy head"), _holders(posts, Post.Kind.DEPUTY)),
        (_("Head"), _holders(posts, Post.Kind.HEAD)),
        (_("Council secretary"), _holders(posts, Post.Kind.SECRETARY)),
        (_("Mentor"), [one.employment.user for one in prepared]),
        (_("New teacher"), [one.user for one in here.filter(first_time=True)]),
        (_("Psychologist"), _holders(posts, Post.Kind.PSYCHOLOGIST)),
        (_("Education department"), [post.user for post in officers.select_related("user").order_by("pk")]),
        (_("Operator"), User.objects.filter(is_operator=True).order_by("pk")[:1]),
    ]
    people: list[DemoPerson] = []
    for role, users in offered:
        taken = {one.pk for one in people}
        user = next((user for user in users if user.is_active and user.pk not in taken), None)
        if user is not None:
            people.append(DemoPerson(pk=user.pk, role=role, name=user.full_name))
    return people


def _holders(posts: list[Post], kind: Post.Kind) -> list[User]:
    return [post.user for post in posts if post.kind == kind]
