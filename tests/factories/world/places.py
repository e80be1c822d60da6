"""The school of the guards with its people, and its places by name: which row an address is about, whose matter it is."""

import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from mentoring.mentorships.models import Mentorship
from schools.organisation.models import School
from schools.people.models import User
from tests.factories.mentoring import mentor_of

PASSWORD = "Қарлығаш-2026"
TODAY = date(2026, 12, 3)
INVITATION = "QWER-TYUP-ASDF-GHJK-ZXCV-BNMQ"


@dataclass
class Place:
    """What an address is about: its arguments, and whose case it is."""

    kwargs: dict[str, Any]
    case: Mentorship
    mentor: User


@dataclass
class World:
    """A school with all its people, and its places by name. `places[""]` is an address without arguments."""

    school: School
    other: School
    people: dict[str, User] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    cases: list[str] = field(default_factory=list)
    files: Path = Path()

    def who(self, role: str, place: str = "") -> User:
        """The person of this role; novice and mentor are those of the place's case. A fresh look at one's rights."""
        found = self.places[place]
        user = {"novice": found.case.novice.user, "mentor": found.mentor}.get(role) or self.people[role]
        return User.objects.get(pk=user.pk)

    def client(self, role: str, place: str = "") -> Client:
        """This person at a browser, the password just given. "visitor" is nobody, "half-way" owes the second factor."""
        client = Client()
        if role == "half-way":
            client.post(reverse("account_login"), {"login": self.people["careful"].login, "password": PASSWORD})
        elif role != "visitor":
            user = self.who(role, place)
            client.force_login(user)
            session = client.session
            session["account_authentication_methods"] = [
                {"method": "password", "at": time.time(), "reauthenticated": True}
            ]
            session["account_authentication_methods_user"] = str(user.pk)
            session.save()
        return client

    def add_case(self, name: str, about: Mentorship, mentor: User | None = None) -> None:
        """Name a case itself."""
        self.add(name, about, mentor, pk=about.pk)
        self.cases.append(name)

    def add(self, name: str, about: Mentorship, mentor: User | None = None, **kwargs: Any) -> None:
        """Name a place. The mentor is the case's, or the candidate where there is none yet."""
        person = mentor or (mentor_of(about).user if about.pairings.exists() else self.people["colleague"])
        self.places[name] = Place(kwargs, about, person)
