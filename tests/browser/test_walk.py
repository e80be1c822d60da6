"""The main job, end to end: seven people, one year, from the office's list to the council's PDF, without a script.

Nothing is written but by clicks and typed words, past the first deputy's account and school. The clock moves from
school day to school day. `tests/browser/walk/` holds what each person does.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser
from time_machine import Traveller

from mentoring.library.criteria import BY_MENTOR, CODES
from reports.rendering.tasks import make_paper
from tests.browser.walk import appointment, closing, council, introductory, story, year
from tests.browser.walk.paper import check_picture, check_text
from tests.browser.walk.person import Person, on
from tests.factories import SchoolFactory, deputy_of

# It takes longest by far, so it comes first, while the other process opens the pages.
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.long]

PEOPLE = {
    "deputy": ("The deputy head", story.DEPUTY),
    "head": ("The head", story.HEAD),
    "chair": ("The chair of the council", story.CHAIR),
    "secretary": ("The secretary of the council", story.SECRETARY),
    "member": ("A member of the council", story.MEMBER),
    "mentor": ("The mentor", story.MENTOR),
    "novice": ("The new teacher", story.NOVICE),
}


@pytest.fixture(scope="module", autouse=True)
def _tables_as_they_were(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The walk commits its rows and leaves the tables empty. The tests after it get them back to the last row."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connection.ensure_connection()
    kept = sqlite3.connect(":memory:")
    connection.connection.backup(kept)
    yield
    kept.backup(connection.connection)
    kept.close()


@pytest.fixture
def people(browser: Browser, live_server: Any, settings: Any, clock: Traveller) -> Iterator[dict[str, Person]]:
    """Seven browsers; the deputy head has an account, the others will be invited."""
    settings.PUBLIC_URL = live_server.url
    clock.move_to("2026-09-01T05:00:00+00:00")
    name = story.DEPUTY
    deputy = deputy_of(
        SchoolFactory(), surname=name.surname, given_name=name.given, patronymic=name.patronymic,
        password=story.PASSWORD,
    )  # fmt: skip
    all_of_them = {
        key: Person(who, name, browser, live_server.url, clock, story.PASSWORD) for key, (who, name) in PEOPLE.items()
    }
    all_of_them["deputy"].login = deputy.login
    yield all_of_them
    for person in all_of_them.values():
        person.leave()


def test_seven_people_walk_from_the_roster_to_the_councils_pdf(
    people: dict[str, Person], clock: Traveller, published: list[tuple]
) -> None:
    deputy, head, chair, secretary, member, mentor, novice = people.values()

    on(clock, story.HIRED)
    appointment.brings_in_the_roster(deputy)
    appointment.confirms_the_mentorship(deputy, novice)
    appointment.attests_ethics(deputy, mentor)
    for person, post in (
        (head, "Head of the school"),
        (chair, "Chair of the council"),
        (secretary, "Secretary of the council"),
        (member, "Member of the council"),
    ):
        appointment.gives_post(deputy, person, post)
    invited = (head, chair, secretary, member, mentor, novice)
    links = appointment.invites(deputy, *invited)
    for person in invited:
        appointment.joins(person, links[person.full_name])

    on(clock, date(2026, 9, 2))
    appointment.plans_meeting(deputy, date(2026, 9, 4))
    appointment.chooses(deputy, mentor)
    appointment.accepts(mentor, novice)
    appointment.sees_the_candidate(novice, mentor)
    appointment.puts_to_the_council(deputy)
    council.sends_agenda(secretary)
    council.reads_agenda(member, mentor, novice)

    on(clock, date(2026, 9, 4), 16)
    council.opens_meeting(secretary)
    council.recommends(secretary, mentor)
    council.signs_minutes(chair, "1")

    on(clock, date(2026, 9, 7))
    appointment.signs_order(head, mentor, 87)
    on(clock, date(2026, 9, 8))
    appointment.announces(deputy)

    on(clock, date(2026, 9, 14))
    introductory.records_level(mentor)
    on(clock, date(2026, 9, 16))
    introductory.asks_for_help(novice, "Ата-аналар жиналысын қалай өткізуге болады?")
    introductory.rates_oneself(novice, 2, story.LOW)
    introductory.rates(mentor, 2, story.LOW, novice)

    on(clock, date(2026, 9, 18))
    introductory.signs_sheet(mentor)
    introductory.adds_point(deputy, novice, "Ұжыммен танысу", date(2026, 9, 25))
    introductory.writes_plan(mentor)
    introductory.sends_plan(mentor)
    on(clock, date(2026, 9, 21))
    introductory.agrees_plan(deputy)
    on(clock, date(2026, 9, 25))  # due on Wednesday the 23rd: the one late step of this year
    introductory.approves_plan_late(head, story.LATE_REASON)
    introductory.ticks_point(deputy, novice, "Ұжыммен танысу")

    for title, _need, day, _form, what in story.ACTIVITIES[:3]:
        on(clock, day, 13)
        year.logs(mentor, title, what)
        year.confirms(novice, what)
        if day == story.ACTIVITIES[0][2]:
            year.writes_feedback(mentor, novice)
            year.answers_feedback(novice, mentor)
            year.reads_no_feedback(deputy, novice)
        if day == story.ACTIVITIES[1][2]:
            on(clock, date(2026, 12, 17), 14)
            year.assesses(mentor)
    on(clock, story.ACTIVITIES[3][2], 13)
    year.says_it_was_not_held(mentor, novice, story.ACTIVITIES[3][0])

    on(clock, date(2027, 5, 4))
    year.rates_oneself_again(novice, CODES)
    year.rates_again(mentor, novice, BY_MENTOR)
    closing.opens_final_stage(mentor)
    appointment.plans_meeting(deputy, date(2027, 5, 20))
    on(clock, date(2027, 5, 6))
    closing.writes_report(mentor)
    closing.adds_words(novice, story.NOVICE_VOICE)
    closing.sends_report(mentor)
    on(clock, date(2027, 5, 11))
    closing.puts_report_on_agenda(secretary)
    council.sends_agenda(secretary)
    council.reads_agenda(member, mentor, novice)

    on(clock, date(2027, 5, 20), 16)
    council.opens_meeting(secretary)
    council.hears(secretary, novice)
    on(clock, date(2027, 5, 21))
    council.signs_minutes(chair, "7")
    on(clock, date(2027, 5, 24))
    closing.issues_extract(deputy)

    on(clock, date(2027, 5, 25))
    closing.asks_for_paper(secretary, date(2027, 5, 20), novice)
    [(task, paper_id)] = [job for job in published if job[0] == make_paper.name]
    pdf = closing.downloads_paper(secretary, date(2027, 5, 20), lambda: make_paper(paper_id))
    check_text(pdf, novice, mentor)
    check_picture(pdf)
