"""Hostile text in any field prints as text; nothing is fetched, nothing leaves the page."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pypdfium2
import pytest

from reports.papers.base import Person, Typed
from reports.papers.html import page_of
from reports.rendering.paper import make
from tests.reports.papers import samples
from tests.reports.papers.conftest import SAMPLES, rendered, text_of

ATTACK = (
    "</title></style></span><script>alert(1)</script><img src=file:///etc/passwd><link rel=attachment href="
    "http://192.0.2.1/x>\"' onload=x {{ 7|add:7 }} {% now 'Y' %} %s {0} &lt; ]]> @import url(http://192.0.2.1/a.css);"
    " *{display:none} \u202eтсет\u2066 ＜script＞ \u0338 😀"
)


def poisoned(value: Any, text: str) -> Any:
    """The same data with `text` in the place of every text: typed, official, names, numbers and codes alike."""
    if isinstance(value, Typed):
        return Typed(text, value.language)
    if isinstance(value, tuple):
        return tuple(poisoned(item, text) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {}
        for item in fields(value):
            kept = getattr(value, item.name)
            if item.name in OF_THE_PROGRAM:
                continue
            changes[item.name] = text if isinstance(kept, str) else poisoned(kept, text)
        return replace(value, **changes)
    return value


# Values that the program writes itself and checks against a table, or that tie rows together.
OF_THE_PROGRAM = {
    "code", "state", "source", "component", "conclusion", "verdict", "evaluation", "basis", "criterion", "key", "needs",
}  # fmt: skip


@pytest.mark.parametrize("name", ["decided", "order"])
def test_every_field_is_escaped(name: str, form: str) -> None:
    html = page_of(poisoned(SAMPLES[name](), ATTACK), form).html
    for never in ("<script", "<img", "<link", "</style", "onload=x {{ 14"):
        assert never not in html
    assert html.count("<html") == html.count("</html>") == html.count("</main>") == 1


@pytest.mark.parametrize("name", ["decided", "order"])
def test_an_attack_prints_as_text_and_fetches_nothing(name: str) -> None:
    made = make(poisoned(SAMPLES[name](), ATTACK), "kk-ru")
    text = text_of(made.pdf).replace(" ", "")
    assert made.refused == ()
    assert "<script>alert(1)</script>" in text
    assert "file:///etc/passwd" in text
    assert "{{7|add:7}}" in text
    assert "[grinningface]" in text
    assert "\u202e" not in text


def test_a_word_without_end_stays_on_the_paper() -> None:
    word = "ұ" * 10_000
    paper = samples.report(
        recommendation=samples.kk(word),
        novice_voice=replace(samples.NOVICE_VOICE, text=samples.kk(word)),
        activities=(replace(samples.ACTIVITIES[0], title=samples.kk(word)), *samples.ACTIVITIES[1:]),
    )
    made = make(paper, "kk-ru")
    assert text_of(made.pdf).count("ұ") >= 30_000
    assert_inside_margins(made.pdf)


@pytest.mark.parametrize("name", list(SAMPLES))
def test_pictures_are_inked_and_inside_the_margins(name: str, form: str) -> None:
    assert_inside_margins(rendered(name, form).pdf)


def test_long_names_wrap_instead_of_running_into_each_other() -> None:
    long = Person("Абдрахман-Нұрсұлтанқызы" * 2, "Айгүлмарияжансая", "Серікболсынғалиқызы" * 2)
    paper = samples.report(novice=replace(samples.report().novice, person=long))
    made = make(paper, "kk-ru")
    assert long.surname in text_of(made.pdf).replace(" ", "")
    assert_inside_margins(made.pdf)


def assert_inside_margins(pdf: bytes) -> None:
    """Each page has ink, and none of it lies outside 19 mm left, 13 right, 3 above and 6 below."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        picture = page.render(scale=1).to_pil().convert("L").point(lambda grey: 255 if grey < 200 else 0)
        left, top, right, bottom = picture.getbbox() or pytest.fail("a blank page")
        millimetre = picture.width / 210
        assert left >= 19 * millimetre
        assert right <= (210 - 13) * millimetre
        assert top >= 3 * millimetre
        assert bottom <= (297 - 6) * millimetre
    document.close()
