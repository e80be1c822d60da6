"""Somebody comes in again: the old password and second factors are put aside, private records are shut for some days.

They open sooner for whoever shows something old. So a person who lost the phone but knows the password reads on at once,
and a stranger whom two leaders let in reads nothing private before the notice has reached every earlier address.
"""

from datetime import datetime, timedelta
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt
from django.contrib.auth.hashers import check_password, is_password_usable
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common import audit, clock
from common.actor import Actor
from common.errors import DomainError
from schools.people.models import Invitation, Readmission, User
from schools.people.services import readmission_mails

SHUT_FOR = timedelta(days=7)
TRIES_A_DAY = 5
AT_ONCE = 100


def open_again(*, readmission_id: int, person: User, old_password: str, by: Actor, now: datetime) -> None:
    """What follows when somebody is in again; the caller holds the person's lock and has set the new password.

    Whoever is let in twice within the days shows what was there before the first time: the password in between is no
    proof. Setting a password ends all other sessions.
    """
    readmission = Readmission.objects.select_for_update().get(pk=readmission_id)
    is_shut = person.private_shut_until is not None and person.private_shut_until > now
    earlier = Readmission.objects.with_old_factors().filter(user=person)
    factors = Authenticator.objects.filter(user=person)
    kept: dict[str, Any]
    if is_shut:
        kept = next((row.old_factors for row in earlier), {})
    else:
        kept = {factor.type: factor.data for factor in factors}
        if old_password and is_password_usable(old_password):
            kept["password"] = old_password
    earlier.update(old_factors={})
    factors.delete()
    readmission.used_at, readmission.old_factors = now, kept
    readmission.save(update_fields=["used_at", "old_factors"])
    person.private_shut_until = now + SHUT_FOR
    person.save(update_fields=["private_shut_until"])
    Readmission.objects.open().filter(user=person).update(ended_at=now, end_reason=Readmission.OTHER_WAY)
    Invitation.objects.open().filter(user=person).update(revoked_at=now)
    audit.record(
        by=by,
        now=now,
        action="readmission.used",
        subject=readmission,
        changes={"user": person.pk, "private_shut_until": person.private_shut_until},
    )
    readmission_mails.tell_used(readmission=readmission, person=person, now=now)


@transaction.atomic
def show(*, typed: str, by: Actor, now: datetime) -> bool:
    """“Show that it is you”: the old password, a code of the old app or an old recovery code opens the private records.

    False when it does not fit; a wrong try is counted. Raises DomainError when nothing is shut, when there is nothing old
    to be shown, and after five wrong tries in a day.
    """
    person = User.objects.select_for_update().get(pk=by.user.pk)
    if person.private_shut_until is None or person.private_shut_until <= now:
        raise DomainError("not_shut", _("Your private records are open. There is nothing to show."))
    readmission = Readmission.objects.with_old_factors().filter(user=person).select_for_update(of=("self",)).first()
    if readmission is None:
        raise DomainError("nothing_old", _("This account had no password before. The days simply run."))
    old, today = readmission.old_factors, clock.today(now).isoformat()
    tries = old.get("tries", {})
    count = tries.get("count", 0) if tries.get("day") == today else 0
    if count >= TRIES_A_DAY:
        raise DomainError("too_many_tries", _("That was tried five times today. Try again tomorrow."))
    if not _fits(typed, old, person):
        readmission.old_factors = {**old, "tries": {"day": today, "count": count + 1}}
        readmission.save(update_fields=["old_factors"])
        return False
    readmission.shown_at, readmission.old_factors = now, {}
    readmission.save(update_fields=["shown_at", "old_factors"])
    person.private_shut_until = None
    person.save(update_fields=["private_shut_until"])
    audit.record(by=by, now=now, action="readmission.shown", subject=readmission, changes={"user": person.pk})
    readmission_mails.tell_shown(readmission=readmission, person=person, now=now)
    return True


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Wipe old factors whose days are over; how many rows. May run at any time, or late."""
    over = Readmission.objects.with_old_factors().filter(used_at__lte=now - SHUT_FOR).values("pk")[:AT_ONCE]
    return Readmission.objects.filter(pk__in=list(over.values_list("pk", flat=True))).update(old_factors={})


def _fits(typed: str, old: dict[str, Any], person: User) -> bool:
    if "password" in old and check_password(typed, old["password"]):
        return True
    code = typed.strip()
    if (app := old.get(Authenticator.Type.TOTP)) and validate_totp_code(decrypt(app["secret"]), code):
        return True
    if not (codes := old.get(Authenticator.Type.RECOVERY_CODES)):
        return False
    kept = Authenticator(user=person, type=Authenticator.Type.RECOVERY_CODES, data=codes)
    return any(compare_user_code(actual=code, expected=one) for one in RecoveryCodes(kept).get_unused_codes())
