"""Small commands of the Makefile: python -m ops.tools lock | bench | imports | words"""

from __future__ import annotations

import subprocess
import sys

from ops import venv
from ops.console import Refusal, say, warn
from ops.options import ROOT


def lock() -> int:
    """Write the locks anew from their .in files."""
    return venv.lock()


def bench() -> int:
    """Run every measurement of bench/, one after the other; the first that misses its mark decides the exit code."""
    code = 0
    for path in sorted((ROOT / "bench").glob("[a-z]*.py")):
        say(f"── {path.stem}")
        code = subprocess.call([sys.executable, "-m", f"bench.{path.stem}"], cwd=ROOT) or code
    return code


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
