"""A paper's data to the bytes that are stored: the one door from papers to PDF."""

from pathlib import Path

from reports.papers.base import Paper
from reports.papers.html import page_of
from reports.rendering.pdf import Rendered, render_page


def make(paper: Paper, form: str, *, fonts: Path | None = None) -> Rendered:
    """The paper as a tagged PDF in one form (kk, ru, en, kk-ru). Raises ValueError for a form it does not have."""
    page = page_of(paper, form)
    return render_page(page.html, language=page.language, title=page.title, made_at=paper.footer.made_at, fonts=fonts)
