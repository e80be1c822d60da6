"""What was typed, encrypted for one person: it travels in the sign-in form, and the server keeps nothing.

The key is made of the installation's secret and the person's id: with another person's key it does not open.
"""

import base64
import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

FIELD = "sealed"
LASTS = timedelta(minutes=30)
LARGEST = 90 * 1024
"""Of the encrypted text: the sign-in form takes 100 KB from a visitor."""


@dataclass(frozen=True)
class Typed:
    """action: where the form was sent. page: where it stands. fields: (name, values). had_files: files were left out."""

    action: str
    page: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]
    had_files: bool = False

    @property
    def has_own_page(self) -> bool:
        """Whether the form is sent to the page that it stands on, so that the page can show it filled in."""
        return self.action.partition("?")[0] == self.page.partition("?")[0]


def seal(typed: Typed, owner: int) -> str:
    """Empty when it is too much."""
    plain = zlib.compress(json.dumps(asdict(typed), ensure_ascii=False).encode("utf-8", "surrogatepass"), 9)
    sealed = _lock(owner).encrypt(plain).decode()
    return sealed if len(sealed) <= LARGEST else ""


def unseal(sealed: str, owner: int) -> Typed | None:
    """None for another person, after half an hour, or when it is none of ours."""
    try:
        plain = _lock(owner).decrypt(sealed.encode(), ttl=int(LASTS.total_seconds()))
    except (InvalidToken, ValueError):
        return None
    kept = json.loads(zlib.decompress(plain).decode("utf-8", "surrogatepass"))
    return Typed(kept["action"], kept["page"], _pairs(kept["fields"]), kept["had_files"])


def _pairs(fields: Iterable[tuple[str, Iterable[str]]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(values)) for name, values in fields)


def _lock(owner: int) -> Fernet:
    key = salted_hmac("common.typed.sealed", str(owner), algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
