"""Which formats of an xlsx show a number as a date: in the file a date is a number of days with such a format."""

import re
from datetime import date, datetime, time, timedelta

from schools.roster.reading import xml
from schools.roster.reading.table import Unreadable

_BUILT_IN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
NO_LETTERS = re.compile(r'"[^"]*"|\[[^\[\]]*\]|\\.|_.|\*.')
"""What stands in a format beside its own letters: quoted text, colours and languages, escaped signs."""

LONGEST_FORMAT = 255
MOST_FORMATS = 100_000
DAY_0, DAY_0_FROM_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  a date of a sheet has no zone
LAST_SERIAL = 2_900_000


def date_formats(part: bytes) -> list[bool]:
    """For each format that a cell may name by its number: does it show a date? Raises Unreadable."""
    own: dict[str, bool] = {}
    found: list[bool] = []
    within: list[bool] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = xml.local(name)
        if tag == "numFmt":
            own[attributes.get("numFmtId", "")] = is_date(attributes.get("formatCode", ""))
        elif tag == "cellXfs":
            within.append(True)
        elif tag == "xf" and within:
            number = attributes.get("numFmtId", "0")
            found.append(own.get(number, number.isdecimal() and len(number) < 5 and int(number) in _BUILT_IN))
        if len(found) + len(own) > MOST_FORMATS:
            raise Unreadable("bomb")

    def end(name: str) -> None:
        if xml.local(name) == "cellXfs":
            within.clear()

    xml.parse(part, start=start, end=end)
    return found


def is_date(code: str) -> bool:
    """dd.mm.yyyy is one, 0.00 and #,##0 "руб" are none."""
    if len(code) > LONGEST_FORMAT:
        return False
    letters = NO_LETTERS.sub("", code.partition(";")[0]).lower()
    return letters != "general" and any(letter in "dmyhs" for letter in letters)


def from_serial(number: float, from_1904: bool) -> date | time | float:
    """A number of days as the date that it shows; a part of a day as a time. What is far from any stays a number."""
    if not 0 <= number < LAST_SERIAL:
        return number
    moment = (DAY_0_FROM_1904 if from_1904 else DAY_0) + timedelta(seconds=round(number * 86_400))
    if number < 1:
        return moment.time()
    return moment.date() if number == int(number) else moment
