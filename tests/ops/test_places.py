"""Where the broker's socket lies when VAR is short, long, or too long even for the short place."""

import os
from pathlib import Path

import pytest

from ops.console import Refusal
from ops.places import LONGEST_SOCKET_PATH, broker_socket, broker_url, make_private

LONG = Path("/srv") / ("школа-" * 12)


def test_the_socket_lies_under_var() -> None:
    assert broker_socket(Path("/srv/talimger")) == Path("/srv/talimger/run/broker.sock")
    assert broker_url(Path("/srv/my school")) == "redis+socket:///srv/my%20school/run/broker.sock"


def test_bytes_count_and_not_letters() -> None:
    room = LONGEST_SOCKET_PATH - len("/run/broker.sock")
    fits = Path("/" + "a" * (room - 1))
    assert broker_socket(fits) == fits / "run" / "broker.sock"
    assert broker_socket(Path("/" + "ә" * (room // 2 + 1))).name != "broker.sock"


def test_a_long_path_gets_a_short_socket_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1000")
    socket = broker_socket(LONG)
    assert socket.parent == Path("/run/user/1000/talimger")
    assert broker_socket(LONG) == socket
    assert broker_socket(LONG / "other") != socket
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr("tempfile.tempdir", "/tmp")
    assert broker_socket(LONG).parent == Path(f"/tmp/talimger-{os.getuid()}")


def test_no_place_at_all_is_said_with_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(LONG))
    with pytest.raises(Refusal, match=r"cannot have a path of \d+ bytes .* allows 107\. Choose a shorter folder"):
        broker_socket(LONG)


def test_a_private_folder_is_ours_alone(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir(mode=0o777)
    make_private(folder)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_link_that_somebody_laid_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "run").symlink_to(tmp_path / "theirs")
    with pytest.raises(Refusal, match="belongs to somebody else"):
        make_private(tmp_path / "run")
