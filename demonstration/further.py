"""Any number of further schools, for trying what holds with many: the same seed and date give the same people.

A school is known by the login of its deputy head, which holds seed and number: what is there is not written again.
Each school is written in a transaction of its own, so that a killed fill leaves whole schools and can go on.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from random import Random

from django.db import transaction

from demonstration import people, schools
from demonstration.cast import Part
from demonstration.people import Person
from demonstration.staff import person_row
from demonstration.stories import STORIES
from schools.calendar.selectors import calendars_kept, start_year_of
from schools.organisation.models import Department, School
from schools.people.models import Post, User

PER_DISTRICT = 20
PLACES = (
    ("Ақсу", "Аксу"), ("Бесағаш", "Бесагаш"), ("Жаңатас", "Жанатас"), ("Көктөбе", "Коктобе"), ("Қарасу", "Карасу"),
    ("Майбұлақ", "Майбулак"), ("Ортаөзен", "Ортаозен"), ("Сарыжаз", "Сарыжаз"), ("Теректі", "Теректи"),
    ("Шалқар", "Шалкар"), ("Үшарал", "Ушарал"), ("Ынтымақ", "Ынтымак"),
)  # fmt: skip
# How often a story is met among the cases of a school.
SHARES = {
    "due_soon": 4, "due_today": 2, "overdue": 2, "on_agenda": 3, "recommended": 3, "level": 5, "one_side_rated": 5,
    "plan_draft": 4, "plan_sent": 4, "plan_agreed": 3, "main": 22, "rich": 8, "late_interim": 5, "suspended": 2,
    "left_early": 2, "mistaken": 1, "writing": 4, "to_be_heard": 3, "heard_today": 1, "heard": 4, "completed": 13,
}  # fmt: skip
SUBJECTS = (
    "primary",
    "mathematics",
    "english",
    "kazakh_language",
    "physics",
    "biology",
    "history",
    "computer_science",
)


def fill(*, count: int, seed: int, now: datetime) -> Iterator[School]:
    """Write schools 1 to `count` of this seed that are not there yet; gives each one when it is written."""
    with calendars_kept():
        for number in range(1, count + 1):
            if not User.objects.filter(login=_deputy_login(seed, number)).exists():
                yield _school(seed, number, now)


@transaction.atomic
def _school(seed: int, number: int, now: datetime) -> School:
    chance = Random(f"{seed}/{number}")
    is_small = chance.random() < 0.35
    school = _row(seed, number, chance, is_small=is_small)
    days = schools.days_of(school, now)
    taken_names: set[str] = set()
    size = chance.randint(8, 16) if is_small else chance.randint(28, 84)
    settled = _with_posts(
        people.invented(chance, size, start_year_of(days.today), taken_names), _deputy_login(seed, number)
    )
    parts = _parts(chance, settled, taken_names)
    hired = schools.hire(parts, days)
    tag = f".{seed}.{number}"
    written = schools.write_staff(school, [*settled, *hired], now, taken=set(), tag=tag)
    schools.live(written, parts, days, chance, now)
    return school


def _row(seed: int, number: int, chance: Random, *, is_small: bool) -> School:
    kk, ru = chance.choice(PLACES)
    kind = ("негізгі мектебі", "основная школа", "basic school") if is_small else (
        "орта мектебі", "средняя школа", "secondary school"
    )  # fmt: skip
    title = f"{number + 100}"
    return schools.school_row(
        _district(seed, (number - 1) // PER_DISTRICT + 1),
        (f"№ {title} {kind[0]}", f"№ {title} {kind[1]}", f"No {title} {kind[2]}"),
        (f"{kk} ауылы", f"село {ru}", f"{ru} village"),
        is_small=is_small,
    )


def _district(seed: int, number: int) -> Department:
    """The district's department, with its officer, under the region's."""
    code = f"{seed}-{number}"
    officer = User.objects.filter(login=f"district.{code}").first()
    if officer is not None:
        return officer.posts.get(kind=Post.Kind.DEPARTMENT).department  # type: ignore[return-value]
    region, _made = Department.objects.get_or_create(
        kind=Department.Kind.REGION,
        name_kk=f"Самалды облысының білім басқармасы ({seed})",
        name_ru=f"Управление образования Самалдинской области ({seed})",
        name_en=f"Education department of Samaldy region ({seed})",
    )
    district = Department.objects.create(
        parent=region,
        name_kk=f"{number}-аудан білім бөлімі ({seed})",
        name_ru=f"Отдел образования района {number} ({seed})",
        name_en=f"Education department of district {number} ({seed})",
    )
    chance = Random(f"district {code}")
    name, _language = people.invented_name(chance, set())
    Post.objects.create(
        user=person_row(name, f"district.{code}"),
        department=district,
        kind=Post.Kind.DEPARTMENT,
        starts_on=date(2020, 9, 1),
    )
    return district


def _deputy_login(seed: int, number: int) -> str:
    return f"deputy.{seed}.{number}"


def _with_posts(listed: list[Person], deputy_login: str) -> list[Person]:
    """Deputy, head and council among them: those with most experience lead, some others are members."""
    order = sorted(range(len(listed)), key=lambda place: listed[place].since)
    posts = [("deputy",), ("head", "chair"), ("secretary",), *[("member",)] * min(9, len(listed) - 3)]
    for rank, held in enumerate(posts):
        place = order[rank]
        login = deputy_login if "deputy" in held else ""
        listed[place] = replace(listed[place], posts=held, login=login)
    return listed


def _parts(chance: Random, settled: list[Person], taken: set[str]) -> list[Part]:
    """So many new teachers as such a school has, each with a mentor of the subject or another who may."""
    count = chance.randint(1, 3) if len(settled) < 20 else chance.randint(4, 9)
    leading = ("deputy", "head", "chair", "secretary")
    free = [person for person in settled if not set(person.posts) & set(leading) and person.category != "teacher"]
    free.sort(key=lambda person: (not person.may_mentor, person.category not in ("researcher", "master")))
    parts = []
    for story in chance.choices(list(SHARES), list(SHARES.values()), k=count):
        subject = chance.choice(SUBJECTS)
        name, language = people.invented_name(chance, taken)
        mentor = next((person for person in free if person.subject == subject and person.may_mentor), free[0])
        if STORIES[story].mentors:
            free = [person for person in free if person is not mentor] or free
        parts.append(Part(name, subject, story, mentor.name, language=language))
    return parts
