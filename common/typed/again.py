"""The page that is being shown has been sent before, in vain: its forms are filled with what was typed then."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import QueryDict

_typed: ContextVar[QueryDict | None] = ContextVar("typed", default=None)


def typed_before() -> QueryDict | None:
    """None for a page that is shown as it is."""
    return _typed.get()


def fill_with(typed: QueryDict) -> None:
    """From now to the end of `kept`, forms of `common.forms` that are shown have these values."""
    _typed.set(typed)


@contextmanager
def kept() -> Iterator[None]:
    """Around a request: nothing of it stays for the next."""
    token = _typed.set(None)
    try:
        yield
    finally:
        _typed.reset(token)
