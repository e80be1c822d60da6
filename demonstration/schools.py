"""Makes a school: its row, its people, and the cases that they have lived through by now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from common import clock
from demonstration import people, staff
from demonstration.cast import Part
from demonstration.days import Days
from demonstration.diary import Diary
from demonstration.history import Case, Place
from demonstration.meetings import Meetings
from demonstration.people import Person
from demonstration.staff import Staff
from demonstration.stories import STORIES
from mentoring.deadlines import sweep
from mentoring.deadlines.models import Notice
from schools.calendar.selectors import work_calendar
from schools.organisation.models import Department, School
from schools.people.models import Employment

READ_DAYS = 3
"""Working days: what was told longer ago is read by now."""


def school_row(
    department: Department, names: tuple[str, str, str], place: tuple[str, str, str], *, is_small: bool = False
) -> School:
    """The school itself; names and place in Kazakh, Russian, English."""
    return School.objects.create(
        department=department,
        name_kk=names[0],
        name_ru=names[1],
        name_en=names[2],
        place_kk=place[0],
        place_ru=place[1],
        place_en=place[2],
        is_small=is_small,
        language="kk",
    )


def days_of(school: School, now: datetime) -> Days:
    return Days(work_calendar(school), clock.today(now))


def hire(parts: Sequence[Part], days: Days) -> list[Person]:
    """The new teachers, each hired on the day that the story needs."""
    hired = []
    for part in parts:
        story = STORIES[part.story]
        day = story.hired(days)
        person = people.beginner(part.name, part.subject, day, language=part.language, first_time=story.first_time)
        hired.append(replace(person, left=days.after(day, story.left) if story.left else None))
    return hired


def live(
    written: Staff, parts: Sequence[Part], days: Days, chance: Random, now: datetime, lent: Employment | None = None
) -> None:
    """Let the cases of a school happen. `lent`: a stay of a teacher of another school, by whose name parts ask for it."""
    diary = Diary(now)
    place = Place(written, days, diary, Meetings(written, days, diary), chance)

    def stay(name: str) -> Employment | None:
        if lent is not None and lent.user.full_name == name:
            return lent
        return written.stays[name] if name else None

    for part in parts:
        novice = written.stays[part.name]
        case = Case(place, novice, stay(part.mentor), novice.hired_on, successor=stay(part.successor), size=part.size)
        STORIES[part.story].tell(case)
    place.meetings.note()
    diary.live()
    sweep.run(now)
    read = Notice.objects.filter(deadline__mentorship__school=written.school, on__lt=days.back(READ_DAYS))
    read.update(read_at=now)  # people have looked since


def write_staff(school: School, listed: Sequence[Person], now: datetime, *, taken: set[str], tag: str = "") -> Staff:
    return staff.write(school, listed, today=clock.today(now), tag=tag, taken=taken)
