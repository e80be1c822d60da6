"""What takes too long is ended, however it goes about it; whoever is quick goes on."""

import socket
from collections.abc import Callable

import pytest

from config.server.channel import Phase
from tests.config.server.conftest import BIG, House

GET = b"GET /page/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
BIG_PAGE = b"GET /big HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def post(length: int) -> bytes:
    return f"POST /form/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {length}\r\n\r\n".encode()


def test_a_page_is_answered_and_the_connection_lasts(house: Callable[..., House]) -> None:
    here = house()
    client = here.client()
    for _time in range(2):
        client.send(GET)
        here.work()
        assert client.read().endswith(b"/page/ 0")
        here.pass_time(29)
    assert client.is_open
    here.pass_time(2)
    assert not client.is_open


def test_a_silent_connection_ends(house: Callable[..., House]) -> None:
    here = house()
    client = here.client()
    here.pass_time(29)
    assert client.is_open
    here.pass_time(2)
    assert not client.is_open


def test_bytes_now_and_then_buy_a_head_no_time(house: Callable[..., House]) -> None:
    here = house()
    client = here.client()
    client.send(b"GET / HTTP/1.1\r\nX: ")
    for _second in range(30):
        here.pass_time(1)
        assert client.is_open
        client.send(b"a")
    here.pass_time(1)
    assert not client.is_open
    assert here.threads.waiting == []


def test_empty_lines_buy_no_time_either(house: Callable[..., House]) -> None:
    here = house()
    client = here.client()
    client.send(b"\r\n\r\n")
    assert not client.is_open


def test_bytes_now_and_then_buy_a_body_no_time_and_the_end_is_in_words(house: Callable[..., House]) -> None:
    here = house()
    client = here.client()
    client.send(post(1000))
    for _second in range(30):
        here.pass_time(1)
        assert client.channel.phase is Phase.BODY
        client.send(b"a")
    here.pass_time(1)
    here.work()
    answer = client.read()
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert "30 секунд".encode() in answer
    here.pass_time(6)
    assert not client.is_open


def test_the_body_has_its_own_thirty_seconds(house: Callable[..., House]) -> None:
    here = house()
    client = here.client()
    head = post(10)
    client.send(head[:-2])
    here.pass_time(29)
    client.send(head[-2:])
    here.pass_time(29)
    client.send(b"0123456789")
    here.work()
    assert client.read().endswith(b"/form/ 10")


def test_a_thread_sees_nothing_of_an_incomplete_request(house: Callable[..., House]) -> None:
    here = house()
    for beginning in (b"", b"GET / HTTP/1.1\r\n", post(5), post(5) + b"1234"):
        here.client().send(beginning)
    assert here.threads.waiting == []


def test_nobody_is_ended_while_a_thread_answers(house: Callable[..., House]) -> None:
    here = house()
    client = here.client()
    client.send(GET)
    here.pass_time(100)
    assert client.channel.phase is Phase.WORK
    here.work()
    assert b"/page/" in client.read()


def test_an_answer_that_nobody_reads_holds_no_thread_and_ends(house: Callable[..., House]) -> None:
    here = house()
    client = here.client()
    client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.send(BIG_PAGE)
    here.work()  # returns: the thread is free
    here.pass_time(1)
    assert client.channel.phase is Phase.SENDING
    here.pass_time(31)
    assert not client.is_open


def test_an_answer_that_is_read_in_drops_ends_too(house: Callable[..., House]) -> None:
    here = house(answer=100)
    client = here.client()
    client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.send(BIG_PAGE)
    here.work()
    here.pass_time(0)
    for _step in range(10):
        here.pass_time(10)
        client.channel.moved = here.clock()  # it took a little
    assert client.is_open
    here.pass_time(1)
    assert not client.is_open


def test_a_slow_reader_gets_all_of_it_and_may_ask_again(house: Callable[..., House]) -> None:
    here = house()
    client = here.client()
    client.send(BIG_PAGE)
    here.work()
    got = b""
    while len(got) < len(BIG):
        got += client.read()
        here.pass_time(0.01)
    assert got.endswith(b"x")
    here.pass_time(29)
    client.send(GET)
    here.work()
    assert client.read().endswith(b"/page/ 0")


def test_requests_sent_at_once_are_answered_one_after_the_other(house: Callable[..., House]) -> None:
    here = house()
    client = here.client()
    client.send(GET + post(3) + b"abc" + GET)
    assert len(here.threads.waiting) == 1
    here.work()
    answers = [part.rpartition(b"\r\n\r\n")[2] for part in client.read().split(b"HTTP/1.1 200 OK")[1:]]
    assert answers == [b"/page/ 0", b"/form/ 3", b"/page/ 0"]


def test_a_second_request_waits_until_the_first_answer_is_read(house: Callable[..., House]) -> None:
    """Else whoever asks for much and reads nothing would fill the memory over one connection."""
    here = house()
    client = here.client()
    client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.send(BIG_PAGE * 3)
    here.work()
    assert client.channel.total_outbufs_len <= len(BIG) + 1000
    assert here.threads.waiting == []


@pytest.mark.parametrize(("length", "first"), [(10, b"HTTP/1.1 100 "), (7_000_000, b"HTTP/1.1 413 ")])
def test_whoever_asks_first_whether_to_send_the_body_hears_it_at_once(
    house: Callable[..., House], length: int, first: bytes
) -> None:
    here = house()
    client = here.client()
    client.send(post(length)[:-2] + b"Expect: 100-continue\r\n\r\n")
    here.work()
    assert client.read().startswith(first)
