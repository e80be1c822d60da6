"""Small children for the tests: python -m tests.ops.fakes ROLE FILE"""

import os
import signal
import sys
from pathlib import Path
from typing import NoReturn


def note(file: Path) -> None:
    """Write this process's number on a line of its own."""
    with file.open("a") as lines:
        lines.write(f"{os.getpid()}\n")


def rest() -> NoReturn:
    """Wait for signals for ever."""
    while True:
        signal.pause()


def family(file: Path) -> None:
    """Three generations, as a web server with its workers has them."""
    note(file)
    if os.fork() == 0:
        note(file)
        if os.fork() == 0:
            note(file)
    rest()


def stubborn(file: Path) -> None:
    """One that will not hear a polite request to end, with a child that will not either."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.fork()
    note(file)
    rest()


def brief(file: Path) -> None:
    """One that ends at once, badly."""
    note(file)
    sys.exit(3)


def done(file: Path) -> None:
    """One that ends at once, well."""
    note(file)


def tidy(file: Path) -> None:
    """One that notes its name when it is asked to end."""
    name = f"{file.stem}\n"

    def end(*_: object) -> None:
        with (file.parent / "ends").open("a") as lines:
            lines.write(name)
        sys.exit(0)

    signal.signal(signal.SIGTERM, end)
    note(file)
    rest()


if __name__ == "__main__":
    {"family": family, "stubborn": stubborn, "brief": brief, "done": done, "tidy": tidy}[sys.argv[1]](
        Path(sys.argv[2])
    )
