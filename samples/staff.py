"""The invented staff of a school: subjects, posts, categories, three years' results."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from samples.names import Name, invent

YEARS = (2023, 2024, 2025)
FIRST_TIME_HIRES = (
    date(2026, 8, 25),
    date(2026, 8, 25),
    date(2026, 9, 1),
    date(2026, 10, 22),
    date(2026, 11, 20),
)
HOURS_OF_A_POST = 16
# Kazakh, Russian, how many teachers, marks are given
SUBJECTS = (
    ("Бастауыш сынып", "Начальные классы", 20, True),
    ("Қазақ тілі мен әдебиеті", "Казахский язык и литература", 11, True),
    ("Орыс тілі мен әдебиеті", "Русский язык и литература", 8, True),
    ("Ағылшын тілі", "Английский язык", 9, True),
    ("Математика", "Математика", 9, True),
    ("Информатика", "Информатика", 4, True),
    ("Физика", "Физика", 4, True),
    ("Химия", "Химия", 3, True),
    ("Биология", "Биология", 4, True),
    ("География", "География", 3, True),
    ("Тарих", "История", 5, True),
    ("Көркем еңбек", "Художественный труд", 3, True),
    ("Музыка", "Музыка", 1, True),
    ("Дене шынықтыру", "Физическая культура", 4, True),
    ("Педагог-психолог", "Педагог-психолог", 1, False),
    ("Әлеуметтік педагог", "Социальный педагог", 1, False),
)
# Kazakh, Russian, years of experience at least, share of those
CATEGORIES = (
    ("педагог-шебер", "педагог-мастер", 20, 0.12),
    ("педагог-зерттеуші", "педагог-исследователь", 12, 0.45),
    ("педагог-сарапшы", "педагог-эксперт", 7, 0.6),
    ("педагог-модератор", "педагог-модератор", 3, 0.7),
    ("педагог", "педагог", 0, 1.0),
)


@dataclass(frozen=True)
class Teacher:
    number: str
    name: Name
    subject: tuple[str, str]
    hours: int
    category: tuple[str, str]
    granted: date | None
    until: date | None
    since: int
    hired: date
    first_time: bool
    email: str
    phone: str
    results: tuple[tuple[int, int] | None, ...]

    @property
    def rate(self) -> float:
        return round(self.hours / HOURS_OF_A_POST, 2)


def teachers(seed: int, count: int, *, domain: str, kazakh_only: bool = False) -> list[Teacher]:
    """So many invented teachers, no two of one name, five of them first-time hires of the year that began."""
    chance = random.Random(seed)
    posts = [subject for subject in SUBJECTS for _ in range(subject[2])]
    chance.shuffle(posts)
    names: dict[tuple[str, str], Name] = {}
    while len(names) < count:
        name = invent(chance, is_woman=chance.random() < 0.81, kazakh_only=kazakh_only)
        names.setdefault((name.surname, name.given), name)
    hires = dict(zip(chance.sample(range(count), len(FIRST_TIME_HIRES)), FIRST_TIME_HIRES, strict=True))
    people = [
        _teacher(chance, name, posts[at % len(posts)], hires.get(at), domain, at)
        for at, name in enumerate(names.values())
    ]
    return sorted(people, key=lambda teacher: (teacher.subject[1], teacher.name.surname, teacher.name.given))


def _teacher(
    chance: random.Random, name: Name, subject: tuple[str, str, int, bool], first: date | None, domain: str, at: int
) -> Teacher:
    since = 2026 if first else chance.randint(1986, 2023)
    experience = 2026 - since
    if first:
        hired = first
    else:
        year = chance.randint(since, 2024)
        hired = date(year, 8, 25) + timedelta(days=chance.randint(0, 7))
        if chance.random() < 0.2:
            hired = date(year, 9, 1) + timedelta(days=chance.randint(20, 180))
    kazakh, russian, _years, _share = next(
        row for row in CATEGORIES if experience >= row[2] and chance.random() < row[3]
    )
    granted = until = None
    if russian != "педагог":
        granted = date(chance.randint(2022, 2025), chance.choice((5, 6, 12)), chance.randint(10, 28))
        until = granted.replace(year=granted.year + 5)
    ability = chance.uniform(0.48, 0.86)
    results: list[tuple[int, int] | None] = []
    for year in YEARS:
        if first or hired > date(year + 1, 1, 15) or not subject[3]:
            results.append(None)
        else:
            pupils = chance.randint(22, 30) if subject[1] == "Начальные классы" else chance.randint(76, 164)
            results.append((pupils, round(pupils * min(0.97, ability + chance.uniform(-0.05, 0.05)))))
    return Teacher(
        number=f"{chance.randint(1, 9)}{at + 101:03d}",
        name=name,
        subject=(subject[0], subject[1]),
        hours=chance.choice((16, 18, 18, 20, 22, 24)) if not first else chance.choice((12, 16, 18)),
        category=(kazakh, russian),
        granted=granted,
        until=until,
        since=since,
        hired=hired,
        first_time=first is not None,
        email=f"ustaz{at + 101}@{domain}" if chance.random() < 0.85 else "",
        phone=f"8 70{chance.choice('1257')} {chance.randint(100, 999)} {chance.randint(10, 99)} {chance.randint(10, 99)}",
        results=tuple(results),
    )
