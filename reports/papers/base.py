"""What every paper is made of: languages, words, people, letterhead and footer.

A paper is told once, by a frozen dataclass, and printed in one language or in Kazakh and Russian side by side. Its
*fixed words* are lazy translations, asked again for each language; its *typed words* carry the language they were
typed in and are printed as typed. Nothing here knows of the database.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import ClassVar, Protocol

from django.utils.functional import Promise
from django.utils.translation import get_language_info, override

from common import names
from reports.papers.records import Record

NUMBERED = re.compile(r"(\bNo|№|\bArt\.|\bст\.|:) (?=[\d_])")

# The languages of each form of a paper; the first one leads.
LANGUAGES = MappingProxyType({"kk": ("kk",), "ru": ("ru",), "en": ("en",), "kk-ru": ("kk", "ru")})


def languages_of(form: str) -> tuple[str, ...]:
    """`("kk", "ru")` for “kk-ru”. Raises ValueError for a form that papers do not have."""
    try:
        return LANGUAGES[form]
    except KeyError:
        raise ValueError(f"Papers have no form “{form}”") from None


@dataclass(frozen=True)
class Typed:
    """What a person typed, with the language it was typed in (a code); printed as typed in every form."""

    text: str
    language: str = "kk"

    def __post_init__(self) -> None:
        get_language_info(self.language)  # KeyError for what is no language

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def __len__(self) -> int:
        return len(self.text)


Words = Typed | Promise
"""Typed words, or fixed ones as a lazy translation."""

NOTHING = Typed("")


@dataclass(frozen=True)
class InLanguages:
    """The same official words in several languages, each as the school wrote it; a missing one falls back."""

    kk: str = ""
    ru: str = ""
    en: str = ""

    def pick(self, language: str) -> Typed:
        """The words in `language`, else in Kazakh, Russian, English, whichever comes first; empty if there are none."""
        for code in (language, "kk", "ru", "en"):
            if text := getattr(self, code).strip():
                return Typed(text, code)
        return Typed("", language)


@dataclass(frozen=True)
class Person:
    """A name as it is printed: always in the nominative, on its own line or after a colon."""

    surname: str
    given_name: str
    patronymic: str = ""

    @property
    def full(self) -> str:
        """Төлегенова Айсәуле Ерғалиқызы"""
        return names.full_name(self.surname, self.given_name, self.patronymic)

    @property
    def short(self) -> str:
        """Төлегенова А. Е."""
        return names.short_name(self.surname, self.given_name, self.patronymic)

    @property
    def signature(self) -> str:
        """А. Төлегенова, as it stands beside a signature line."""
        initial = names.short_name("", self.given_name)
        return f"{initial} {self.surname}".strip()


@dataclass(frozen=True)
class Party:
    """Someone whom the paper is about, with what is told of them in a line of short facts."""

    person: Person
    about: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Exemption:
    """What was done out of the ordinary, by whom and when, with the reason that has to be printed.

    heading: a rule set aside by the head, a borderline case, a matter of one's own (domain.md sections 1 and 5).
    rule: what it was about. by: None where the council decided.
    """

    heading: Words
    rule: Words
    on: date
    reason: Typed
    by: Person | None = None


@dataclass(frozen=True)
class Signature:
    """A line to sign on. `marked_on` is the mark in the app: internal consent, no electronic signature."""

    role: Words
    person: Person | None = None
    marked_on: date | None = None


@dataclass(frozen=True)
class Letterhead:
    """Who speaks: the authority above the school, and the school."""

    authority: InLanguages
    school: InLanguages


@dataclass(frozen=True)
class Footer:
    """What lets a lost sheet be traced: rules, time, code and address, on every page.

    `address` is the page where the code is checked, without scheme (“talimger.example/v”); `made_at` is aware.
    """

    rule_set: str
    rule_set_version: int
    made_at: datetime
    code: str
    address: str
    secure: bool = True

    @property
    def code_in_groups(self) -> str:
        """7K4Q-92XD-M5"""
        return "-".join(self.code[start : start + 4] for start in range(0, len(self.code), 4))

    @property
    def link(self) -> str:
        """What the square code holds."""
        return f"{'https' if self.secure else 'http'}://{self.address}/{self.code}"


class Paper(Protocol):
    """One kind of paper: a frozen dataclass that names its kind, its template and the forms it is printed in.

    records: the kinds of records that it prints. in_short: members of the council may have it, not its chair and
    secretary alone.
    """

    kind: ClassVar[str]
    template: ClassVar[str]
    languages: ClassVar[tuple[str, ...]]
    records: ClassVar[tuple[Record, ...]]
    in_short: ClassVar[bool]

    @property
    def letterhead(self) -> Letterhead: ...

    @property
    def footer(self) -> Footer: ...

    @property
    def demo(self) -> bool: ...

    def title(self) -> str:
        """The document's title in the active language, for the PDF's catalogue and the running head."""


def in_language(words: Words, language: str) -> Typed:
    """Typed words as they are; fixed words in `language`, a number never parted from its sign at a line's end."""
    if isinstance(words, Typed):
        return words
    with override(language):
        return Typed(NUMBERED.sub("\\1\u00a0", str(words)), language)
