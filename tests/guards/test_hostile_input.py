"""Whatever a browser sends, no address falls over: huge numbers, NUL, broken UTF-8, long texts, far dates.

Every address is asked with hostile values in its query and in each field of its form, one at a time beside values that
fit, so that the service behind the form is reached, too.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.http import urlencode

from common import clock
from tests.factories.world import World
from tests.guards.access_rows import ANYBODY
from tests.guards.access_table import TABLE
from tests.guards.test_access import address

TEXTS = ("\x00", "я" * 10_000)
NUMBERS = ("9223372036854775808", "2147483648", "-1")
DATES = ("9999-12-31", "0001-01-01")
IN_QUERY = ("\x00\ud800", "9" * 5_000)
EVERYWHERE = ("\x00\ud800", "9223372036854775808")
# What our pages read from the address, and from buttons that no form knows.
QUERY = ("q", "page", "sort", "subject", "category", "state", "stage", "status", "year", "kind", "version", "novice",
         "line", "next", "code")  # fmt: skip
BUTTONS = ("mentor", "person", "school", "language", "theme", "next", "digest", "novice", "line", "everyone", "how")
FORM = "application/x-www-form-urlencoded"
SKIPPED = {"account_logout", "demo_signin"}


def encoded(value: str) -> Any:
    """As bytes where it is no text at all: a browser may send anything."""
    return value.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("name", [name for name in TABLE if name not in SKIPPED])
def test_nothing_that_is_sent_makes_an_address_fall_over(here: World, name: str):
    """Sent by the one whose form it is, so that it gets as far as a form goes."""
    client = client_of(here, name)
    client.raise_request_exception = False
    assert list(_what_fells(client, address(here, name))) == []


def client_of(world: World, name: str) -> Client:
    row = TABLE[name]
    roles = row.posts or row.opens
    return world.client((roles[0] if roles and roles != (ANYBODY,) else row.as_who) or "deputy", row.at)


def _what_fells(client: Client, address: str) -> Iterator[str]:
    """What was sent to this address when it answered with 500 or more."""
    for value in IN_QUERY:
        if ask(client.get, address, dict.fromkeys(QUERY, encoded(value))) >= 500:
            yield f"query {value[:30]!r}"
    form = form_at(client, address)
    fits = {key: example(field) for key, field in form.items()}
    if ask(client.post, address, fits) >= 500:
        yield "what fits"
    for value in EVERYWHERE:
        if ask(client.post, address, dict.fromkeys((*fits, *BUTTONS), encoded(value))) >= 500:
            yield f"everywhere {value[:30]!r}"
    for key, field in one_of_each_kind(form).items():
        for value in hostile_to(field):
            if ask(client.post, address, {**fits, key: encoded(value)}) >= 500:
                yield f"{key} {value[:30]!r}"


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.at])
def test_a_number_in_an_address_that_no_row_has(here: World, name: str):
    place = here.places[TABLE[name].at]
    if "pk" not in place.kwargs:
        return
    client, plain = client_of(here, name), address(here, name)
    for call, number in ((client.get, "9" * 18), (client.post, "9" * 18), (client.get, "9223372036854775808")):
        other = plain.replace(f"/{place.kwargs['pk']}/", f"/{number}/", 1)
        assert other != plain
        assert ask(call, other, {}) in (403, 404, 405), number


def ask(call: Any, address: str, data: dict[str, Any]) -> int:
    """The status; what was written is undone.

    A form is sent as text: Django's client would take the bytes of a value for many values, one for each byte.
    """
    form = {"data": urlencode(data), "content_type": FORM} if call.__name__ == "post" else {"data": data}
    with transaction.atomic():
        status: int = call(address, **form).status_code
        transaction.set_rollback(True)
    return status


def form_at(client: Client, address: str) -> dict[str, forms.Field]:
    """The fields of every form that the page shows, in no particular order."""
    answer = client.get(address)
    found: dict[str, forms.Field] = {}
    for context in answer.context or ():
        for value in context.flatten().values() if hasattr(context, "flatten") else ():
            if isinstance(value, forms.BaseForm):
                found |= {value.add_prefix(key): field for key, field in value.fields.items()}
    return found


def one_of_each_kind(form: dict[str, forms.Field]) -> dict[str, forms.Field]:
    """A dozen ratings are read by one piece of code."""
    kinds = {type(field): key for key, field in form.items()}
    return {key: form[key] for key in kinds.values()}


def example(field: forms.Field) -> Any:
    """A value that fits, as far as the field tells."""
    if isinstance(field, forms.ModelChoiceField):
        row = field.queryset.first()
        return row.pk if row else ""
    if isinstance(field, forms.MultipleChoiceField | forms.ChoiceField):
        return next((key for key in _choices(field) if key != ""), "")
    if isinstance(field, forms.DateField):
        return clock.today().isoformat()
    if isinstance(field, forms.TimeField):
        return "15:00"
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return "1"
    if isinstance(field, forms.EmailField):
        return "sapar@mektep.example"
    if isinstance(field, forms.BooleanField):
        return "on"
    if isinstance(field, forms.FileField):
        return ""
    return "Мәтін"


def _choices(field: Any) -> Iterator[Any]:
    for key, label in field.choices:
        if isinstance(label, list | tuple):
            yield from (inner for inner, _words in label)
        else:
            yield key


def hostile_to(field: forms.Field) -> tuple[str, ...]:
    if isinstance(field, forms.DateField):
        return DATES
    if isinstance(field, forms.ChoiceField):
        return NUMBERS[:1]
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return NUMBERS
    return TEXTS


def converters(resolver: URLResolver | None = None) -> Iterator[tuple[str, str]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        yield from ((str(pattern.pattern), type(one).__name__) for one in pattern.pattern.converters.values())
        if not isinstance(pattern, URLPattern):
            yield from converters(pattern)


def test_ids_in_addresses_are_read_in_one_way():
    """`<row:pk>` knows what the database can hold; `<int:pk>` would hand it on."""
    assert [pattern for pattern, converter in converters() if converter == "IntConverter"] == []
