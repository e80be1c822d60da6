"""No page scrolls sideways on the narrowest phone (320 pixels), nor with text of double size (WCAG 1.4.4 and 1.4.10)."""

from collections.abc import Callable

import pytest

from tests.browser.test_pages import LANGUAGES, WIDE, Window, context, site, tab, window
from tests.guards.pages import OPENINGS, Opening

__all__ = ["context", "site", "tab", "window"]
pytestmark = [pytest.mark.browser]
DOUBLE = "document.documentElement.style.fontSize = '212.5%'"
SHAPES = ((320, ""), (390, DOUBLE), (1280, DOUBLE))


@pytest.mark.parametrize("opening", OPENINGS, ids=str)
def test_no_page_scrolls_sideways(window: Callable[[Opening], Window], opening: Opening) -> None:  # noqa: F811
    at = window(opening)
    at.load(LANGUAGES[0])
    pages = {language: at.html(language) for language in LANGUAGES}
    faults = []
    for language, html in pages.items():
        at.show(language, html)
        for width, larger in SHAPES:
            at.page.set_viewport_size({"width": width, "height": 900})
            at.page.evaluate(larger or "document.documentElement.style.fontSize = ''")
            if (wide := at.page.evaluate("document.documentElement.scrollWidth")) > width:
                faults.append((language, width, bool(larger), wide, at.page.evaluate(WIDE)))
    assert not faults, faults
