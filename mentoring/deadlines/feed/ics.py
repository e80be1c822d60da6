"""Dates as a calendar file (RFC 5545, with the name and the hours of refreshing of RFC 7986). Pure: facts to bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from unicodedata import category

PRODUCT = "-//Talimger//Mentoring deadlines//EN"
REFRESH = "PT6H"
LINE_OCTETS = 75
ALARM_HOUR = 9
NO_TEXT = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Controls, halves of letters, separators of lines and paragraphs: no reader expects them inside a text."""


@dataclass(frozen=True, slots=True)
class Event:
    """A day of its own. uid never changes; sequence grows with each change of the date and with a cancellation.

    alarm_on: the day on whose morning the calendar rings, None for what is done or cancelled.
    """

    uid: str
    sequence: int
    on: date
    summary: str
    description: str
    url: str
    cancelled: bool = False
    alarm_on: date | None = None


def write(name: str, events: Iterable[Event], now: datetime) -> bytes:
    """The whole file. `now`: an aware moment, the DTSTAMP of every event."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{text(name)}",
        f"X-WR-CALNAME:{text(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) for line in lines)


def text(value: str) -> str:
    """A text as the format wants it: commas, semicolons and backslashes escaped, line breaks as `\\n`, no controls."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    broken = escaped.replace("\r\n", "\\n").replace("\n", "\\n")
    return "".join(letter for letter in broken if letter == "\t" or category(letter) not in NO_TEXT)


def fold(line: str) -> bytes:
    """One line of the file with its end: cut after at most 75 octets, never inside a letter."""
    pieces, room = [b""], LINE_OCTETS
    for letter in line:
        octets = letter.encode()
        if len(pieces[-1]) + len(octets) > room:
            pieces.append(b"")
            room = LINE_OCTETS - 1  # the space that a continued line begins with
        pieces[-1] += octets
    return b"\r\n ".join(pieces) + b"\r\n"


def _event(event: Event, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{text(event.summary)}"
    yield f"DESCRIPTION:{text(event.description)}"
    yield f"URL:{event.url}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if event.alarm_on is not None:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{text(event.summary)}"
        yield f"TRIGGER:{_before(event.on, event.alarm_on)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _before(start: date, alarm_on: date) -> str:
    """How long before the midnight that begins `start` it is nine in the morning of `alarm_on`, an earlier day.

    A day of its own begins at midnight wherever the calendar is read, so the alarm rings at nine there, too.
    """
    days = (start - alarm_on).days - 1
    return f"-P{f'{days}D' if days else ''}T{24 - ALARM_HOUR}H"
