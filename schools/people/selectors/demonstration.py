"""The people whom a demonstration offers on its sign-in page. Who they are is told from above (`offer`)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class DemoPerson:
    """One click on the sign-in page. `role` and `note` are words, `name` stands in the nominative."""

    pk: int
    role: Any
    name: str
    note: Any = ""


Provider = Callable[[], list[DemoPerson]]
_providers: list[Provider] = []


def offer(provider: Provider) -> None:
    """An app registers (in `AppConfig.ready`) a function that lists the people of its demonstration."""
    if provider not in _providers:
        _providers.append(provider)


def demo_people() -> list[DemoPerson]:
    """Everybody offered, in the order of the process; nobody before the demonstration is filled."""
    return [person for provider in _providers for person in provider()]
