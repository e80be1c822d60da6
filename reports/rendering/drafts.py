"""A paper as it would be printed if it was signed now: the head signs what was seen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from common.actor import Actor
from mentoring.appointment.services import issue_order
from reports.papers.order import AssignmentOrder
from reports.sources.order import assignment_order


class _Drafted(Exception):
    """Carries the paper out of the transaction, which it takes back."""

    def __init__(self, paper: AssignmentOrder) -> None:
        super().__init__()
        self.paper = paper


def order_draft(*, mentorship_id: int, values: Mapping[str, Any], by: Actor, now: datetime) -> AssignmentOrder:
    """The order with these values of its form. It is signed and read in a transaction that is taken back whole, so that the
    draft cannot differ from the order; nothing is kept and nobody is notified.

    Raises what the signing itself raises.
    """
    try:
        with transaction.atomic():
            order = issue_order(mentorship_id=mentorship_id, by=by, now=now, **values)
            raise _Drafted(assignment_order(order.pk, code="", made_at=now))
    except _Drafted as drafted:
        return drafted.paper
