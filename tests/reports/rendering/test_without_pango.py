"""Without Pango papers cannot be made, and all else works: web server, mail, reminders, the deadlines' sweep."""

import subprocess
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

from ops.options import ROOT
from ops.system_parts import PANGO_SENTENCE
from reports.rendering import services, tasks
from reports.rendering.models import Paper
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


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_paper_tells_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("reports.rendering.paper", "reports.rendering.pdf", "weasyprint"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    about = told_case()
    paper = services.ask(
        mentorship=about, kind="report", language="kk", by=actor(deputy_of(about.school)), now=MOMENT
    )
    tasks.make_paper(paper.pk)
    paper.refresh_from_db()
    assert (paper.state, paper.error) == (Paper.State.FAILED, f"PangoMissing: {PANGO_SENTENCE}")
