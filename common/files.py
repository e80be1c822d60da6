"""Files by their content: VAR/files/ab/abcd… Rows hold the hash; views check the right before they serve one."""

import hashlib
import os
import re
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

_HASH = re.compile(r"[0-9a-f]{64}")


def path_of(sha256: str) -> Path:
    """Where the content with this hash lies. Raises ValueError for anything that is no hash."""
    if not _HASH.fullmatch(sha256):
        raise ValueError("not a SHA-256 in hexadecimal")
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256


def put(content: bytes) -> str:
    """Keep the content and return its hash. The same content twice is one file; a half-written one is never seen."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        try:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
            os.replace(draft.name, path)
        except OSError:
            Path(draft.name).unlink(missing_ok=True)
            raise
    return sha256


def get(sha256: str) -> bytes:
    """The content. Raises FileNotFoundError when it is not kept here."""
    return path_of(sha256).read_bytes()
