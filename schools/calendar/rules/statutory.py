"""Statutory days off of Kazakhstan and their transfer to another day.

The package `holidays` knows which day is a holiday in which year. What it cannot know is the school's week, so
its "observed" days and its "Day off (substituted from …)" entries are left out, and transfers are computed here:

- a holiday on the school's weekly rest day moves to the next working day (Labour Code, Art. 85);
- Orthodox Christmas (7 January) and the first day of Kurban Ait are days off, not public holidays: they stay;
- when the next working day is already a holiday, a moved day or named in a decree, the one after it is taken.

Constitution Day: 30 August until 2025. The Constitution adopted on 15 March 2026 gave the day up; 15 March is a day
off from 2027 on, so that 2026 has none at all (Ministry of Labour, statement of March 2026). The package says the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays

from schools.calendar.rules.days import ONE_DAY, Decree, Week, is_rest_day

CODES = {
    "New Year's Day": "new_year",
    "Orthodox Christmas": "orthodox_christmas",
    "International Women's Day": "womens_day",
    "Nowruz Holiday": "nauryz",
    "Kazakhstan's People Solidarity Holiday": "unity_day",
    "Defender of the Fatherland Day": "defender_day",
    "Victory Day": "victory_day",
    "Capital Day": "capital_day",
    "Constitution Day": "constitution_day",
    "Republic Day": "republic_day",
    "First President Day": "first_president_day",
    "Independence Day": "independence_day",
    "Eid al-Adha": "kurban_ait",
}
"""The package's English names, and our codes for them."""

NEVER_MOVED = frozenset({"orthodox_christmas", "kurban_ait"})

_SUBSTITUTED = "Day off (substituted"
_ESTIMATED = " (estimated)"


@dataclass(frozen=True, slots=True)
class Statutory:
    """The statutory holidays on one date: codes, a name without a code, and whether the date is only estimated."""

    codes: tuple[str, ...]
    other: str = ""
    estimate: bool = False

    @property
    def moves(self) -> bool:
        """Whether a rest day costs it its effect, so that another day off replaces it."""
        return bool(self.other) or any(code not in NEVER_MOVED for code in self.codes)


@dataclass(frozen=True, slots=True)
class Transfer:
    """A holiday that fell on a rest day, and the date it fell on."""

    holiday: Statutory
    moved_from: date


@lru_cache(maxsize=64)
def statutory_days(year: int) -> dict[date, Statutory]:
    """Every statutory day off of the year on its own date, before any transfer."""
    table = holidays.country_holidays("KZ", years=year, observed=False, language="en_US")
    days = {}
    for on in sorted(table):
        names = [name for name in table.get_list(on) if not name.startswith(_SUBSTITUTED)]
        if names:
            days[on] = _statutory(names)
    return days


def _statutory(names: list[str]) -> Statutory:
    plain = [name.removesuffix(_ESTIMATED) for name in names]
    return Statutory(
        codes=tuple(CODES[name] for name in plain if name in CODES),
        other=", ".join(name for name in plain if name not in CODES),
        estimate=any(name.endswith(_ESTIMATED) for name in names),
    )


def transfers(year: int, week: Week, decrees: Iterable[Decree] = ()) -> dict[date, Transfer]:
    """The days off that replace holidays of `year` falling on a rest day of the school's week, by date."""
    decreed = frozenset(decree.on for decree in decrees if week in decree.weeks)
    taken: dict[date, Transfer] = {}
    for on, holiday in statutory_days(year).items():
        if not (is_rest_day(on, week) and holiday.moves):
            continue
        target = on + ONE_DAY
        while (
            is_rest_day(target, week) or target in statutory_days(target.year) or target in taken or target in decreed
        ):
            target += ONE_DAY
        taken[target] = Transfer(holiday=holiday, moved_from=on)
    return taken
