"""Which account somebody means who types a login or an e-mail."""

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Coalesce, Lower

from schools.people.models import User
from schools.people.selectors.ways_in import CLOSED


def accounts_named(typed: str) -> QuerySet[User]:
    """All whose login or e-mail this is, the one that signs in with it first.

    A login comes before an e-mail. Of accounts that share an e-mail the first is one that can sign in, then the one
    that confirmed it last, then the one that has had it longest: nobody locks another out by giving that person's
    address as their own. The others sign in with their login.
    """
    name = typed.strip().lower()
    users = User.objects.alias(folded_login=Lower("login"), folded_email=Lower("email"))
    found = users.filter(Q(folded_login=name) | Q(folded_email=name)) if name else users.none()
    return found.order_by(
        Case(When(folded_login=name, then=0), default=1),
        Case(When(CLOSED, then=2), When(is_active=False, then=1), default=0),
        F("email_confirmed_at").desc(nulls_last=True),
        Coalesce("email_since", "made_at"),
        "pk",
    )


def account_named(typed: str) -> User | None:
    """The account that signs in with this, None for an unknown one. One query."""
    return accounts_named(typed).first()


def accounts_with(address: str) -> QuerySet[User]:
    """Accounts that somebody has opened and that get mail at this address, by login."""
    users = User.objects.alias(folded=Lower("email")).filter(folded=address.strip().lower(), is_active=True)
    return users.exclude(CLOSED).exclude(email="").order_by("login")
