"""The first steps of a school that has just begun: the list of teachers, who holds the posts, who can sign in."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from common.todo import Todo
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship
from schools.organisation.models import School
from schools.people.access import Role
from schools.people.models import Employment, Invitation, Post, User


def tasks_for(desk: Desk) -> Iterator[Todo]:
    """The deputy's, until each is done or a first mentor works. One query, none where mentors work in every school."""
    led = desk.access.schools_as(Role.DEPUTY) - _under_way(desk)
    if desk.only is not None or not led:
        return
    for school in _begun(desk, led):
        if not school.has_teachers:
            if not desk.cases:
                yield _roster()
            continue
        where = school.name if len(led) > 1 else ""
        if not school.has_head:
            yield _named(
                _("Name the head of the school"), where, _("The head signs the order that appoints a mentor.")
            )
        if not (school.has_chair and school.has_secretary):
            yield _named(
                _("Name the chair and the secretary of the council"),
                where,
                _("They lead the meeting that recommends a mentor and sign its minutes."),
            )
        if not school.is_invited:
            yield Todo(
                due=None,
                title=_("Invite the teachers"),
                person=None,
                text=where or _("Nobody but you can sign in yet."),
                url=reverse("accounts"),
                button=_("Choose whom to invite"),
            )


def _under_way(desk: Desk) -> set[int]:
    """Schools with a mentor at work: an order was signed there."""
    return {case.school_id for case in desk.cases if case.state != Mentorship.State.AWAITING_MENTOR}


def _begun(desk: Desk, led: frozenset[int]) -> QuerySet[Any]:
    """The schools with what is there already; a post that begins later counts as given."""
    here = {"school": OuterRef("pk")}
    given = Post.objects.filter(**here).exclude(ends_on__lt=desk.today)
    works = Employment.objects.filter(user=OuterRef("pk"), school=OuterRef(OuterRef("pk")))
    signed_in = User.objects.filter(Exists(works), last_login__isnull=False).exclude(pk=desk.user.pk)
    return (
        School.objects.filter(pk__in=led)
        .annotate(
            has_teachers=Exists(Employment.objects.filter(**here).exclude(user=desk.user)),
            has_head=Exists(given.filter(kind=Post.Kind.HEAD)),
            has_chair=Exists(given.filter(kind=Post.Kind.CHAIR)),
            has_secretary=Exists(given.filter(kind=Post.Kind.SECRETARY)),
            is_invited=Exists(Invitation.objects.filter(revoked_at=None, **here)) | Exists(signed_in),
        )
        .order_by("pk")
    )


def _roster() -> Todo:
    return Todo(
        due=None,
        title=_("Bring in the list of your teachers"),
        person=None,
        text=_("An Excel workbook as your office keeps it. You see beforehand what would be entered."),
        url=reverse("roster_upload"),
        button=_("Choose the file"),
    )


def _named(title: str, where: str, text: str) -> Todo:
    return Todo(
        due=None, title=title, person=None, text=where or text, url=reverse("post_give"), button=_("Give the post")
    )
