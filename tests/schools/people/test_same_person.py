"""A teacher of two schools: the invitation of the second one is taken up with the account of the first."""

from datetime import date

import pytest
from django.urls import reverse

from common import clock as time
from common.errors import DomainError
from common.models import AuditEntry
from mentoring.council.models import Attendee, Meeting
from schools.people.models import Employment, Post, User
from schools.people.services import invitations, same_person
from tests.factories import EmploymentFactory, PostFactory, UserFactory, actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NAME = {"surname": "Омарова", "given_name": "Гүлнара"}


@pytest.fixture
def own(other_school) -> User:
    """The account that she has, at another school."""
    return EmploymentFactory(school=other_school, user=UserFactory(**NAME, patronymic="Сапарқызы")).user


@pytest.fixture
def second(school) -> Employment:
    """What this school entered: nobody has used that account."""
    return EmploymentFactory(school=school, user=UserFactory(**NAME, patronymic="", password=None))


@pytest.fixture
def made(school, deputy, second) -> invitations.Invited:
    return invitations.invite(school=school, user_ids=[second.user_id], by=actor(deputy), now=time.now())[0]


def keep(made: invitations.Invited, own: User) -> User:
    return same_person.keep_own_account(code=made.code, by=actor(own), now=time.now())


def test_stay_and_posts_move_and_the_empty_account_is_closed(school, other_school, own, second, made) -> None:
    post = PostFactory(user=second.user, school=school, kind=Post.Kind.MEMBER)
    meeting = Meeting.objects.create(school=school, date=date(2026, 12, 17), made_at=time.now(), place="Зал")
    seat = Attendee.objects.create(meeting=meeting, user=second.user, role="member")
    empty = second.user
    keep(made, own)
    for row in (second, post, seat, empty, made.invitation):
        row.refresh_from_db()
    assert (second.user, post.user, seat.user) == (own, own, own)
    assert (empty.is_active, empty.email) == (False, "")
    assert made.invitation.used_at == time.now()
    assert set(own.employments.values_list("school_id", flat=True)) == {school.pk, other_school.pk}
    entry = AuditEntry.objects.get(action="invitation.used_by_own_account")
    assert (entry.school_id, entry.changes["employments"]) == (school.pk, [second.pk])
    with pytest.raises(DomainError):
        keep(made, own)


def test_the_page_offers_it_to_whoever_bears_the_name(own, made, signed_in, deputy, client) -> None:
    url = reverse("join", args=[made.code])
    browser = signed_in(own)
    assert "This is me: use the account I have" in browser.get(url).content.decode()
    for other in (client, signed_in(deputy)):
        assert "This is me" not in other.get(url).content.decode()
    assert browser.post(url + "me/").url == reverse("home")
    assert browser.get(url).status_code == 410


def test_somebody_of_another_name_takes_nothing(made, deputy, second, signed_in) -> None:
    with pytest.raises(DomainError) as refused:
        keep(made, deputy)
    assert refused.value.code == "not_yours"
    assert signed_in(deputy).post(reverse("join_as_me", args=[made.code])).status_code == 422
    second.refresh_from_db()
    assert second.user.is_active


def test_twice_at_one_school_at_once_is_refused_in_words(school, own, second, made) -> None:
    EmploymentFactory(school=school, user=own, hired_on=date(2019, 8, 25))
    with pytest.raises(DomainError) as refused:
        keep(made, own)
    assert refused.value.code == "both_here"
    second.refresh_from_db()
    made.invitation.refresh_from_db()
    assert second.user != own
    assert made.invitation.used_at is None


def test_one_after_the_other_at_one_school_is_one_person(school, own, second, made) -> None:
    EmploymentFactory(school=school, user=own, hired_on=date(2010, 8, 25), left_on=date(2014, 5, 25))
    keep(made, own)
    assert own.employments.filter(school=school).count() == 2


def test_an_account_whose_private_records_are_shut_takes_nothing(own, made) -> None:
    User.objects.filter(pk=own.pk).update(private_shut_until=time.now().replace(year=2027))
    with pytest.raises(DomainError):
        keep(made, User.objects.get(pk=own.pk))


def test_an_account_that_was_used_meanwhile_is_left_alone(own, second, made) -> None:
    User.objects.filter(pk=second.user_id).update(last_login=time.now())
    with pytest.raises(DomainError) as refused:
        keep(made, own)
    assert refused.value.code == "not_usable"
