"""Translations compile without gettext's tools, only when they changed."""

import gettext
import os
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from common import catalogues

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "Mentor"
msgstr "Наставник"

#, fuzzy
msgid "Order"
msgstr "Порядок"

msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s день"
msgstr[1] "%(n)s дня"
msgstr[2] "%(n)s дней"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "ru" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO)
    return path


def test_what_is_compiled_is_what_gettext_reads(source: Path, tmp_path: Path) -> None:
    assert catalogues.compile_stale(tmp_path) == [source]
    found = gettext.translation("django", tmp_path, ["ru"])
    assert found.gettext("Mentor") == "Наставник"
    assert found.gettext("Order") == "Order"  # a guess of a tool is no translation
    assert [found.ngettext("%(n)s day", "%(n)s days", n) for n in (1, 3, 11)] == [
        "%(n)s день",
        "%(n)s дня",
        "%(n)s дней",
    ]
    assert [path.name for path in source.parent.iterdir() if path.suffix not in {".po", ".mo"}] == []


def test_only_what_changed_is_compiled_again(source: Path, tmp_path: Path) -> None:
    catalogues.compile_stale(tmp_path)
    assert catalogues.compile_stale(tmp_path) == []
    later = catalogues.compiled(source).stat().st_mtime + 5
    os.utime(source, (later, later))
    assert catalogues.stale(tmp_path) == [source]


def test_a_broken_catalogue_is_an_error_and_keeps_the_old_one(source: Path, tmp_path: Path) -> None:
    catalogues.compile_stale(tmp_path)
    before = catalogues.compiled(source).read_bytes()
    source.write_text(PO + '\nmsgid "Broken\n')
    later = catalogues.compiled(source).stat().st_mtime + 5
    os.utime(source, (later, later))
    with pytest.raises(PoFileError):
        catalogues.compile_stale(tmp_path)
    assert catalogues.compiled(source).read_bytes() == before
