"""Situations of the main stage, on Thursday 03.12.2026."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from mentoring.introductory.models import Activity, PlanVersion
from mentoring.main_stage import services
from mentoring.main_stage.models import FeedbackNote, LogEntry
from mentoring.main_stage.services import Part
from mentoring.mentorships.models import Mentorship
from schools.people.models import User
from tests.factories import MOMENT, actor, case, deputy_of, head_of, mentor_of

TODAY = date(2026, 12, 3)


def with_plan(lines: int = 3, **fields: Any) -> Mentorship:
    """A case in the main stage whose approved plan has this many lines, from 24.11.2026 on."""
    mentorship = case("main", **fields)
    plan = PlanVersion.objects.create(
        mentorship=mentorship,
        number=1,
        state="approved",
        made_at=MOMENT,
        agreed_on=date(2026, 11, 17),
        agreed_by=deputy_of(mentorship.school),
        approved_on=date(2026, 11, 19),
        approved_by=head_of(mentorship.school),
    )
    for place in range(lines):
        Activity.objects.create(
            plan=plan,
            position=place + 1,
            title=f"Timer and pace of the lesson {place + 1}",
            planned_on=date.fromordinal(date(2026, 11, 24).toordinal() + place),
            minutes=45,
            form="together",
            expected="The lesson ends with a summing-up",
        )
    return mentorship


def line_of(mentorship: Mentorship, position: int = 1) -> UUID:
    """The key of a line of the plan in force."""
    return Activity.objects.get(plan__mentorship=mentorship, plan__state="approved", position=position).line


def mentor_user(mentorship: Mentorship) -> User:
    return mentor_of(mentorship).user


def logged(mentorship: Mentorship, *more: Mentorship, line: UUID | None = None, **fields: Any) -> LogEntry:
    """An entry of today by the mentor, for the plan's line or outside the plan."""
    part = {name: fields.pop(name) for name in ("promise", "completes", "kept") if name in fields}
    values = {
        "parts": [Part(mentorship.pk, line=line, **part), *(Part(other.pk) for other in more)],
        "token": uuid4(),
        "by": actor(mentor_user(mentorship)),
        "now": MOMENT,
        "happened_on": TODAY,
        "minutes": 45,
        "form": "together",
        "what": "Showed the timer in 6A; tried it together.",
    }
    return services.log_activity(**values | fields)


def feedback(mentorship: Mentorship, *, sent: bool = True) -> FeedbackNote:
    """A note of the mentor, sent or still a draft."""
    by = actor(mentor_user(mentorship))
    note = services.save_draft(
        mentorship_id=mentorship.pk,
        by=by,
        now=MOMENT,
        happened_on=date(2026, 12, 1),
        situation="On 01.12.2026 the new topic began at minute 17 of lesson 3.",
        attitude="I was glad about the example, but there was no summing-up.",
        suggestion="Put the timer on 7 minutes for the homework check.",
    )
    return services.send(note_id=note.pk, by=by, now=MOMENT) if sent else note


def interim(mentorship: Mentorship, **fields: Any) -> Any:
    """An open lesson, assessed today."""
    values = {
        "mentorship_id": mentorship.pk,
        "by": actor(mentor_user(mentorship)),
        "now": MOMENT,
        "format": "open_lesson",
        "title": "Linear functions, class 7B",
        "happened_on": TODAY,
        "marks": [("Pace of the lesson", 3), ("Summing-up", 2)],
        "result": "The lesson kept its pace.",
        "next_steps": "Two more lessons with a timer.",
    }
    return services.record_interim(**values | fields)
