"""What is told about a school, a department and the first people of either."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SchoolFacts:
    """`language` is that of its papers, `week` the working days of a week (5 or 6)."""

    name_kk: str
    name_ru: str
    place_kk: str
    place_ru: str
    week: int
    is_small: bool = False
    name_en: str = ""
    place_en: str = ""
    language: str = "kk"


@dataclass(frozen=True)
class DepartmentFacts:
    """kind: of a district or of a region; parent_id: the region's department of a district's one."""

    name_kk: str
    name_ru: str
    kind: str
    name_en: str = ""
    parent_id: int | None = None


@dataclass(frozen=True)
class PersonFacts:
    """Who comes first. language: of the person's pages and mails."""

    surname: str
    given_name: str
    email: str = ""
    patronymic: str = ""
    language: str = "kk"


@dataclass(frozen=True)
class DeputyFacts:
    """The first deputy head, and the day of hire at the school."""

    person: PersonFacts
    hired_on: date
