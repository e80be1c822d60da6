"""One case with everybody who may, or may not, have to do with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from common.actor import Actor
from mentoring.introductory.models import DiagnosticSheet, Rating
from mentoring.library.criteria import BY_MENTOR, CODES
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.selectors import visible
from schools.people.models import User
from tests.factories import MOMENT, EmploymentFactory, UserFactory, case, deputy_of, give, head_of, mentor_of


@dataclass
class People:
    """The case and, by role, the persons of section 11."""

    mentorship: Mentorship
    roles: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, role: str) -> User:
        return User.objects.get(pk=self.roles[role].pk)

    def actor(self, role: str) -> Actor:
        return Actor(user=self[role], capacity=role)

    def client(self, role: str) -> Client:
        client = Client()
        client.force_login(self[role])
        return client

    def fresh(self) -> Mentorship:
        return Mentorship.objects.select_related("school", "novice__user").get(pk=self.mentorship.pk)


ROLES = ("novice", "mentor", "deputy", "head", "member", "psychologist", "teacher", "stranger", "operator")


def people_of(state: str, **fields: Any) -> People:
    """A case in this state; `stranger` is the deputy head of another school."""
    mentorship = case(state, **fields)
    school = mentorship.school
    people = People(mentorship)
    people.roles = {
        "novice": mentorship.novice.user,
        "deputy": deputy_of(school),
        "head": head_of(school),
        "member": give(EmploymentFactory(school=school).user, school, "member"),
        "psychologist": give(EmploymentFactory(school=school).user, school, "psychologist"),
        "teacher": EmploymentFactory(school=school).user,
        "stranger": deputy_of(EmploymentFactory().school),
        "operator": UserFactory(is_operator=True),
    }
    if mentorship.pairings.exists():
        people.roles["mentor"] = mentor_of(mentorship).user
    return people


def sheet_with(
    mentorship: Mentorship,
    *,
    by_novice: dict[str, int] | None = None,
    by_mentor: dict[str, int] | None = None,
    self_done: bool = False,
    mentor_done: bool = False,
    occasion: str = "start",
    signed: bool = False,
) -> DiagnosticSheet:
    """A sheet with ratings; a finished side has level 3 wherever nothing else is said."""
    sheet = DiagnosticSheet.objects.create(
        mentorship=mentorship,
        occasion=occasion,
        made_at=MOMENT,
        self_done_at=MOMENT if self_done else None,
        mentor_done_at=MOMENT if mentor_done else None,
        signed_on=MOMENT.date() if signed else None,
        signed_by=mentor_of(mentorship).user if signed else None,
    )
    for rater, given, done, codes in (
        ("self", by_novice, self_done, CODES),
        ("mentor", by_mentor, mentor_done, BY_MENTOR),
    ):
        levels = (dict.fromkeys(codes, 3) if done else {}) | (given or {})
        Rating.objects.bulk_create(
            Rating(sheet=sheet, criterion=code, rater=rater, level=level) for code, level in levels.items()
        )
    return sheet


def seen(people: People, role: str) -> Mentorship:
    """The case as a view reads it for this person."""
    return visible(people[role]).get(pk=people.mentorship.pk)


@pytest.fixture(autouse=True)
def _today(clock: time_machine.Traveller) -> Iterator[None]:
    """All tests of stage 1 stand at Thursday 03.12.2026 and speak English, whatever a request left behind."""
    with translation.override("en"):
        yield
