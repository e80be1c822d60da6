"""How often a password or a code may be guessed: wrong tries count per account and network, known devices apart.

A try is counted before the password is looked at, and given back when it was right: many at the same moment do not get
past a bound. The counters have a table of their own, since a full cache drops rows, and whoever types many names fills
it (adr/0015). Nothing here depends on whether an account exists.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from schools.people.models import TryCount, User


@dataclass(frozen=True)
class Bound:
    """At most so many in that time, counted from the first."""

    name: str
    most: int
    within: timedelta


@dataclass(frozen=True)
class Origin:
    """Where a try comes from. device: a browser that has signed in to this account before; empty for any other."""

    network: str
    device: str = ""


HERE = Bound("account and network", 5, timedelta(minutes=5))
NETWORK = Bound("network", 200, timedelta(minutes=10))
"""A school of 60 people behind one router that mistypes three times each stays below."""
EVERYWHERE = Bound("account", 30, timedelta(hours=1))
DEVICE = Bound("device", 10, timedelta(minutes=15))
OWN_HERE = Bound("own password and network", 5, timedelta(minutes=5))
OWN_EVERYWHERE = Bound("own password", 30, timedelta(hours=1))
CODE_HERE = Bound("code and network", 5, timedelta(minutes=5))
CODE_EVERYWHERE = Bound("code", 10, timedelta(hours=1))
CODE_DEVICE = Bound("code and device", 10, timedelta(minutes=15))
RESET_HERE = Bound("reset and network", 5, timedelta(hours=1))
RESET_NETWORK = Bound("resets of a network", 60, timedelta(hours=1))
RESET_ADDRESS = Bound("resets of an address", 10, timedelta(days=1))


@dataclass(frozen=True)
class Counted:
    """Tries that were counted; given back when it was right after all."""

    keys: Sequence[str]

    def give_back(self) -> None:
        TryCount.objects.filter(key__in=self.keys, count__gt=0).update(count=F("count") - 1)


def sign_in(*, typed: str, account: User | None, origin: Origin, now: datetime) -> Counted | None:
    """Count a try with a password; None when a bound is reached."""
    name = typed.strip().lower()
    if account is not None and origin.device:
        return count((DEVICE, str(account.pk), origin.device), now=now)
    return count((NETWORK, origin.network), (HERE, name, origin.network), (EVERYWHERE, name), now=now)


def own_password(*, user: User, origin: Origin, now: datetime) -> Counted | None:
    """Count a try of somebody signed in with the own password, before something that matters."""
    if origin.device:
        return count((DEVICE, str(user.pk), origin.device), now=now)
    return count((OWN_HERE, str(user.pk), origin.network), (OWN_EVERYWHERE, str(user.pk)), now=now)


def code(*, user: User, origin: Origin, now: datetime) -> Counted | None:
    """Count a try with a code of the second sign-in step."""
    if origin.device:
        return count((CODE_DEVICE, str(user.pk), origin.device), now=now)
    return count((CODE_HERE, str(user.pk), origin.network), (CODE_EVERYWHERE, str(user.pk)), now=now)


def count(*each: tuple[Bound | str, ...], now: datetime) -> Counted | None:
    """Count one at each bound, (bound, part, …); none of them when one is reached.

    That of the network comes first: who has reached it makes no more rows, whatever names are typed.
    """
    counted: list[str] = []
    for bound, *parts in each:
        assert isinstance(bound, Bound)
        key = salted_hmac(f"tries: {bound.name}", repr(parts), algorithm="sha256").hexdigest()
        if not _count_one(bound, key, now):
            Counted(counted).give_back()
            return None
        counted.append(key)
    return Counted(counted)


def are_over(now: datetime) -> bool:
    """Whether counters are there that mean nothing any more."""
    return TryCount.objects.filter(until__lte=now).exists()


def forget(now: datetime) -> None:
    """Delete the counters whose time is over."""
    TryCount.objects.filter(until__lte=now).delete()


def _count_one(bound: Bound, key: str, now: datetime) -> bool:
    """Each statement checks and counts at once, so that two at the same moment are two."""
    rows = TryCount.objects.filter(key=key)
    while True:
        if rows.filter(until__gt=now, count__lt=bound.most).update(count=F("count") + 1):
            return True
        if rows.filter(until__lte=now).update(count=1, until=now + bound.within):
            return True
        if rows.filter(until__gt=now, count__gte=bound.most).exists():
            return False
        try:
            with transaction.atomic():
                TryCount.objects.create(key=key, count=1, until=now + bound.within)
        except IntegrityError:
            continue  # somebody else made the row just now: count in it
        return True
