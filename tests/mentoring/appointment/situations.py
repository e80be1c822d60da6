"""A school with everybody who takes part from need to order, and the steps on the way."""

from datetime import date
from typing import Any

from mentoring.appointment import services
from mentoring.appointment.models import Candidate
from mentoring.council import services as council
from mentoring.council.models import Meeting
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.services import open_mentorship
from schools.people.models import Employment, User, YearResult
from tests.factories import (
    MOMENT,
    EmploymentFactory,
    SchoolFactory,
    UserFactory,
    actor,
    deputy_of,
    eligible_mentor,
    give,
    head_of,
)

TODAY = date(2026, 12, 3)


class Situation:
    """Hired on Tue 01.12.2026: the order is due on Tue 08.12.2026, and on 03.12.2026 nothing is late."""

    def __init__(self, *, hired_on: date = date(2026, 12, 1)) -> None:
        self.school = SchoolFactory()
        self.deputy = deputy_of(self.school)
        self.head = head_of(self.school)
        self.chair = give(UserFactory(), self.school, "chair")
        self.members = [give(UserFactory(), self.school, "member") for _ in range(3)]
        self.mentor: Employment = eligible_mentor(self.school)
        novice = EmploymentFactory(school=self.school, hired_on=hired_on, first_time=True)
        self.novice: User = novice.user
        self.mentorship = open_mentorship(novice=novice, by=actor(self.deputy), now=MOMENT)

    def fresh(self) -> Mentorship:
        return Mentorship.objects.get(pk=self.mentorship.pk)

    def propose(self, mentor: Employment | None = None, by: User | None = None) -> Candidate:
        return services.propose(
            mentorship_id=self.mentorship.pk,
            mentor_id=(mentor or self.mentor).pk,
            by=actor(by or self.deputy),
            now=MOMENT,
        )

    def accepted(self, mentor: Employment | None = None) -> Candidate:
        candidate = self.propose(mentor)
        return services.accept(candidate_id=candidate.pk, by=actor(candidate.mentor.user), now=MOMENT)

    def meeting(self) -> Meeting:
        return council.plan_meeting(school_id=self.school.pk, on=TODAY, by=actor(self.deputy), now=MOMENT)

    def before_council(self, mentor: Employment | None = None) -> Candidate:
        """On the agenda of a meeting that is being held, with everybody present."""
        candidate = self.accepted(mentor)
        meeting = self.meeting()
        services.put_on_agenda(candidate_id=candidate.pk, meeting_id=meeting.pk, by=actor(self.deputy), now=MOMENT)
        council.send_agenda(meeting_id=meeting.pk, by=actor(self.deputy), now=MOMENT)
        present = [self.chair.pk, *(member.pk for member in self.members)]
        council.hold_meeting(meeting_id=meeting.pk, present=present, by=actor(self.chair), now=MOMENT)
        return Candidate.objects.select_related("agenda_item__meeting", "mentor__user").get(pk=candidate.pk)

    def vote(self, candidate: Candidate, outcome: str = "in_favour", reason: str = "") -> None:
        council.record_decision(
            item_id=candidate.agenda_item_id,
            votes_for=4 if outcome == "in_favour" else 0,
            votes_against=0 if outcome == "in_favour" else 4,
            votes_abstained=0,
            outcome=outcome,
            reason=reason,
            by=actor(self.chair),
            now=MOMENT,
        )

    def sign_minutes(self, candidate: Candidate) -> None:
        council.sign_minutes(
            meeting_id=candidate.agenda_item.meeting_id, number="4", signed_on=TODAY, by=actor(self.chair), now=MOMENT
        )

    def recommended(self, mentor: Employment | None = None, reason: str = "") -> Candidate:
        candidate = self.before_council(mentor)
        self.vote(candidate, reason=reason)
        self.sign_minutes(candidate)
        return Candidate.objects.select_related("mentor__user", "agenda_item__meeting").get(pk=candidate.pk)

    def order(self, number: int = 42, by: User | None = None, signed_on: date = TODAY, **more: Any):
        return services.issue_order(
            mentorship_id=self.mentorship.pk,
            number=number,
            signed_on=signed_on,
            by=actor(by or self.head),
            now=MOMENT,
            **more,
        )

    def borderline_mentor(self) -> Employment:
        mentor = eligible_mentor(self.school)
        YearResult.objects.filter(employment=mentor, year=2024).update(pupils=104, good=68)
        return mentor
