"""One source of e-mail: a replaced address opens nothing, and no page says anything of accounts elsewhere."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from common import clock as time
from common.actor import SYSTEM
from common.errors import DomainError
from common.models import AuditEntry, OutboxMail
from schools.people.models import EarlierEmail, Invitation, User
from schools.people.services import email as emails
from schools.people.services import invitations, joining
from schools.people.teachers import services as teachers
from tests.factories import EmploymentFactory, UserFactory, actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
OLD, NEW = "g.omarowa@mektep.example", "g.omarova@mektep.example"
PASSWORD = "Қарлығаш-2026"


@pytest.fixture
def user() -> User:
    return UserFactory(email=OLD)


def change(user: User, email: str) -> bool:
    return emails.change(user=user, email=email, by=actor(user), now=time.now())


def link_to(address: str) -> str:
    mail = OutboxMail.objects.get(to=address, dedupe_key__startswith="email-confirm:")
    found = re.search(r"http://127\.0\.0\.1:8000(/email/\S+)", mail.text)
    assert found, mail.text
    return found.group(1)


def test_the_new_address_is_kept_with_its_day_and_the_old_one_as_an_earlier_one(user: User) -> None:
    emails.mark_confirmed(user=user, by=actor(user), now=time.now())
    AuditEntry.objects.all().delete()
    assert change(user, " G.Omarova@Mektep.example ")
    user.refresh_from_db()
    assert (user.email, user.email_since, user.email_confirmed_at) == (NEW, time.now(), None)
    row = EarlierEmail.objects.get()
    assert (row.user, row.email, row.replaced_at, row.was_confirmed) == (user, OLD, time.now(), True)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.changes, entry.private) == ("account.email_changed", {"email": None}, True)


@pytest.mark.parametrize("same", [OLD, OLD.upper(), f" {OLD} "])
def test_the_same_address_is_no_change(same: str, user: User) -> None:
    assert not change(user, same)
    assert not AuditEntry.objects.exists()
    assert not EarlierEmail.objects.exists()


def test_no_address_is_refused_and_nothing_is_written(user: User) -> None:
    with pytest.raises(ValidationError) as refused:
        change(user, "no")
    assert list(refused.value.error_dict) == ["email"]
    assert not OutboxMail.objects.exists()


def test_both_addresses_are_told_and_neither_names_the_other(user: User) -> None:
    change(user, NEW)
    old, new = OutboxMail.objects.order_by("pk")
    assert (old.to, new.to) == (OLD, NEW)
    assert NEW not in old.subject + old.text
    assert OLD not in new.subject + new.text
    assert user.login in old.text
    assert user.login in new.text
    assert (old.secret, new.secret) == (False, True)


def test_an_earlier_confirmed_address_is_told_for_ninety_days(user: User) -> None:
    now = time.now()
    for days, email, was_confirmed in (
        (89, "a@mektep.example", True),
        (91, "b@x.example", True),
        (1, "c@x.kz", False),
    ):
        EarlierEmail.objects.create(
            user=user, email=email, replaced_at=now - timedelta(days=days), was_confirmed=was_confirmed
        )
    change(user, NEW)
    notified = OutboxMail.objects.filter(dedupe_key__startswith="email-changed:").values_list("to", flat=True)
    assert sorted(notified) == ["a@mektep.example", OLD]


def test_an_address_taken_away_is_told_and_asks_nobody_to_confirm(user: User) -> None:
    change(user, "")
    user.refresh_from_db()
    assert (user.email, user.email_since) == ("", None)
    assert [mail.to for mail in OutboxMail.objects.all()] == [OLD]


def test_the_address_of_an_account_that_nobody_opened_is_corrected_in_silence() -> None:
    user = UserFactory(email=OLD)
    user.set_unusable_password()
    user.save()
    change(user, NEW)
    assert not OutboxMail.objects.exists()


def test_many_are_written_in_few_statements(django_assert_max_num_queries) -> None:
    people = UserFactory.create_batch(120)
    for person in people:
        person.set_unusable_password()
    User.objects.bulk_update(people, ["password"])
    pairs = [(person, f"new{at}@mektep.example") for at, person in enumerate(people)]
    with django_assert_max_num_queries(12):
        changed = emails.change_many(changes=pairs, by=SYSTEM, now=time.now())
    assert len(changed) == EarlierEmail.objects.count() == AuditEntry.objects.filter(private=True).count() == 120


def test_a_link_to_reset_the_password_dies_with_the_address(user: User) -> None:
    token = default_token_generator.make_token(user)
    assert default_token_generator.check_token(user, token)
    change(user, NEW)
    assert not default_token_generator.check_token(User.objects.get(pk=user.pk), token)


def test_an_invitation_in_a_mistyped_mailbox_dies_with_the_address(school, deputy) -> None:
    stay = EmploymentFactory(school=school, user__password=None, user__email=OLD)
    (made,) = invitations.invite(
        school=school, user_ids=[stay.user_id], by=actor(deputy, "deputy"), now=time.now(), by_mail=True
    )
    assert Invitation.objects.get().mailed_to == OLD
    emails.change(user=stay.user, email=NEW, by=actor(deputy, "deputy"), now=time.now())
    with pytest.raises(DomainError):
        joining.use(code=made.code, password="алма ағашы гүлдеді", now=time.now())


def test_an_invitation_on_paper_survives_the_correction(school, deputy) -> None:
    stay = EmploymentFactory(school=school, user__password=None, user__email=OLD)
    (made,) = invitations.invite(school=school, user_ids=[stay.user_id], by=actor(deputy, "deputy"), now=time.now())
    emails.change(user=stay.user, email=NEW, by=actor(deputy, "deputy"), now=time.now())
    assert joining.use(code=made.code, password="алма ағашы гүлдеді", now=time.now()) == stay.user


def test_the_link_in_the_mail_confirms_by_a_button_and_not_by_opening(user: User, client: Client) -> None:
    change(user, NEW)
    address = link_to(NEW)
    page = client.get(address)
    assert user.login in page.content.decode()
    user.refresh_from_db()
    assert user.email_confirmed_at is None
    assert "Your e-mail is confirmed" in client.post(address).content.decode()
    user.refresh_from_db()
    assert user.email_confirmed_at == time.now()
    entry = AuditEntry.objects.get(action="account.email_confirmed")
    assert (entry.actor_id, entry.changes) == (user.pk, {"email": None})


@pytest.mark.parametrize("case", ["changed", "changed there and back", "too old", "closed", "nonsense"])
def test_a_link_that_is_not_of_the_present_address_confirms_nothing(
    case: str, user: User, client: Client, clock
) -> None:
    change(user, NEW)
    address = link_to(NEW)
    match case:
        case "changed":
            clock.shift(60)
            change(user, "other@mektep.example")
        case "changed there and back":
            clock.shift(60)
            change(user, OLD)
            clock.shift(60)
            change(user, NEW)
        case "too old":
            clock.shift(timedelta(days=7, seconds=1))
        case "closed":
            User.objects.update(is_active=False)
        case "nonsense":
            address = reverse("email_confirm", args=["x:y:z"])
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 410
        assert "This link does not work any more" in answer.content.decode()
    user.refresh_from_db()
    assert user.email_confirmed_at is None


def test_where_no_mail_goes_nobody_is_asked_to_confirm(user: User, settings) -> None:
    settings.MAIL_GOES = False
    change(user, NEW)
    assert not OutboxMail.objects.filter(to=NEW).exists()


def test_the_trail_of_a_stay_does_not_quote_the_address(school, deputy) -> None:
    stay = EmploymentFactory(school=school, user__email=OLD)
    stay.user.set_unusable_password()
    stay.user.save()
    names = ("personnel_number", "subject", "subject_text", "hired_on", "rate", "first_time", "teaching_since")
    teachers.change(
        employment_id=stay.pk,
        person={"surname": "Ахметова", "email": NEW},
        stay={name: getattr(stay, name) for name in names},
        by=actor(deputy, "deputy"),
        now=time.now(),
    )
    assert User.objects.get(pk=stay.user_id).email == NEW
    assert NEW not in str(list(AuditEntry.objects.values()))
