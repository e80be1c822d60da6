"""Which column of a school's list is what: headers in Russian, Kazakh and English (pure).

An office writes title rows above the header, a column of running numbers, headers of two lines, and one column for two
things. What is recognised is a proposal: the deputy may choose another column for every field.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from common.lookalikes import readings
from common.names import fold
from schools.people.personal import tidy
from schools.roster.reading import Table

PUPILS, GOOD, PERCENT = "pupils", "good", "percent"
YEARLY = (PUPILS, GOOD, PERCENT)
TOGETHER = (("category", "granted_on", "valid_until"), ("phone", "email"))
"""Fields that may stand in one column."""

PLAIN_FIELDS = (
    "number",
    "full_name",
    "surname",
    "given_name",
    "patronymic",
    "subject",
    "category",
    "granted_on",
    "valid_until",
    "teaching_since",
    "hired_on",
    "rate",
    "first_time",
    "email",
    "phone",
)
HEADER_WITHIN = 30
"""A header stands in the first rows."""

KNOWN_AT_LEAST = 3
MOST_YEARS = 10
"""Years of results that are read, the newest ones: the page of columns offers every column for each of them."""

LONGEST_HEADER = 100
"""What is longer is a sentence, whatever words stand in it."""

# The first pattern that fits a header, folded and without signs, tells its field: more special ones stand first.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("number", r"^таб\w*\s*(ном|n|нөм|$)|^(personnel|staff|employee) (number|no|id)|^жеке нөмір"),
    ("full_name", r"^ф\s?и\s?о\b|^фамилия имя|^т\s?а\s?ә\b|аты жөні|тегі аты|^full name"),
    ("surname", r"^фамилия|^тегі|^surname|^last name|^family name"),
    ("patronymic", r"^отчество|^әкесінің аты|^patronymic|^middle name"),
    ("given_name", r"^имя|^аты$|^есімі|^name$|^first name|^given name"),
    ("", r"^(иин|жсн|iin|инн)\b"),
    ("first_time", r"впервые|алғаш|first time"),
    ("granted_on", r"присво|берілген|granted|(категори|санат|category).*(дата|күні|date)$"),
    ("valid_until", r"действ|жарамды|valid"),
    ("category", r"категори|санат|category"),
    ("", r"(общ|жалпы|total)\w* .*(стаж|өтіл|experience)"),
    ("hired_on", r"(работает|работы|начал).*(данной|нашей|этой|в школе|организации)|осы мектеп"),
    ("teaching_since", r"(деятельност|преподает|работает).*\bс\b|стаж|начал|өтіл|бастаған|teaching since|experience"),
    ("hired_on", r"прием|принят|поступл|зачисл|қабылда|жұмысқа (кір|тұр|орналас)|hired|hire"),
    ("subject", r"^предмет|предмет$|^пән|subject"),
    ("rate", r"^ставк|ставок$|мөлшерлеме|ставкасы|^rate"),
    ("email", r"почт|пошта|e\s?mail"),
    ("phone", r"телефон|phone|ұялы|моб|\bтел\b|\bсот|контакт"),
)
_PATTERNS_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS)
_YEAR = re.compile(r"(20\d\d)\s*[/\\–—-]\s*(?:20)?(\d\d)")
_BELOW = re.compile(r"^(дата|число|когда|наимен|назван|күні|атауы|вид|date|name)|20\d\d")
"""How a second line of a header begins that says nothing without the line above it."""

_GOOD = re.compile(r"4\D{1,12}5|хорошист|үлгерім")
_PERCENT = re.compile(r"качеств|сапа|\bкз\b|quality|успеваемост")
_PUPILS = re.compile(r"учащ|учен|оқушы|pupils|учтено|всего|барлығы")


@dataclass(frozen=True)
class Head:
    """Where the header stands and what was recognised: field → index of its column. `texts`: the header as read.

    national_ids: columns that hold national ID numbers, which are never taken (domain, section 13).
    """

    row: int
    columns: dict[str, int]
    texts: tuple[str, ...]
    national_ids: tuple[int, ...] = ()


def result_field(kind: str, year: int) -> str:
    """`pupils:2023`: the counts of the academic year that began in 2023."""
    return f"{kind}:{year}"


@cache
def result_year(field: str) -> int | None:
    """2023 for `good:2023`; None for a field that is no year's count."""
    kind, _, year = field.partition(":")
    return int(year) if kind in YEARLY and year.isdigit() else None


def recognise(text: str, above: str = "") -> str | None:
    """The field that a header means; `above` is the line over it, where the year or the rest of the words may stand."""
    if len(text) > LONGEST_HEADER:
        return None
    for shown in readings(text):
        if found := _recognise(shown, above):
            return found
        if above and _BELOW.search(fold(shown)) and (found := _recognise(f"{above} {shown}", "")):
            return found
    return None


def _recognise(text: str, above: str) -> str | None:
    year = _YEAR.search(text) or _YEAR.search(above)
    folded = fold(text)
    if year and (int(year[1]) + 1) % 100 == int(year[2]):
        for kind, pattern in ((GOOD, _GOOD), (PUPILS, _PUPILS), (PERCENT, _PERCENT)):
            if pattern.search(folded):
                return result_field(kind, int(year[1]))
    plain = " ".join(re.sub(r"[^\w\s]|_", " ", folded.replace("№", " n ")).split())
    return next((name for name, pattern in _PATTERNS_COMPILED if pattern.search(plain)), "") or None


def together(text: str) -> tuple[str, ...]:
    """Fields that one header names together: “Категория, дата присвоения”; () for a header of one field."""
    named = tuple(dict.fromkeys(filter(None, map(recognise, re.split(r"[,;/\n(+]| и | және | and ", text)))))
    return named if len(named) > 1 and any(set(named) <= set(group) for group in TOGETHER) else ()


def head(table: Table) -> Head:
    """The row of the sheet in which most headers are known; where none is, the first one with several texts."""
    best = Head(row=0, columns={}, texts=())
    for number, row in enumerate(table.rows[:HEADER_WITHIN]):
        above = table.rows[number - 1] if number else []
        if sum(bool(_text(cell)) for cell in above) < 2:
            above = []  # a title, no line of a header
        texts = tuple(_text(cell) or _text_at(above, x) for x, cell in enumerate(row))
        columns: dict[str, int] = {}
        shown = list(texts)
        for x, text in enumerate(texts):
            over = _text_left(above, x)
            own = recognise(text, over) if text else None
            if own and own != recognise(text):
                shown[x] = f"{over}, {text}"
            for name in (together(text) if own else ()) or ((own,) if own else ()):
                columns.setdefault(name, x)
        if len(columns) > len(best.columns) or (not best.texts and sum(map(bool, texts)) >= 3):
            best = Head(row=number, columns=columns, texts=tuple(shown))
    return replace(best, columns=_without_old_years(best.columns))


def _without_old_years(columns: dict[str, int]) -> dict[str, int]:
    years = {year for name in columns if (year := result_year(name)) is not None}
    old = set(sorted(years)[:-MOST_YEARS])
    return {name: x for name, x in columns.items() if result_year(name) not in old}


def has_header(table: Table, found: Head) -> bool:
    """Any text can be taken for a CSV, so one must have a header that is known; a workbook may be mapped by hand."""
    return bool(table.name) or len(found.columns) >= KNOWN_AT_LEAST or not check(found.columns)


def has_rows(table: Table, found: Head) -> bool:
    return any(any(_text(cell) for cell in row) for row in table.rows[found.row + 1 :])


def check(columns: dict[str, int]) -> list[str]:
    """Codes of what is missing from a mapping: without a name and a date of hire nobody can be recognised."""
    missing = []
    if "full_name" not in columns and not {"surname", "given_name"} <= columns.keys():
        missing.append("need_name")
    if "hired_on" not in columns:
        missing.append("need_hired_on")
    if any(len(names) > 1 and not may_share(names) for names in by_column(columns).values()):
        missing.append("column_twice")
    return missing


def by_column(columns: Mapping[str, int]) -> dict[int, list[str]]:
    """Index of a column → the fields that it holds."""
    found: dict[int, list[str]] = {}
    for name, x in columns.items():
        found.setdefault(x, []).append(name)
    return found


def may_share(names: Iterable[str]) -> bool:
    """Whether these fields may stand in one column."""
    return any(set(names) <= set(group) for group in TOGETHER)


def _text(cell: Any) -> str:
    return tidy(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _text_at(row: Sequence[Any], x: int) -> str:
    return _text(row[x]) if x < len(row) else ""


def _text_left(row: Sequence[Any], x: int) -> str:
    """The text over a column; over a merged head it stands at the left end, one or two columns away."""
    return next((text for at in range(x, max(x - 2, -1), -1) if (text := _text_at(row, at))), "")
