"""A paper's data to one HTML page: no request, no database, no network."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import override

from common.qr import Square, square
from reports.papers.base import Paper, languages_of


@dataclass(frozen=True)
class Page:
    """The page with what the PDF's catalogue needs."""

    html: str
    title: str
    language: str


def page_of(paper: Paper, form: str) -> Page:
    """The paper in one form: kk, ru, en or kk-ru.

    Raises ValueError for a form that this kind of paper is not printed in.
    """
    if form not in paper.languages:
        raise ValueError(f"“{paper.kind}” is not printed in the form “{form}”")
    languages = languages_of(form)
    code: Square = square(paper.footer.link, margin=0)
    with override(languages[0]):
        title = paper.title()
        context = {"paper": paper, "languages": languages, "title": title, "square": code, "form": form}
        return Page(html=render_to_string(paper.template, context), title=title, language=languages[0])
