"""Pages in a real browser: accessible, nothing wider than the screen, a quiet console, in three languages."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from mentoring.deadlines.services import refresh
from schools.people.models import User
from tests.factories import deputy_of, head_of, mentor_of
from tests.factories.whole_year import told_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

WHO: dict[str, Callable[[Any], User]] = {
    "deputy": lambda case: deputy_of(case.school),
    "head": lambda case: head_of(case.school),
    "mentor": lambda case: mentor_of(case).user,
    "novice": lambda case: case.novice.user,
}
# address, who looks, language, width, colours: rotating, so that the pairs occur over the pages
PAGES = [
    ("account_login", None, "kk", 390, "light"),
    ("account_login", None, "ru", 1280, "dark"),
    ("home", "deputy", "kk", 1280, "light"),
    ("home", "mentor", "ru", 390, "dark"),
    ("mentorship_list", "deputy", "kk", 390, "dark"),
    ("mentorship_list", "head", "en", 1280, "light"),
    ("case", "deputy", "kk", 390, "light"),
    ("case", "novice", "ru", 1280, "dark"),
    ("diagnostics", "mentor", "en", 390, "light"),
    ("plan", "head", "kk", 1280, "dark"),
    ("activities", "novice", "kk", 390, "dark"),
    ("report", "mentor", "ru", 1280, "light"),
    ("case_papers", "deputy", "kk", 390, "light"),
    ("candidates", "deputy", "ru", 390, "light"),
    ("feedback_list", "novice", "en", 1280, "dark"),
    ("meeting_list", "deputy", "kk", 1280, "light"),
    ("teacher_list", "deputy", "ru", 390, "dark"),
    ("roster_upload", "deputy", "kk", 1280, "light"),
    ("accounts", "deputy", "en", 390, "light"),
    ("posts", "head", "kk", 390, "dark"),
    ("my_settings", "mentor", "ru", 1280, "light"),
    ("log", "mentor", "kk", 390, "light"),
]
OF_CASE = {"case", "diagnostics", "plan", "activities", "report", "case_papers", "candidates", "feedback_list"}


@pytest.mark.parametrize(("name", "who", "language", "width", "colours"), PAGES)
def test_page(
    page: Page, live_server: Any, client: Any, name: str, who: str | None, language: str, width: int, colours: str
):
    mentorship = told_case()
    with transaction.atomic():
        refresh(mentorship)
    cookies = [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}]
    if who is not None:
        client.force_login(WHO[who](mentorship))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookies.append({"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url})
    page.context.add_cookies(cookies)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    answer = page.goto(live_server.url + reverse(name, args=[mentorship.pk] if name in OF_CASE else []))

    assert answer is not None
    assert answer.status == 200
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "wider than the screen"
    assert said == []
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
