"""What happens here when something happened below (see `common.events`)."""

from common.events import Handler
from mentoring.deadlines.services import on_step
from mentoring.mentorships.events import StepTaken

SUBSCRIBERS: tuple[tuple[type, Handler], ...] = ((StepTaken, on_step),)
