"""What kind of installation this is: a demonstration for good, or a school's own."""

from datetime import datetime

from django.db import transaction

from common import audit, codes
from common.actor import SYSTEM
from common.errors import DomainError
from common.models import Installation

SETUP_CODE_GROUPS = 4


def current() -> Installation | None:
    """The installation's row, or None before the first start has made it."""
    return Installation.objects.filter(pk=1).first()


def is_demo() -> bool:
    """True in a demonstration: no mail goes out, every page and paper carries a ribbon."""
    row = current()
    return row is not None and row.is_demo


def awaits_set_up() -> bool:
    """True in a school's own installation that has no school and nobody in it yet."""
    row = current()
    return row is not None and not row.is_demo and row.set_up_at is None


@transaction.atomic
def install(*, demo: bool, now: datetime) -> bool:
    """Say once and for good what this installation is; True when it was said now, False when it was so already.

    Raises DomainError when it is the other kind already.
    """
    row, made = Installation.objects.get_or_create(pk=1, defaults={"is_demo": demo, "made_at": now})
    if row.is_demo and not demo:
        raise DomainError(
            "is_demo",
            "This is a demonstration, which cannot be turned into a school. Start the school in a new folder: "
            "make run DEMO=0 VAR=./school",
        )
    if demo and not row.is_demo:
        raise DomainError(
            "is_school",
            "This holds a school's data. Look at the demonstration in another folder: make run VAR=./demo",
        )
    if made:
        audit.record(by=SYSTEM, now=now, action="installation.made", subject=row, changes={"is_demo": demo})
    return made


@transaction.atomic
def renew_setup_code(*, now: datetime) -> str:
    """Make a new one-time code for the set-up page; the one before stops working. Only its hash is kept.

    Raises DomainError when there is nothing to set up.
    """
    row = Installation.objects.select_for_update().filter(pk=1).first()
    if row is None:
        raise DomainError("not_installed", "Nothing is installed yet. Run first: python manage.py install --school")
    if row.is_demo:
        raise DomainError("is_demo", "A demonstration needs no set-up: its people are on the sign-in page.")
    if row.set_up_at is not None:
        raise DomainError(
            "set_up", "The school is set up already. Sign in, or ask its deputy head for an invitation."
        )
    code = codes.new_code(SETUP_CODE_GROUPS)
    row.setup_code_hash = codes.digest(code)
    row.save(update_fields=["setup_code_hash"])
    audit.record(by=SYSTEM, now=now, action="installation.code_renewed", subject=row)
    return code
