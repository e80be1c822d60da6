"""Pure rules about people: a login from a name, which posts a school cannot do without, whose an account is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LOGIN_LENGTH = 40
MOST_RECORDS = 100
"""Marks of ethics, categories, and courses for mentors, that one stay holds at most: the page of a teacher shows them all."""
_LATIN = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "kh", "һ": "h", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "і": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip


def latin(text: str) -> str:
    """Kazakh or Russian letters in plain Latin ones, as in a passport; all else but a–z and digits falls away."""
    letters = "".join(_LATIN.get(letter, letter) for letter in text.casefold())
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def login_base(surname: str, given_name: str) -> str:
    """“omarova.g” for Омарова Гүлнара; “user” where nothing of the name can be written so."""
    parts = [latin(surname)[:LOGIN_LENGTH], latin(given_name)[:1]]
    return ".".join(part for part in parts if part) or "user"


def free_login(base: str, taken: Collection[str]) -> str:
    """The base itself, or with the first free number from 2 on. `taken`: logins in use, in small letters."""
    if base not in taken:
        return base
    number = 2
    while f"{base}{number}" in taken:
        number += 1
    return f"{base}{number}"


class FreeLogins:
    """Hands out logins one after the other, and remembers for each base where it stopped: namesakes may be many."""

    def __init__(self, taken: Iterable[str]) -> None:
        """taken: logins in use, in small letters."""
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def take(self, base: str) -> str:
        """As `free_login` says; it is in use from now on."""
        login = base
        number = self._next.get(base, 2)
        while login in self._taken:
            login = f"{base}{number}"
            number += 1
        self._next[base] = number
        self._taken.add(login)
        return login


@dataclass(frozen=True)
class Span:
    """From–to, both inclusive; no end: open."""

    starts_on: date
    ends_on: date | None

    def overlaps(self, other: "Span") -> bool:
        return (other.ends_on is None or self.starts_on <= other.ends_on) and (
            self.ends_on is None or other.starts_on <= self.ends_on
        )

    def includes(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def leaves_nobody(ends_on: date, others: Iterable[Span], today: date) -> bool:
    """Whether none of the other holders of the post is there on the day after `ends_on`, or today where that is over:
    who held the post on a day gone by leads nobody now."""
    next_day = max(ends_on + timedelta(days=1), today)
    return not any(span.includes(next_day) for span in others)


@dataclass(frozen=True)
class Ties:
    """What an account is bound to, as seen from one school.

    is_used: somebody signed in with it, or it has a password. is_elsewhere: a stay or post, now or once, that is not of
    this school. has_rights_elsewhere: leads another school, is its psychologist, or serves in a department, today or by
    a post that begins later.
    """

    is_used: bool = False
    is_elsewhere: bool = False
    has_rights_elsewhere: bool = False
    is_operator: bool = False

    @property
    def is_the_schools_alone(self) -> bool:
        """One leader may invite the person and correct the e-mail: the account opens nothing that is not this school's
        own, and nobody has written anything with it."""
        return not (self.is_used or self.is_elsewhere or self.is_operator)

    @property
    def is_for_two_leaders(self) -> bool:
        """Two leaders together may open the account. Rights at another place are not theirs to give: of such a person,
        and of the operator, whoever holds the machine opens it."""
        return not (self.is_the_schools_alone or self.has_rights_elsewhere or self.is_operator)
