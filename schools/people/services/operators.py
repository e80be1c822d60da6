"""Who operates the installation: said by whoever holds the machine, on its command line, never on a page."""

from datetime import datetime

from django.db import transaction

from common import audit
from common.actor import SYSTEM, Actor
from schools.people.models import User


@transaction.atomic
def set_operator(*, person_id: int, operates: bool, now: datetime, by: Actor = SYSTEM) -> bool:
    """Make somebody the operator, or take that back; whether anything changed."""
    person = User.objects.select_for_update().get(pk=person_id)
    if person.is_operator == operates:
        return False
    person.is_operator = operates
    person.save(update_fields=["is_operator"])
    action = "operator.named" if operates else "operator.ended"
    audit.record(by=by, now=now, action=action, subject=person, changes={"user": person.pk})
    return True
