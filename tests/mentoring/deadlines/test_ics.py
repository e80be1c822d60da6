"""The calendar file, read back by a parser that is not ours."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from mentoring.deadlines.feed.ics import Event, fold, write

NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
DAY = date(2026, 12, 7)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def event(**fields) -> Event:
    values = {
        "uid": "deadline-7@mentor.example",
        "sequence": 2,
        "on": DAY,
        "summary": "Level recorded: А. Б. С.",
        "description": "Last day.\nhttps://mentor.example/mentorships/3/",
        "url": "https://mentor.example/mentorships/3/",
    }
    return Event(**values | fields)


def read(*events: Event, name: str = "Tálimger"):
    (calendar,) = Calendar.from_ical(write(name, events, NOW), multiple=True)
    assert not calendar.errors
    return calendar


def only(*events: Event):
    (found,) = read(*events).walk("VEVENT")
    assert not found.errors
    return found


def test_the_calendar_says_what_it_is_and_how_often_to_come():
    calendar = read(name="Tálimger: мерзімдер")
    assert (calendar["VERSION"], calendar["METHOD"], calendar["CALSCALE"]) == ("2.0", "PUBLISH", "GREGORIAN")
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Tálimger: мерзімдер"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert calendar["PRODID"]
    assert calendar.walk("VEVENT") == []


def test_an_event_is_a_whole_day():
    found = only(event())
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (DAY, DAY + timedelta(days=1))
    assert (found["UID"], found["SEQUENCE"], found["STATUS"]) == ("deadline-7@mentor.example", 2, "CONFIRMED")
    assert found["DTSTAMP"].dt == NOW
    assert found["SUMMARY"] == "Level recorded: А. Б. С."
    assert found["DESCRIPTION"] == "Last day.\nhttps://mentor.example/mentorships/3/"
    assert found["URL"] == "https://mentor.example/mentorships/3/"
    assert found.walk("VALARM") == []


def test_what_is_cancelled_says_so():
    assert only(event(cancelled=True))["STATUS"] == "CANCELLED"


@pytest.mark.parametrize(
    ("alarm_on", "trigger"),
    [(date(2026, 12, 6), "-PT15H"), (date(2026, 12, 4), "-P2DT15H"), (date(2026, 11, 30), "-P6DT15H")],
)
def test_the_alarm_rings_at_nine_on_its_morning(alarm_on, trigger):
    (alarm,) = only(event(alarm_on=alarm_on)).walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"] == "Level recorded: А. Б. С."
    assert alarm["TRIGGER"].to_ical().decode() == trigger
    assert datetime.combine(DAY, time()) + alarm["TRIGGER"].dt == datetime.combine(alarm_on, time(9))


@pytest.mark.parametrize("now", [NOW, NOW.astimezone(timezone(timedelta(hours=5)))])
def test_the_stamp_is_in_utc(now):
    assert b"DTSTAMP:20261203T100000Z\r\n" in write("", [event()], now)


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_comes_back_and_breaks_no_line(summary, description):
    data = write(summary, [event(summary=summary, description=description, alarm_on=date(2026, 12, 4))], NOW)
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()
    (calendar,) = Calendar.from_ical(data, multiple=True)
    (found,) = calendar.walk("VEVENT")
    assert len(calendar.walk("VALARM")) == 1
    assert str(found["DTSTART"].dt) == "2026-12-07"
    if summary.isprintable():
        assert found["SUMMARY"] == summary


@pytest.mark.parametrize(
    "text",
    ["a\r\nBEGIN:VEVENT\r\nUID:other", "x\nEND:VCALENDAR", "line\u2028END:VEVENT", "\\n\\;,;", "\x00\x07", "\u00a0ы"],
)
def test_no_text_can_write_an_event_of_its_own(text):
    found = only(event(summary=text, description=text))
    assert found["UID"] == "deadline-7@mentor.example"


def test_a_long_line_is_cut_between_letters():
    line = "SUMMARY:" + "ә" * 200
    cut = fold(line)
    assert all(len(piece) <= 75 for piece in cut.split(b"\r\n"))
    assert cut.replace(b"\r\n ", b"") == line.encode() + b"\r\n"
