"""What of a meeting a person may open, and until when (domain, section 11: "item")."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from common import clock
from mentoring.council.models import AgendaItem, Attendee
from schools.people.access import Role, access_of

ITEM_DAYS = 14


def open_item_ids(user: Any) -> QuerySet[AgendaItem, int]:
    """Items open to this person: chair and secretary all of their school; a member those of a meeting one is listed
    for, from the agenda's sending until 14 days after the minutes are signed.
    """
    officers = access_of(user).schools_as(Role.CHAIR, Role.SECRETARY)
    since = clock.today() - timedelta(days=ITEM_DAYS)
    listed = Attendee.objects.filter(user=user, meeting__agenda_sent_at__isnull=False).filter(
        Q(meeting__minutes_signed_on__isnull=True) | Q(meeting__minutes_signed_on__gte=since)
    )
    return AgendaItem.objects.filter(
        Q(meeting__school_id__in=officers) | Q(meeting_id__in=listed.values("meeting_id"))
    ).values_list("pk", flat=True)
