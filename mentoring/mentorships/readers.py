"""Who reads which text of a case (domain, section 11): one table. Pages take their sentence from it, policies their answer.

A row names the roles of the case, and whether the council reads the text: as an item of its meeting, or chair and
secretary alone, in the file of the report. Private is what not both leaders read: it is shut for somebody who was let in
again (adr/0016).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.mentorships import policies
from mentoring.mentorships.models import Mentorship
from schools.people.access import access_of


class Part(Enum):
    """The part that a person has in a case; the value is the word for it."""

    NOVICE = gettext_lazy("the new teacher")
    MENTOR = gettext_lazy("the mentor")
    DEPUTY = gettext_lazy("the deputy head")
    HEAD = gettext_lazy("the head")


class Council(Enum):
    """How much of it the council reads."""

    ITEM = gettext_lazy("the council, with the report")
    FILE = gettext_lazy("the chair and the secretary of the council, in the report")


@dataclass(frozen=True)
class Readers:
    """parts: who of the case. council: None for texts that never go there."""

    parts: tuple[Part, ...]
    council: Council | None = None

    @property
    def is_private(self) -> bool:
        return not {Part.DEPUTY, Part.HEAD} <= set(self.parts)


class Text(Enum):
    """A kind of text that somebody writes in a case."""

    LOG = "activity log"
    LOG_OBJECTION = "objection to a log entry"
    REQUEST = "request of the new teacher"
    CANDIDATE_OBJECTION = "objection to a candidate"
    FEEDBACK = "feedback note and answer"
    INTERIM_COMMENT = "comment on the interim assessment"
    VOICE = "the new teacher's part of the report"
    DECLINED = "why a candidate declined"


CASE = (Part.NOVICE, Part.MENTOR, Part.DEPUTY, Part.HEAD)
READERS: dict[Text, Readers] = {
    Text.LOG: Readers(CASE, Council.FILE),
    Text.LOG_OBJECTION: Readers(CASE, Council.FILE),
    Text.REQUEST: Readers(CASE, Council.ITEM),
    Text.CANDIDATE_OBJECTION: Readers((Part.NOVICE, Part.DEPUTY)),
    Text.FEEDBACK: Readers((Part.NOVICE, Part.MENTOR)),
    Text.INTERIM_COMMENT: Readers(CASE, Council.ITEM),
    Text.VOICE: Readers(CASE, Council.ITEM),
    Text.DECLINED: Readers((Part.DEPUTY, Part.HEAD)),
}


def may_read(user: Any, mentorship: Mentorship, text: Text) -> bool:
    """Whether the person has a part in the case that reads such texts. What more is asked of a single one (a draft, a
    candidate oneself), its own policy asks. The council reads at its meeting, not here."""
    readers = READERS[text]
    if readers.is_private and not access_of(user).reads_private:
        return False
    return any(_HAS[part](user, mentorship) for part in readers.parts)


def named(text: Text, writer: Part | None = None) -> str:
    """“Read by: the mentor, the deputy head.” Whoever writes it is not named."""
    readers = READERS[text]
    who: Iterable[Any] = (part.value for part in readers.parts if part is not writer)
    council = (readers.council.value,) if readers.council else ()
    return _("Read by: %(who)s. Nobody else reads it.") % {"who": ", ".join(str(word) for word in (*who, *council))}


read_by = lazy(named, str)
"""The same for the hint of a field."""

_HAS = {
    Part.NOVICE: policies.is_novice,
    Part.MENTOR: policies.mentors,
    Part.DEPUTY: policies.is_deputy,
    Part.HEAD: policies.is_head,
}
