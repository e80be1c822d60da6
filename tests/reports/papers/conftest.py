"""Papers are made once for each form and read by many tests: rendering is the slow part."""

from collections.abc import Callable
from functools import cache
from io import BytesIO

import pypdf
import pytest

from reports.papers.base import Paper
from reports.rendering.paper import make
from reports.rendering.pdf import Rendered
from tests.reports.papers import samples

FORMS = ("kk", "ru", "en", "kk-ru")
SAMPLES: dict[str, Callable[[], Paper]] = {
    "report": samples.report,
    "decided": samples.decided,
    "order": samples.order,
}


@cache
def rendered(name: str, form: str) -> Rendered:
    return make(SAMPLES[name](), form)


def plain(text: str) -> str:
    """Extracted text with every kind of space and line break as one space."""
    return " ".join(text.split())


def text_of(pdf: bytes) -> str:
    return plain(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages))


@cache
def sample_text(name: str, form: str) -> str:
    return text_of(rendered(name, form).pdf)


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> str:
    """Each of the four forms of a paper."""
    return request.param
