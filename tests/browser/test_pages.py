"""Every page in a real browser, as somebody who may see it: accessible, nothing wider than the screen, a quiet console,
all words in the page's language.

The pages come from the table of addresses (`tests/guards/pages.py`): a new one joins by itself. Each is loaded once and
axe looks at it, with language, width and colours rotating so that all pairs occur over the pages. Then the words of the
other two languages, as the server sends them, take their place in the same window, which is measured in two widths.
`make test-full` loads each page in each language, and axe looks at all twelve.

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
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Route
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
# The page that the server sends, in place of the one that is shown; its styles are loaded already.
SHOW = """html => {
  const sent = new DOMParser().parseFromString(html, 'text/html');
  document.documentElement.lang = sent.documentElement.lang;
  document.title = sent.title;
  document.body.replaceWith(document.adoptNode(sent.body));
  return document.documentElement.lang;
}"""
AXE = Axe()
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


def stands_still(route: Route) -> None:
    """A paper that is being made looks anew every two seconds; a slow machine would be looking at it just then."""
    answer = route.fetch()
    headers = {name: value for name, value in answer.headers.items() if name.lower() != "refresh"}
    route.fulfill(response=answer, headers=headers)


@pytest.fixture(scope="module")
def context(browser: Browser, site: LiveServer) -> Iterator[BrowserContext]:
    """One browser window for all; who is signed in, the cookies say."""
    made = browser.new_context(reduced_motion="reduce")
    made.route("**/papers/**", stands_still)
    yield made
    made.close()


@pytest.fixture(scope="module")
def tab(context: BrowserContext) -> Page:
    """One page for all; what its console complains of is gathered."""
    return context.new_page()


class Window:
    """A page of the product in the browser: loaded in one language, then shown in the words of another."""

    def __init__(self, page: Page, opening: Opening, world: World, address: str) -> None:
        self.page, self.address, self.url = page, address, opening.url(world)
        self.client = opening.client(world)

    def load(self, language: str) -> None:
        """As a person opens it."""
        cookies: list[Any] = [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": self.address}]
        for name, morsel in self.client.cookies.items():
            if name != settings.LANGUAGE_COOKIE_NAME:
                cookies.append({"name": name, "value": morsel.value, "url": self.address})
        self.page.context.add_cookies(cookies)
        answer = self.page.goto(self.address + self.url)
        assert answer is not None
        assert answer.status == 200
        assert self.page.locator("html").get_attribute("lang") == language

    def html(self, language: str) -> str:
        """As the server sends it."""
        self.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        answer = self.client.get(self.url, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    def show(self, language: str, html: str) -> None:
        """What the server sent, in place of what is shown."""
        assert self.page.evaluate(SHOW, html) == language

    def look(self, width: int, colours: Literal["light", "dark"]) -> None:
        """axe finds nothing at this width in these colours."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        found = AXE.run(self.page)
        assert found.violations_count == 0, found.generate_report()

    def measure(self, language: str, width: int, picture: str) -> None:
        """Nothing is wider than the screen."""
        wide = self.page.evaluate("document.documentElement.scrollWidth") > width
        assert not wide, (language, width, self.page.evaluate(WIDE))
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{picture}-{language}-{width}.png", full_page=True)

    def read(self, language: str) -> None:
        """All words are of this language."""
        wrong = wrong_language(self.page.evaluate(TEXTS), language)
        assert not wrong, f"{language}: {wrong}"


@pytest.fixture
def window(tab: Page, here: World, site: LiveServer) -> Iterator[Callable[[Opening], Window]]:
    """Opens a page; fails on whatever the console complains of."""
    said: list[str] = []

    def hears(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(message.text)

    def breaks(error: Error) -> None:
        said.append(str(error))

    tab.context.clear_cookies()
    tab.on("console", hears)
    tab.on("pageerror", breaks)
    yield lambda opening: Window(tab, opening, here, site.url)
    tab.goto("about:blank")
    tab.remove_listener("console", hears)
    tab.remove_listener("pageerror", breaks)
    assert said == [], "the console complains"


@pytest.mark.parametrize(("turn", "opening"), list(enumerate(OPENINGS)), ids=str)
def test_page(window: Callable[[Opening], Window], turn: int, opening: Opening):
    at, shown = window(opening), MATRIX[turn % len(MATRIX)]
    at.load(shown[0])
    at.look(*shown[1:])
    at.read(shown[0])
    at.measure(shown[0], shown[1], str(opening))
    pages = {language: at.html(language) for language in LANGUAGES}
    for width in WIDTHS:
        at.page.set_viewport_size({"width": width, "height": 900})
        for language, html in pages.items():
            at.show(language, html)
            at.measure(language, width, str(opening))
            if width == WIDTHS[0]:
                at.read(language)


def test_what_is_wrong_in_another_language_is_seen(window: Callable[[Opening], Window]):
    """The words that take the place of others are measured and read like those that were loaded."""
    at, width = window(OPENINGS[0]), WIDTHS[0]
    at.load("kk")
    at.page.set_viewport_size({"width": width, "height": 900})
    wrong = f"<p>Nobody translated this</p><canvas width={2 * width}></canvas></main>"
    at.show("ru", at.html("ru").replace("</main>", wrong))
    with pytest.raises(AssertionError, match="canvas"):
        at.measure("ru", width, "")
    with pytest.raises(AssertionError, match="Nobody translated this"):
        at.read("ru")


@pytest.mark.full
@pytest.mark.parametrize("opening", OPENINGS, ids=str)
def test_page_everywhere(window: Callable[[Opening], Window], opening: Opening):
    at = window(opening)
    for language in LANGUAGES:
        at.load(language)
        at.read(language)
        for width, colours in product(WIDTHS, COLOURS):
            at.look(width, colours)
            at.measure(language, width, str(opening))


def test_all_pairs_occur():
    seen = [MATRIX[turn % len(MATRIX)] for turn in range(len(OPENINGS))]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert {(at[one], at[other]) for at in seen} == {(at[one], at[other]) for at in MATRIX}
