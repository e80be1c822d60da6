"""Who a form was shown to: a signed mark in it, so that what was typed is given back to that person alone."""

from collections.abc import Mapping
from typing import Any

from django.core import signing

FIELD = "typed_by"
SALT = "common.typed.owner"


def mark_for(request: Any) -> str:
    """The mark of the person signed in, made once per page; empty for a visitor."""
    made: str | None = getattr(request, "typed_by", None)
    if made is None:
        user = getattr(request, "user", None)
        made = _signer().sign_object(user.pk) if user is not None and user.is_authenticated else ""
        if request is not None:
            request.typed_by = made
    return made


def owner_of(sent: Mapping[str, Any]) -> int | None:
    """The id of the person to whom the form was shown; None where it bears no mark of ours."""
    try:
        owner = _signer().unsign_object(str(sent.get(FIELD, "")))
    except (signing.BadSignature, ValueError):
        return None
    return owner if isinstance(owner, int) else None


def _signer() -> signing.Signer:
    """Without the time: a page that says the same is the same to the letter."""
    return signing.Signer(salt=SALT)
