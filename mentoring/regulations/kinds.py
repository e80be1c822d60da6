"""What a value of the rule set may be: each kind checks what it reads and names the path of what is wrong."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from schools.calendar.rules.counting import Unit


class Confidence(StrEnum):
    """How sure a value is. The first two may be shown as law; a decision is shown as a "school setting"."""

    STATED = "stated"  # [S] in the published source
    PUBLIC = "public"  # [P] on a public page
    DECISION = "decision"  # [D] the source is silent


class Length(NamedTuple):
    """A period of so many working or calendar days."""

    days: int
    unit: Unit


class Kind(Protocol):
    """Reads a plain value and writes it back; `load` raises ValueError beginning with `path`."""

    def load(self, path: str, raw: Any) -> Any: ...

    def dump(self, value: Any) -> Any: ...


class Whole:
    """A whole number between two bounds, both allowed."""

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def load(self, path: str, raw: Any) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or not self.low <= raw <= self.high:
            raise ValueError(f"{path}: must be a whole number from {self.low} to {self.high}")
        return raw

    def dump(self, value: int) -> int:
        return value


class Choice:
    """One of the named codes."""

    def __init__(self, *codes: str) -> None:
        self.codes = codes

    def load(self, path: str, raw: Any) -> str:
        if not isinstance(raw, str) or raw not in self.codes:
            raise ValueError(f"{path}: must be one of {', '.join(self.codes)}")
        return raw

    def dump(self, value: str) -> str:
        return value


class LengthKind:
    """`{"days": 5, "unit": "working"}`, at most 60 days."""

    _days = Whole(0, 60)
    _units = Choice(*Unit)

    def __init__(self, *, working_only: bool = False) -> None:
        self.working_only = working_only
        self.units = Choice(Unit.WORKING) if working_only else self._units

    def load(self, path: str, raw: Any) -> Length:
        if not isinstance(raw, Mapping) or set(raw) != {"days", "unit"}:
            raise ValueError(f"{path}: must be an object with days and unit")
        days = self._days.load(f"{path}.days", raw["days"])
        return Length(days, Unit(self.units.load(f"{path}.unit", raw["unit"])))

    def dump(self, value: Length) -> dict[str, Any]:
        return {"days": value.days, "unit": str(value.unit)}


class Categories:
    """Codes of qualification categories, at least one, none twice. The categories themselves are a table."""

    _code = re.compile(r"[a-z][a-z_]{1,30}")

    def load(self, path: str, raw: Any) -> tuple[str, ...]:
        if not isinstance(raw, list | tuple) or not raw:
            raise ValueError(f"{path}: must be a list with at least one category")
        for index, code in enumerate(raw):
            if not isinstance(code, str) or not self._code.fullmatch(code):
                raise ValueError(f"{path}[{index}]: must be the code of a category")
        if len(set(raw)) != len(raw):
            raise ValueError(f"{path}: names a category twice")
        return tuple(raw)

    def dump(self, value: tuple[str, ...]) -> list[str]:
        return list(value)
