"""The demonstration's school: an ordinary one, with mentorships that wait, run and are late. People are invented.

Dates are relative to today, so that the demonstration never grows old. Cases are written by the services of the
product; only the people themselves are written directly, as an import would.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from common import clock
from common.actor import Actor
from mentoring.changes.services.paper import PaperCase, take_over
from mentoring.mentorships.services import open_mentorship
from schools.calendar.rules import WorkCalendar
from schools.calendar.selectors import start_year_of, work_calendar
from schools.organisation.models import Department, School, Subject
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


@dataclass(frozen=True)
class Teacher:
    """One line of the staff: name, login, subject, category, teaching since, pupils and good marks of three years."""

    name: str
    login: str
    subject: str
    category: str = "moderator"
    since: int = 2014
    quality: tuple[int, int, int] = (72, 74, 76)
    prepared: bool = False


HEAD = Teacher("Бекмұратов Серік Жанатұлы", "bekmuratov", "history", "master", 1996)
DEPUTY = Teacher("Сейтқали Айгүл Маратқызы", "seitkali", "kazakh_language", "master", 2001)
SECRETARY = Teacher("Ли Наталья Сергеевна", "li", "russian_language", "expert", 2006)
PSYCHOLOGIST = Teacher("Исабекова Жанар Ғабитқызы", "isabekova", "psychology", "expert", 2011)
MENTORS = (
    Teacher("Омарова Гүлнара Сапарқызы", "omarova", "mathematics", "researcher", 1999, (77, 77, 80), True),
    Teacher("Жүнісова Бақыт Әбдіғалиқызы", "zhunisova", "kazakh_language", "researcher", 2003, (81, 79, 84), True),
    Teacher("Ахметов Рүстем Талапұлы", "akhmetov", "physics", "master", 1994, (71, 73, 75), True),
    Teacher("Сәрсенова Динара Асқарқызы", "sarsenova", "computer_science", "researcher", 2008, (76, 77, 80)),
    Teacher("Төлегенов Қанат Ерланұлы", "tolegenov", "computer_science", "master", 2015, (73, 65, 73)),
    Teacher("Ахметова Сәуле Болатқызы", "akhmetova", "biology", "expert", 2010),
    Teacher("Ким Виктор Анатольевич", "kim", "chemistry", "researcher", 2002, (70, 59, 71)),
)
NOVICES = (
    Teacher("Қасымбекова Аружан Талғатқызы", "kasymbekova", "mathematics", "teacher", 2026),
    Teacher("Мұратова Әсел Дәуренқызы", "muratova", "kazakh_language", "teacher", 2026),
    Teacher("Жұмабай Ерасыл Қайратұлы", "zhumabai", "physics", "teacher", 2026),
    Teacher("Ержанов Нұрлан Бауыржанұлы", "erzhanov", "computer_science", "teacher", 2026),
    Teacher("Пак Ирина Олеговна", "pak", "english", "teacher", 2026),
    Teacher("Әлімжан Диас Ерікұлы", "alimzhan", "physical_education", "teacher", 2026),
)
OFFICER = "Дүйсенбаев Марат Кәрімұлы"
OPERATOR = "Тұрысбеков Олжас Нұрланұлы"


@transaction.atomic
def fill(*, now: datetime) -> School:
    """Write the demonstration's school once; a second call changes nothing."""
    if (there := School.objects.order_by("pk").first()) is not None:
        return there
    school = _school()
    today = clock.today(now)
    stay = {one.login: _employ(one, school, today) for one in (HEAD, DEPUTY, SECRETARY, PSYCHOLOGIST, *MENTORS)}
    _posts(school, {login: row.user for login, row in stay.items()}, today)
    deputy = Actor(user=User.objects.get(login=DEPUTY.login), capacity="deputy")
    head, calendar = stay[HEAD.login].user, work_calendar(school)
    for novice, mentor, days, state in (
        (NOVICES[0], MENTORS[0], 35, "main"),
        (NOVICES[1], MENTORS[1], 22, "planning"),
        (NOVICES[2], MENTORS[2], 12, "level"),
    ):
        hired = _back(calendar, today, days)
        employment = _employ(novice, school, today, hired)
        paper = _paper(state, stay[mentor.login], head, calendar, hired, today)
        take_over(novice=employment, by=deputy, now=now, paper=paper)
    for novice, days in zip(NOVICES[3:], (6, 4, 1), strict=True):
        employment = _employ(novice, school, today, _back(calendar, today, days))
        open_mentorship(novice=employment, by=deputy, now=now)
    return school


def _school() -> School:
    department = Department.objects.create(
        name_kk="Самалды ауданының білім бөлімі",
        name_ru="Отдел образования Самалдинского района",
        name_en="Education department of Samaldy district",
    )
    return School.objects.create(
        department=department,
        name_kk="№ 27 мектеп-лицей",
        name_ru="Школа-лицей № 27",
        name_en="School-lyceum No 27",
        place_kk="Қарағайлы қаласы",
        place_ru="город Карагайлы",
        place_en="Qaragaily",
        language="kk",
    )


def _person(name: str, login: str, **fields: Any) -> User:
    surname, given, patronymic = name.split(" ")
    return User.objects.create_user(
        login, surname=surname, given_name=given, patronymic=patronymic, language="kk", **fields
    )


def _employ(teacher: Teacher, school: School, today: date, hired: date | None = None) -> Employment:
    employment = Employment.objects.create(
        school=school,
        user=_person(teacher.name, teacher.login),
        personnel_number=str(1000 + Employment.objects.count()),
        subject=Subject.objects.get(code=teacher.subject),
        hired_on=hired or date(max(teacher.since, 2005), 8, 25),
        first_time=hired is not None,
        teaching_since=hired.year if hired else teacher.since,
    )
    if hired is not None:
        return employment
    year = start_year_of(today)
    Qualification.objects.create(
        employment=employment,
        level=CategoryLevel.objects.get(code=teacher.category),
        granted_on=date(year - 2, 6, 12),
        valid_until=date(year + 3, 6, 12),
    )
    EthicsRecord.objects.create(employment=employment, follows=True, recorded_on=date(year, 9, 2), by=employment.user)
    for back, good in zip((3, 2, 1), teacher.quality, strict=True):
        YearResult.objects.create(employment=employment, year=year - back, pupils=100, good=good)
    if teacher.prepared:
        Preparation.objects.create(
            employment=employment, title="Тәлімгерлік негіздері", done_on=date(year, 8, 20), hours=36
        )
    return employment


def _posts(school: School, people: dict[str, User], today: date) -> None:
    begun = date(start_year_of(today) - 1, 8, 25)
    for login, kind in (
        (HEAD.login, Post.Kind.HEAD),
        (HEAD.login, Post.Kind.CHAIR),
        (DEPUTY.login, Post.Kind.DEPUTY),
        (SECRETARY.login, Post.Kind.SECRETARY),
        (PSYCHOLOGIST.login, Post.Kind.PSYCHOLOGIST),
        *((mentor.login, Post.Kind.MEMBER) for mentor in MENTORS),
    ):
        Post.objects.create(user=people[login], school=school, kind=kind, starts_on=begun)
    officer = _person(OFFICER, "duisenbaev")
    Post.objects.create(user=officer, department=school.department, kind=Post.Kind.DEPARTMENT, starts_on=begun)
    _person(OPERATOR, "operator", is_operator=True)


def _back(calendar: WorkCalendar, today: date, days: int) -> date:
    """The working day so many working days before today."""
    return calendar.add_working_days(today, -days).due


def _paper(state: str, mentor: Employment, head: User, calendar: WorkCalendar, hired: date, today: date) -> PaperCase:
    """What the papers of a case say that was begun before the product came: each step in its time."""
    council = min(calendar.add_working_days(hired, 2).due, today)
    signed = min(calendar.add_working_days(hired, 3).due, today)
    level = min(calendar.add_working_days(signed, 5).due, today)
    diagnosed = min(calendar.add_working_days(level, 4).due, today)
    approved = min(calendar.add_working_days(diagnosed, 4).due, today)
    return PaperCase(
        state=state,
        mentor=mentor,
        number=140 + mentor.pk,
        signed_on=signed,
        signed_by=head,
        council_number="4",
        council_on=council,
        level_on=None if state == "level" else level,
        diagnosed_on=diagnosed if state in ("planning", "main") else None,
        approved_on=approved if state == "main" else None,
    )
