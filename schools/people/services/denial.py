"""“It was not I”: a link in the notices of a readmission takes it back (adr/0016).

Whoever was let in may otherwise keep the owner out for as long as the private records are shut, by asking for password
mails until the day's number is used up. The link belongs to the readmission, not to the password, so a new password does
not end it. What it does is no way in: the account becomes what it was before.
"""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common import audit
from common.actor import Actor
from common.errors import DomainError
from schools.people.models import Invitation, Readmission, User
from schools.people.services import readmission_mails
from schools.people.services.old_factors import SHUT_FOR


def readmission_of(token: str, now: datetime) -> Readmission:
    """The readmission that the link takes back, or has taken back already.

    Raises DomainError("not_usable") for a link that is not ours or is too late: the person signed in as always, the link
    of the readmission ran out, or the private records are open.
    """
    refused = DomainError("not_usable", _("This link does not work any more"))
    try:
        pk = signing.loads(token, salt=readmission_mails.DENIAL)
    except signing.BadSignature as error:
        raise refused from error
    row = Readmission.objects.select_related("user", "school", "department", "asked_by", "confirmed_by").filter(pk=pk)
    readmission = row.first()
    if readmission is None or readmission.confirmed_at is None:
        raise refused
    if not (readmission.denied_at or readmission.is_open or _is_shut(readmission, now)):
        raise refused
    return readmission


@transaction.atomic
def deny(*, token: str, now: datetime, request_id: str = "") -> Readmission:
    """Not used yet: the readmission and its link end. Used: the account gets its former password and second factors back
    and every session that began since ends. What another school has opened at the same time ends, too. Its person and both leaders are
    mailed. Twice is once.

    Raises as `readmission_of`.
    """
    user_id = readmission_of(token, now).user_id
    person = User.objects.select_for_update().get(pk=user_id)
    readmission = readmission_of(token, now)
    if readmission.denied_at is not None:
        return readmission
    if readmission.used_at is not None:
        _restore(person)
    else:
        readmission.ended_at, readmission.end_reason = now, Readmission.DENIED
    readmission.denied_at = now
    readmission.save(update_fields=["denied_at", "ended_at", "end_reason"])
    Readmission.objects.open().filter(user=person).update(ended_at=now, end_reason=Readmission.DENIED)
    Invitation.objects.open().filter(user=person).update(revoked_at=now)
    by = Actor(user=person, request_id=request_id)
    audit.record(by=by, now=now, action="readmission.denied", subject=readmission, changes={"user": person.pk})
    readmission_mails.tell_denied(readmission=readmission, person=person, now=now)
    return readmission


def _is_shut(readmission: Readmission, now: datetime) -> bool:
    """Within its own days: the link of an earlier one does not take a later one back."""
    until, used_at = readmission.user.private_shut_until, readmission.used_at
    return until is not None and until > now and used_at is not None and used_at > now - SHUT_FOR


def _restore(person: User) -> None:
    """As before the first time that somebody was let in; whoever came in since has nothing of it."""
    kept = Readmission.objects.with_old_factors().filter(user=person)
    old: dict[str, Any] = next((row.old_factors for row in kept), {})
    Authenticator.objects.filter(user=person).delete()
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        if kind in old:
            Authenticator.objects.create(user=person, type=kind, data=old[kind])
    kept.update(old_factors={})
    person.password = old.get("password") or make_password(None)
    person.private_shut_until = None
    person.save(update_fields=["password", "private_shut_until"])
