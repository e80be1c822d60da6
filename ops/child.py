"""Runs one program as a child that never outlives its parent, however the parent dies (Linux).

    python -m ops.child PARENT_PID -m MODULE [ARGUMENT…]     a Python module, in this process
    python -m ops.child PARENT_PID PROGRAM [ARGUMENT…]       any other program, in place of this process

The kernel sends a signal to a process whose parent ends, but only to that process: what it forks starts without.
So a Python module runs inside this process with a hook on fork, and each web worker and each child of a worker pool
asks for the same. A killed supervisor then takes the whole tree along, level by level, within milliseconds.
"""

from __future__ import annotations

import ctypes
import os
import runpy
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int, number: int = signal.SIGKILL) -> None:
    """From now on the end of `parent` ends this process too; at once, if it is already gone.

    Elsewhere than on Linux nothing happens: there the supervisor stops its children only in good order.
    """
    if not sys.platform.startswith("linux"):
        return
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


class _Line:
    """Hands the wish on from parent to child, generation by generation."""

    def __init__(self) -> None:
        self.pid = os.getpid()

    def after_fork(self) -> None:
        parent, self.pid = self.pid, os.getpid()
        die_with_parent(parent)


def main(arguments: list[str]) -> None:
    """Become the program named by the arguments; does not return for a program that is not a module."""
    parent, *rest = arguments
    die_with_parent(int(parent))
    if rest[0] != "-m":
        os.execv(rest[0], rest)
    os.register_at_fork(after_in_child=_Line().after_fork)
    sys.argv = rest[1:]
    runpy.run_module(rest[1], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
