"""The e-mail of an account. Nothing else writes `User.email`, `email_since` and `email_confirmed_at`.

Whoever reads the mailbox of an account can have its password reset. So an address that is replaced opens nothing from
that moment on: links to reset the password hold the address, invitations that were mailed to it are revoked. Accounts
may share an address (adr/0014); which of them signs in with it says `selectors.signing_in`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import audit, mail
from common.actor import Actor
from common.errors import DomainError
from schools.people.models import EarlierEmail, Invitation, User
from schools.people.services.notices import Notice, tell

FIELDS = ("email", "email_since", "email_confirmed_at")
SALT = "schools.people.email"
LINK_LIFETIME = timedelta(days=7)
BATCH = 100


def normal(email: str) -> str:
    """As it is stored: small letters, no spaces around."""
    return email.strip().lower()


def put(user: User, email: str, *, now: datetime) -> None:
    """Set the three fields on an account that is not stored yet; whoever stores it writes its audit entry."""
    user.email = normal(email)
    user.email_since = now if user.email else None
    user.email_confirmed_at = None


def change(*, user: User, email: str, by: Actor, now: datetime) -> bool:
    """Give a stored account another address, or none (""); whether anything changed. See `change_many`."""
    return bool(change_many(changes=[(user, email)], by=by, now=now))


@transaction.atomic
def change_many(*, changes: Iterable[tuple[User, str]], by: Actor, now: datetime) -> list[User]:
    """Give stored accounts other addresses; those that changed. Who may do so, the caller has checked; it holds the
    locks of the rows.

    The old address is kept as an earlier one. Of an account that somebody has opened, the old address gets a notice and the
    new one gets a link to confirm it. Raises ValidationError for what is no address.
    """
    changed: list[User] = []
    earlier: list[EarlierEmail] = []
    for user, typed in changes:
        email = normal(typed)
        if email == normal(user.email):
            continue
        _check(email)
        if user.email:
            was_confirmed = user.email_confirmed_at is not None
            earlier.append(EarlierEmail(user=user, email=user.email, replaced_at=now, was_confirmed=was_confirmed))
        put(user, email, now=now)
        changed.append(user)
    if not changed:
        return []
    User.objects.bulk_update(changed, FIELDS, batch_size=BATCH)
    EarlierEmail.objects.bulk_create(earlier)
    _revoke_mailed(changed, now)
    audit.record_many(
        by=by,
        now=now,
        action="account.email_changed",
        subjects=[(user, dict.fromkeys(["email"])) for user in changed],
        private=True,
    )
    old = {row.user_id: row.email for row in earlier}
    for user in changed:
        if _is_opened(user):
            _tell(user, old.get(user.pk, ""), now)
    return changed


@transaction.atomic
def mark_confirmed(*, user: User, by: Actor, now: datetime) -> None:
    """A link that was mailed to the present address of the account was opened and acted upon.

    The latest confirmation counts where accounts share an address, so a second one is kept as well.
    """
    if not user.email:
        return
    user.email_confirmed_at = now
    user.save(update_fields=["email_confirmed_at"])
    audit.record(
        by=by, now=now, action="account.email_confirmed", subject=user, changes={"email": None}, private=True
    )


def confirmation_link(user: User) -> str:
    """The address of the page that confirms the e-mail; it dies with the next change."""
    since = user.email_since.isoformat() if user.email_since else ""
    token = signing.dumps([user.pk, user.email, since], salt=SALT)
    return settings.PUBLIC_URL + reverse("email_confirm", args=[token])


def account_to_confirm(token: str, *, lock: bool = False) -> User:
    """The account whose address the link confirms. Raises DomainError("not_usable") when it does not any more."""
    refused = DomainError("not_usable", _("This link does not work any more"))
    try:
        pk, email, since = signing.loads(token, salt=SALT, max_age=LINK_LIFETIME)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise refused from error
    users = User.objects.select_for_update() if lock else User.objects.all()
    user = users.filter(pk=pk, email=email, is_active=True).first()
    if user is None or since != (user.email_since.isoformat() if user.email_since else ""):
        raise refused
    return user


@transaction.atomic
def confirm(*, token: str, now: datetime, request_id: str = "") -> User:
    """Whoever reads the mailbox confirms it. Raises as `account_to_confirm`."""
    user = account_to_confirm(token, lock=True)
    mark_confirmed(user=user, by=Actor(user=user, request_id=request_id), now=now)
    return user


def _check(email: str) -> None:
    if not email:
        return
    field = User._meta.get_field("email")
    try:
        field.run_validators(email)
    except ValidationError as error:
        raise ValidationError({"email": error.error_list}) from error


def _is_opened(user: User) -> bool:
    """Before, the address is a guess of the school's; the invitation says whose account it is."""
    return user.last_login is not None or (bool(user.password) and user.has_usable_password())


def _revoke_mailed(users: list[User], now: datetime) -> None:
    """Links that lie in a mailbox that is not the account's any more."""
    mailed = Invitation.objects.open().filter(user__in=users).exclude(mailed_to="")
    gone = [one.pk for one in mailed.select_related("user") if normal(one.mailed_to) != one.user.email]
    Invitation.objects.filter(pk__in=gone).update(revoked_at=now)


def _tell(user: User, old: str, now: datetime) -> None:
    if old:
        tell(Notice.EMAIL_CHANGED if user.email else Notice.EMAIL_REMOVED, user, now=now, replaced=old)
    ask_to_confirm(user, now)


def ask_to_confirm(user: User, now: datetime) -> None:
    """Mail a link to the present address: of accounts that share one, the one that confirmed it signs in with it."""
    if not user.email or not mail.goes():
        return
    with translation.override(user.language):
        mail.post(
            dedupe_key=f"email-confirm:{user.pk}:{now.isoformat()}",
            to=user.email,
            language=user.language,
            subject=gettext("Confirm your e-mail for Tálimger"),
            text=render_to_string(
                "schools/people/mails/confirm.txt", {"link": confirmation_link(user), "login": user.login}
            ),
            secret=True,
            now=now,
        )
