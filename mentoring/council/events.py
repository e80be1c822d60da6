"""What the council did, told to the folders above in the same transaction."""

from dataclasses import dataclass
from datetime import datetime

from common.actor import Actor
from mentoring.council.models import AgendaItem, Meeting


@dataclass(frozen=True)
class ItemDecided:
    """A matter was voted on. `reason`: why the council decided so, where the matter asks for it."""

    item: AgendaItem
    reason: str
    by: Actor
    now: datetime


@dataclass(frozen=True)
class MinutesSigned:
    """The minutes have number and date; what they decided takes effect. `delay_reason`: why they are entered late."""

    meeting: Meeting
    delay_reason: str
    by: Actor
    now: datetime
