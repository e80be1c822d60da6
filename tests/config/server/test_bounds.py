"""How much one connection and all together may hold; who gives way when there are too many."""

import re
from collections.abc import Callable

import pytest

from config.server.channel import Phase
from config.server.limits import MEGABYTE, Limits, within_descriptors
from tests.config.server.conftest import Client, House

HEAD = b"POST /form/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
GET = b"GET /page/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
KAZAKH = b"Cookie: talimger_language=kk\r\n"


def body_of(length: int, *, more: bytes = b"") -> bytes:
    return HEAD + more + f"Content-Length: {length}\r\n\r\n".encode()


def chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


# ── One body ──


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (b"", "Слишком большой объём"),
        (KAZAKH, "Көлемі тым үлкен"),
        (b"Accept-Language: en-GB,en;q=0.9\r\n", "Too large to be sent"),
    ],
)
def test_a_body_that_is_too_large_is_refused_at_its_head_in_words(
    house: Callable[..., House], more: bytes, words: str
) -> None:
    here = house()
    client = here.client()
    client.send(body_of(Limits.body_bytes + 1, more=more))
    here.work()
    answer = client.read().decode()
    assert answer.startswith("HTTP/1.1 413 ")
    assert f"<title>{words}" in answer
    assert "6" in answer
    assert re.search(r"Content-Security-Policy: .*default-src 'none'", answer)


def test_six_megabytes_are_not_too_large_and_stay_in_memory(
    house: Callable[..., House], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_file(*_args: object, **_more: object) -> None:
        raise AssertionError("something was written to disk")

    monkeypatch.setattr("tempfile.TemporaryFile", no_file)
    here = house()
    client = here.client()
    client.send(body_of(6 * MEGABYTE))
    for _part in range(6 * 16):
        client.send(b"x" * (MEGABYTE // 16))
    here.work()
    assert client.read().endswith(f"/form/ {6 * MEGABYTE}".encode())
    assert client.channel.held == 0


def test_the_browser_sees_the_refusal_for_what_it_still_sends_is_thrown_away(house: Callable[..., House]) -> None:
    """A connection that is closed over unread bytes shows as broken on the other side."""
    here = house()
    client = here.client()
    client.send(body_of(20_000_000))
    here.work()
    for _part in range(100):
        client.send(b"x" * 100_000)  # no error: somebody takes it
    assert client.channel.phase is Phase.LINGERING
    assert client.channel.held == 0
    assert client.read().startswith(b"HTTP/1.1 413 ")
    here.pass_time(31)
    assert not client.is_open


def test_not_for_ever_though(house: Callable[..., House]) -> None:
    here = house(lingering_bytes=1_000_000)
    client = here.client()
    client.send(body_of(20_000_000))
    here.work()
    with pytest.raises(ConnectionError):  # noqa: PT012  which of them it is, is not ours to say
        for _part in range(200):
            client.send(b"x" * 100_000)
    assert not client.is_open


def test_a_body_of_unknown_length_is_refused_when_it_gets_too_large(house: Callable[..., House]) -> None:
    here = house(body_bytes=50_000)
    client = here.client()
    client.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    client.send(chunk(b"x" * 30_000))
    assert client.channel.held == 30_000
    client.send(chunk(b"x" * 30_000))
    assert client.channel.held == 0
    here.work()
    assert client.read().startswith(b"HTTP/1.1 413 ")
    assert client.channel.phase is Phase.LINGERING


def test_a_body_of_unknown_length_goes_through(house: Callable[..., House]) -> None:
    here = house()
    client = here.client()
    client.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    client.send(chunk(b"x" * 30_000) + chunk(b"y") + b"0\r\n\r\n")
    here.work()
    assert client.read().endswith(b"/form/ 30001")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(b"x") * 600, b"413"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"0" * 5000, b"400"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + b"x" * 9000, b"400"),
        (HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", b"400"),
        (HEAD + b"Content-Length: -1\r\n\r\n", b"400"),
        (HEAD + b"X: " + b"x" * 40_000, b"431"),
        (b"nonsense\r\n\r\n", b"400"),
        (HEAD + b"Transfer-Encoding: gzip\r\n\r\n", b"501"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(house: Callable[..., House], sent: bytes, status: bytes) -> None:
    here = house(chunks=500)
    client = here.client()
    client.send(sent)
    here.work()
    answer = client.read()
    assert answer.startswith(b"HTTP/1.")
    assert answer[9:12] == status
    assert b"<h1>" in answer


# ── All bodies and answers ──


def uploading(house: House, length: int, source: str = "127.0.0.1") -> Client:
    """Somebody of whose body so much has come, and a byte is missing."""
    client = house.client(source)
    client.send(body_of(length + 1))
    for start in range(0, length, 50_000):
        client.send(b"x" * min(50_000, length - start))
    house.clock.now += 1
    return client


def test_all_bodies_together_are_bounded_and_the_oldest_of_the_greatest_gives_way(
    house: Callable[..., House],
) -> None:
    here = house(bodies=2_000_000)
    first, second = (uploading(here, 600_000, "127.0.0.2") for _one in range(2))
    school = uploading(here, 600_000)
    small = here.client()
    small.send(body_of(20) + b"x" * 10)
    third = uploading(here, 600_000, "127.0.0.2")
    here.work()
    answer = first.read()
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"Retry-After: 30" in answer
    for client in (second, school, third, small):
        assert client.channel.phase is Phase.BODY
    assert sum(one.held for one in here.server.active_channels.values()) <= 2_000_000
    school.send(b"x")
    here.work()
    assert b"200 OK" in school.read()


def test_bodies_that_wait_for_a_thread_count(house: Callable[..., House]) -> None:
    here = house(bodies=1_000_000)
    for _one in range(2):
        uploading(here, 450_000).send(b"x")
    late = uploading(here, 450_000)
    here.work()
    assert b"503" in late.read()


def test_all_answers_together_are_bounded(house: Callable[..., House]) -> None:
    here = house(answers=6_000_000)
    readers = [here.client() for _one in range(4)]
    for reader in readers:
        reader.send(b"GET /big HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        here.work()
        here.pass_time(1)
    assert sum(one.total_outbufs_len for one in here.server.active_channels.values()) <= 6_000_000
    assert [reader.is_open for reader in readers].count(True) >= 2
    assert readers[-1].is_open


# ── Too many connections ──


def test_when_there_are_too_many_the_silent_give_way_and_a_newcomer_is_served(house: Callable[..., House]) -> None:
    here = house(connections=10)
    working, sending = here.client(), here.client()
    working.send(GET)
    sending.send(body_of(10) + b"12345")
    silent = []
    for _one in range(9):
        here.clock.now += 1
        silent.append(here.client())
    newcomer = here.client()
    newcomer.send(GET)
    here.work()
    assert b"/page/" in newcomer.read()
    assert b"/page/" in working.read()
    assert sending.is_open
    assert [one.is_open for one in silent].count(False) >= 2
    assert not silent[0].is_open
    assert silent[-1].is_open


def test_among_the_silent_the_address_with_most_gives_way(house: Callable[..., House]) -> None:
    here = house(connections=20)
    school = [here.client() for _one in range(5)]
    here.clock.now += 1
    crowd = [here.client("127.0.0.2") for _one in range(40)]
    assert all(one.is_open for one in school)
    assert len(here.server.active_channels) <= 20
    assert crowd[-1].is_open


def test_a_lasting_connection_of_somebody_stays_longer_than_one_that_never_asked(house: Callable[..., House]) -> None:
    here = house(connections=10)
    known = here.client()
    known.send(GET)
    here.work()
    here.clock.now += 1
    for _one in range(20):
        here.client()
    assert known.is_open


def test_where_everybody_is_being_answered_newcomers_wait_and_nobody_is_ended(house: Callable[..., House]) -> None:
    here = house(connections=3)
    clients = [here.client() for _one in range(3)]
    for client in clients:
        client.send(GET)
    late = here.client()
    late.send(GET)
    here.work()
    assert all(b"/page/" in client.read() for client in (*clients, late))


def test_the_limit_of_open_files_bounds_the_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    raised: list[tuple[int, int]] = []
    monkeypatch.setattr("resource.setrlimit", lambda _which, pair: raised.append(pair))
    monkeypatch.setattr("resource.getrlimit", lambda _which: (256, 1100))
    assert within_descriptors(1000) == 500
    assert raised == [(1100, 1100)]
    monkeypatch.setattr("resource.getrlimit", lambda _which: (256, 1_000_000))
    assert within_descriptors(1000) == 1000
    assert raised[-1] == (2100, 1_000_000)
    monkeypatch.setattr("resource.getrlimit", lambda _which: (50_000, 50_000))
    assert within_descriptors(1000) == 1000
    assert len(raised) == 2


def test_a_body_with_two_lengths_is_refused_and_nothing_behind_it_is_taken_for_a_request(
    house: Callable[..., House],
) -> None:
    here = house()
    client = here.client()
    client.send(HEAD + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + GET)
    here.work()
    answer = client.read()
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1
