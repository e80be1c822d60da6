"""Posts of a school and of a person."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from schools.organisation.models import School
from schools.people import policies
from schools.people.models import Post, User
from schools.people.selectors.accounts import people_at
from schools.people.words import post_words


def posts_of(user: Any, today: date) -> list[Post]:
    """The posts that this person holds on this day, with their places and `.words`; one query."""
    posts = list(user.posts.on(today).select_related("school", "department").order_by("kind", "starts_on"))
    for post in posts:
        post.words = post_words(post)
    return posts


def posts_at(school: School, user: Any) -> QuerySet[Post]:
    """All posts of the school that this person may see, those held now first."""
    return (
        Post.objects.visible_to(user)
        .filter(school=school)
        .select_related("user", "school")
        .order_by(F("ends_on").desc(nulls_first=True), "kind", "-starts_on", "pk")
    )


def has_head(school: School, today: date) -> bool:
    """Whether the school has a head on this day, an acting one included."""
    return Post.objects.on(today).filter(school=school, kind=Post.Kind.HEAD).exists()


def psychologists(school_id: int, today: date) -> list[User]:
    """Who holds the post of the psychologist on this day."""
    posts = Post.objects.on(today).filter(school=school_id, kind=Post.Kind.PSYCHOLOGIST, user__is_active=True)
    return [post.user for post in posts.select_related("user").order_by("user__sort_key")]


def not_members(school: School, today: date) -> QuerySet[User]:
    """People of the school who are not, and will not be, members of the council."""
    members = Post.objects.filter(school=school, kind=Post.Kind.MEMBER).exclude(ends_on__lt=today)
    return people_at(school, today).exclude(pk__in=members.values("user"))


@dataclass(frozen=True)
class PostRow:
    """A row of the list: the post in words, whether it is over, whether this person may end it."""

    post: Post
    words: str
    is_over: bool
    has_begun: bool
    may_end: bool


def post_rows(user: Any, posts: list[Post], today: date) -> list[PostRow]:
    """The rows of one page of the list, as this person sees them; no further query."""
    rows = []
    for post in posts:
        is_over = post.ends_on is not None and post.ends_on < today
        rows.append(
            PostRow(
                post=post,
                words=post_words(post),
                is_over=is_over,
                has_begun=post.starts_on <= today,
                may_end=not is_over and policies.can_end_post(user, post),
            )
        )
    return rows
