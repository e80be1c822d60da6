"""Every page in a real browser, as somebody who may see it: accessible, nothing wider than the screen, a quiet console,
all words in the page's language.

The pages come from the table of addresses (`tests/guards/pages.py`): a new one joins by itself. Each is loaded in three
languages and looked at in two widths; axe looks at it once, with language, width and colours rotating so that all pairs
occur over the pages. `make test-full` lets axe look at all twelve.

PICTURES=folder keeps a picture of each page in each language and width, to be looked at by a person.
"""

import os
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test.client import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.reading import TEXTS, wrong_language
from tests.factories.world import World
from tests.guards.pages import OPENINGS, Opening

pytestmark = [pytest.mark.browser]
LANGUAGES, WIDTHS = ("kk", "ru", "en"), (390, 1280)
COLOURS: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
# What sticks out, for the message.
WIDE = """() => [...document.querySelectorAll('body *')].filter(el => el.getBoundingClientRect().right > innerWidth + 1)
  .map(el => el.outerHTML.slice(0, 160)).slice(-3)"""
MATRIX = tuple(product(LANGUAGES, WIDTHS, COLOURS))
PICTURES = os.environ.get("PICTURES")


@pytest.fixture(scope="module")
def site(world: World) -> Iterator[LiveServer]:
    """One server for all pages. It shares the connection of the world, so it sees rows that were never committed."""
    server = LiveServer("localhost:0")
    server._live_server_modified_settings.enable()
    yield server
    server.stop()
    server._live_server_modified_settings.disable()


@pytest.fixture(scope="module")
def context(browser: Browser, site: LiveServer) -> Iterator[BrowserContext]:
    """One browser window for all; who is signed in, the cookies say."""
    made = browser.new_context(reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture
def window(context: BrowserContext, here: World, site: LiveServer) -> Iterator[Callable[[Opening, str], Page]]:
    """Opens a page in a language; fails on whatever the console complains of."""
    context.clear_cookies()
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    clients: dict[Opening, Client] = {}

    def load(opening: Opening, language: str) -> Page:
        if opening not in clients:
            clients[opening] = opening.client(here)
        cookies: list[Any] = [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site.url}]
        for name, morsel in clients[opening].cookies.items():
            cookies.append({"name": name, "value": morsel.value, "url": site.url})
        context.add_cookies(cookies)
        answer = page.goto(site.url + opening.url(here))
        assert answer is not None
        assert answer.status == 200
        assert page.locator("html").get_attribute("lang") == language
        return page

    yield load
    page.close()
    assert said == [], "the console complains"


def look(page: Page, width: int, colours: Literal["light", "dark"]) -> None:
    """axe finds nothing at this width in these colours."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=colours, reduced_motion="reduce")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("turn", "opening"), list(enumerate(OPENINGS)), ids=str)
def test_page(window: Callable[[Opening, str], Page], turn: int, opening: Opening):
    for language in LANGUAGES:
        page = window(opening, language)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (language, page.evaluate(WIDE))
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{opening}-{language}-{width}.png", full_page=True)
        wrong = wrong_language(page.evaluate(TEXTS), language)
        assert not wrong, f"{language}: {wrong}"
        for at in (place for place in MATRIX if place == MATRIX[turn % len(MATRIX)] and place[0] == language):
            look(page, at[1], at[2])


@pytest.mark.full
@pytest.mark.parametrize("opening", OPENINGS, ids=str)
def test_page_everywhere(window: Callable[[Opening, str], Page], opening: Opening):
    for language in LANGUAGES:
        page = window(opening, language)
        for width, colours in product(WIDTHS, COLOURS):
            look(page, width, colours)


def test_all_pairs_occur():
    seen = [MATRIX[turn % len(MATRIX)] for turn in range(len(OPENINGS))]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert {(at[one], at[other]) for at in seen} == {(at[one], at[other]) for at in MATRIX}
