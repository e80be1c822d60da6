"""Posts: who gives and ends which, dates, acting ones, and that a school is never without its leaders."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common import clock as time
from common.errors import DomainError
from common.models import AuditEntry, OutboxMail
from schools.people import policies
from schools.people.access import Role, read_access
from schools.people.models import Post, User
from schools.people.services import posts as services
from schools.people.teachers import services as teachers
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


def test_a_post_that_has_not_begun_is_taken_back_and_was_never_held(school, deputy, head, teacher) -> None:
    post = give_post(school, deputy, teacher.user, starts_on=date(2026, 12, 15))
    with pytest.raises(DomainError, match="Take it back instead"):
        end_post(post, deputy, ends_on=date(2026, 12, 20))
    with pytest.raises(PermissionDenied):
        services.withdraw_post(post_id=post.pk, reason="Қате", by=actor(teacher.user), now=time.now())
    services.withdraw_post(post_id=post.pk, reason="Қате адам таңдалған.", by=actor(deputy), now=time.now())
    assert not teacher.user.posts.exists()
    assert not read_access(User.objects.get(pk=teacher.user_id), date(2026, 12, 15)).has(school.pk, Role.SECRETARY)
    entry = AuditEntry.objects.get(action="post.withdrawn")
    assert (entry.changes["starts_on"], entry.changes["reason"]) == ("2026-12-15", "Қате адам таңдалған.")


def test_a_post_that_has_begun_is_not_taken_back(school, deputy, teacher) -> None:
    post = give_post(school, deputy, teacher.user)
    with pytest.raises(DomainError, match="has begun"):
        services.withdraw_post(post_id=post.pk, reason="Қате", by=actor(deputy), now=time.now())


def test_taking_back_leaves_no_day_without_a_head(school, head, teacher) -> None:
    """The head's post ends, the successor's is to begin the day after: the successor's cannot be taken back."""
    successor = give_post(school, head, teacher.user, K.HEAD, starts_on=date(2026, 12, 15))
    end_post(head.posts.get(), head, ends_on=date(2026, 12, 14))
    with pytest.raises(DomainError, match="nobody would hold this post"):
        services.withdraw_post(post_id=successor.pk, reason="Ойланамыз", by=actor(head), now=time.now())


def test_who_leaves_before_a_post_begins_never_has_it(school, deputy, teacher) -> None:
    give_post(school, deputy, teacher.user, starts_on=date(2026, 12, 15))
    teachers.end(employment_id=teacher.pk, left_on=TODAY, reason="Көшті.", by=actor(deputy), now=time.now())
    assert not read_access(User.objects.get(pk=teacher.user_id), date(2026, 12, 15)).roles.get(school.pk)
    assert AuditEntry.objects.get(action="post.withdrawn").changes["reason"] == "Көшті."


@pytest.mark.parametrize("kind", [K.DEPUTY, K.CHAIR, K.SECRETARY])
def test_nobody_gives_a_post_to_themselves_beside_another_leader(kind, school, deputy, head) -> None:
    with pytest.raises(DomainError, match="Nobody gives this post to themselves"):
        give_post(school, head, head, kind, reason="Өзім")
    assert head.posts.count() == 1


def test_who_leads_alone_gives_a_post_to_themselves_with_a_reason(school, head) -> None:
    with pytest.raises(ValidationError, match="Say why nobody else can"):
        give_post(school, head, head, K.CHAIR)
    give_post(school, head, head, K.CHAIR, reason="Мектепте басқа басшы жоқ.")
    assert AuditEntry.objects.get(action="post.given").changes["reason"] == "Мектепте басқа басшы жоқ."


def test_another_leader_who_never_signed_in_gives_nothing(school, deputy, head) -> None:
    User.objects.filter(pk=deputy.pk).update(password="", last_login=None)
    assert give_post(school, head, head, K.CHAIR, reason="Орынбасар әлі кірмеген.")


def test_all_leaders_and_the_person_learn_of_a_leading_post_by_mail(school, deputy, head, teacher) -> None:
    for person, email in [
        (deputy, "d@mektep.example"),
        (head, "h@mektep.example"),
        (teacher.user, "t@mektep.example"),
    ]:
        User.objects.filter(pk=person.pk).update(email=email, language="en")
    give_post(school, User.objects.get(pk=head.pk), teacher.user, K.DEPUTY)
    mails = {mail.to: mail for mail in OutboxMail.objects.all()}
    assert set(mails) == {"d@mektep.example", "t@mektep.example"}
    text = mails["d@mektep.example"].text
    assert "Deputy head, Г. С. О." in text
    assert "Омарова" not in text
    give_post(school, User.objects.get(pk=head.pk), EmploymentFactory(school=school).user, K.SECRETARY)
    assert OutboxMail.objects.count() == 2, "a post that does not lead is no matter of the leaders"
