"""What a paper's PDF holds: words in four forms, tags, catalogue, fonts; read back with pypdf."""

import re
from collections import Counter
from dataclasses import fields, is_dataclass
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.utils.translation import gettext, override
from pypdf.generic import DictionaryObject, IndirectObject

from reports.papers import words
from reports.papers.base import Typed, in_language, languages_of
from reports.papers.html import page_of
from reports.papers.year_end_report import YearEndSummary
from reports.rendering.paper import make
from tests.reports.papers import samples
from tests.reports.papers.conftest import SAMPLES, plain, rendered, sample_text

NAMES = tuple(SAMPLES)
OUR_FONTS = {"Talimger-Text", "Talimger-Text-Semi-Bold", "Talimger-Narrow", "Talimger-Narrow-Semi-Bold"}
SHOWN = re.compile(rb"<([0-9a-fA-F]+)>")  # glyphs in a page's drawing, four digits each


def typed_texts(value: Any) -> list[str]:
    """Every typed text in a paper's data."""
    if isinstance(value, Typed):
        return [value.text] if value else []
    if isinstance(value, tuple):
        return [text for item in value for text in typed_texts(item)]
    if is_dataclass(value):
        return [text for item in fields(value) for text in typed_texts(getattr(value, item.name))]
    return []


def resolve(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def tags(pdf: bytes) -> Counter[str]:
    """How often each structure type stands in the tree of tags."""
    found: Counter[str] = Counter()
    todo = [resolve(pypdf.PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"])]
    while todo:
        node = resolve(todo.pop())
        if isinstance(node, DictionaryObject):
            if "/S" in node:
                found[str(node["/S"])] += 1
            kids = resolve(node.get("/K", []))
            todo.extend(kids if isinstance(kids, list) else [kids])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_typed_word_is_printed_as_typed_in_every_form(name: str, form: str) -> None:
    text = sample_text(name, form).replace(" ", "").replace("-", "")
    for typed in typed_texts(SAMPLES[name]()):
        assert "".join(typed.split()).replace("-", "") in text


def test_the_fixed_words_stand_in_each_language_of_the_form(form: str) -> None:
    text = sample_text("report", form).replace(" ", "").replace("-", "")
    for language in languages_of(form):
        for fixed in (
            *(name for name, _ in [(words.COMPONENTS[c], c) for c in words.COMPONENTS]),
            words.ROLES["chair"],
        ):
            assert "".join(in_language(fixed, language).text.split()).replace("-", "") in text


def test_every_figure_of_page_one_is_printed(form: str) -> None:
    text = sample_text("report", form)
    for figure in ("10 / 14", "4 / 5", "11 / 12", "8 / 9", "18:45", "21:00"):
        assert figure in text


def test_names_stand_in_the_nominative_and_whole(form: str) -> None:
    for name in NAMES:
        assert samples.NOVICE.full in sample_text(name, form)
        assert samples.MENTOR.full in sample_text(name, form)


def test_the_footer_traces_every_page(form: str) -> None:
    reader = pypdf.PdfReader(BytesIO(rendered("report", form).pdf))
    for page in reader.pages:
        text = plain(page.extract_text())
        assert "7K4Q-92XD-M5" in text
        assert "KZ-160" in text
        assert "293-VI" in text
        assert "mentor.example/v" in text
        assert "19.05.2027" in text


def test_pages_are_as_many_as_planned(form: str) -> None:
    assert rendered("report", form).pages == (5 if form == "kk-ru" else 4)
    assert rendered("order", form).pages == 1


def test_page_one_holds_the_signatures(form: str) -> None:
    first = plain(pypdf.PdfReader(BytesIO(rendered("report", form).pdf)).pages[0].extract_text())
    assert samples.SECRETARY.signature in first


def test_the_summary_is_page_one_alone() -> None:
    whole = samples.report()
    summary = YearEndSummary(**{item.name: getattr(whole, item.name) for item in fields(whole)})
    made = make(summary, "kk")
    assert made.pages == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_catalogue_tells_language_title_and_tags(name: str, form: str) -> None:
    reader = pypdf.PdfReader(BytesIO(rendered(name, form).pdf))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == languages_of(form)[0]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    with override(languages_of(form)[0]):
        assert plain(reader.metadata.title) == plain(SAMPLES[name]().title())
    assert b"pdfuaid" in resolve(root["/Metadata"]).get_data()
    assert reader.outline


def test_tables_and_headings_are_tagged(form: str) -> None:
    found = tags(rendered("report", form).pdf)
    assert found["/H1"] == 1
    assert found["/Table"] >= 7
    assert found["/TH"] > 60
    assert found["/H2"] >= 12
    assert found["/Figure"] >= 6
    assert tags(rendered("order", form).pdf)["/H1"] == 1


@pytest.mark.parametrize("name", NAMES)
def test_only_our_fonts_are_embedded_and_no_letter_is_missing(name: str, form: str) -> None:
    reader = pypdf.PdfReader(BytesIO(rendered(name, form).pdf))
    names = set()
    for page in reader.pages:
        for font in resolve(page["/Resources"]["/Font"]).values():
            base = resolve(font)
            names.add(str(base["/BaseFont"]).split("+")[-1].lstrip("/"))
            assert "/FontFile2" in _descriptor(base) or "/FontFile3" in _descriptor(base)
        glyphs = b" ".join(SHOWN.findall(page.get_contents().get_data()))
        assert glyphs
        assert b"0000" not in {part[at : at + 4] for part in glyphs.split() for at in range(0, len(part), 4)}
    assert names <= OUR_FONTS
    assert "\ufffd" not in sample_text(name, form)


def _descriptor(font: DictionaryObject) -> DictionaryObject:
    return resolve(resolve(resolve(font["/DescendantFonts"])[0])["/FontDescriptor"])


def test_the_charts_have_a_text_equivalent(form: str) -> None:
    page = page_of(samples.report(), form)
    for row in samples.report().components:
        with override(languages_of(form)[0]):
            assert f"<title>{row.text}</title>" in page.html


@pytest.mark.parametrize("name", ["report", "decided"])
def test_emotional_strain_is_in_no_paper(name: str, form: str) -> None:
    assert "D10" not in sample_text(name, form)
    assert "D10" not in page_of(SAMPLES[name](), form).html


def test_the_boxes_are_empty_until_the_council_has_decided(form: str) -> None:
    assert "×" not in sample_text("report", form)
    assert sample_text("decided", form).count("×") == 2
    assert "31.12.2027" in sample_text("decided", form)


def test_what_was_out_of_the_ordinary_is_told(form: str) -> None:
    text = sample_text("decided", form)
    for told in ("23.01.2027", "29.01.2027", "01.02.2027", "05.02.2027", "05.11.2026", samples.FORMER.full):
        assert told in text
        assert told not in sample_text("report", form) or told == "05.11.2026"


def test_a_day_recorded_late_stands_beside_the_day_it_happened(form: str) -> None:
    assert "22.09.2026" in sample_text("report", form)


def test_a_demonstration_says_so_on_every_page(form: str) -> None:
    with override(languages_of(form)[0]):
        ribbon = plain(gettext("Demonstration: invented people, not a document"))
    for page in pypdf.PdfReader(BytesIO(rendered("decided", form).pdf)).pages:
        assert ribbon in plain(page.extract_text())
    assert ribbon not in sample_text("report", form)


def test_the_same_data_give_the_same_bytes() -> None:
    assert make(samples.order(), "kk-ru").pdf == rendered("order", "kk-ru").pdf


def test_nothing_is_asked_for_and_refused(form: str) -> None:
    for name in NAMES:
        assert rendered(name, form).refused == ()


def test_a_form_that_a_paper_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError):
        page_of(samples.order(), "kk-en")


@pytest.mark.parametrize(
    "changes",
    [
        {"minutes_number": "", "minutes_date": None},
        {"basis": "new_to_school"},
        {"basis": "deficit"},
        {"exemptions": (samples.exemption(),)},
    ],
)
def test_orders_of_other_grounds_can_be_printed(changes: dict[str, Any]) -> None:
    text = page_of(samples.order(**changes), "kk-ru").html
    for typed in typed_texts(tuple(changes.values())):
        assert typed in text


def test_the_order_names_a_last_day_in_the_case_that_kazakh_asks_for() -> None:
    text = page_of(samples.order(), "kk-ru").html
    assert "2026 жылғы 7 қыркүйекке дейін" in text
    assert "до 07.09.2026" in text
