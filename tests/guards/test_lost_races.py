"""Views that hand a form to a service answer with `common.web.render`: a lost race has status 409 everywhere."""

import re
from pathlib import Path

from django.conf import settings

APPS = ("schools", "mentoring", "reports")
DJANGOS = re.compile(r"^from django\.shortcuts import .*\brender\b", re.MULTILINE)
HANDLES = re.compile(r"^from common\.web import .*\bhandle\b", re.MULTILINE)


def test_who_handles_a_form_renders_with_our_own():
    root = Path(settings.BASE_DIR)
    sources = {path: path.read_text(encoding="utf-8") for app in APPS for path in (root / app).rglob("*.py")}
    wrong = [
        str(path.relative_to(root)) for path, text in sources.items() if HANDLES.search(text) and DJANGOS.search(text)
    ]
    assert wrong == []
