"""One mentorship opened by itself: for whom, on which basis, and once more after one was entered by mistake."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from mentoring.appointment.models import Appointment
from mentoring.casework.proposals import proposals
from mentoring.changes.services import cancel
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.rules import FULL_YEAR
from schools.people.models import Employment
from tests.factories import (
    MOMENT,
    EmploymentFactory,
    SchoolFactory,
    actor,
    case,
    deputy_of,
    give,
    head_of,
    mentor_of,
    ready,
)
from tests.mentoring.appointment.situations import TODAY, Situation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def page_of(novice) -> str:
    return reverse("mentorship_open", args=[novice.pk])


@pytest.mark.parametrize(
    ("hired_on", "first_time", "basis", "since"),
    [
        (date(2026, 11, 30), True, "first_time", date(2026, 11, 30)),
        (date(2026, 11, 30), False, "new_to_school", date(2026, 11, 30)),
        (date(2015, 9, 1), False, "deficit", TODAY),
    ],
)
def test_the_page_supposes_why_and_since_when(client, hired_on, first_time, basis, since):
    novice = EmploymentFactory(hired_on=hired_on, first_time=first_time)
    client.force_login(deputy_of(novice.school))
    assert page_of(novice) in client.get(reverse("teacher_page", args=[novice.pk])).content.decode()
    form = client.get(page_of(novice)).context["form"]
    assert (form["basis"].value(), form["starts_on"].value()) == (basis, since)
    answer = client.post(page_of(novice), {"basis": basis, "starts_on": since.isoformat()})
    opened = Mentorship.objects.get(novice=novice)
    assert (answer.status_code, answer.url) == (302, reverse("case", args=[opened.pk]))
    assert (opened.basis, opened.starts_on, opened.state) == (basis, since, "awaiting_mentor")
    assert Appointment.objects.get(mentorship=opened).state == "open"


@pytest.mark.parametrize("since", ["2026-12-04", "2015-08-31", "2010-01-01"])
def test_a_day_that_does_not_fit_is_told_beside_the_field(client, since):
    novice = EmploymentFactory(hired_on=date(2015, 9, 1))
    client.force_login(deputy_of(novice.school))
    answer = client.post(page_of(novice), {"basis": "deficit", "starts_on": since})
    assert "starts_on" in answer.context["form"].errors
    assert not Mentorship.objects.exists()


def test_after_the_third_quarter_one_says_until_when(client, clock):
    clock.move_to(datetime(2027, 5, 5, 10, tzinfo=UTC))
    novice = EmploymentFactory(hired_on=date(2015, 9, 1))
    client.force_login(deputy_of(novice.school))
    data = {"basis": "deficit", "starts_on": "2027-05-04"}
    assert "period" in client.post(page_of(novice), data).context["form"].errors
    client.post(page_of(novice), data | {"period": FULL_YEAR})
    assert Mentorship.objects.get().period_to > date(2028, 4, 1)


def test_a_second_one_is_refused_with_who_was_first(client):
    mentorship = case("main")
    client.force_login(head_of(mentorship.school))
    answer = client.post(page_of(mentorship.novice), {"basis": "deficit", "starts_on": "2026-12-01"})
    assert answer.status_code == 409
    assert (
        page_of(mentorship.novice)
        not in client.get(reverse("teacher_page", args=[mentorship.novice_id])).content.decode()
    )


def test_nobody_opens_it_for_oneself_nor_for_another_school(client):
    deputy = deputy_of(SchoolFactory())
    client.force_login(deputy)
    assert client.get(page_of(deputy.employments.get())).status_code == 403
    assert client.get(page_of(EmploymentFactory())).status_code == 404


def test_who_was_cancelled_by_mistake_is_proposed_again_with_the_reason(client):
    place = Situation()
    cancel(
        mentorship_id=place.mentorship.pk,
        happened_on=TODAY,
        reason="Wrong person",
        by=actor(place.deputy),
        now=MOMENT,
    )
    [row] = proposals(place.school, TODAY)
    assert row.cancelled == place.mentorship
    client.force_login(place.deputy)
    page = client.get(reverse("mentorship_proposals")).content.decode()
    assert "Wrong person" in page
    client.post(reverse("mentorship_proposals"), {"novice": [row.novice.pk]})
    assert place.novice.employments.get().mentorships.open().exists()
    assert proposals(place.school, TODAY) == []


def test_a_cancelled_case_shows_no_stage_as_done(client):
    place = Situation()
    client.force_login(place.deputy)
    cancel(
        mentorship_id=place.mentorship.pk,
        happened_on=TODAY,
        reason="Wrong person",
        by=actor(place.deputy),
        now=MOMENT,
    )
    page = client.get(reverse("case", args=[place.mentorship.pk])).context["page"]
    assert [stage.note for stage in page.stages] == ["not begun"] * 3


def test_a_terminated_case_shows_how_far_it_came(client):
    mentorship = ready("main")
    client.force_login(deputy_of(mentorship.school))
    client.post(reverse("terminate", args=[mentorship.pk]), {"happened_on": "2026-12-03", "reason": "Moved away"})
    page = client.get(reverse("case", args=[mentorship.pk])).context["page"]
    assert page.mentorship.state == "terminated"
    assert [stage.note for stage in page.stages] == ["done", "not begun", "not begun"]


def test_the_pages_of_mentor_and_new_teacher_show_their_pairs(client):
    mentorship = case("main")
    mentor, novice = mentor_of(mentorship), mentorship.novice
    address = reverse("case", args=[mentorship.pk])
    for reader, may in ((deputy_of(mentorship.school), True), (mentor.user, True), (novice.user, True)):
        client.force_login(reader)
        for stay, other, word in ((mentor, novice, "New teacher"), (novice, mentor, "Mentor")):
            if reader in (mentor.user, novice.user) and stay.user != reader:
                continue
            page = client.get(reverse("teacher_page", args=[stay.pk])).content.decode()
            assert (f'<a href="{address}">{word}: {other.user.full_name}</a>' in page) is may
    chair = give(EmploymentFactory(school=mentorship.school).user, mentorship.school, "chair")
    client.force_login(chair)
    page = client.get(reverse("teacher_page", args=[mentor.pk])).content.decode()
    assert novice.user.full_name not in page, "the council opens no case"


def test_after_a_hire_the_page_offers_the_next_steps(client):
    school = SchoolFactory()
    client.force_login(deputy_of(school))
    person = {"surname": "Жаңабай", "given_name": "Ерлан", "hired_on": "2026-11-30", "rate": "1", "first_time": "on"}
    page = client.post(reverse("teacher_new"), person, follow=True)
    novice = Employment.objects.get(user__surname="Жаңабай")
    text = page.content.decode()
    assert "choose a mentor if one is needed" in text
    assert page_of(novice) in text
    assert reverse("accounts") + "?q=" in text
    client.post(page_of(novice), {"basis": "first_time", "starts_on": "2026-11-30"})
    mentorship = Mentorship.objects.get(novice=novice)
    text = client.get(reverse("teacher_page", args=[novice.pk])).content.decode()
    assert reverse("candidates", args=[mentorship.pk]) in text
