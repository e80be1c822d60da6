"""Who must act on a deadline: read here for pages, nudges, the sweep and the forecast; the rule is `rules.acting`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.deadlines.rules.acting import Acting, Actor, Held, Person, acting
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.selectors import open_pairing
from schools.people.models import Post

WORDS: Mapping[Actor, Promise] = {
    Actor.MENTOR: _("Mentor"),
    Actor.DEPUTY: _("Deputy head"),
    Actor.HEAD: _("Head"),
    Actor.SECRETARY: _("Secretary of the council"),
}


def posts(school_ids: Iterable[int], today: date) -> QuerySet[Post]:
    """The posts of that day at these schools whose holders can act: a closed account cannot."""
    return Post.objects.on(today).filter(school__in=set(school_ids), kind__in=list(WORDS), user__is_active=True)


def by_school(rows: Iterable[tuple[int | None, str, Person]]) -> dict[int | None, Held[Person]]:
    """Who holds which post, from rows of school, kind and holder."""
    held: dict[int | None, dict[str, list[Person]]] = {}
    for school_id, kind, person in rows:
        held.setdefault(school_id, {}).setdefault(kind, []).append(person)
    return {**held}


class Officials:
    """The holders of posts on one day at a few schools, in one query."""

    def __init__(self, school_ids: Iterable[int], today: date) -> None:
        found = posts(school_ids, today).select_related("user")
        self._held: Mapping[int | None, Held[Any]] = by_school(
            (post.school_id, post.kind, post.user) for post in found
        )

    def holders(self, school_id: int, part: Actor) -> Sequence[Any]:
        """Those who hold this post; none where it is vacant."""
        return self._held.get(school_id, {}).get(part, ())

    def acting(self, mentorship: Mentorship, code: str) -> Acting[Any]:
        """Who must act on the deadline with this code; reads the pairings that were prefetched."""
        pairing = open_pairing(mentorship)
        mentor = pairing.mentor.user if pairing and pairing.mentor.user.is_active else None
        return acting(code, mentor, self._held.get(mentorship.school_id, {}))
