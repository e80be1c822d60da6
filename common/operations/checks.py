"""What the operator reads of the installation. Each app offers its own part in `AppConfig.ready`.

A reading is looked at when it is asked for, and costs a query or two. A part that cannot be read says so; the others
stand.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from common.errors import Text

log = logging.getLogger(__name__)


class State(StrEnum):
    FACT = "fact"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Measure:
    """One number for a monitor: `talimger_<name>{queue="<queue>"}`."""

    name: str
    number: float
    queue: str = ""


@dataclass(frozen=True)
class Reading:
    """label: of what. value: how it stands, in plain words. hint: what to do about it, where something is to be done.

    A FACT is neither good nor bad and has no mark. code: a command or a folder that belongs to it, as it is typed.
    """

    label: Text
    value: Text
    state: State = State.OK
    hint: Text = ""
    measures: tuple[Measure, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Part:
    title: Text
    readings: tuple[Reading, ...]


Provider = Callable[[datetime], Iterable[Reading]]
_offered: list[tuple[Text, Provider]] = []


def offer(title: Text, provider: Provider) -> None:
    """An app registers a part of the page: its title, and a function that reads it."""
    if all(known is not provider for _title, known in _offered):
        _offered.append((title, provider))


def parts(now: datetime) -> list[Part]:
    return [Part(title, _read(provider, now)) for title, provider in _offered]


def _read(provider: Provider, now: datetime) -> tuple[Reading, ...]:
    try:
        return tuple(provider(now))
    except Exception as error:  # noqa: BLE001  one part that cannot be read hides no other
        log.warning("A part of the operator's page cannot be read: %s", provider.__module__, exc_info=error)
        hint = _("Look into the log of the web server; the other readings stand.")
        return (Reading(_("Reading"), _("cannot be read"), State.BAD, hint),)


def graded(size: float, *, warn: float, bad: float) -> State:
    """The state of something that is the worse the larger it is."""
    return State.BAD if size >= bad else State.WARN if size >= warn else State.OK
