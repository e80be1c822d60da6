"""Small commands of the Makefile: python -m ops.tools lock | bench | imports | words"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from ops import postgres, venv
from ops.console import Refusal, say, warn
from ops.options import ROOT


def lock() -> int:
    """Write the locks anew from their .in files."""
    return venv.lock()


# What must hold on both databases.
ON_POSTGRES = ("home", "sweep")


def bench() -> int:
    """Run every measurement of bench/ on SQLite, one after the other, then some on a temporary PostgreSQL.

    The exit code is not 0 when one of them misses its mark.
    """
    on_sqlite = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    codes = [_measure(path.stem, on_sqlite) for path in sorted((ROOT / "bench").glob("[a-z]*.py"))]
    if (binaries := postgres.find_binaries()) is None:
        raise Refusal("Measured on SQLite only. PostgreSQL is missing: sudo apt-get install postgresql")
    with postgres.temporary(binaries) as url:
        codes += [_measure(name, {**os.environ, "DATABASE_URL": url}) for name in ON_POSTGRES]
    return max(codes)


def _measure(name: str, environ: Mapping[str, str]) -> int:
    say(f"── {name} on {'PostgreSQL' if 'DATABASE_URL' in environ else 'SQLite'}")
    return subprocess.call([sys.executable, "-m", f"bench.{name}"], cwd=ROOT, env=environ)


def imports() -> int:
    """Hold the import contracts of pyproject.toml against the code. The linter has no -m form of its own."""
    from importlinter.cli import lint_imports

    return int(lint_imports(no_cache=True, no_logo=True))


def words() -> int:
    """Write the texts of the source into the translations; the new ones wait there, empty."""
    return subprocess.call([sys.executable, "manage.py", "words"], cwd=ROOT)


COMMANDS = {"lock": lock, "bench": bench, "imports": imports, "words": words}


def main(arguments: list[str]) -> int:
    """Run one command inside the environment with the tools."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        warn(f"One of these: {', '.join(COMMANDS)}")
        return 2
    try:
        if not venv.inside():
            venv.ensure("dev")
            venv.enter("ops.tools", arguments)
        return COMMANDS[arguments[0]]()
    except Refusal as refusal:
        warn(str(refusal))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
