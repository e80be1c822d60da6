"""A child never outlives its parent, nor do those it forks, however the parent ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from ops.options import ROOT
from tests.ops.waiting import alive, until

pytestmark = pytest.mark.process

PARENT = """
import os, signal, subprocess, sys
subprocess.Popen([sys.executable, "-m", "ops.child", str(os.getpid()), *sys.argv[1:]])
signal.pause()
"""


def start_parent(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", PARENT, *arguments], cwd=ROOT)


def pids(file: Path) -> list[int]:
    return [int(line) for line in file.read_text().splitlines()] if file.exists() else []


def test_three_generations_die_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "pids"
    parent = start_parent("-m", "tests.ops.fakes", "family", str(file))
    until(lambda: len(pids(file)) == 3, "three generations run")
    assert all(alive(pid) for pid in pids(file))
    parent.kill()
    parent.wait()
    until(lambda: not any(alive(pid) for pid in pids(file)), "all three are gone")


def test_a_program_that_is_no_python_module_dies_too(tmp_path: Path) -> None:
    file = tmp_path / "pids"
    parent = start_parent("/bin/sh", "-c", f"echo $$ > {file}; exec tail -f /dev/null")
    until(lambda: pids(file), "the program runs")
    parent.kill()
    parent.wait()
    until(lambda: not any(alive(pid) for pid in pids(file)), "the program is gone")


def test_a_child_whose_parent_is_gone_already_does_not_start(tmp_path: Path) -> None:
    file = tmp_path / "pids"
    nobody = subprocess.Popen([sys.executable, "-c", ""])
    nobody.wait()
    command = [sys.executable, "-m", "ops.child", str(nobody.pid), "-m", "tests.ops.fakes", "done", str(file)]
    assert subprocess.call(command, cwd=ROOT) == -9
    assert not file.exists()
