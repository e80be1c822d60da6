"""What is typed into a long form stays in the tab until it was sent: without a connection, after a reload; for the person
who typed it alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_pages import Window, site
from tests.factories.world import World
from tests.guards.pages import OPENINGS

__all__ = ["site"]
pytestmark = [pytest.mark.browser]
TEXT = "Бұрын басқа мектепте сабақ берген, құжаттары бар."
FORM = next(one for one in OPENINGS if one.name == "proposal_off")


@pytest.fixture
def tab(browser: Browser, site: LiveServer) -> Iterator[Page]:  # noqa: F811
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def form(tab: Page, here: World, site: LiveServer) -> Window:  # noqa: F811
    """A long form, open and filled in."""
    window = Window(tab, FORM, here, site.url)
    window.load("en")
    tab.locator("textarea").fill(TEXT)
    return window


def test_without_a_connection_it_stays_on_the_page_and_says_so(tab: Page, form: Window) -> None:
    tab.context.set_offline(True)
    tab.locator("main form .btn-primary").click()
    expect(tab.locator("main [data-unsent-note]")).to_contain_text("There is no connection. Nothing was sent")
    assert tab.locator("textarea").input_value() == TEXT
    tab.context.set_offline(False)
    tab.reload()
    assert tab.locator("textarea").input_value() == TEXT


def test_after_a_reload_it_is_back_and_can_be_deleted(tab: Page, form: Window) -> None:
    tab.reload()
    assert tab.locator("textarea").input_value() == TEXT
    expect(tab.locator("main [data-unsent-note]")).to_contain_text("nothing is saved yet")
    tab.get_by_role("button", name="Delete what I typed").click()
    assert tab.locator("textarea").input_value() == ""
    tab.reload()
    assert tab.locator("textarea").input_value() == ""


def test_when_it_was_sent_nothing_of_it_is_kept(tab: Page, form: Window) -> None:
    tab.locator("main form .btn-primary").click()
    tab.wait_for_url(lambda url: not url.endswith(form.url))
    assert TEXT not in tab.evaluate("JSON.stringify(sessionStorage)")


def test_after_the_sign_out_nothing_of_it_is_kept(tab: Page, form: Window) -> None:
    assert TEXT in tab.evaluate("JSON.stringify(sessionStorage)")
    tab.context.clear_cookies()
    tab.goto(form.address + "/signin/")
    assert TEXT not in tab.evaluate("JSON.stringify(sessionStorage)")
