"""Letterhead, footer and people, as every paper shows them."""

from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings

from mentoring.mentorships.models import Mentorship
from mentoring.regulations.models import RuleSet
from reports.papers import words
from reports.papers.base import Footer, InLanguages, Letterhead, Party, Person, Typed, Words
from schools.organisation.models import InThreeLanguages, School
from schools.people.models import Employment, User


def person(user: User) -> Person:
    return Person(user.surname, user.given_name, user.patronymic)


def in_languages(named: InThreeLanguages | None) -> InLanguages:
    if named is None:
        return InLanguages()
    return InLanguages(kk=named.name_kk, ru=named.name_ru, en=named.name_en)


def letterhead(school: School) -> Letterhead:
    return Letterhead(authority=in_languages(school.department), school=in_languages(school))


def footer(rules: RuleSet, code: str, made_at: datetime) -> Footer:
    """Legal ground, rule-set version, time, code and the address where the code is checked."""
    address = urlsplit(settings.PUBLIC_URL)
    return Footer(
        rule_set=f"{rules.country}-160",
        rule_set_version=rules.number,
        made_at=made_at,
        code=code,
        address=f"{address.netloc}/v",
        secure=address.scheme == "https",
    )


def rules_of(mentorship: Mentorship) -> RuleSet:
    """The version in force at the order, or at the hire while there is no order."""
    return mentorship.order_rules or mentorship.country_rules


def subject(employment: Employment) -> Words:
    """What is taught: subjects of the curriculum in the language of the paper, and what the school writes beside them."""
    if employment.subject is None:
        return Typed(employment.subject_text, employment.school.language)
    return words.late(lambda: employment.subject_name)


def novice(mentorship: Mentorship) -> Party:
    employment = mentorship.novice
    about: list[Words] = [
        subject(employment),
        words.BASES[mentorship.basis],
        words.hired(employment.hired_on),
    ]
    return Party(person(employment.user), tuple(item for item in about if item))


def mentor(employment: Employment, school: School, year: int, on: date) -> Party:
    """The mentor with subject, years of service as of that year, the category held on that day, and the school that lends
    a lent one."""
    about: list[Words] = [subject(employment)]
    held = employment.qualifications.select_related("level").exclude(granted_on__gt=on)
    category = held.first()
    if category is not None and category.level.code in words.CATEGORIES:
        about.append(words.CATEGORIES[category.level.code])
    if employment.teaching_since:
        about.append(words.service(max(0, year - employment.teaching_since)))
    if employment.school_id != school.pk:
        about.append(words.late(lambda: employment.school.name))
    return Party(person(employment.user), tuple(item for item in about if item))


def academic_year(start: int) -> str:
    return f"{start}/{start + 1}"
