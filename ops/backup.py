"""`make backup`, `make restore FILE=…` and `make update`: into the environment, then `manage.py` does the work.

An update takes the packages first: without them the new version could not even make the backup, and they touch no
data. Then it backs up, migrates, and makes the pages' files; when one of the two fails, the database goes back.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from ops import venv
from ops.broker import FileLock
from ops.console import Refusal, say, warn
from ops.options import ROOT, Options, read_options

INTERRUPTED = 130
BEFORE = "If the new version came by git pull, this brings the one before it back: git checkout ORIG_HEAD"


def backup(options: Options, environ: Mapping[str, str]) -> int:
    """One archive under VAR/backups, whether the product runs or not."""
    _require_state(options)
    return _manage(environ, "backup")


def restore(options: Options, environ: Mapping[str, str]) -> int:
    """An archive into a folder that holds nothing yet."""
    name = environ.get("FILE") or ""
    path = Path(name).expanduser().resolve()
    if not name:
        raise Refusal(f"Name the archive: make restore FILE={options.var}/backups/talimger-….tar.gz VAR=~/restored")
    if not path.is_file():
        raise Refusal(f"There is no file {path}; nothing was changed.")
    code = _manage(environ, "restore", str(path))
    if code == 0:
        say("Now start it: make run, with the same VAR and DATABASE_URL. That brings the tables up to this version.")
    return code


def update(options: Options, environ: Mapping[str, str]) -> int:
    """Bring an installation that stands still up to the code of this folder, or leave it as it was."""
    _require_state(options)
    owner, updating = FileLock(options.run_folder / "owner.lock"), update_lock(options)
    if not owner.take():
        raise Refusal("It is running. End it with Ctrl-C in the terminal of make run, then: make update")
    if not updating.take():
        raise Refusal("An update of this folder is running already; wait until it has ended.")
    try:
        return _update(options, environ)
    finally:
        updating.free()
        owner.free()


def update_lock(options: Options) -> FileLock:
    """Held while an update works on the folder, so that nothing starts on half of one."""
    return FileLock(options.run_folder / "update.lock")


def _update(options: Options, environ: Mapping[str, str]) -> int:
    report = options.run_folder / "backup.path"
    report.unlink(missing_ok=True)
    if _manage(environ, "backup", "--report", str(report)):
        raise Refusal(
            "Without a backup nothing is updated; the lines above say what is in the way. All is as it was."
        )
    archive = report.read_text()
    say("Bringing the records and the pages up to this version …")
    if not any(_manage(environ, "prepare", "--backed-up", "--only", part) for part in ("tables", "pages")):
        say("Updated. Start it again: make run")
        return 0
    warn("The update failed; the lines above say why. Putting the records back …")
    if _manage(environ, "restore", "--back-out", archive):
        raise Refusal(
            f"The records could not be put back. They are whole in {archive}. Do not start this version. {BEFORE}, "
            f"then in a new folder: make restore FILE={archive} VAR=~/restored"
        )
    raise Refusal(
        f"All records, files and the key are as they were before the update; the backup stays in {archive}. "
        f"Do not start this version on them: it would try the same again. {BEFORE}, then: make run"
    )


def _require_state(options: Options) -> None:
    if not options.var.is_dir():
        raise Refusal(f"There is nothing in {options.var} yet. Name the folder that you start it with: VAR=…")


def _manage(environ: Mapping[str, str], *words: str) -> int:
    """Run one command of manage.py; its exit code. A Ctrl-C reaches it too, and it tidies up behind itself."""
    child = subprocess.Popen([sys.executable, "manage.py", *words], cwd=ROOT, env=environ)
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.wait()
        return INTERRUPTED


COMMANDS = {"backup": backup, "restore": restore, "update": update}


def main(arguments: list[str]) -> int:
    """Exit code 0 when it was done, 1 with one sentence on the error stream when not."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        warn(f"One of these: {', '.join(COMMANDS)}")
        return 2
    try:
        options = read_options(os.environ)
        if not venv.inside():
            venv.ensure("run")
            venv.enter("ops.backup", arguments)
        return COMMANDS[arguments[0]](options, {**os.environ, "VAR": str(options.var)})
    except Refusal as refusal:
        warn(str(refusal))
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
