"""Giving and ending posts, acting ones (и.о.) included. What was, stays: a post that began ends, it is never deleted."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common import audit, clock
from common.actor import Actor
from common.errors import DomainError
from schools.organisation.models import Department, School
from schools.people import policies
from schools.people.models import Post, User
from schools.people.rules import Span, leaves_nobody
from schools.people.selectors.accounts import people_at
from schools.people.selectors.posts import has_head
from schools.people.services import post_mails


@transaction.atomic
def give_post(
    *,
    school: School,
    user_id: int,
    kind: str,
    starts_on: date,
    by: Actor,
    now: datetime,
    ends_on: date | None = None,
    is_acting: bool = False,
    order_text: str = "",
    reason: str = "",
) -> Post:
    """Give somebody of the school a post from a date on, both ends inclusive; an acting one has an end and an order.

    reason: why somebody who leads the school alone gives it to themselves.
    Raises PermissionDenied; ValidationError for dates, an order or a reason that are wrong or missing; DomainError when
    the person is not at the school, holds the same post on some of these days, or is the giver and is not alone.
    """
    today = clock.today(now)
    School.objects.select_for_update().get(pk=school.pk)  # two people at once come one after the other
    policies.require(policies.can_give(by.user, school, kind, user_id, has_head=has_head(school, today)))
    _check_dates(starts_on, ends_on, is_acting=is_acting, order_text=order_text)
    is_own = by.user_id == user_id and kind in policies.GIVEN_BY_ANOTHER
    if is_own:
        _check_own(school, reason, by)
    person = people_at(school, today).filter(pk=user_id).first()
    if person is None:
        raise DomainError("not_of_school", _("This person does not work at the school now."))
    span = Span(starts_on, ends_on)
    same = Post.objects.filter(user=person, school=school, kind=kind)
    if any(span.overlaps(Span(post.starts_on, post.ends_on)) for post in same):
        raise DomainError("held", _("This person holds the post on some of these days already."))
    post = Post.objects.create(
        user=person,
        school=school,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        is_acting=is_acting,
        order_text=order_text,
    )
    audit.record(
        by=by,
        now=now,
        action="post.given",
        subject=post,
        changes={
            "user": person.pk,
            "kind": kind,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "is_acting": is_acting,
            "order_text": order_text,
            **({"reason": reason} if is_own else {}),
        },
    )
    post_mails.tell_leaders(post, by=by, now=now)
    return post


@transaction.atomic
def give_members(*, school: School, user_ids: Iterable[int], starts_on: date, by: Actor, now: datetime) -> list[Post]:
    """Members of the council, several at once: all of them or none. Raises as `give_post`, and says about whom."""
    given = []
    for user_id in user_ids:
        try:
            post = give_post(
                school=school, user_id=user_id, kind=Post.Kind.MEMBER, starts_on=starts_on, by=by, now=now
            )
        except DomainError as error:
            who = User.objects.filter(pk=user_id).first()
            raise DomainError(error.code, f"{error.message} {who}") from error
        given.append(post)
    return given


@transaction.atomic
def end_post(*, post_id: int, ends_on: date, by: Actor, now: datetime) -> Post:
    """End a post with this day, the last one on which it gives rights.

    Raises PermissionDenied; ValidationError for a day before its first or after the end it has; DomainError when the
    school would be without a head or without a deputy head from the next day on, or from today.
    """
    post = _locked(post_id)
    policies.require(policies.can_end_post(by.user, post))
    if post.starts_on > clock.today(now):
        raise DomainError("not_begun", _("This post has not begun. Take it back instead."))
    if ends_on < post.starts_on:
        raise ValidationError({"ends_on": _("The post begins later than that.")})
    if post.ends_on is not None and ends_on >= post.ends_on:
        raise ValidationError({"ends_on": _("The post ends by then already.")})
    _check_not_last(post, ends_on, clock.today(now))
    before, post.ends_on = post.ends_on, ends_on
    post.save(update_fields=["ends_on"])
    audit.record(
        by=by,
        now=now,
        action="post.ended",
        subject=post,
        changes={"user": post.user_id, "kind": post.kind, "ends_on": [before, ends_on]},
    )
    return post


@transaction.atomic
def withdraw_post(*, post_id: int, reason: str, by: Actor, now: datetime) -> None:
    """Take back a post that has not begun: nobody has held it on any day, and only the audit trail keeps it.

    Raises PermissionDenied; DomainError when it began meanwhile, or when nobody would lead the school from its first day.
    """
    post = _locked(post_id)
    policies.require(policies.can_end_post(by.user, post))
    if post.starts_on <= clock.today(now):
        raise DomainError("begun", _("This post has begun. End it with a last day."))
    _check_not_last(post, post.starts_on - timedelta(days=1), clock.today(now))
    remove_before_start(post, reason=reason, by=by, now=now)


def remove_before_start(post: Post, *, reason: str, by: Actor, now: datetime) -> None:
    """The row of a post that has not begun goes; the entry keeps what it said."""
    audit.record(
        by=by,
        now=now,
        action="post.withdrawn",
        subject=post,
        changes={
            "user": post.user_id,
            "kind": post.kind,
            "starts_on": post.starts_on,
            "ends_on": post.ends_on,
            "is_acting": post.is_acting,
            "order_text": post.order_text,
            "reason": reason,
        },
    )
    post.delete()


def _locked(post_id: int) -> Post:
    """The post, under the lock of its school or department and its own."""
    school_id, department_id = Post.objects.values_list("school_id", "department_id").get(pk=post_id)
    place: type[School | Department] = School if school_id else Department
    place.objects.select_for_update().get(pk=school_id or department_id)
    return Post.objects.select_for_update(of=("self",)).select_related("school", "user").get(pk=post_id)


def _check_own(school: School, reason: str, by: Actor) -> None:
    if not policies.leads_alone(by.user, school.pk):
        raise DomainError(
            "own_post", _("Nobody gives this post to themselves. Ask the other leader of the school to enter it.")
        )
    if not reason.strip():
        raise ValidationError({"reason": _("You give this post to yourself. Say why nobody else can.")})


def _check_dates(starts_on: date, ends_on: date | None, *, is_acting: bool, order_text: str) -> None:
    faults = {}
    if ends_on is not None and ends_on < starts_on:
        faults["ends_on"] = _("The end is before the beginning.")
    if is_acting and ends_on is None:
        faults["ends_on"] = _("An acting post has an end. Give the date.")
    if is_acting and not order_text.strip():
        faults["order_text"] = _("An acting post rests on an order. Give its number and date.")
    if faults:
        raise ValidationError(faults)


def _check_not_last(post: Post, ends_on: date, today: date) -> None:
    if post.kind not in policies.LEADING_POSTS:
        return
    others = Post.objects.filter(
        school=post.school, kind=post.kind, user__in=User.objects.filter(is_active=True)
    ).exclude(pk=post.pk)
    if leaves_nobody(ends_on, [Span(other.starts_on, other.ends_on) for other in others], today):
        raise DomainError(
            "last",
            _("From the next day on nobody would hold this post. Give it to somebody first, acting if need be."),
        )
