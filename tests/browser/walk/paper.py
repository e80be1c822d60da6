"""The council's PDF as it was downloaded: what stands in it, and how it looks."""

import re
from contextlib import closing
from io import BytesIO
from operator import ge

import pypdf
import pypdfium2
from django.utils.functional import Promise
from PIL import Image

from reports.papers import words
from reports.papers.base import in_language, languages_of
from tests.browser.walk import story
from tests.browser.walk.person import Person

SCALE = 2
"""Pixels of the picture for a point of the paper."""
MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 20 * MM, 14 * MM, 8 * MM, 5 * MM
"""What stays white around every page, in points; the foot reaches into the lower margin."""
DARK = 160


def check_text(pdf: bytes, novice: Person, mentor: Person) -> None:
    """Names, decision, figures, reasons, the code on every foot, the hostile words as words."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    pages = [page.extract_text() for page in reader.pages]
    first, whole = _plain(pages[0]), _plain("".join(pages))
    for text in (
        novice.full_name,
        mentor.full_name,
        "Педагогикалық кеңеске жылдық қорытынды есеп",
        "Итоговый годовой отчёт педагогическому совету",
        "07.09.2026 № 87 бұйрық",
        _ticked(words.VERDICTS["ready"]),
        _ticked(words.EVALUATIONS["effective"]),
        "Дауыс: жақтап 2, қарсы 0, қалыс қалды 1",
        "№ 7 хаттама, 20.05.2027",
        story.EVALUATION,
        story.PROPOSALS,
        # criteria at level 3, needs with growth, activities, hours of three lessons and of four, steps on time
        "13 / 14",
        "2 / 2",
        "3 / 4",
        "2 сағ 15",
        "9 / 10",
    ):
        assert _plain(text) in first, f"not on page 1: {text}"
    for text in (story.NOVICE_VOICE, story.LATE_REASON, story.NOT_HELD, "Оксидтер"):
        assert _plain(text) in whole, f"not in the report: {text}"
    assert "таймер" not in whole, "feedback is in the council's paper"
    codes = {found for page in pages for found in re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", page)}
    assert len(codes) == 1, f"one code for the whole paper: {codes}"
    for number, page in enumerate(pages, start=1):
        assert codes <= set(page.split()), f"page {number} has no code"
        assert f"{number}-бет / барлығы {len(pages)}" in page
        assert f"стр. {number} из {len(pages)}" in page


def check_picture(pdf: bytes) -> None:
    """Not blank, ink where the parts of the page are, white margins, no letter outside the page's frame."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for number, page in enumerate(document, start=1):
            _check_page(page, number)
        _check_first(_picture(document[0]), *document[0].get_size())


def _check_page(page: pypdfium2.PdfPage, number: int) -> None:
    picture = _picture(page)
    width, height = page.get_size()
    frame = _ink(picture)
    assert frame is not None, f"page {number} is blank"
    inside = (LEFT - 1, TOP - 1, width - RIGHT + 1, height - BOTTOM + 1)
    assert frame[0] >= inside[0], f"page {number}: ink in the left margin"
    assert frame[1] >= inside[1], f"page {number}: ink in the upper margin"
    assert frame[2] <= inside[2], f"page {number}: ink in the right margin"
    assert frame[3] <= inside[3], f"page {number}: ink in the lower margin"
    for text, (left, bottom, right, top) in _letters(page):
        box = (left, height - top, -right, bottom - height)
        edges = (inside[0], inside[1], -inside[2], -inside[3])
        assert all(map(ge, box, edges)), f"page {number}: {text} stands beyond the margin"
    foot = (0, height - 24 * MM, width, height)
    assert _ink(picture, foot) is not None, f"page {number} has no foot"
    square = (width - RIGHT - 13 * MM, height - 24 * MM, width - RIGHT, height - 8 * MM)
    assert _share(picture, square) > 0.15, f"page {number} has no square code"


def _check_first(picture: Image.Image, width: float, height: float) -> None:
    """Page 1 is full: letterhead and title, figures, chart, decision and signatures each leave their ink."""
    assert 0.02 < _share(picture, (0, 0, width, height)) < 0.25
    for part in range(8):
        zone = (LEFT, height * part / 8, width - RIGHT, height * (part + 1) / 8)
        assert _share(picture, zone) > 0.005, f"page 1 is empty in part {part + 1} of 8"


def _ticked(choice: Promise) -> str:
    """A ticked choice, Kazakh and Russian side by side."""
    return " ".join(["×", *(in_language(choice, language).text for language in languages_of("kk-ru"))])


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    return page.render(scale=SCALE).to_pil().convert("L")


def _plain(text: str) -> str:
    """As the layout may break it: without spaces and hyphens."""
    return "".join(text.split()).replace("-", "").replace("\u00ad", "")


def _letters(page: pypdfium2.PdfPage) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Every letter that is drawn, with its box in points from the lower left corner."""
    text = page.get_textpage()
    drawn = ((text.get_text_range(at, 1), text.get_charbox(at)) for at in range(text.count_chars()))
    return [(letter, box) for letter, box in drawn if letter.strip()]


def _cut(picture: Image.Image, zone: tuple[float, float, float, float]) -> Image.Image:
    left, top, right, bottom = (round(edge * SCALE) for edge in zone)
    return picture.crop((left, top, right, bottom)).point(lambda shade: 255 if shade < DARK else 0)


def _ink(picture: Image.Image, zone: tuple[float, float, float, float] | None = None) -> tuple[float, ...] | None:
    """The frame of what is dark, in points; None where nothing is."""
    whole = (0, 0, picture.width / SCALE, picture.height / SCALE)
    found = _cut(picture, zone or whole).getbbox()
    return tuple(edge / SCALE for edge in found) if found else None


def _share(picture: Image.Image, zone: tuple[float, float, float, float]) -> float:
    """How much of the zone is dark."""
    cut = _cut(picture, zone)
    return cut.histogram()[255] / (cut.width * cut.height)
