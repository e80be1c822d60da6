"""Where the page of a teacher leads above this app: each app above offers a provider, in `AppConfig.ready`.

A provider takes the employment and the reader, and returns what this person may open or begin from there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from schools.people.models import Employment


@dataclass(frozen=True)
class Way:
    """note: what stands below it, in small."""

    words: Any
    url: str
    note: str = ""


Provider = Callable[[Employment, Any], Iterable[Way]]
_providers: list[Provider] = []


def offer(provider: Provider) -> None:
    """Register a provider; registering the same one again changes nothing."""
    if provider not in _providers:
        _providers.append(provider)


def ways_from(employment: Employment, reader: Any) -> list[Way]:
    """All that the apps above offer this reader, in the order of registration."""
    return [way for provider in _providers for way in provider(employment, reader)]
