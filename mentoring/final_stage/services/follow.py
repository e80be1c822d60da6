"""What the hearing's deadlines do when something happened in the council."""

from common import clock
from mentoring.council.events import MinutesSigned
from mentoring.council.models import AgendaItem
from mentoring.deadlines.services import refresh
from mentoring.mentorships.models import Mentorship


def on_minutes_signed(event: MinutesSigned) -> None:
    """A report that the minutes leave undecided is heard at no meeting any more: D7 and D8 move at once.

    A case that somebody else holds is passed by, since the meeting is locked and one who holds the case may wait for
    it; the hourly count brings its deadlines up.
    """
    put_off = AgendaItem.objects.filter(
        meeting=event.meeting, kind=AgendaItem.Kind.REPORT, decided_at=None, final_report__isnull=False
    )
    cases = Mentorship.objects.filter(pk__in=put_off.values("mentorship")).order_by("pk")
    for mentorship in cases.select_for_update(of=("self",), skip_locked=True):
        refresh(mentorship, today=clock.today(event.now))
