"""Somebody leaves the school: what that means for the cases one is part of, in the same transaction.

These are consequences, not decisions: they follow from the end of the employment, whoever enters it, and are recorded
under that person's name with the reason given there. A last day that is still to come changes no case yet: then the
next mentor is sought at once, and the rest stands among the deputy's tasks from that day on (`changes.todo`).
"""

from typing import Any

from django.core.exceptions import ValidationError

from common import clock
from mentoring.appointment.models import Candidate
from mentoring.appointment.services.candidates import OPEN, close, lock_candidate
from mentoring.changes import selectors, words
from mentoring.changes.services.ends import close_case
from mentoring.changes.services.mentor import close_pairing, next_round
from mentoring.mentorships.models import Step
from mentoring.mentorships.services import locked
from schools.people.events import EmploymentEnded
from schools.people.models import Employment


def on_employment_ended(event: EmploymentEnded) -> None:
    """End the person's own case and work as a mentor, and withdraw the candidacy.

    Raises ValidationError for `left_on` when the case went on after that day; the end is rolled back with it.
    """
    employment = Employment.objects.select_related("user").get(pk=event.employment_id)
    gone = event.left_on <= clock.today(event.now)
    told = words.LEFT % {"reason": employment.leave_reason} if employment.leave_reason else words.LEFT_PLAIN
    reason, by, now = str(told), event.by, event.now
    for key in list(selectors.open_candidacies(employment).values_list("pk", flat=True)):
        candidate = lock_candidate(key)  # read again under the lock: an order signed meanwhile stands
        if candidate.state in OPEN:
            close(candidate, Candidate.State.WITHDRAWN, reason, by, now)
    if not gone:
        for pairing in selectors.open_pairings_of(employment):
            next_round(locked(pairing.mentorship_id), clock.today(now))
        return
    # The end of the employment is entered late at most once: its own dates tell it, no second reason is asked for.
    facts: dict[str, Any] = {"by": by, "now": now, "reason": reason, "checks_delay": False}
    try:
        for case in selectors.open_cases_of(employment):
            close_case(Step.Kind.TERMINATED, locked(case.pk), happened_on=event.left_on, **facts)
        for pairing in selectors.open_pairings_of(employment):
            close_pairing(locked(pairing.mentorship_id), ended_on=event.left_on, **facts)
    except ValidationError as error:
        raise ValidationError({"left_on": words.LEFT_BEFORE_STEP}) from error
