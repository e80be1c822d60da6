"""Without Pango papers cannot be made, and all else works: web server, mail, reminders, the deadlines' sweep."""

import subprocess
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

from ops import services as services_of_a_start
from ops.options import ROOT
from ops.system_parts import PANGO_SENTENCE
from reports.rendering import services, tasks
from reports.rendering.models import Paper
from reports.rendering.paper import make
from tests.factories import MOMENT, actor, deputy_of
from tests.factories.whole_year import told_case

# What the web server and every worker read as they start.
START = """
import sys
import config.wsgi
from config.celery import app
app.loader.import_default_modules()
print(sorted(name for name in app.tasks if name.startswith("papers.")), "weasyprint" in sys.modules)
"""


@pytest.mark.process
def test_neither_web_server_nor_worker_needs_it_to_start() -> None:
    started = subprocess.run([sys.executable, "-c", START], cwd=ROOT, capture_output=True, text=True, check=False)
    assert started.stdout.strip() == "['papers.make', 'papers.pulse'] False", started.stderr


class NoPango(MetaPathFinder):
    """Weasyprint as it fails where the library is not found."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return None


@pytest.mark.parametrize("there", [True, False])
def test_the_papers_worker_begins_with_it_where_it_is(monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    monkeypatch.setattr("ops.services.has_pango", lambda: there)
    assert (make.__module__ in services_of_a_start.papers().argv) is there


@pytest.fixture
def no_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of weasyprint is imported yet, nor can be."""
    for name in ("reports.rendering.paper", "reports.rendering.pdf", "weasyprint"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])


@pytest.mark.parametrize(
    ("there", "told"),
    [
        (False, f"PangoMissing: {PANGO_SENTENCE}"),
        (True, "OSError: cannot load library 'libpango-1.0-0'"),
    ],
)
@pytest.mark.django_db
@pytest.mark.usefixtures("clock", "no_pango")
def test_a_paper_tells_what_is_missing(monkeypatch: pytest.MonkeyPatch, there: bool, told: str) -> None:
    """Only where Pango is missing is that said; whatever else went wrong keeps its own words."""
    monkeypatch.setattr(tasks, "has_pango", lambda: there)
    about = told_case()
    paper = services.ask(
        mentorship=about, kind="report", language="kk", by=actor(deputy_of(about.school)), now=MOMENT
    )
    tasks.make_paper(paper.pk)
    paper.refresh_from_db()
    assert (paper.state, paper.error) == (Paper.State.FAILED, told)
