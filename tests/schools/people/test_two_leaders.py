"""Two leaders are two people: one of them does not make the other one, nor leave a post behind while shut (adr/0016)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from common import clock as time
from common.errors import DomainError
from common.models import Installation
from schools.people.models import Employment, Invitation, Post, Readmission, User
from schools.people.selectors.newcomers import newcomers
from schools.people.selectors.readmissions import who_confirms
from schools.people.services import invitations, joining, posts, same_person
from schools.people.services import readmission as services
from tests.factories import EmploymentFactory, PostFactory, UserFactory, actor, deputy_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PASSWORD = "алма ағашы гүлдеді"


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def ask(school, person: User, by: User) -> Readmission:
    return services.ask(
        school=school, user_id=person.pk, reason="Телефон жоғалды", by=actor(again(by)), now=time.now()
    )


def confirm(row: Readmission, by: User) -> invitations.Invited:
    return services.confirm(readmission_id=row.pk, by=actor(again(by)), now=time.now())


def give(school, person: User, kind: str, by: User) -> Post:
    return posts.give_post(
        school=school, user_id=person.pk, kind=kind, starts_on=date(2024, 9, 2), by=actor(again(by)), now=time.now()
    )


def open_account(school, person: User, by: User) -> None:
    made = invitations.invite(school=school, user_ids=[person.pk], by=actor(again(by)), now=time.now())
    joining.use(code=made[0].code, password=PASSWORD, now=time.now())


def test_a_post_that_was_entered_just_now_confirms_nothing(school, head, teacher, clock) -> None:
    """Whatever first day was typed. After seven days it does, as does whoever leads the school longer already."""
    second = EmploymentFactory(school=school).user
    give(school, second, "deputy", head)
    row = ask(school, teacher.user, head)
    with pytest.raises(DomainError) as refused:
        confirm(row, second)
    assert refused.value.code == "too_new"
    assert not Invitation.objects.exists()
    assert who_confirms(school, teacher.user_id, head.pk, time.today()) == []
    clock.shift(timedelta(days=7))
    assert [one.person for one in who_confirms(school, teacher.user_id, head.pk, time.today())] == [second]
    assert confirm(row, second)


def test_a_leader_whose_account_was_opened_just_now_neither_asks_nor_confirms(
    school, head, deputy, teacher, clock
) -> None:
    """The head who had never signed in: the deputy made the invitation and may have opened it."""
    User.objects.filter(pk=head.pk).update(password="!", last_login=None)
    open_account(school, head, deputy)
    row = ask(school, teacher.user, deputy)
    with pytest.raises(DomainError):
        confirm(row, head)
    with pytest.raises(DomainError):
        ask(school, EmploymentFactory(school=school).user, head)
    clock.shift(timedelta(days=7))
    assert confirm(row, head)


@pytest.mark.parametrize(("set_up", "are_new"), [(timedelta(days=6), False), (timedelta(days=8), True)])
def test_in_the_first_days_of_an_installation_every_leader_is_new_and_counts(
    set_up, are_new, school, head, deputy, teacher
) -> None:
    Installation.objects.create(is_demo=False, made_at=time.now() - set_up, set_up_at=time.now() - set_up)
    second = EmploymentFactory(school=school).user
    give(school, second, "deputy", head)
    assert newcomers([second.pk], school.pk, time.now()) == ({second.pk} if are_new else set())
    row = ask(school, teacher.user, head)
    able = {one.person for one in who_confirms(school, teacher.user_id, head.pk, time.today())}
    assert able == ({deputy} if are_new else {deputy, second})
    assert row.is_open


def test_another_post_makes_nobody_new(school, head, deputy) -> None:
    give(school, deputy, "secretary", head)
    give(school, deputy, "head", head)
    assert newcomers([deputy.pk, head.pk], school.pk, time.now()) == set()


def test_a_post_that_moved_to_an_account_counts_from_then(school, head, other_school) -> None:
    name = {"surname": "Омарова", "given_name": "Гүлнара"}
    own = EmploymentFactory(school=other_school, user=UserFactory(**name)).user
    empty = EmploymentFactory(school=school, user=UserFactory(**name, password=None)).user
    PostFactory(user=empty, school=school, kind=Post.Kind.DEPUTY)
    made = invitations.invite(school=school, user_ids=[empty.pk], by=actor(head), now=time.now())[0]
    same_person.keep_own_account(code=made.code, by=actor(own), now=time.now())
    assert newcomers([own.pk], school.pk, time.now()) == {own.pk}


def test_the_pages_say_so(school, head, teacher, signed_in) -> None:
    second = EmploymentFactory(school=school).user
    give(school, second, "deputy", head)
    browser = signed_in(again(second))
    page = browser.post(reverse("readmission_ask", args=[teacher.user_id]), {"reason": "Телефон жоғалды"})
    assert "for less than seven days" in page.content.decode()
    row = ask(school, teacher.user, head)
    page = browser.get(reverse("readmission", args=[row.pk])).content.decode()
    assert "Do you confirm it?" not in page
    assert "readmit" in page


@pytest.mark.parametrize("kind", ["head", "deputy"])
def test_a_head_who_is_shut_changes_not_who_leads_the_school(kind, school, head, deputy, teacher) -> None:
    other = deputy_of(school).posts.get()
    User.objects.filter(pk=head.pk).update(private_shut_until=time.now() + timedelta(days=7))
    with pytest.raises(PermissionDenied):
        give(school, teacher.user, kind, head)
    with pytest.raises(PermissionDenied):
        posts.end_post(post_id=other.pk, ends_on=time.today(), by=actor(again(head)), now=time.now())
    assert give(school, teacher.user, "member", head)


def test_a_deputy_who_is_shut_names_no_first_head(school, deputy, teacher) -> None:
    User.objects.filter(pk=deputy.pk).update(private_shut_until=time.now() + timedelta(days=7))
    with pytest.raises(PermissionDenied):
        give(school, teacher.user, "head", deputy)


def test_who_will_lead_another_school_is_not_opened_here(school, other_school, head, deputy) -> None:
    coming: Employment = EmploymentFactory(school=school)
    PostFactory(user=coming.user, school=other_school, kind=Post.Kind.HEAD, starts_on=date(2027, 1, 11))
    with pytest.raises(PermissionDenied):
        ask(school, coming.user, deputy)
    gone: Employment = EmploymentFactory(school=school)
    long_ago = {"starts_on": date(2015, 8, 25), "ends_on": date(2016, 5, 25)}
    PostFactory(user=gone.user, school=other_school, kind=Post.Kind.HEAD, **long_ago)
    assert ask(school, gone.user, deputy)
