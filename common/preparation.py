"""Brings VAR up to the code: static files, fonts, tables, and the first rows of a new installation."""

import hashlib
from collections.abc import Callable
from importlib import import_module
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from common import catalogues, clock, installation
from common.backup import services
from common.backup.place import Place
from common.models import Installation

Say = Callable[[str], object]
# All of them stand above this app, so they are called by name.
FONTS_MODULE = "reports.rendering.fonts"
SETUP_COMMAND = "setup_code"
SERVER_MODULES = ("config.wsgi", "config.server.serving", "config.server.processes")


def build() -> None:
    """What the pages need beside the database: translations, and static files under VAR/static.

    New static files come with new code: its modules are compiled now, beside the tables, so that no page waits for it.
    """
    compile_translations()
    if collect_static():
        for name in SERVER_MODULES:
            import_module(name)


def compile_translations() -> None:
    """Compile the catalogues that changed; two processes may do it at once."""
    for folder in settings.LOCALE_PATHS:
        catalogues.compile_stale(Path(folder))


def tables(*, demo: bool | None, say: Say = print, backed_up: bool = False) -> dict[str, str]:
    """Bring the database up to the code and set up a new installation; what it is, for whoever started it.

    `kind` is "demo" or "school"; `setup` is what a school without people is told, else "". `say`: for a line to the
    person at the terminal. `backed_up`: somebody has just done so. DomainError as `migrate`.
    """
    compile_translations()  # the demonstration's texts come in three languages
    (settings.VAR / "run").mkdir(mode=0o700, exist_ok=True)  # the clock of the workers keeps its file there
    migrate(say=say, backed_up=backed_up)
    is_demo = install(demo=demo)
    return {"kind": "demo" if is_demo else "school", "setup": "" if is_demo else setup_notice()}


def make_fonts() -> None:
    """The papers' fonts under VAR/fonts; takes ten seconds the first time, so `make run` does it behind the pages."""
    import_module(FONTS_MODULE).ensure_fonts(settings.VAR / "fonts")


def collect_static() -> bool:
    """Collect, hash and compress the static files unless the same ones are there already; whether it did."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / ".collected"
    wanted = static_digest()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)
    return True


def static_digest() -> str:
    """One fingerprint of all static files that the finders see: names, sizes and times."""
    parts = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            parts.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return parts.hexdigest()


def migrate(*, say: Say = print, backed_up: bool = False) -> bool:
    """Bring the tables up to the code; whether there was anything to do.

    What a school has recorded is backed up first: an update by `git pull` and a start alone is an update all the same.
    DomainError in plain words when that cannot be done; then nothing is changed.
    """
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    if not backed_up and executor.loader.applied_migrations and _is_school():
        say("This version changes the tables. Backing up what is there first …")
        made = services.back_up(place=Place.here(), now=clock.now())
        say(f"Backed up and read back: {made.path}")
    call_command("migrate", interactive=False, verbosity=0)
    return True


def _is_school() -> bool:
    """Asked before the tables fit the code, so by the one column alone."""
    names = connection.introspection.table_names()
    rows = Installation.objects.values_list("is_demo", flat=True)
    return Installation._meta.db_table in names and rows.first() is False


def install(*, demo: bool | None) -> bool:
    """Make a new installation what was asked for (a demonstration, when nothing was), once and for good.

    Says whether it is a demonstration. CommandError when it is already the other kind.
    """
    if demo is not None or installation.current() is None:
        call_command("install", "--school" if demo is False else "--demo")
    return installation.is_demo()


def setup_notice() -> str:
    """What a school that has nobody yet is told at the terminal: the set-up page and its one-time code; else ""."""
    if not installation.awaits_set_up():
        return ""
    out = StringIO()
    call_command(SETUP_COMMAND, stdout=out)
    return out.getvalue().strip()
