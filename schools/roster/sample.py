"""The sample of a list: the headers that are understood, in one language, and two invented people."""

from datetime import date
from types import MappingProxyType
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from common import spreadsheets
from schools.organisation.shipped import CATEGORY_LEVELS, SUBJECTS
from schools.roster.columns import PLAIN_FIELDS
from schools.roster.words import FIELDS

LANGUAGES = ("kk", "ru", "en")
FIELDS_SHOWN = tuple(name for name in PLAIN_FIELDS if name != "full_name")
_PLACE = MappingProxyType({"kk": 0, "ru": 1, "en": 2})


def sample(language: str, today: date) -> bytes:
    """An .xlsx whose every column and cell the import understands. Its dates are of the last years before today."""
    with translation.override(language):
        header = [str(FIELDS[name]) for name in FIELDS_SHOWN]
        return spreadsheets.xlsx(header, [_line(one, language) for one in _people(today)], title=_("Teachers"))


def _people(today: date) -> list[dict[str, Any]]:
    year = today.year - 1
    return [
        {
            "number": "0417",
            "surname": "Сәдуақасова",
            "given_name": "Ләззат",
            "patronymic": "Маратқызы",
            "subject": "mathematics",
            "category": "researcher",
            "granted_on": date(year - 1, 6, 20),
            "teaching_since": year - 15,
            "hired_on": date(year - 8, 8, 25),
            "rate": "1",
            "first_time": False,
            "email": "saduakasova@mektep.example",
            "phone": "+7 701 555 01 17",
        },
        {
            "number": "0418",
            "surname": "Ким",
            "given_name": "Виктор",
            "patronymic": "Сергеевич",
            "subject": "physics",
            "category": "teacher",
            "teaching_since": year,
            "hired_on": date(year, 8, 25),
            "rate": "0.5",
            "first_time": True,
        },
    ]


def _line(person: dict[str, Any], language: str) -> list[str]:
    return [_cell(name, person.get(name, ""), language) for name in FIELDS_SHOWN]


def _cell(name: str, value: Any, language: str) -> str:
    if name == "subject":
        return str(SUBJECTS[value][2 + _PLACE[language]])
    if name == "category":
        return str(CATEGORY_LEVELS[value][_PLACE[language]])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)
