"""What happens to a case, told to the folders above in the same transaction."""

from dataclasses import dataclass
from datetime import datetime

from common.actor import Actor
from mentoring.mentorships.models import Mentorship, Step


@dataclass(frozen=True)
class StepTaken:
    """A step was recorded; the deadlines are brought up to it."""

    mentorship: Mentorship
    step: Step
    by: Actor
    now: datetime
