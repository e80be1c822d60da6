"""Schools and their people."""

from datetime import date
from functools import cache
from typing import Any

import factory
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from factory.django import DjangoModelFactory

from common.actor import Actor
from schools.organisation.models import Department, School, Subject
from schools.people.models import (
    CategoryLevel,
    Employment,
    EthicsRecord,
    Post,
    Qualification,
    User,
    YearResult,
)

SURNAMES = ["Омарова", "Ержанов", "Сәрсенова", "Қасымбекова", "Төлегенов", "Пак", "Ахметова", "Нұрғалиев", "Ким"]
NAMES = ["Гүлнара", "Нұрлан", "Динара", "Аружан", "Қанат", "Ирина", "Сәуле", "Асқар", "Виктор"]
PATRONYMICS = ["Сапарқызы", "Бауыржанұлы", "Асқарқызы", "Талғатқызы", "Ерланұлы", "Олеговна", "Болатқызы", "", ""]


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department

    name_kk = factory.Sequence(lambda n: f"Самалды ауданының білім бөлімі {n}")
    name_ru = factory.Sequence(lambda n: f"Отдел образования Самалдинского района {n}")
    name_en = factory.Sequence(lambda n: f"Education department of Samaldy district {n}")


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School

    name_kk = factory.Sequence(lambda n: f"№ {n + 20} мектеп-лицей")
    name_ru = factory.Sequence(lambda n: f"Школа-лицей № {n + 20}")
    name_en = factory.Sequence(lambda n: f"School-lyceum No {n + 20}")
    place_kk = "Қарағайлы ауылы"
    place_ru = "село Карагайлы"
    place_en = "Qaragaily village"
    week = 5


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    login = factory.Sequence(lambda n: f"adam{n}")
    email = factory.LazyAttribute(lambda user: f"{user.login}@mektep.example")
    surname = factory.Iterator(SURNAMES)
    given_name = factory.Iterator(NAMES)
    patronymic = factory.Iterator(PATRONYMICS)
    language = "en"
    password = "Қарлығаш-2026"

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        """`password` is given as it is typed."""
        return {**kwargs, "password": hashed(kwargs["password"])}


@cache
def hashed(password: str) -> str:
    """As stored, by the quick hasher of the tests; each word once."""
    return make_password(password, hasher=MD5PasswordHasher())


class EmploymentFactory(DjangoModelFactory):
    class Meta:
        model = Employment

    school = factory.SubFactory(SchoolFactory)
    user = factory.SubFactory(UserFactory)
    # Six digits: the numbers that tests write themselves have five.
    personnel_number = factory.Sequence(lambda n: f"9{n:05d}")
    hired_on = date(2015, 8, 25)
    subject = factory.LazyFunction(lambda: Subject.objects.get(code="mathematics"))

    class Params:
        novice = factory.Trait(hired_on=date(2026, 11, 25), first_time=True, teaching_since=2026)


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    user = factory.SubFactory(UserFactory)
    school = factory.SubFactory(SchoolFactory)
    kind = Post.Kind.DEPUTY
    starts_on = date(2020, 8, 25)


def give(user: User, school: School, kind: str, **fields: Any) -> User:
    """Give the person one more post at the school, and a fresh look at one's rights."""
    PostFactory(user=user, school=school, kind=kind, **fields)
    return User.objects.get(pk=user.pk)


def deputy_of(school: School, **fields: Any) -> User:
    """A deputy head of this school, employed there too."""
    user = UserFactory(**fields)
    EmploymentFactory(school=school, user=user)
    return give(user, school, Post.Kind.DEPUTY)


def head_of(school: School, **fields: Any) -> User:
    """The head of this school, employed there too."""
    user = UserFactory(**fields)
    EmploymentFactory(school=school, user=user)
    return give(user, school, Post.Kind.HEAD)


def eligible_mentor(school: School, **fields: Any) -> Employment:
    """A teacher who passes E1, E2 and E3: teacher-researcher, ethics attested, three good years."""
    employment = EmploymentFactory(school=school, teaching_since=2004, **fields)
    Qualification.objects.create(
        employment=employment,
        level=CategoryLevel.objects.get(code="researcher"),
        granted_on=date(2024, 6, 12),
        valid_until=date(2029, 6, 12),
    )
    EthicsRecord.objects.create(employment=employment, follows=True, recorded_on=date(2026, 9, 2), by=employment.user)
    for year, pupils, good in ((2023, 112, 86), (2024, 118, 91), (2025, 121, 97)):
        YearResult.objects.create(employment=employment, year=year, pupils=pupils, good=good)
    return employment


def actor(user: User, capacity: str = "") -> Actor:
    return Actor(user=user, capacity=capacity)
