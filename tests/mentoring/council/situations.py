"""A school with its council and a meeting."""

from datetime import date

from mentoring.council import services
from mentoring.council.models import AgendaItem, Meeting
from schools.people.models import User
from tests.factories import MOMENT, SchoolFactory, UserFactory, actor, give

TODAY = date(2026, 12, 3)


class Council:
    """A school with chair, secretary and two members."""

    def __init__(self) -> None:
        self.school = SchoolFactory()
        self.chair = give(UserFactory(), self.school, "chair")
        self.secretary = give(UserFactory(), self.school, "secretary")
        self.members = [give(UserFactory(), self.school, "member") for _ in range(2)]

    def plan(self, on: date = TODAY) -> Meeting:
        return services.plan_meeting(school_id=self.school.pk, on=on, by=actor(self.secretary), now=MOMENT)

    def other_item(self, meeting: Meeting) -> AgendaItem:
        return services.add_item(
            meeting_id=meeting.pk, kind="other", title="Timetable", by=actor(self.secretary), now=MOMENT
        )

    def held(self) -> tuple[Meeting, AgendaItem]:
        meeting = self.plan()
        item = self.other_item(meeting)
        services.send_agenda(meeting_id=meeting.pk, by=actor(self.secretary), now=MOMENT)
        everybody = [self.chair.pk, self.secretary.pk, *(m.pk for m in self.members)]
        services.hold_meeting(meeting_id=meeting.pk, present=everybody, by=actor(self.chair), now=MOMENT)
        return meeting, item

    def vote(self, item: AgendaItem, votes=(3, 0, 1), by=None, **more) -> AgendaItem:
        return services.record_decision(
            item_id=item.pk,
            votes_for=votes[0],
            votes_against=votes[1],
            votes_abstained=votes[2],
            outcome="in_favour",
            by=actor(by or self.secretary),
            now=MOMENT,
            **more,
        )

    def sign(self, meeting: Meeting, by=None, on: date = TODAY) -> Meeting:
        return services.sign_minutes(
            meeting_id=meeting.pk, number="5", signed_on=on, by=actor(by or self.chair), now=MOMENT
        )


def write(item: AgendaItem, votes: tuple[int, int, int], by: User) -> AgendaItem:
    """As the folder that hears reports does it."""
    texts = {"heard": "", "questions": "", "decision": ""}
    return services.write_decision(
        item_id=item.pk, votes=votes, outcome="in_favour", texts=texts, by=actor(by), now=MOMENT
    )
