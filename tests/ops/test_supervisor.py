"""Children are started again when they end, later each time, and all end when the supervisor is asked to."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.options import ROOT
from ops.supervisor import Backoff, Service, Supervisor
from tests.ops.test_child import pids
from tests.ops.waiting import alive, until

pytestmark = pytest.mark.process


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    made = Supervisor(folder=tmp_path, environ=os.environ, root=ROOT)
    yield made
    made.stop(seconds=0)


def fake(role: str, file: Path, *, name: str = "", once: bool = False) -> Service:
    argv = ("-m", "tests.ops.fakes", role, str(file))
    return Service(name or role, f"The {role} one", argv, once=once)


def test_waits_grow_to_half_a_minute_and_a_long_life_resets_them() -> None:
    backoff = Backoff()
    assert [backoff.after(lived=0.1) for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    assert backoff.after(lived=61) == 1
    assert backoff.after(lived=59) == 2


def test_one_that_ends_is_started_again_and_the_person_is_told(
    supervisor: Supervisor, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pids"
    supervisor.start(fake("brief", file))
    assert supervisor.wait_until(lambda: len(pids(file)) == 2, seconds=60)
    told = capfd.readouterr().err
    assert "The brief one stopped (exit code 3); starting it again in 1 s." in told
    assert str(tmp_path / "logs" / "brief.log") in told


def test_a_piece_of_work_that_ended_well_is_done(supervisor: Supervisor, tmp_path: Path) -> None:
    file = tmp_path / "pids"
    supervisor.start(fake("done", file, once=True))
    assert not supervisor.is_done("done")
    assert supervisor.wait_until(lambda: supervisor.is_done("done"), seconds=60)
    supervisor.tick()
    assert len(pids(file)) == 1


def test_the_queue_ends_after_those_that_use_it(supervisor: Supervisor, tmp_path: Path) -> None:
    for name in ("broker", "web", "worker"):
        supervisor.start(fake("tidy", tmp_path / name, name=name))
    until(lambda: all((tmp_path / name).exists() for name in ("broker", "web", "worker")), "all three run")
    supervisor.stop(seconds=60)
    ends = (tmp_path / "ends").read_text().split()
    assert sorted(ends) == ["broker", "web", "worker"]
    assert ends[-1] == "broker"


def test_one_that_will_not_end_is_ended_with_all_it_forked(supervisor: Supervisor, tmp_path: Path) -> None:
    file = tmp_path / "pids"
    supervisor.start(fake("stubborn", file))
    until(lambda: len(pids(file)) == 2, "both run")
    began = time.monotonic()
    supervisor.stop(seconds=0.5)
    assert time.monotonic() - began < 10
    until(lambda: not any(alive(pid) for pid in pids(file)), "both are gone")


def test_a_log_that_grew_too_long_makes_room(supervisor: Supervisor, tmp_path: Path) -> None:
    log = tmp_path / "logs" / "done.log"
    log.parent.mkdir()
    with log.open("wb") as file:
        file.truncate(5_000_001)
    supervisor.start(fake("done", tmp_path / "pids", once=True))
    assert log.stat().st_size < 5_000_001
    assert log.with_suffix(".old.log").stat().st_size == 5_000_001
