"""Invitations: made, mailed, used, revoked; each once, with its entry, and never a code in the rows."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.urls import reverse

from common import clock as time
from common import codes
from common.errors import DomainError
from common.models import AuditEntry, Installation, OutboxMail
from schools.people.models import Employment, Invitation, Post, User
from schools.people.selectors.accounts import not_signed_in
from schools.people.services import invitations as services
from schools.people.services import joining
from tests.factories import (
    DepartmentFactory,
    EmploymentFactory,
    PostFactory,
    SchoolFactory,
    UserFactory,
    actor,
    deputy_of,
    give,
    head_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PASSWORD = "алма ағашы гүлдеді"


@pytest.fixture
def teacher(school) -> Employment:
    """Nobody has used this account yet."""
    name = {"user__surname": "Омарова", "user__given_name": "Гүлнара", "user__patronymic": "Сапарқызы"}
    return EmploymentFactory(school=school, user__password=None, **name)


def invite(school, by, *people, by_mail=False) -> list[services.Invited]:
    return services.invite(
        school=school, user_ids=[one.pk for one in people], by=actor(by, "deputy"), now=time.now(), by_mail=by_mail
    )


def test_a_code_is_long_plain_and_kept_as_a_hash_alone(school, deputy, teacher) -> None:
    (made,) = invite(school, deputy, teacher.user)
    assert len(made.code.replace("-", "")) == 24
    assert not set(made.code) & set("01ILOUV")
    assert made.invitation.code_hash == codes.digest(made.code)
    assert made.invitation.expires_at - made.invitation.made_at == timedelta(days=7)
    assert made.link == f"http://127.0.0.1:8000/join/{made.code}/"
    entry = AuditEntry.objects.get(action="invitation.made")
    assert made.code not in str(entry.changes)
    assert made.invitation.code_hash not in str(entry.changes)
    assert entry.school_id == school.pk


def test_the_link_follows_the_public_address(school, deputy, teacher, settings) -> None:
    settings.PUBLIC_URL = "https://mentor.example.kz"
    (made,) = invite(school, deputy, teacher.user)
    assert made.link.startswith("https://mentor.example.kz/join/")


def test_a_new_invitation_revokes_the_open_one(school, deputy, teacher) -> None:
    (first,) = invite(school, deputy, teacher.user)
    (second,) = invite(school, deputy, teacher.user)
    first.invitation.refresh_from_db()
    assert first.invitation.revoked_at == time.now()
    with pytest.raises(DomainError):
        joining.use(code=first.code, password=PASSWORD, now=time.now())
    assert joining.use(code=second.code, password=PASSWORD, now=time.now()) == teacher.user


def test_by_mail_it_goes_in_the_persons_language_through_the_outbox(school, deputy, teacher, published) -> None:
    (made,) = invite(school, deputy, teacher.user, by_mail=True)
    mail = OutboxMail.objects.get()
    assert mail.to == teacher.user.email
    assert made.link in mail.text
    assert "Омарова" not in mail.text
    assert "Гүлнара" not in mail.subject + mail.text


def test_a_demonstration_holds_the_mail(school, deputy, teacher) -> None:
    Installation.objects.create(is_demo=True, made_at=time.now())
    invite(school, deputy, teacher.user, by_mail=True)
    assert OutboxMail.objects.get().held


def test_without_e_mail_nobody_of_the_choice_is_invited_by_mail(school, deputy, teacher) -> None:
    paper = EmploymentFactory(school=school, user__password=None, user__email="").user
    with pytest.raises(DomainError) as refused:
        invite(school, deputy, teacher.user, paper, by_mail=True)
    assert refused.value.code == "no_email"
    assert not Invitation.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("case", ["nobody", "foreign"])
def test_the_choice_must_be_of_this_school(case, school, deputy, stranger) -> None:
    people = {"nobody": [], "foreign": [stranger]}[case]
    with pytest.raises(DomainError) as refused:
        invite(school, deputy, *people)
    assert refused.value.code == {"nobody": "nobody", "foreign": "not_of_school"}[case]


@pytest.mark.parametrize("used", ["signed in", "password", "without e-mail"])
def test_an_account_that_somebody_has_used_is_never_invited(used, school, deputy, teacher) -> None:
    """Whoever holds the invitation would read what the person has written."""
    used_by(teacher.user, used)
    with pytest.raises(DomainError) as refused:
        invite(school, deputy, teacher.user)
    assert refused.value.code == "used"
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("used", ["signed in", "password", "without e-mail"])
def test_an_invitation_is_dead_once_the_account_is_used(used, school, deputy, teacher, client) -> None:
    (made,) = invite(school, deputy, teacher.user)
    used_by(teacher.user, used)
    assert client.get(reverse("join", args=[made.code])).status_code == 410
    with pytest.raises(DomainError) as refused:
        joining.use(code=made.code, password=PASSWORD, now=time.now())
    assert refused.value.code == "not_usable"
    assert not User.objects.get(pk=teacher.user_id).check_password(PASSWORD)


def used_by(person: User, how: str) -> None:
    if how == "password":
        person.set_password("Қарлығаш-2026")
    else:
        person.last_login = time.now()
    if how == "without e-mail":
        person.email = ""
    person.save()


@pytest.mark.parametrize("bound", ["works", "worked", "served", "department"])
def test_who_is_or_was_elsewhere_is_not_for_one_leader_to_invite(
    bound, school, other_school, deputy, teacher
) -> None:
    """What was written about the person there would open."""
    day = time.today()
    if bound == "works":
        EmploymentFactory(school=other_school, user=teacher.user)
    elif bound == "worked":
        EmploymentFactory(school=other_school, user=teacher.user, left_on=day.replace(year=2020))
    elif bound == "served":
        PostFactory(user=teacher.user, school=other_school, kind=Post.Kind.MEMBER, ends_on=day.replace(year=2021))
    else:
        PostFactory(user=teacher.user, school=None, department=DepartmentFactory(), kind=Post.Kind.DEPARTMENT)
    with pytest.raises(PermissionDenied):
        invite(school, deputy, teacher.user)
    assert teacher.user.pk not in [one.pk for one in not_signed_in(deputy, school, time.now())]
    assert not Invitation.objects.exists()


def test_only_the_deputy_and_the_head_invite(school, head, teacher, stranger) -> None:
    for user in (teacher.user, stranger):
        with pytest.raises(PermissionDenied):
            invite(school, user, teacher.user)
    assert invite(school, head, teacher.user)


def test_who_leads_elsewhere_is_invited_there(school, other_school, deputy, teacher) -> None:
    give(teacher.user, other_school, Post.Kind.HEAD)
    with pytest.raises(PermissionDenied):
        invite(school, deputy, teacher.user)
    assert not Invitation.objects.exists()


def test_a_head_without_an_account_yet_is_invited_by_the_deputy(school, deputy) -> None:
    assert invite(school, deputy, head_of(school, password=None))


def test_used_once_it_opens_the_account(school, deputy, teacher) -> None:
    (made,) = invite(school, deputy, teacher.user)
    person = joining.use(code=made.code.lower().replace("-", " "), password=PASSWORD, now=time.now(), request_id="r1")
    assert person.check_password(PASSWORD)
    entry = AuditEntry.objects.get(action="invitation.used")
    assert entry.actor_id == person.pk
    assert PASSWORD not in str(entry.changes)
    with pytest.raises(DomainError) as refused:
        joining.use(code=made.code, password=PASSWORD, now=time.now())
    assert refused.value.code == "not_usable"


def test_after_seven_days_it_is_too_old(school, deputy, teacher) -> None:
    (made,) = invite(school, deputy, teacher.user)
    with pytest.raises(DomainError):
        joining.use(code=made.code, password=PASSWORD, now=time.now() + timedelta(days=7))
    assert joining.use(code=made.code, password=PASSWORD, now=time.now() + timedelta(days=7, seconds=-1))


def test_a_closed_account_is_not_opened(school, deputy, teacher) -> None:
    (made,) = invite(school, deputy, teacher.user)
    User.objects.filter(pk=teacher.user_id).update(is_active=False)
    with pytest.raises(DomainError):
        joining.use(code=made.code, password=PASSWORD, now=time.now())


@pytest.mark.parametrize("code", ["", "AAAA", "2345-6789-ABCD-EFGH-JKMN-PQRS", "Қ" * 24])
def test_an_unknown_code_opens_nothing(code, school) -> None:
    with pytest.raises(DomainError):
        joining.use(code=code, password=PASSWORD, now=time.now())


def test_a_weak_password_spends_nothing(school, deputy, teacher) -> None:
    (made,) = invite(school, deputy, teacher.user)
    with pytest.raises(ValidationError) as refused:
        joining.use(code=made.code, password="1234567890", now=time.now())
    assert list(refused.value.error_dict) == ["password"]
    made.invitation.refresh_from_db()
    assert made.invitation.used_at is None


def test_whether_somebody_else_has_the_e_mail_is_not_said(school, deputy, stranger) -> None:
    paper = EmploymentFactory(school=school, user__password=None, user__email="").user
    (made,) = invite(school, deputy, paper)
    person = joining.use(code=made.code, password=PASSWORD, email=stranger.email.upper(), now=time.now())
    assert person.email == stranger.email
    assert person.email_confirmed_at is None


@pytest.mark.parametrize("by_mail", [True, False])
def test_only_an_invitation_that_was_mailed_confirms_the_address(by_mail, school, deputy, teacher) -> None:
    (made,) = invite(school, deputy, teacher.user, by_mail=by_mail)
    person = joining.use(code=made.code, password=PASSWORD, email=teacher.user.email, now=time.now())
    assert (person.email_confirmed_at == time.now()) is by_mail


@pytest.mark.parametrize("by_mail", [True, False])
def test_an_address_that_got_no_invitation_gets_a_link_to_confirm_it(by_mail, school, deputy, teacher) -> None:
    """Somebody who gave that address as their own before does not sign in with it any more, once it is confirmed."""
    (made,) = invite(school, deputy, teacher.user, by_mail=by_mail)
    joining.use(code=made.code, password=PASSWORD, email=teacher.user.email, now=time.now())
    asked = OutboxMail.objects.filter(to=teacher.user.email, dedupe_key__startswith="email-confirm:")
    assert asked.exists() is not by_mail


def test_an_address_that_was_corrected_on_the_way_in_is_not_confirmed(school, deputy, teacher) -> None:
    (made,) = invite(school, deputy, teacher.user, by_mail=True)
    person = joining.use(code=made.code, password=PASSWORD, email="own@mektep.example", now=time.now())
    assert person.email_confirmed_at is None
    assert Invitation.objects.get().used_at == time.now()


def test_a_person_without_e_mail_may_give_one(school, deputy) -> None:
    paper = EmploymentFactory(school=school, user__password=None, user__email="").user
    (made,) = invite(school, deputy, paper)
    person = joining.use(code=made.code, password=PASSWORD, email="S.Ahmetova@Mektep.example", now=time.now())
    assert person.email == "s.ahmetova@mektep.example"


@pytest.mark.parametrize("own", ["", "S.Ahmetova@Mektep.example"])
def test_an_e_mail_that_the_school_mistyped_is_corrected_or_taken_away(own, school, deputy) -> None:
    stay = EmploymentFactory(school=school, user__password=None, user__email="wrong@mektep.example")
    (made,) = invite(school, deputy, stay.user)
    assert joining.use(code=made.code, password=PASSWORD, email=own, now=time.now()).email == own.lower()
    assert AuditEntry.objects.get(action="invitation.used").changes["email_changed"] is True


def test_revoked_it_opens_nothing(school, deputy, teacher) -> None:
    (made,) = invite(school, deputy, teacher.user)
    services.revoke(invitation_id=made.invitation.pk, by=actor(deputy, "deputy"), now=time.now())
    assert AuditEntry.objects.filter(action="invitation.revoked").count() == 1
    with pytest.raises(DomainError):
        joining.use(code=made.code, password=PASSWORD, now=time.now())
    with pytest.raises(DomainError) as again:
        services.revoke(invitation_id=made.invitation.pk, by=actor(deputy, "deputy"), now=time.now())
    assert again.value.code == "revoked"


def test_only_the_schools_own_leaders_revoke(school, deputy, teacher, stranger) -> None:
    (made,) = invite(school, deputy, teacher.user)
    for user in (teacher.user, stranger):
        with pytest.raises(PermissionDenied):
            services.revoke(invitation_id=made.invitation.pk, by=actor(user), now=time.now())
    made.invitation.refresh_from_db()
    assert made.invitation.revoked_at is None


def test_the_database_keeps_one_open_invitation(school, deputy, teacher) -> None:
    (made,) = invite(school, deputy, teacher.user)
    with pytest.raises(IntegrityError):
        Invitation.objects.create(
            school=school,
            user=teacher.user,
            code_hash="x" * 64,
            made_at=time.now(),
            expires_at=made.invitation.expires_at,
        )


def test_logins_count_on_past_those_in_use() -> None:
    from schools.people.services.logins import free_login

    UserFactory(login="Omarova.G")
    assert free_login("Омарова", "Гүлнара") == "omarova.g2"
    assert free_login("Омарова", "Гүлнара", frozenset({"omarova.g2"})) == "omarova.g3"


def test_one_address_gets_three_invitations_a_day_from_a_school(school, deputy, teacher, clock) -> None:
    for _number in range(3):
        invite(school, deputy, teacher.user, by_mail=True)
    with pytest.raises(DomainError) as refused:
        invite(school, deputy, teacher.user, by_mail=True)
    assert refused.value.code == "too_many_mails"
    assert "Омарова" in str(refused.value)
    assert Invitation.objects.open().count() == 1, "the one that went stays open"
    assert invite(school, deputy, teacher.user), "a link or a slip is no mail"
    clock.move_to(time.now().replace(hour=19, minute=0))  # midnight in Almaty
    assert invite(school, deputy, teacher.user, by_mail=True)


def test_accounts_that_share_an_address_share_the_three(school, deputy) -> None:
    people = [
        EmploymentFactory(school=school, user__password=None, user__email=f"{name}@mektep.example").user
        for name in ("bir", "Bir", "BIR", "bir")
    ]
    with pytest.raises(DomainError):
        invite(school, deputy, *people, by_mail=True)
    assert not OutboxMail.objects.exists(), "nobody goes, so nobody is lost"
    assert len(invite(school, deputy, *people[:3], by_mail=True)) == 3


def test_over_all_schools_ten_a_day_and_nothing_of_them_shows(school, deputy, teacher) -> None:
    for _number in range(4):
        place = SchoolFactory()
        leader = deputy_of(place)
        person = EmploymentFactory(school=place, user__password=None, user__email=teacher.user.email).user
        for _again in range(3):
            if Invitation.objects.count() < 10:
                invite(place, leader, person, by_mail=True)
    with pytest.raises(DomainError) as here:
        invite(school, deputy, teacher.user, by_mail=True)
    own = EmploymentFactory(school=school, user__password=None).user
    for _number in range(3):
        invite(school, deputy, own, by_mail=True)
    with pytest.raises(DomainError) as too_often:
        invite(school, deputy, own, by_mail=True)
    assert str(here.value).replace(str(teacher.user), "") == str(too_often.value).replace(str(own), "")
