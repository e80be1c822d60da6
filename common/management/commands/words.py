"""Brings the catalogues up to the source: new texts come in empty, those that nobody says any more go."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from common.extraction import Text, source_texts

FORMS = {"kk": 2, "ru": 3}


class Command(BaseCommand):
    help = "Write the texts of the source into the catalogues; prints how many wait for a translation."

    def handle(self, *args: Any, **options: Any) -> None:
        texts = source_texts(Path(settings.BASE_DIR))
        for language, forms in FORMS.items():
            path = Path(settings.BASE_DIR) / "locale" / language / "LC_MESSAGES" / "django.po"
            old = polib.pofile(str(path), wrapwidth=0)
            known = {(entry.msgctxt, entry.msgid): entry for entry in old}
            new = polib.POFile(wrapwidth=0)
            new.header, new.metadata, new.metadata_is_fuzzy = old.header, old.metadata, old.metadata_is_fuzzy
            for text, files in texts.items():
                new.append(_entry(known.get((text.context, text.singular)), text, files, forms))
            new.save(str(path))
            waiting = sum(not entry.translated() for entry in new)
            self.stdout.write(f"{language}: {len(new)} texts, {waiting} wait for a translation")


def _entry(known: polib.POEntry | None, text: Text, files: list[str], forms: int) -> polib.POEntry:
    entry = known or polib.POEntry(msgctxt=text.context, msgid=text.singular)
    entry.occurrences = [(file, "") for file in files]
    if text.plural:
        entry.msgid_plural = text.plural
        entry.msgstr_plural = entry.msgstr_plural or dict.fromkeys(range(forms), "")
    return entry
