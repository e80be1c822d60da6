"""The parts of the demonstration that need no database: people, days, the diary, the texts."""

from datetime import UTC, date, datetime, time
from random import Random

import pytest

from demonstration import people
from demonstration.cast import ORDINARY, SMALL
from demonstration.days import Days
from demonstration.diary import Diary
from demonstration.further import SHARES
from demonstration.stories import STORIES
from demonstration.texts import BY_LANGUAGE
from mentoring.introductory.models import Activity, AdaptationItem
from mentoring.library.activities import ActivityForm
from mentoring.library.criteria import BY_MENTOR
from mentoring.main_stage.models import LogEntry, LogLine
from schools.calendar.data.academic_years import SHIPPED_YEARS
from schools.calendar.rules import WorkCalendar

SUNDAY = Days(WorkCalendar(week=5, years=SHIPPED_YEARS), date(2026, 11, 29))


def test_the_same_seed_gives_the_same_people():
    def some(seed: int) -> list[people.Person]:
        return people.invented(Random(seed), 40, 2026, set())

    assert some(1) == some(1)
    assert some(1) != some(2)
    assert len({person.name for person in some(1)}) == 40
    assert any(person.may_mentor for person in some(1))


def test_days_are_counted_from_the_last_working_day():
    assert SUNDAY.back(0) == date(2026, 11, 27)
    assert SUNDAY.back(1) == date(2026, 11, 27)
    assert SUNDAY.back(2) == date(2026, 11, 26)


def test_lessons_are_in_no_vacation():
    assert SUNDAY.lesson_day(date(2026, 12, 30)) == date(2027, 1, 11)
    assert SUNDAY.lesson_day(date(2026, 7, 1)) == date(2026, 9, 1)


def test_the_diary_is_lived_in_the_order_of_time():
    now = datetime(2026, 12, 3, 4, tzinfo=UTC)
    diary, lived = Diary(now), []
    diary.note(date(2026, 12, 3), time(15), lambda at: lived.append(("today, later", at)))
    diary.note(date(2026, 12, 2), time(15), lambda at: lived.append(("yesterday", at)))
    diary.note(date(2026, 12, 2), time(15), lambda at: lived.append(("the same moment, noted later", at)))
    diary.live()
    assert [what for what, _at in lived] == ["yesterday", "the same moment, noted later", "today, later"]
    assert lived[-1][1] == now


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_texts_fit_their_fields(language):
    texts = BY_LANGUAGE[language]
    titles = [line.title for line in texts.lines]
    assert len(set(titles)) == len(titles)
    for line in texts.lines:
        assert line.need in BY_MENTOR
        assert line.form in ActivityForm.values
        assert len(line.done) <= LogEntry._meta.get_field("what").max_length
        assert len(line.promise) <= LogLine._meta.get_field("promise").max_length
        for name in ("title", "methods", "expected", "evidence"):
            assert len(getattr(line, name)) <= Activity._meta.get_field(name).max_length
    assert {section for section, _text, _who in texts.adaptation} == set(AdaptationItem.Section.values)
    assert {"D01", "D05", "D12", "D14", "D15"} <= {line.need for line in texts.lines}


def test_every_story_is_told_in_the_first_two_schools():
    assert {part.story for part in (*ORDINARY, *SMALL)} == set(STORIES)
    assert set(SHARES) == set(STORIES) - {"another_mentor"}
