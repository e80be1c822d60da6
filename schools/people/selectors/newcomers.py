"""Leaders who do not count as one of two yet: otherwise one leader makes the other one (adr/0016)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from common import clock, installation
from common.models import AuditEntry
from schools.people.models import Invitation, Post
from schools.people.policies import LEADING_POSTS

SETTLED_AFTER = timedelta(days=7)
"""As long as private records stay shut: whoever is concerned, and the other leaders, see the new post first."""


def newcomers(people: Iterable[int], school_id: int, now: datetime) -> set[int]:
    """Ids of those whose account was opened by an ordinary invitation, or who came to every post in which they lead the
    school today, less than seven days ago; five queries.

    The day on which a post was entered counts, not the first day that somebody typed, and so does the day on which it
    moved from an empty account. A post without an entry is old. Nobody is new in a demonstration, or in an installation
    that was set up in these days itself: there all leaders are, and nothing older is there to read.
    """
    if _is_new_itself(now):
        return set()
    ids, since = set(people), now - SETTLED_AFTER
    opened = Invitation.objects.filter(user_id__in=ids, used_at__gt=since, readmission=None)
    held = Post.objects.on(clock.today(now)).filter(user_id__in=ids, school_id=school_id, kind__in=LEADING_POSTS)
    posts = dict(held.values_list("pk", "user_id"))
    entries = AuditEntry.objects.filter(school_id=school_id, at__gt=since)
    given = entries.filter(action="post.given", subject_kind=Post._meta.label_lower, subject_id__in=posts)
    new = set(given.values_list("subject_id", flat=True))
    for changes in entries.filter(action="invitation.used_by_own_account").values_list("changes", flat=True):
        new |= set(changes["posts"])
    settled = {user_id for pk, user_id in posts.items() if pk not in new}
    return set(opened.values_list("user_id", flat=True)) | (set(posts.values()) - settled)


def _is_new_itself(now: datetime) -> bool:
    row = installation.current()
    return row is not None and (row.is_demo or (row.set_up_at is not None and row.set_up_at > now - SETTLED_AFTER))
