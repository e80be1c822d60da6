"""The secret address of a person's calendar. Nothing secret is stored: the address is signed with the key of the
installation over the person and a number; another number ends it."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from mentoring.deadlines.models import ReminderChoice

_signer = Signer(salt="mentoring.deadlines.feed", sep=".")
_VALUE = re.compile(r"([0-9]{1,18})-([0-9]{1,9})")


@dataclass(frozen=True)
class Holder:
    """Whose calendar an address means, and which of the person's addresses it is."""

    user_id: int
    number: int


NOBODY = Holder(0, 0)
"""For an address that we did not sign. It is looked up like any other, so that an answer takes the same time."""


def token(choice: ReminderChoice) -> str:
    """The secret part of the present address."""
    return _signer.sign(f"{choice.user_id}-{choice.feed}")


def holder(text: str) -> Holder:
    """Whom a token was made for; NOBODY when it is none of ours."""
    try:
        found = _VALUE.fullmatch(_signer.unsign(text))
    except BadSignature:
        return NOBODY
    return Holder(int(found[1]), int(found[2])) if found else NOBODY


def address(choice: ReminderChoice) -> str:
    """The whole address, as a calendar program wants it."""
    return f"{settings.PUBLIC_URL}{reverse('feed', args=[token(choice)])}"
