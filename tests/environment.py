"""Read before Django's settings (`-p tests.environment`): a state folder of the tests' own, translations compiled."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from common.catalogues import compile_stale

if "VAR" not in os.environ:
    os.environ["VAR"] = tempfile.mkdtemp(prefix="talimger-tests-")
    atexit.register(shutil.rmtree, os.environ["VAR"], ignore_errors=True)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
(Path(os.environ["VAR"]) / "static").mkdir(exist_ok=True)
compile_stale(Path(__file__).parents[1] / "locale")
