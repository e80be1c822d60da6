"""A new password by mail: asked for by anybody, answered by a worker, chosen by whoever reads the mailbox.

The links are Django's: one use, one day, and a change of password, of e-mail or a sign-in makes them useless.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import audit, dispatch, mail
from common.actor import Actor
from common.errors import DomainError
from schools.people.models import ResetRequest, User
from schools.people.selectors.signing_in import accounts_with
from schools.people.services import email as emails
from schools.people.services import tries
from schools.people.services.notices import Notice, tell

TASK = "people.answer_reset"
STALE = timedelta(hours=6)
"""A request that no worker took for so long is answered by nothing: the person has asked again or given up."""


def ask(*, address: str, network: str, now: datetime) -> bool:
    """Keep that somebody asked; False when this network asked too often. Whether an account has the address is not
    looked up. An address that got many mails today gets no more, and the answer is the same.
    """
    address = emails.normal(address)
    bounds = ((tries.RESET_NETWORK, network), (tries.RESET_HERE, address, network))
    if tries.count(*bounds, now=now) is None:
        return False
    if tries.count((tries.RESET_ADDRESS, address), now=now) is None:
        return True
    with transaction.atomic():
        row = ResetRequest.objects.create(address=address, network=network, asked_at=now)
        dispatch.after_commit(TASK, row.pk)
    return True


def waiting() -> list[int]:
    """Ids of requests that no worker has answered, the oldest first."""
    return list(ResetRequest.objects.values_list("pk", flat=True)[:200])


@transaction.atomic
def answer(*, request_id: int, now: datetime) -> bool:
    """Mail one list of links, a link for each account with the address, by login; whether a mail was made.

    The request is deleted. Accounts that nobody has opened get none: an invitation opens them.
    """
    row = ResetRequest.objects.select_for_update().filter(pk=request_id).first()
    if row is None:
        return False
    accounts = list(accounts_with(row.address)) if row.asked_at > now - STALE else []
    if accounts:
        language = accounts[0].language
        with translation.override(language):
            mail.post(
                dedupe_key=f"account:{row.pk}:{row.asked_at.isoformat()}",
                to=row.address,
                language=language,
                subject=gettext("Choose a new password for Tálimger"),
                text=render_to_string(
                    "schools/people/mails/reset.txt",
                    {"links": [(user.login, link(user)) for user in accounts], "many": len(accounts) > 1},
                ),
                secret=True,
                now=now,
            )
    row.delete()
    return bool(accounts)


def link(user: User) -> str:
    """Under our own address, never the one that a visitor's browser named."""
    kwargs = {"uidb36": int_to_base36(user.pk), "key": default_token_generator.make_token(user)}
    return settings.PUBLIC_URL + reverse("account_reset_password_from_key", kwargs=kwargs)


def account_of(uid: str, key: str, *, lock: bool = False) -> User:
    """The account of a link. Raises DomainError("not_usable") for one that does not work any more."""
    try:
        pk = base36_to_int(uid)
    except ValueError:
        pk = 0
    users = User.objects.select_for_update() if lock else User.objects.all()
    user = users.filter(pk=min(pk, 2**62), is_active=True).first()
    if user is None or not user.email or not default_token_generator.check_token(user, key):
        raise DomainError("not_usable", _("This link does not work any more"))
    return user


@transaction.atomic
def use(*, uid: str, key: str, password: str, now: datetime, request_id: str = "") -> User:
    """The new password is chosen: everybody who was signed in is signed out, and every address of the account gets a notice.

    The link was mailed to the present address, which is confirmed by it. Raises as `account_of`; ValidationError for a
    weak password.
    """
    user = account_of(uid, key, lock=True)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password1": error.error_list}) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    by = Actor(user=user, request_id=request_id)
    audit.record(by=by, now=now, action="account.password_reset", subject=user, changes={"user": user.pk})
    emails.mark_confirmed(user=user, by=by, now=now)
    tell(Notice.PASSWORD_RESET, user, now=now)
    return user
