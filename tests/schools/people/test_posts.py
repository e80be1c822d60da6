"""Posts: who gives and ends which, dates, acting ones, and that a school is never without its leaders."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common import clock as time
from common.errors import DomainError
from common.models import AuditEntry
from schools.people import policies
from schools.people.access import Role, read_access
from schools.people.models import Post, User
from schools.people.services import posts as services
from tests.factories import EmploymentFactory, PostFactory, actor, deputy_of, give, head_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 12, 3)
K = Post.Kind


def give_post(school, by, person, kind=K.SECRETARY, **fields) -> Post:
    values = {"starts_on": TODAY, **fields}
    return services.give_post(school=school, user_id=person.pk, kind=kind, by=actor(by), now=time.now(), **values)


def end_post(post, by, ends_on=TODAY) -> Post:
    return services.end_post(post_id=post.pk, ends_on=ends_on, by=actor(by), now=time.now())


@pytest.mark.parametrize("kind", list(K))
@pytest.mark.parametrize("who", ["deputy", "head", "teacher", "stranger", "secretary"])
def test_who_manages_which_post(who, kind, school, deputy, head, teacher, stranger) -> None:
    """The head all of the school, the deputy all but head and deputy, nobody else; a department's post nobody."""
    people = {"deputy": deputy, "head": head, "teacher": teacher.user, "stranger": stranger}
    user = people.get(who) or give(EmploymentFactory(school=school).user, school, K.SECRETARY)
    allowed = kind != K.DEPARTMENT and (who == "head" or (who == "deputy" and kind not in (K.HEAD, K.DEPUTY)))
    assert policies.can_manage_kind(user, school, kind) is allowed
    assert policies.can_give(user, school, kind, teacher.user_id, has_head=True) is allowed


def test_the_deputy_of_a_school_without_head_names_one_though_not_oneself(school, deputy, teacher) -> None:
    assert K.HEAD in policies.kinds_to_give(deputy, school, has_head=False)
    with pytest.raises(PermissionDenied):
        give_post(school, deputy, deputy, K.HEAD)
    give_post(school, deputy, teacher.user, K.HEAD)
    with pytest.raises(PermissionDenied):
        give_post(school, deputy, EmploymentFactory(school=school).user, K.HEAD)


def test_a_given_post_gives_its_rights_from_its_first_to_its_last_day(school, head, teacher) -> None:
    post = give_post(school, head, teacher.user, K.DEPUTY, starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 11))
    user = teacher.user
    for day, holds in [(6, False), (7, True), (11, True), (12, False)]:
        assert read_access(user, date(2026, 12, day)).has(school.pk, Role.DEPUTY) is holds
    entry = AuditEntry.objects.get(action="post.given")
    assert (entry.subject_id, entry.school_id, entry.changes["ends_on"]) == (post.pk, school.pk, "2026-12-11")


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"ends_on": date(2026, 12, 2)}, "ends_on"),
        ({"is_acting": True, "order_text": "№ 84 от 01.12.2026"}, "ends_on"),
        ({"is_acting": True, "ends_on": date(2026, 12, 31), "order_text": " "}, "order_text"),
    ],
)
def test_dates_and_order_must_fit(fields, fault, school, head, teacher) -> None:
    with pytest.raises(ValidationError) as refused:
        give_post(school, head, teacher.user, K.DEPUTY, **fields)
    assert list(refused.value.error_dict) == [fault]
    assert not Post.objects.filter(user=teacher.user).exists()
    assert not AuditEntry.objects.exists()


def test_acting_stands_beside_the_holder(school, head, deputy, teacher) -> None:
    post = give_post(
        school,
        head,
        teacher.user,
        K.DEPUTY,
        is_acting=True,
        ends_on=date(2026, 12, 31),
        order_text="№ 84, 01.12.2026",
    )
    assert post.is_acting


def test_the_same_post_twice_at_once_is_refused(school, head, teacher) -> None:
    give_post(school, head, teacher.user, ends_on=date(2026, 12, 31))
    with pytest.raises(DomainError) as refused:
        give_post(school, head, teacher.user, starts_on=date(2026, 12, 31))
    assert refused.value.code == "held"
    assert give_post(school, head, teacher.user, starts_on=date(2027, 1, 1))


def test_only_people_of_the_school_get_its_posts(school, head, stranger) -> None:
    with pytest.raises(DomainError) as refused:
        give_post(school, head, stranger)
    assert refused.value.code == "not_of_school"


@pytest.mark.parametrize("kind", [K.HEAD, K.DEPUTY])
def test_nobody_ends_the_last_head_or_deputy(kind, school, deputy, head) -> None:
    post = Post.objects.get(school=school, kind=kind)
    with pytest.raises(DomainError) as refused:
        end_post(post, head)
    assert refused.value.code == "last"
    post.refresh_from_db()
    assert post.ends_on is None
    assert not AuditEntry.objects.exists()


def test_with_another_holder_from_the_next_day_it_ends(school, deputy, head) -> None:
    post = Post.objects.get(school=school, kind=K.DEPUTY)
    PostFactory(school=school, kind=K.DEPUTY, user=EmploymentFactory(school=school).user, starts_on=date(2026, 12, 4))
    end_post(post, head)
    post.refresh_from_db()
    assert post.ends_on == TODAY
    assert AuditEntry.objects.get(action="post.ended").changes["ends_on"] == [None, "2026-12-03"]


def test_a_holder_who_cannot_sign_in_does_not_count(school, deputy, head) -> None:
    gone = deputy_of(school)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    with pytest.raises(DomainError):
        end_post(deputy.posts.get(), head)


def test_other_posts_end_freely(school, deputy, teacher) -> None:
    give(teacher.user, school, K.CHAIR)
    assert end_post(teacher.user.posts.get(), deputy).ends_on == TODAY


@pytest.mark.parametrize("ends_on", [date(2020, 8, 24), date(2027, 6, 30)])
def test_the_last_day_lies_within_the_post(ends_on, school, deputy, teacher) -> None:
    give(teacher.user, school, K.CHAIR, ends_on=date(2027, 6, 30))
    with pytest.raises(ValidationError):
        end_post(teacher.user.posts.get(), deputy, ends_on)


def test_who_may_not_give_it_may_not_end_it(school, deputy, head, teacher, stranger) -> None:
    head_of(school)
    post = head.posts.get()
    for user in (deputy, teacher.user, stranger):
        with pytest.raises(PermissionDenied):
            end_post(post, user)
    assert end_post(post, head)


def test_a_stand_in_of_long_ago_does_not_free_the_head_of_the_only_deputy(school, deputy, head, teacher) -> None:
    """Two entries about days gone by, and the head would have stood in for the deputy from today."""
    give_post(school, head, teacher.user, K.DEPUTY, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 1))
    with pytest.raises(DomainError) as refused:
        end_post(Post.objects.get(user=deputy), head, ends_on=date(2026, 8, 31))
    assert refused.value.code == "last"
    assert not policies.deputises(head, school.pk)
