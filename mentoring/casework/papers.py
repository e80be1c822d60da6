"""The papers of a meeting's matters, for its page. They are made above this app, which registers one provider here
in `AppConfig.ready`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mentoring.council.models import AgendaItem
from mentoring.council.rules import Reading


@dataclass(frozen=True)
class Line:
    """One paper of one matter.

    state: "" not asked for yet, else "waiting", "working", "ready" or "failed"; words: the same for the page. url:
    the download when it is ready, its progress while it is in work. ask_url with kind and language: where it is asked
    for by POST, empty while it is in work. stale: something was written after it was made.
    """

    title: Any
    state: str
    words: Any
    language: Any = ""
    made_at: datetime | None = None
    url: str = ""
    ask_url: str = ""
    kind: str = ""
    in_language: str = ""
    stale: bool = False


Provider = Callable[[Any, Sequence[AgendaItem], Reading], dict[int, list[Line]]]
_providers: list[Provider] = []


def offer(provider: Provider) -> None:
    """Register the provider; registering it again changes nothing."""
    if provider not in _providers:
        _providers.append(provider)


def lines(user: Any, items: Sequence[AgendaItem], reading: Reading) -> dict[int, list[Line]]:
    """By item id, what this person, who reads so much of their meeting, may have of these matters. No query for no
    items.
    """
    found: dict[int, list[Line]] = {}
    for provider in _providers if items else []:
        found |= provider(user, items, reading)
    return found
