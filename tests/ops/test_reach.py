"""Which addresses are this PC alone, and which hosts an installation answers to."""

import socket

import pytest

from ops.reach import allowed_hosts, given_hosts, host_of, is_loopback, names_of_this_pc


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1", "[::1]", "::ffff:127.0.0.1"]
)
def test_this_pc(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["", "127.evil.example", "localhost.evil.example", "192.168.1.20", "0.0.0.0", "::", "128.0.0.1", "1"]
)
def test_not_this_pc(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("header", "host"),
    [("localhost:8000", "localhost"), ("[::1]:8000", "::1"), ("127.0.0.1", "127.0.0.1"), ("", ""), ("[", "")],
)
def test_the_host_without_its_port(header: str, host: str) -> None:
    assert host_of(header) == host


def test_a_network_knows_this_pc_by_its_name_and_under_local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "Mektep-27.school.kz")
    assert names_of_this_pc() == ["mektep-27", "mektep-27.local", "mektep-27.school.kz"]
    monkeypatch.setattr(socket, "gethostname", lambda: "мектеп")
    assert names_of_this_pc() == []


def test_only_a_network_knows_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "mektep")
    own = ["127.0.0.1", "[::1]", "localhost"]
    assert allowed_hosts(public="mentor.school.kz", lan=False, given=[]) == sorted([*own, "mentor.school.kz"])
    assert allowed_hosts(public="192.168.1.20", lan=True, given=["other.kz"]) == sorted(
        [*own, "192.168.1.20", "mektep", "mektep.local", "other.kz"]
    )


def test_those_given_are_whole_names_and_addresses() -> None:
    assert given_hosts(" Mektep.local,192.168.1.20  fd00::5 ") == ["mektep.local", "192.168.1.20", "[fd00::5]"]
    assert given_hosts("") == []


@pytest.mark.parametrize("text", ["*", ".school.kz", "a.kz *", "http://a.kz", "a.kz/", "a.kz:8000", "-"])
def test_nothing_that_stands_for_many(text: str) -> None:
    with pytest.raises(ValueError, match="^ALLOWED_HOSTS must be whole names"):
        given_hosts(text)
