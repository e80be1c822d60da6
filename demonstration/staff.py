"""The rows of a school's people, in few statements: what an import and the school's office would have written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.auth.hashers import make_password

from common import clock
from common.actor import Actor
from demonstration.people import Person
from schools.calendar.selectors import start_year_of
from schools.organisation.models import School, Subject
from schools.people.models import (
    CategoryLevel,
    Employment,
    EthicsRecord,
    Post,
    Preparation,
    Qualification,
    User,
    YearResult,
)
from schools.people.rules import free_login, login_base
from schools.people.services import email as emails


@dataclass
class Staff:
    """A school's people once their rows are written. `stays` by name."""

    school: School
    stays: dict[str, Employment] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, list[User]] = field(default_factory=dict)

    def actor(self, post: str) -> Actor:
        """The first holder of this post, acting in it."""
        return Actor(user=self.posts[post][0], capacity=post)

    @cached_property
    def council(self) -> list[User]:
        """Everybody of the pedagogical council, once."""
        listed = [user for kind in ("chair", "secretary", "member") for user in self.posts.get(kind, ())]
        return list(dict.fromkeys(listed))


def write(school: School, people: Sequence[Person], *, today: date, tag: str = "", taken: set[str]) -> Staff:
    """Write people, stays, categories, results and posts. `tag` ends each login; `taken`: logins given out so far."""
    users = [_user(person, tag, taken, clock.at_hour(today, 9)) for person in people]
    User.objects.bulk_create(users)
    subjects = {subject.code: subject for subject in Subject.objects.all()}
    year = start_year_of(today)
    stays = Employment.objects.bulk_create(
        Employment(
            school=school,
            user=user,
            personnel_number=f"{1001 + place}",
            subject=subjects[person.subject],
            hired_on=person.hired or date(max(person.since, year - 18), 8, 25),
            left_on=person.left,
            leave_reason="" if person.left is None else "Өз еркімен",
            rate=Decimal(person.rate),
            first_time=person.first_time,
            teaching_since=person.since,
        )
        for place, (person, user) in enumerate(zip(people, users, strict=True))
    )
    pairs = list(zip(people, stays, strict=True))
    posts = _posts(school, pairs, year)
    deputy = posts[Post.Kind.DEPUTY][0]
    _evidence(pairs, year, deputy)
    staff = Staff(school, posts=posts)
    for person, stay in pairs:
        staff.stays[person.name], staff.people[person.name] = stay, person
    return staff


def person_row(name: str, login: str, **fields: Any) -> User:
    """One account, saved: for those who work at no school."""
    surname, given, *rest = name.split(" ")
    return User.objects.create_user(
        login, surname=surname, given_name=given, patronymic=" ".join(rest), language="kk", **fields
    )


def _user(person: Person, tag: str, taken: set[str], now: datetime) -> User:
    surname, given, *rest = person.name.split(" ")
    login = free_login(person.login or login_base(surname, given) + tag, taken)
    taken.add(login)
    user = User(
        login=login,
        password=make_password(None),
        surname=surname,
        given_name=given,
        patronymic=" ".join(rest),
        language=person.language,
    )
    emails.put(user, f"{login}@mektep.example", now=now)
    user.fill_keys()
    return user


def _posts(school: School, pairs: Iterable[tuple[Person, Employment]], year: int) -> dict[str, list[User]]:
    begun = date(year - 2, 8, 25)
    held: dict[str, list[User]] = {}
    rows = []
    for person, stay in pairs:
        for kind in person.posts:
            held.setdefault(kind, []).append(stay.user)
            rows.append(Post(user=stay.user, school=school, kind=kind, starts_on=begun))
    Post.objects.bulk_create(rows)
    return held


def _evidence(pairs: Sequence[tuple[Person, Employment]], year: int, deputy: User) -> None:
    """Categories, ethics, results, preparation of everybody who did not just begin."""
    levels = {level.code: level for level in CategoryLevel.objects.all()}
    settled = [(person, stay) for person, stay in pairs if person.hired is None]
    Qualification.objects.bulk_create(
        Qualification(
            employment=stay,
            level=levels[person.category],
            granted_on=date(year - 2 - person.since % 2, 6, 12),
            valid_until=date(year + 3 - person.since % 2, 6, 12),
        )
        for person, stay in settled
        if person.category != "teacher"
    )
    EthicsRecord.objects.bulk_create(
        EthicsRecord(employment=stay, follows=True, recorded_on=date(year - 2, 9, 2), by=deputy)
        for _person, stay in settled
        if stay.user_id != deputy.pk
    )
    YearResult.objects.bulk_create(
        YearResult(employment=stay, year=year - back, pupils=pupils, good=good)
        for person, stay in settled
        for back, (pupils, good) in enumerate(person.quality, start=1)
    )
    Preparation.objects.bulk_create(
        Preparation(employment=stay, title="Тәлімгерлік негіздері", done_on=date(year - 2, 8, 20), hours=36)
        for person, stay in settled
        if person.prepared
    )
