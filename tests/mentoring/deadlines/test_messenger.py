"""Each task and reminder has a text to copy into a messenger: the step, initials, the last day, an address."""

import html
import re
from datetime import date

import pytest
from django.urls import reverse

from mentoring.deadlines import sweep
from mentoring.deadlines.messenger import message
from tests.factories import EmploymentFactory, mentor_of, ready
from tests.mentoring.deadlines.test_services import opened
from tests.mentoring.deadlines.test_sweep import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def texts(page: str) -> list[str]:
    return [
        html.unescape(text) for text in re.findall(r"<textarea[^>]*data-copy[^>]*>\n?(.*?)</textarea>", page, re.S)
    ]


def test_the_text_names_nobody_but_by_initials(settings) -> None:
    settings.PUBLIC_URL = "https://mentor.mektep.example"
    novice = EmploymentFactory(user__surname="Омарова", user__given_name="Гүлнара", user__patronymic="Сапарқызы")
    for person in (novice, novice.user, "Гүлнара Сапарқызы Омарова"):
        assert message(what="Level", person=person, due=date(2026, 12, 4), url="/mentorships/7/") == (
            "Level – Г. С. О.\nLast day: Fri 04.12.2026\nhttps://mentor.mektep.example/mentorships/7/"
        )
    assert message(what="Read", person=None, due=None, url="/") == "Read\nhttps://mentor.mektep.example/"


def test_each_task_has_one(client) -> None:
    mentorship = ready("level")
    client.force_login(mentor_of(mentorship).user)
    answer = client.get(reverse("home"))
    tasks = [task for group in answer.context["groups"] for task in group.tasks]
    assert tasks
    assert texts(answer.content.decode()) == [task.message for task in tasks]
    surname = mentorship.novice.user.surname
    assert all(surname not in task.message and "/level/" in task.message for task in tasks)


def test_each_reminder_has_one(client) -> None:
    mentorship, deputy = opened()
    sweep.run(at(date(2026, 12, 4), 6))
    client.force_login(deputy.user)
    answer = client.get(reverse("notices"))
    found = texts(answer.content.decode())
    assert len(found) == len(answer.context["told"]) > 0
    assert any("Fri 04.12.2026" in text for text in found)
    assert all(reverse("case", args=[mentorship.pk]) in text for text in found)
    assert all(mentorship.novice.user.surname not in text for text in found)
