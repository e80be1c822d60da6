"""How many rows of one person, case or school are shown on one page: those that a person could add without end."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError

FULL = _(
    "There are %(most)d entries here already, and more than that cannot be added. Nothing was saved; what you typed is "
    "still in the form. If an entry that is here can still be changed, correct or remove it instead."
)


def refuse_beyond(rows: QuerySet[Any], most: int) -> None:
    """Before one more row is added: raises DomainError("full") where there are `most` already.

    Called by the service after its lock, so that two at once do not pass the bound together. The bounds themselves are
    in the rules of each step; they are far above what the field needs.
    """
    if rows.count() >= most:
        raise DomainError("full", FULL % {"most": most})
