"""HTML to a tagged PDF (PDF/UA-1): no network, no files but our own, no fonts but our own.

The page may ask for nothing except the packaged style sheet and the four font files; whatever else a text might
smuggle in is refused here, even if it ever got past the template's escaping.
"""

import hashlib
import logging
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.rendering.fonts import covered, default_folder, ensure_fonts
from reports.rendering.readable import make_readable, readable

logger = logging.getLogger(__name__)

SCHEME = "packaged:"
STYLE = "papers/paper.css"
AUTHOR = "Tálimger"


class RefusedAddress(ValueError):
    """A paper asked for something that is not packaged with us."""


class PackagedFetcher(URLFetcher):
    """Serves `packaged:fonts/<name>` from the fonts folder and refuses every other address.

    A refusal is logged and leaves a hole in the paper; a font of ours that cannot be read ends the rendering, since
    a paper in a stranger's font is no paper.
    """

    def __init__(self, fonts: list[Path]) -> None:
        super().__init__(timeout=1, allowed_protocols=(), allow_redirects=False)
        self._files = {f"{SCHEME}fonts/{path.name}": path for path in fonts}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        path = self._files.get(url)
        if path is None:
            self.refused.append(url)
            logger.warning("A paper asked for an address that is not packaged: refused")
            raise RefusedAddress("Only packaged files are served to papers")
        try:
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/ttf"})
        except OSError as error:
            raise FatalURLFetchingError(f"The papers' font {path.name} cannot be read") from error


@dataclass(frozen=True)
class Rendered:
    """What was made: the bytes, how many pages, and the addresses that were asked for in vain."""

    pdf: bytes
    pages: int
    refused: tuple[str, ...] = field(default=())


def render(
    html: str, *, language: str, title: str, made_at: datetime | None = None, fonts: Path | None = None
) -> bytes:
    """The PDF of a whole HTML page. See `render_page`."""
    return render_page(html, language=language, title=title, made_at=made_at, fonts=fonts).pdf


def render_page(
    html: str, *, language: str, title: str, made_at: datetime | None = None, fonts: Path | None = None
) -> Rendered:
    """Lay out and write one paper.

    `language` (BCP 47) and `title` go into the document's catalogue, over whatever the page says; `made_at` is its
    date. The same page, date and fonts give the same bytes. Raises `LimitReached` when called inside `limited()`.
    """
    folder = fonts or default_folder()
    fetcher = PackagedFetcher(ensure_fonts(folder))
    letters = covered(folder)
    page = HTML(string=html, base_url=SCHEME, url_fetcher=fetcher)
    make_readable(page.etree_element, letters)
    faces = FontConfiguration()
    style = CSS(string=_style(), base_url=SCHEME, url_fetcher=fetcher, font_config=faces)
    document = page.render(stylesheets=[style], font_config=faces)
    document.metadata.lang = language
    document.metadata.title = readable(title, letters)
    document.metadata.authors = [AUTHOR]
    document.metadata.created = made_at.isoformat(timespec="seconds") if made_at else None
    document.metadata.attachments = []
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    pdf = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return Rendered(pdf=pdf, pages=len(document.pages), refused=tuple(fetcher.refused))


@cache
def _style() -> str:
    """The papers' style sheet, from our own static files; read once for each process."""
    path = finders.find(STYLE)
    if path is None:
        raise FileNotFoundError(STYLE)
    return Path(path).read_text(encoding="utf-8")
