"""What the environment asks for, and who may reach the installation."""

from pathlib import Path

import pytest

from ops.console import Refusal
from ops.options import check_reach, read_options


def test_nothing_asked_means_this_pc_only(tmp_path: Path) -> None:
    options = read_options({}, root=tmp_path)
    assert (options.host, options.port, options.var, options.demo) == ("127.0.0.1", 8000, tmp_path / "var", None)
    assert options.address == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("environ", "address"),
    [
        ({"PORT": "8123"}, "http://127.0.0.1:8123"),
        ({"HOST": "::1"}, "http://[::1]:8000"),
        ({"PUBLIC_URL": "https://mentor.school.kz/"}, "https://mentor.school.kz"),
    ],
)
def test_the_address_is_one_that_works_on_this_pc(environ: dict[str, str], address: str) -> None:
    assert read_options(environ).address == address


@pytest.mark.parametrize(
    ("own", "address", "named"),
    [
        ("192.168.1.20", "http://192.168.1.20:8123", "http://192.168.1.20:8123"),
        ("127.0.0.1", "http://127.0.0.1:8123", ""),
        (None, "http://127.0.0.1:8123", ""),
    ],
)
def test_in_a_network_links_carry_the_address_by_which_others_find_this_pc(monkeypatch, own, address, named) -> None:
    class Way:
        def __init__(self, *kind: object) -> None: ...
        def __enter__(self) -> "Way":
            return self

        def __exit__(self, *fault: object) -> None: ...
        def connect(self, to: object) -> None:
            if own is None:
                raise OSError

        def getsockname(self) -> tuple[str | None, int]:
            return own, 0

    monkeypatch.setattr("ops.options.socket.socket", Way)
    options = read_options({"LAN": "1", "PORT": "8123"})
    assert (options.address, options.public_url) == (address, named)
    assert read_options({"LAN": "1", "PUBLIC_URL": "http://mektep.local"}).address == "http://mektep.local"
    assert read_options({"PORT": "8123"}).public_url == "", "alone, it stays on this PC"


def test_a_school_network_is_all_addresses_unless_one_is_named() -> None:
    assert read_options({"LAN": "1"}).host == "0.0.0.0"
    assert read_options({"LAN": "1", "HOST": "192.168.1.5"}).host == "192.168.1.5"


@pytest.mark.parametrize(
    ("environ", "word"),
    [
        ({"PORT": "eight"}, "PORT"),
        ({"PORT": "0"}, "PORT"),
        ({"PORT": "65536"}, "PORT"),
        ({"PORT": "²"}, "PORT"),
        ({"DEMO": "maybe"}, "DEMO"),
        ({"LAN": "2"}, "LAN"),
        ({"PUBLIC_URL": "mentor.school.kz"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "ftp://mentor.school.kz"}, "PUBLIC_URL"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "mektep.local,http://x"}, "ALLOWED_HOSTS"),
    ],
)
def test_nonsense_is_refused_by_name(environ: dict[str, str], word: str) -> None:
    with pytest.raises(Refusal, match=f"^{word} must be"):
        read_options(environ)


@pytest.mark.parametrize(
    ("environ", "demo"),
    [
        ({}, True),
        ({"HOST": "localhost"}, True),
        ({"HOST": "127.0.0.2"}, True),
        ({"PUBLIC_URL": "http://localhost:8000"}, True),
        ({"HOST": "127.0.0.2"}, False),
        ({}, False),
        ({"LAN": "1"}, False),
        ({"HOST": "0.0.0.0", "PUBLIC_URL": "https://mentor.school.kz"}, False),
    ],
)
def test_who_may_reach_it(environ: dict[str, str], demo: bool) -> None:
    check_reach(read_options(environ), demo=demo)


@pytest.mark.parametrize(
    ("environ", "demo", "words"),
    [
        ({"LAN": "1"}, True, "demonstration can be opened on this PC only"),
        ({"LAN": "1", "HOST": "127.0.0.1"}, True, "demonstration can be opened on this PC only"),
        ({"HOST": "0.0.0.0", "PUBLIC_URL": "https://mentor.school.kz"}, True, "demonstration can be opened"),
        ({"PUBLIC_URL": "https://mentor.school.kz"}, True, "leave out HOST, LAN, PUBLIC_URL"),
        ({"PUBLIC_URL": "http://127.evil.example"}, True, "leave out HOST, LAN, PUBLIC_URL"),
        ({"HOST": "192.168.1.5"}, True, "demonstration can be opened"),
        ({"BEHIND_FRONT": "1"}, True, "BEHIND_FRONT"),
        ({"HOST": "0.0.0.0"}, False, "over plain http"),
        ({"HOST": "192.168.1.5", "PUBLIC_URL": "http://mentor.school.kz"}, False, "Say LAN=1"),
    ],
)
def test_who_may_not(environ: dict[str, str], demo: bool, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        check_reach(read_options(environ), demo=demo)
