"""Read before Django's settings (`-p tests.environment`): the tests have a state folder of their own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("VAR", tempfile.mkdtemp(prefix="talimger-tests-"))
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
(Path(os.environ["VAR"]) / "static").mkdir(exist_ok=True)
