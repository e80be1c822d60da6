"""The maps of the house lead to rooms that exist: every path that law, look and architecture name."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "docs/architecture.md", "docs/law.md", "docs/look.md")
PATH = re.compile(r"`([\w*-][\w.*-]*/[\w./*-]*)`")  # `./var` is made by running


@pytest.mark.once
@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_is_named_exists(page: str) -> None:
    named = {found.rstrip("/") for found in PATH.findall((ROOT / page).read_text())}
    assert named
    gone = [path for path in named if not any(list((ROOT / at).glob(path)) for at in (".", "mentoring", "schools"))]
    assert not gone
