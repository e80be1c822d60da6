"""What the end of an employment touches above this app: each app above offers a provider, in `AppConfig.ready`.

A provider takes the employment and the last day and returns sentences for the page that asks for the date, such as
“A pairing as mentor ends.” What then happens is the business of the subscribers of `EmploymentEnded`.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.functional import Promise

from schools.people.models import Employment

Sentence = str | Promise
Provider = Callable[[Employment, date], Iterable[Sentence]]
_providers: list[Provider] = []


def offer(provider: Provider) -> None:
    """Register a provider; registering the same one again changes nothing."""
    if provider not in _providers:
        _providers.append(provider)


def by_end_of(employment: Employment, last_day: date) -> list[Sentence]:
    """All that would be touched, in the order of registration."""
    return [sentence for provider in _providers for sentence in provider(employment, last_day)]
