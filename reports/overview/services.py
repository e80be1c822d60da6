"""Downloads of the department's table are logged, as all downloads are (domain, section 11)."""

from datetime import datetime

from django.db import transaction

from common import audit
from common.actor import Actor
from schools.organisation.models import Department


@transaction.atomic
def log_export(*, department: Department, year: int, schools: int, by: Actor, now: datetime) -> None:
    """Who took the figures of which year along, and of how many schools."""
    audit.record(
        by=by,
        now=now,
        action="overview.exported",
        subject=department,
        changes={"year": year, "schools": schools},
    )
