"""Three languages are complete: every text of the source has its Russian and its Kazakh."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from common.extraction import source_texts


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(Path(settings.BASE_DIR) / "locale" / language / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_catalogue_holds_just_what_the_source_says(language):
    """`make words` brings it up to the source."""
    said = {(text.context, text.singular, text.plural) for text in source_texts(Path(settings.BASE_DIR))}
    assert {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue(language)} == said


def test_english_texts_are_plain():
    """Words that nobody says at a school today."""
    old = re.compile(r"\b(anew|oneself|aright|whilst|strikes)\b", re.IGNORECASE)
    said = (f"{text.singular} {text.plural or ''}" for text in source_texts(Path(settings.BASE_DIR)))
    assert [text for text in said if old.search(text)] == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_nothing_is_untranslated(language):
    missing = [entry.msgid for entry in catalogue(language) if not entry.translated()]
    assert missing == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_placeholders_survive_translation(language):
    broken = []
    for entry in catalogue(language):
        wanted = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural)
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text and not _placeholders(text) <= wanted:
                broken.append((entry.msgid, text))
    assert broken == []


def _placeholders(text: str) -> set[str]:

    return set(re.findall(r"%\(\w+\)[sd]|\{\w+\}", text or ""))


SOURCES = [
    path
    for app in ("common", "schools", "mentoring", "reports", "config")
    for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
]
# Names under which makemessages finds a text.
FOUND_AS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_each_text_is_written_where_makemessages_finds_it(path: Path):
    """Not under another name, and not inside an f-string: there it would stay English, and no guard would miss it."""
    lost = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            lost += [
                name.asname for name in node.names if "gettext" in name.name and (name.asname or "_") not in FOUND_AS
            ]
        if isinstance(node, ast.JoinedStr):
            calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
            lost += [ast.unparse(call) for call in calls if getattr(call.func, "id", "") in FOUND_AS]
    assert lost == []
