"""The pages of the product, each with the persons who open it: whatever in the table answers GET with HTML."""

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from common.models import Installation
from tests.factories.mentoring import MOMENT
from tests.factories.world import World
from tests.guards.access_table import TABLE

# Pages that show something else to each; the others are opened as one person.
MANY_FACES = {
    "home": ("novice", "mentor", "head", "chair", "member", "psychologist", "operator"),
    "mentorship_list": ("mentor", "operator"),
    "candidate": ("novice", "deputy"),
    "case": ("mentor", "deputy", "head"),
    "case_papers": ("mentor", "member"),
    "plan": ("novice", "head"),
    "diagnostics": ("novice", "head"),
    "diagnostics_end": ("novice",),
    "activities": ("novice", "head"),
    "feedback_list": ("novice", "deputy"),
    "report": ("novice",),
    "interim": ("novice",),
    "hearing": ("deputy", "member"),
    "meeting": ("member", "deputy"),
    "handover": ("deputy",),
    "feed_settings": ("mentor",),
    "calendar": ("novice", "operator"),
}
# The same address where it looks otherwise: name of the page → another place.
ELSEWHERE = (
    ("case", "need", "deputy"),
    ("case", "suspended", "deputy"),
    ("case", "over", "novice"),
    ("plan", "submitted", "deputy"),
    ("plan", "agreed", "head"),
    ("level", "main", "deputy"),
    ("diagnostics", "rated", "mentor"),
    ("report", "over", "mentor"),
    ("hearing", "over", "deputy"),
    ("meeting", "meeting planned", "deputy"),
    ("meeting", "meeting held", "chair"),
    ("meeting", "meeting signed", "secretary"),
    ("candidate", "candidate accepted", "deputy"),
    ("candidate", "candidate recommended", "head"),
    ("feedback", "feedback", "mentor"),
    ("paper", "paper in work", "deputy"),
    ("log", "several", "mentor"),
    ("home", "several", "mentor"),
    ("post_end", "new officer", "operator"),
)


@dataclass(frozen=True)
class Opening:
    """One page as one person sees it."""

    name: str
    place: str
    role: str
    demo: bool = False

    def __str__(self) -> str:
        return "-".join(part for part in (self.name, self.place, self.role, "demo" * self.demo) if part)

    def url(self, world: World) -> str:
        return reverse(self.name, kwargs=world.places[self.place].kwargs)

    def client(self, world: World) -> Client:
        """Signed in, with the installation as the page needs it: not set up yet, or a demonstration."""
        if self.name == "setup" or self.demo:
            Installation.objects.update_or_create(pk=1, defaults={"is_demo": self.demo, "made_at": MOMENT})
        return world.client(self.role, self.place)


def openings() -> list[Opening]:
    """Every page at least once; a new row of the table joins by itself."""
    found = []
    for name, row in TABLE.items():
        if row.get and row.html and (row.opens or not row.public):
            roles = (row.opener if not row.public else row.as_who or "visitor", *MANY_FACES.get(name, ()))
            found += [Opening(name, row.at, role) for role in dict.fromkeys(roles)]
    found += [Opening(*other) for other in ELSEWHERE]
    return [*found, Opening("account_login", "", "visitor", demo=True)]


OPENINGS = openings()
