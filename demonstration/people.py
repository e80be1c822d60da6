"""Invented teachers, by chance of a seed: the same seed gives the same people and figures. Pure.

Names come from `samples/names.py`, the one source of invented names.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from samples.names import invent

# Subject and how many of hundred teachers of a school teach it.
SUBJECTS: tuple[tuple[str, int], ...] = (
    ("primary", 22), ("kazakh_language", 12), ("russian_language", 8), ("english", 10), ("mathematics", 10),
    ("computer_science", 4), ("physics", 4), ("chemistry", 3), ("biology", 4), ("geography", 3), ("history", 6),
    ("art", 3), ("music", 2), ("physical_education", 5), ("social_pedagogy", 1), ("psychology", 1),
)  # fmt: skip
# Category, years of experience at least, chance of one who has them.
CATEGORIES: tuple[tuple[str, int, float], ...] = (
    ("master", 18, 0.15), ("researcher", 11, 0.4), ("expert", 7, 0.6), ("moderator", 3, 0.75), ("teacher", 0, 1.0),
)  # fmt: skip
YEARS = 6
"""So many finished years of results are known: the rules ask for three before any day of a case."""


@dataclass(frozen=True, slots=True)
class Person:
    """A teacher. `quality`: pupils counted and those with 4 or 5, the latest finished year first."""

    name: str
    subject: str
    category: str = "moderator"
    since: int = 2012
    quality: tuple[tuple[int, int], ...] = ()
    prepared: bool = False
    language: str = "kk"
    login: str = ""
    rate: str = "1.00"
    first_time: bool = False
    hired: date | None = None
    left: date | None = None
    posts: tuple[str, ...] = field(default=())

    @property
    def may_mentor(self) -> bool:
        """Whether the rules of the order would pass this teacher: E1 and the target of E3."""
        good = all(part * 100 >= 70 * whole for whole, part in self.quality)
        return self.category in ("researcher", "master") and bool(self.quality) and good


def named(chance: Random, name: str, subject: str, category: str, since: int, **more: object) -> Person:
    """A person whom the demonstration knows by name; with good results, as those of a mentor."""
    return replace(
        Person(name=name, subject=subject, category=category, since=since, quality=_quality(chance, 0.76, subject)),
        **more,  # type: ignore[arg-type]
    )


def beginner(name: str, subject: str, hired: date, *, language: str = "kk", first_time: bool = True) -> Person:
    """Somebody hired on that day; who did not teach before, unless `first_time` is said to be False."""
    return Person(
        name=name,
        subject=subject,
        category="teacher" if first_time else "moderator",
        since=hired.year if first_time else hired.year - 3,
        language=language,
        rate="1.00" if first_time else "1.25",
        first_time=first_time,
        hired=hired,
    )


def invented_name(chance: Random, taken: set[str]) -> tuple[str, str]:
    """A name that nobody in `taken` has, and the language this person works in. The name is taken from now on."""
    while True:
        name = invent(chance, is_woman=chance.random() < 0.81)
        written = " ".join(part for part in (name.surname, name.given, name.patronymic) if part)
        if written not in taken:
            taken.add(written)
            return written, "kk" if set(written) & set("әғқңөұүһіӘҒҚҢӨҰҮҺІ") or written.endswith("қызы") else "ru"


def invented(chance: Random, count: int, year: int, taken: set[str]) -> list[Person]:
    """So many teachers with subject, category and results, as the academic year `year` begins."""
    subjects = [code for code, share in SUBJECTS for _ in range(share)]
    return [_invented(chance, subjects, year, taken) for _ in range(count)]


def _invented(chance: Random, subjects: list[str], year: int, taken: set[str]) -> Person:
    name, language = invented_name(chance, taken)
    subject = chance.choice(subjects)
    since = chance.randint(year - 38, year - 2)
    category = next(code for code, least, share in CATEGORIES if year - since >= least and chance.random() < share)
    return Person(
        name=name,
        subject=subject,
        category=category,
        since=since,
        quality=_quality(chance, chance.uniform(0.52, 0.86), subject),
        prepared=category in ("researcher", "master") and chance.random() < 0.5,
        language=language,
        rate=chance.choice(("1.00", "1.00", "1.13", "1.25", "1.50")),
    )


def _quality(chance: Random, ability: float, subject: str) -> tuple[tuple[int, int], ...]:
    if subject in ("psychology", "social_pedagogy"):
        return ()
    few, many = (22, 30) if subject == "primary" else (76, 164)
    years = []
    for _ in range(YEARS):
        pupils = chance.randint(few, many)
        years.append((pupils, round(pupils * min(0.97, ability + chance.uniform(-0.04, 0.04)))))
    return tuple(years)
