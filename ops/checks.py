"""What `make test` runs before the tests themselves, each as one command that ends with 0 when all is well."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

PYTHON = sys.executable
# What must hold its types. Tests and measurements are not among it: they are checked by running.
TYPED = ("config", "demonstration", "reports", "mentoring", "schools", "common", "ops", "manage.py")
FOLDERS = (*TYPED, "bench", "tests")
# A school's own installation behind a TLS front, as Django's checks for production want to see it.
PRODUCTION = {"PUBLIC_URL": "https://mentor.example.kz", "DEMO": "0", "DEBUG": "0", "LAN": "0"}


@dataclass(frozen=True)
class Check:
    """A headline, a command, and what its environment holds besides. `beside`: takes long, and runs while others do."""

    name: str
    command: tuple[str, ...]
    environ: dict[str, str] = field(default_factory=dict)
    beside: bool = False


def _manage(name: str, *words: str, environ: dict[str, str] | None = None) -> Check:
    return Check(name, (PYTHON, "manage.py", *words), environ or {})


CHECKS = (
    Check("ruff check", (PYTHON, "-m", "ruff", "check", *FOLDERS)),
    Check("ruff format", (PYTHON, "-m", "ruff", "format", "--check", *FOLDERS)),
    Check("import contracts", (PYTHON, "-m", "ops.tools", "imports")),
    Check("types (mypy)", (PYTHON, "-m", "mypy", *TYPED), beside=True),
    _manage("migrations match the models", "makemigrations", "--check", "--dry-run"),
    _manage("translations and static files", "prepare", "--only", "pages"),
    _manage("the papers' fonts", "prepare", "--only", "fonts"),
    _manage("settings for production", "check", "--deploy", "--fail-level", "WARNING", environ=PRODUCTION),
)
