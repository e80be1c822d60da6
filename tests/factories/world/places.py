"""The school of the guards with its people, and its places by name: which row an address is about, whose matter it is."""

import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring.mentorships.models import Mentorship
from schools.organisation.models import School
from schools.people.models import User
from tests.factories.mentoring import mentor_of

PASSWORD = "Қарлығаш-2026"
TODAY = date(2026, 12, 3)
INVITATION = "QWER-TYUP-ASDF-GHJK-ZXCV-BNMQ"
# The password counts as just given, and the session lasts, wherever the tests of a module move the clock.
SIGNED_IN = timedelta(days=60)


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
    sessions: dict[int, str] = field(default_factory=dict)

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
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[self.who(role, place).pk]
        return client

    def sign_in(self) -> None:
        """A session for everybody, once: the guards open thousands of pages, and none of them is about signing in."""
        users = {user.pk: user for user in self.people.values()}
        users |= {one.pk: one for place in self.places.values() for one in (place.case.novice.user, place.mentor)}
        User.objects.filter(pk__in=users).update(last_login=timezone.now())
        rows = [self._session(user) for user in User.objects.filter(pk__in=users)]
        Session.objects.bulk_create(rows)

    def _session(self, user: User) -> Session:
        store = SessionStore()
        given = {"method": "password", "at": time.time() + SIGNED_IN.total_seconds(), "reauthenticated": True}
        content = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
            "account_authentication_methods": [given],
            "account_authentication_methods_user": str(user.pk),
        }
        self.sessions[user.pk] = store._get_new_session_key()
        return Session(self.sessions[user.pk], store.encode(content), timezone.now() + SIGNED_IN)

    def add_case(self, name: str, about: Mentorship, mentor: User | None = None) -> None:
        """Name a case itself."""
        self.add(name, about, mentor, pk=about.pk)
        self.cases.append(name)

    def add(self, name: str, about: Mentorship, mentor: User | None = None, **kwargs: Any) -> None:
        """Name a place. The mentor is the case's, or the candidate where there is none yet."""
        person = mentor or (mentor_of(about).user if about.pairings.exists() else self.people["colleague"])
        self.places[name] = Place(kwargs, about, person)
