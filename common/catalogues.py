"""Compiles the translations without gettext's own tools: a school's PC has none. The .mo files are build products."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def stale(folder: Path) -> list[Path]:
    """The .po files under `folder` whose compiled form is missing or older."""
    return [source for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _age(compiled(source)) < _age(source)]


def compiled(source: Path) -> Path:
    """Where the compiled form of a catalogue lies: beside it."""
    return source.with_suffix(".mo")


def compile_stale(folder: Path) -> list[Path]:
    """Compile what is stale and say which. A reader never sees half a file; fuzzy entries stay out.

    Raises babel's PoFileError for a catalogue that is broken.
    """
    done = stale(folder)
    for source in done:
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
        draft = source.with_suffix(f".{os.getpid()}.tmp")
        with draft.open("wb") as file:
            write_mo(file, catalogue)
        draft.replace(compiled(source))
    return done


def _age(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0.0
