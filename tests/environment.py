"""Read before Django's settings (`-p tests.environment`): a state folder of the tests' own, translations compiled."""

import os
import tempfile
from pathlib import Path

from common.catalogues import compile_stale

os.environ.setdefault("VAR", tempfile.mkdtemp(prefix="talimger-tests-"))
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
(Path(os.environ["VAR"]) / "static").mkdir(exist_ok=True)
compile_stale(Path(__file__).parents[1] / "locale")
