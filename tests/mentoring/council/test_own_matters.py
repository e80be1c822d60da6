"""Nobody votes, writes or signs in a matter of one's own."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common.errors import DomainError
from mentoring.council import services
from schools.people.models import Post
from tests.factories import MOMENT, EmploymentFactory, UserFactory, actor, case, give
from tests.mentoring.council.situations import TODAY, Council, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_nobody_votes_or_writes_down_a_decision_in_a_matter_of_ones_own(council):
    mentorship = case(
        novice=EmploymentFactory(school=council.school, user=council.secretary, hired_on=date(2026, 10, 1))
    )
    meeting = council.plan()
    item = services.add_item(
        meeting_id=meeting.pk, kind="report", mentorship=mentorship, by=actor(council.chair), now=MOMENT
    )
    services.send_agenda(meeting_id=meeting.pk, by=actor(council.chair), now=MOMENT)
    present = [council.chair.pk, council.secretary.pk]
    services.hold_meeting(meeting_id=meeting.pk, present=present, by=actor(council.chair), now=MOMENT)
    with pytest.raises(PermissionDenied):
        write(item, (1, 0, 0), council.secretary)
    with pytest.raises(ValidationError):  # two came, one of them is concerned
        write(item, (2, 0, 0), council.chair)
    write(item, (1, 0, 0), council.chair)
    with pytest.raises(DomainError) as refused:
        council.sign(meeting, by=council.secretary)
    assert refused.value.code == "own_matter"
    council.sign(meeting)


def test_the_only_officer_signs_in_a_matter_of_ones_own_with_a_reason_that_is_kept():
    council = Council()
    Post.objects.filter(user=council.chair, school=council.school).delete()
    mentorship = case(
        novice=EmploymentFactory(school=council.school, user=council.secretary, hired_on=date(2026, 10, 1))
    )
    meeting = council.plan()
    item = services.add_item(
        meeting_id=meeting.pk, kind="report", mentorship=mentorship, by=actor(council.secretary), now=MOMENT
    )
    services.send_agenda(meeting_id=meeting.pk, by=actor(council.secretary), now=MOMENT)
    present = [council.secretary.pk, council.members[0].pk]
    services.hold_meeting(meeting_id=meeting.pk, present=present, by=actor(council.secretary), now=MOMENT)
    write(item, (1, 0, 0), council.secretary)
    with pytest.raises(ValidationError) as refused:
        council.sign(meeting, by=council.secretary)
    assert "no_other_official" in refused.value.error_dict
    signed = services.sign_minutes(
        meeting_id=meeting.pk,
        number="5",
        signed_on=TODAY,
        by=actor(council.secretary),
        now=MOMENT,
        no_other_official="The chair has left",
    )
    assert signed.no_other_official == "The chair has left"


def test_where_each_officer_has_a_matter_of_ones_own_either_signs_with_a_reason(council):
    meeting = council.plan()
    items = [
        services.add_item(
            meeting_id=meeting.pk,
            kind="report",
            mentorship=case(novice=EmploymentFactory(school=council.school, user=user, hired_on=date(2026, 10, 1))),
            by=actor(council.chair),
            now=MOMENT,
        )
        for user in (council.chair, council.secretary)
    ]
    services.send_agenda(meeting_id=meeting.pk, by=actor(council.chair), now=MOMENT)
    present = [council.chair.pk, council.secretary.pk]
    services.hold_meeting(meeting_id=meeting.pk, present=present, by=actor(council.chair), now=MOMENT)
    for item, other in zip(items, (council.secretary, council.chair), strict=True):
        write(item, (1, 0, 0), other)
    with pytest.raises(ValidationError) as refused:
        council.sign(meeting)
    assert "no_other_official" in refused.value.error_dict
    signed = services.sign_minutes(
        meeting_id=meeting.pk,
        number="5",
        signed_on=TODAY,
        no_other_official="Each of us has a matter of our own",
        by=actor(council.chair),
        now=MOMENT,
    )
    assert signed.state == "signed"


def test_an_officer_without_a_matter_of_ones_own_signs_instead_of_those_who_have_one(council):
    acting = give(
        UserFactory(), council.school, "chair", is_acting=True, ends_on=date(2026, 12, 31), order_text="No 7"
    )
    meeting = council.plan()
    for user in (council.chair, council.secretary):
        services.add_item(
            meeting_id=meeting.pk,
            kind="report",
            mentorship=case(novice=EmploymentFactory(school=council.school, user=user, hired_on=date(2026, 10, 1))),
            by=actor(acting),
            now=MOMENT,
        )
    services.send_agenda(meeting_id=meeting.pk, by=actor(acting), now=MOMENT)
    services.hold_meeting(meeting_id=meeting.pk, present=[acting.pk], by=actor(acting), now=MOMENT)
    with pytest.raises(DomainError) as refused:
        council.sign(meeting)
    assert refused.value.code == "own_matter"
    assert council.sign(meeting, by=acting).no_other_official == ""
