"""What stands on a page as words, and which of them are in the wrong language."""

import re
from functools import cache
from pathlib import Path

import polib
from django.conf import settings

# Names and units that are written so in every language.
AS_THEY_ARE = {"Tálimger", "PDF", "xlsx", "csv", "CSV", "UTF", "QR", "Excel", "Google", "Authenticator", "Aegis"}
AS_THEY_ARE |= {"URL", "Outlook", "iPhone", "Android", "Python", "Django", "WeasyPrint", "SQLite", "PostgreSQL"}
# Languages to choose from stand in their own words.
LANGUAGES = {"kk", "ru", "en", "Қазақша", "Русский", "English"}
# Each text of the page with the language it is marked with: text nodes, hidden ones too, and what is read aloud.
TEXTS = """() => {
  const found = [['', document.title]];
  const language = (el) => (el.closest('[lang]') || document.documentElement).lang;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    if (!el.closest('script, style, template, code, .typed')) found.push([language(el), walker.currentNode.data]);
  }
  for (const el of document.querySelectorAll('[aria-label], [title], [placeholder], [alt], input[type=submit]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', el.type === 'submit' ? 'value' : 'alt'])
      if (el.getAttribute(name)) found.push([language(el), el.getAttribute(name)]);
  return found.map(([lang, text]) => [lang, text.replace(/\\s+/g, ' ').trim()]).filter(([, text]) => text);
}"""


@cache
def catalogue(language: str) -> frozenset[str]:
    """All words of the product in this language, without those that hold a name or a number."""
    path = Path(settings.BASE_DIR) / "locale" / language / "LC_MESSAGES" / "django.po"
    texts = [text for entry in polib.pofile(str(path)) for text in (entry.msgstr, *entry.msgstr_plural.values())]
    return frozenset(text.strip() for text in texts if len(text) > 3 and "%(" not in text)


def english(text: str) -> list[str]:
    """Words in Latin letters, without codes, logins, addresses and what is written so everywhere."""
    words = re.findall(r"[^\s«»“”\"(),;:!?/]+", re.sub(r"https?://\S+", " ", text))
    plain = [word.strip(".–-’'") for word in words if not re.search(r"[@\d_]|\w\.\w", word)]
    return [word for word in plain if re.fullmatch(r"[A-Za-zÀ-ž’'-]{2,}", word) and word not in AS_THEY_ARE]


def wrong_language(texts: list[list[str]], language: str) -> list[str]:
    """On a Kazakh or Russian page: English words, or a text of the product in the other of the two languages."""
    if language == "en":
        return []
    other = "ru" if language == "kk" else "kk"
    foreign = catalogue(other) - catalogue(language)
    return [
        text
        for marked, text in texts
        if text not in LANGUAGES
        if (marked != "en" and english(text)) or (marked in ("", language) and text in foreign)
    ]
