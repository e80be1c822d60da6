"""A mentor lent by another school: asked for, named with consent, paired; who sees what."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.errors import AlreadyDone, DomainError
from common.models import AuditEntry
from mentoring.appointment import services
from mentoring.appointment.models import Loan
from mentoring.appointment.todo import tasks_for
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship, Pairing
from schools.people.models import Employment, User
from tests.factories import (
    MOMENT,
    DepartmentFactory,
    EmploymentFactory,
    SchoolFactory,
    actor,
    case,
    deputy_of,
    eligible_mentor,
    give,
    head_of,
)
from tests.mentoring.appointment.situations import TODAY, Situation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class Lending(Situation):
    """The school's own teacher does not qualify; a neighbour school has one who does."""

    def __init__(self) -> None:
        super().__init__()
        self.mentor.qualifications.all().delete()
        self.neighbour = SchoolFactory()
        self.lender = head_of(self.neighbour)
        self.lent: Employment = eligible_mentor(self.neighbour)

    def asked(self) -> Loan:
        return services.ask_loan(
            mentorship_id=self.mentorship.pk, school_id=self.neighbour.pk, by=actor(self.deputy), now=MOMENT,
            message="Two days a week",
        )  # fmt: skip

    def offered(self) -> Loan:
        return services.lend(loan_id=self.asked().pk, mentor_id=self.lent.pk, by=actor(self.lender), now=MOMENT)


@pytest.fixture
def place() -> Lending:
    return Lending()


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_nobody_is_proposed_from_another_school_without_its_consent(place):
    with pytest.raises(DomainError) as refused:
        place.propose(place.lent)
    assert refused.value.code == "not_here"
    place.asked()
    with pytest.raises(DomainError):
        place.propose(place.lent)


def test_from_the_request_to_the_pairing_by_pages(client, place):
    client.force_login(place.deputy)
    choose = reverse("candidates", args=[place.mentorship.pk])
    assert "Ask another school for a mentor" in text(client.get(choose))
    client.post(reverse("loan_new", args=[place.mentorship.pk]), {"school": place.neighbour.pk, "message": "Please"})
    loan = Loan.objects.get()

    client.force_login(place.lender)
    assert [str(todo.title) for todo in tasks_for(Desk(place.lender, TODAY))] == [
        "Another school asks you to lend a mentor"
    ]
    page = text(client.get(reverse("loan", args=[loan.pk])))
    assert place.lent.user.full_name in page
    assert place.novice.full_name not in page
    client.post(reverse("loan", args=[loan.pk]), {"mentor": place.lent.pk})

    client.force_login(place.deputy)
    page = text(client.get(choose))
    assert "Passes the law’s rules" in page
    assert place.lender.full_name in page
    candidate = place.recommended(place.lent)
    order = place.order()
    pairing = Pairing.objects.get()
    assert (candidate.mentor, pairing.mentor, pairing.order) == (place.lent, place.lent, order)
    assert pairing.mentor.school == place.neighbour

    client.force_login(place.lender)
    assert f"No&nbsp;{order.full_number}" in text(client.get(reverse("loan", args=[loan.pk])))
    assert place.lent.user.full_name in text(client.get(reverse("loan_list")))


def test_the_lent_mentor_sees_that_case_alone_and_the_lending_school_none(client, place):
    place.offered()
    place.recommended(place.lent)
    place.order()
    other = case("level", school=place.school)
    assert list(Mentorship.objects.visible_to(place.lent.user)) == [place.mentorship]
    assert not Mentorship.objects.visible_to(place.lender).exists()
    assert not Employment.objects.visible_to(place.lent.user).filter(school=place.school).exists()
    client.force_login(place.lent.user)
    assert client.get(reverse("case", args=[place.mentorship.pk])).status_code == 200
    for url in (reverse("case", args=[other.pk]), reverse("candidates", args=[place.mentorship.pk])):
        assert client.get(url).status_code in (403, 404)
    assert client.get(reverse("teacher_list")).status_code == 403
    client.force_login(place.lender)
    assert client.get(reverse("case", args=[place.mentorship.pk])).status_code == 404


def test_who_may_ask_and_who_may_answer(client, place):
    with pytest.raises(PermissionDenied):
        services.ask_loan(
            mentorship_id=place.mentorship.pk, school_id=place.neighbour.pk, by=actor(place.head), now=MOMENT
        )
    loan = place.asked()
    for user in (place.deputy, place.lent.user, deputy_of(SchoolFactory())):
        with pytest.raises(PermissionDenied):
            services.lend(loan_id=loan.pk, mentor_id=place.lent.pk, by=actor(user), now=MOMENT)
    client.force_login(place.deputy)
    assert client.get(reverse("loan", args=[loan.pk])).status_code == 200
    assert client.post(reverse("loan", args=[loan.pk]), {"mentor": place.lent.pk}).status_code == 403
    assert client.get(reverse("loan_decline", args=[loan.pk])).status_code == 403
    client.force_login(place.lent.user)
    assert client.get(reverse("loan", args=[loan.pk])).status_code == 404
    assert client.get(reverse("loan_list")).status_code == 403


def test_a_school_is_asked_once_until_it_declines(place):
    loan = place.asked()
    with pytest.raises(AlreadyDone):
        place.asked()
    with pytest.raises(ValidationError):
        services.decline_loan(loan_id=loan.pk, reason=" ", by=actor(place.lender), now=MOMENT)
    services.decline_loan(loan_id=loan.pk, reason="Nobody is free", by=actor(place.lender), now=MOMENT)
    with pytest.raises(AlreadyDone):
        services.lend(loan_id=loan.pk, mentor_id=place.lent.pk, by=actor(place.lender), now=MOMENT)
    assert place.asked() != loan
    assert AuditEntry.objects.filter(action="loan.declined", school_id=place.neighbour.pk).count() == 1


def test_only_ones_own_teacher_is_lent_and_no_leader_lends_oneself_while_another_can(place):
    loan = place.asked()
    stranger = EmploymentFactory()
    with pytest.raises(DomainError) as refused:
        services.lend(loan_id=loan.pk, mentor_id=stranger.pk, by=actor(place.lender), now=MOMENT)
    assert refused.value.code == "not_here"
    deputy = give(place.lent.user, place.neighbour, "deputy")
    with pytest.raises(DomainError) as refused:
        services.lend(loan_id=loan.pk, mentor_id=place.lent.pk, by=actor(deputy), now=MOMENT)
    assert refused.value.code == "own_matter"
    User.objects.exclude(pk=deputy.pk).update(is_active=False)
    services.lend(loan_id=loan.pk, mentor_id=place.lent.pk, by=actor(deputy), now=MOMENT)
    assert Loan.objects.get(pk=loan.pk).mentor == place.lent


def test_a_school_of_another_department_is_not_asked(place):
    place.school.department = DepartmentFactory()
    place.school.save()
    with pytest.raises(ValidationError):
        place.asked()


def test_the_lists_ask_no_more_for_many(client, place):
    loan = place.asked()
    client.force_login(place.lender)

    def asked(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            text(client.get(url))
        return len(queries)

    urls = [reverse("loan", args=[loan.pk]), reverse("loan_list")]
    few = [asked(url) for url in urls]
    for _ in range(12):
        eligible_mentor(place.neighbour)
        another = Lending()
        another.neighbour = place.neighbour
        another.asked()
    assert [asked(url) for url in urls] == few
    assert max(few) <= 25
