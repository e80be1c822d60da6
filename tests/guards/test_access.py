"""Every address × everybody, here and from another school × GET and POST: the answer that the one table expects."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories.world import World
from tests.guards.access_rows import ROLES, Row
from tests.guards.access_table import TABLE
from tests.guards.pages import OPENINGS, Opening

# The link of a mail leads on at once, so that its key stays in no address.
FROM_MAIL = "account_reset_password_from_key"
ADDRESSES = sorted(TABLE)


def names(resolver: URLResolver | None = None) -> Iterator[str | None]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern)
        elif isinstance(pattern, URLPattern):
            yield pattern.name


def test_every_address_has_its_row():
    found = list(names())
    assert None not in found, "an address without a name is in no table"
    assert sorted(set(found)) == ADDRESSES


def address(world: World, name: str) -> str:
    return reverse(name, kwargs=world.places[TABLE[name].at].kwargs)


def fits(row: Row, status: int, expected: int) -> bool:
    """200 stands for whatever is no refusal: a page, a way on, a form with its faults, a lost race."""
    if expected == 200:
        return status < 500 and (row.public or status not in (403, 404, 405))
    return status == expected


def ask(client: Client, method: str, url: str) -> int:
    """The answer, and nothing of what it changed."""
    with transaction.atomic():
        status = client.generic(method, url).status_code if method == "GET" else client.post(url).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.once
@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("name", ADDRESSES)
def test_the_answer_is_the_one_of_the_table(here: World, name: str):
    row, url = TABLE[name], address(here, name)
    wrong: list[tuple[Any, ...]] = []
    for role in ROLES:
        client = here.client(role, row.at)
        for method in ("GET", "POST"):
            status, expected = ask(client, method, url), row.expected(role, method)
            if not fits(row, status, expected):
                wrong.append((role, method, status, f"expected {expected}"))
    assert wrong == [], url


@pytest.mark.parametrize("opening", OPENINGS, ids=str)
def test_somebody_really_opens_it(here: World, opening: Opening):
    """The other answers prove nothing about a row that is not there, or a page that nobody gets."""
    answer = opening.client(here).get(opening.url(here), follow=opening.name == FROM_MAIL)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if not row.html])
def test_what_is_no_page_is_a_file(here: World, name: str):
    answer = here.client(TABLE[name].opener.replace("anybody", "visitor"), TABLE[name].at).get(address(here, name))
    assert answer.status_code == 200
    assert not answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_visitor_is_asked_to_sign_in(client: Client, here: World, name: str):
    row, url = TABLE[name], address(here, name)
    for method, taken in (("GET", row.get), ("POST", row.post)):
        with transaction.atomic():
            answer = client.generic(method, url)
            transaction.set_rollback(True)
        if row.public:
            assert answer.status_code < 500
        elif answer.status_code == 302:
            assert reverse("account_login") in answer.url
        else:
            assert (answer.status_code, taken) == (405, False)
