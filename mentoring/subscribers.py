"""What happens here when something happened below (see `common.events`)."""

from common.events import Handler
from mentoring.appointment import services as appointment
from mentoring.changes.services import mentor as new_mentor
from mentoring.changes.services import on_employment_ended
from mentoring.council.events import ItemDecided, MinutesSigned
from mentoring.deadlines.recount import on_calendar_changed
from mentoring.deadlines.services import on_step
from mentoring.final_stage import services as final_stage
from mentoring.mentorships.events import StepTaken
from schools.calendar.events import CalendarChanged
from schools.people.events import EmploymentEnded

SUBSCRIBERS: tuple[tuple[type, Handler], ...] = (
    (StepTaken, on_step),
    (StepTaken, appointment.on_step),
    (ItemDecided, appointment.on_item_decided),
    (MinutesSigned, appointment.on_minutes_signed),
    (MinutesSigned, final_stage.on_minutes_signed),
    (StepTaken, new_mentor.on_step),
    (EmploymentEnded, on_employment_ended),
    (CalendarChanged, on_calendar_changed),
)
