"""What reading leaves behind: a list that was taken away is written down."""

from datetime import datetime

from django.db import transaction

from common import audit
from common.actor import Actor
from schools.organisation.models import School


@transaction.atomic
def log_export(*, school: School | None, rows: int, by: Actor, now: datetime) -> None:
    """Every download of personal data is logged (domain, section 11). `school`: the one the person is at, if any."""
    audit.record(
        by=by,
        now=now,
        action="mentorships.exported",
        subject=by.user,
        school_id=school.pk if school else None,
        changes={"rows": rows},
    )
