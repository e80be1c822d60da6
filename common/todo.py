"""One thing that waits for a person: what home shows. Each step offers `tasks_for(desk)`."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Todo:
    """due: the last day, None where no rule sets one. title: what, in a few plain words. person: whom it concerns.

    text: a sentence more. url, button: where the one button leads, and its words (verb plus thing). code: the
    deadline it meets (D1…D8), empty for a courtesy; mentorship_id ties it to its case, for the working of the date.
    reading: something to read beforehand, which stands below the work. also: another way to get it done, as
    (words, address), for home alone.
    """

    due: date | None
    title: Any
    person: Any
    text: Any
    url: str
    button: Any
    code: str = ""
    mentorship_id: int | None = None
    reading: bool = False
    also: tuple[tuple[Any, str], ...] = ()
