"""The texts of the source that the catalogues must hold: found with Babel, so that gettext's own tools are not needed."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.extract import extract
from django.utils.translation import templatize

FOLDERS = ("config", "common", "schools", "mentoring", "reports", "demonstration")
TEMPLATES = "templates"
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


class Text(NamedTuple):
    """One text: its context (None for most), the singular, and the plural ("" where there is none)."""

    context: str | None
    singular: str
    plural: str = ""


def source_texts(root: Path) -> dict[Text, list[str]]:
    """Every text under `root` with the files that say it, both sorted."""
    found: dict[Text, set[str]] = {}
    for path, texts in _by_file(root):
        for text in texts:
            found.setdefault(text, set()).add(path.relative_to(root).as_posix())
    return {text: sorted(found[text]) for text in sorted(found, key=lambda text: (min(found[text]), text.singular))}


def _by_file(root: Path) -> Iterator[tuple[Path, list[Text]]]:
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, _texts("python", path.read_bytes())
    for path in sorted((root / TEMPLATES).rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            # Django turns a template into calls of gettext; Babel's lexer of JavaScript reads them past the rest.
            yield path, _texts("javascript", templatize(path.read_text(), origin=str(path)).encode())


def _texts(language: str, source: bytes) -> list[Text]:
    texts = []
    for _line, message, _comments, context in extract(language, BytesIO(source), KEYWORDS):
        singular, plural = (message, "") if isinstance(message, str) else (message[0], message[1])
        texts.append(Text(context, singular, plural))
    return texts
