"""Who must act on a deadline: one place for pages, reminders and the forecast (domain, section 3)."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.selectors import open_pairing
from schools.people.models import Post


class Actor(StrEnum):
    """The part whose turn it is. All but the mentor are posts at the school."""

    MENTOR = "mentor"
    DEPUTY = "deputy"
    HEAD = "head"
    SECRETARY = "secretary"


WORDS: Mapping[Actor, Promise] = {
    Actor.MENTOR: _("Mentor"),
    Actor.DEPUTY: _("Deputy head"),
    Actor.HEAD: _("Head"),
    Actor.SECRETARY: _("Secretary of the council"),
}

OF_CODE: Mapping[str, Actor] = {
    "D1": Actor.DEPUTY,
    "D2": Actor.MENTOR,
    "D3": Actor.MENTOR,
    "D4a": Actor.MENTOR,
    "D4b": Actor.DEPUTY,
    "D4c": Actor.HEAD,
    "D5": Actor.MENTOR,
    "D6": Actor.MENTOR,
    "D7": Actor.MENTOR,
    "D8": Actor.SECRETARY,
}


class Officials:
    """The holders of posts on one day at a few schools, in one query; those whose account is closed are left out."""

    def __init__(self, school_ids: Iterable[int], today: date) -> None:
        posts = Post.objects.on(today).filter(school__in=set(school_ids), kind__in=list(WORDS), user__is_active=True)
        self._held: dict[tuple[int | None, str], list[Any]] = {}
        for post in posts.select_related("user"):
            self._held.setdefault((post.school_id, post.kind), []).append(post.user)

    def holders(self, school_id: int, kind: str) -> list[Any]:
        """Who holds this post at that school."""
        return self._held.get((school_id, kind), [])

    def actors(self, mentorship: Mentorship, code: str) -> list[Any]:
        """The people who must act on the deadline with this code; reads the pairings that were prefetched.

        Without a mentor it falls to the deputy, without a secretary too: somebody must see to it. Whose account is
        closed cannot act.
        """
        part = OF_CODE[code]
        if part is Actor.MENTOR:
            pairing = open_pairing(mentorship)
            found = [pairing.mentor.user] if pairing and pairing.mentor.user.is_active else []
        else:
            found = self.holders(mentorship.school_id, part)
        return found or self.holders(mentorship.school_id, Actor.DEPUTY)
