"""“It was not I”: the link in a notice takes a readmission back, and nothing else does (adr/0016)."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from common import clock as time
from common.errors import DomainError
from common.models import AuditEntry, OutboxMail
from schools.people.models import EarlierEmail, Invitation, Readmission, User
from schools.people.selectors.readmissions import Stage, stage_of, waiting_for
from schools.people.services import denial, joining
from schools.people.services import readmission as services
from tests.factories import EmploymentFactory, actor, deputy_of, head_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
OWN = "алма ағашы гүлдеді"
STRANGERS = "бөтен адамның құпиясөзі"


@pytest.fixture
def owner(teacher) -> User:
    """A teacher with a password, a second factor, a confirmed e-mail, one that was confirmed before and a mistyped one."""
    person = teacher.user
    person.set_password(OWN)
    person.email, person.email_confirmed_at, person.language = "omarova.g@mektep.example", time.now(), "en"
    person.save()
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "KRSXG5A"})
    EarlierEmail.objects.create(
        user=person, email="gulnara@pochta.example", replaced_at=time.now(), was_confirmed=True
    )
    EarlierEmail.objects.create(user=person, email="gulnaro@pochta.example", replaced_at=time.now())
    return person


def let_in(school, person: User, deputy: User, head: User) -> tuple[Readmission, str]:
    """Two leaders let somebody in; the row and the code of the link."""
    deputy, head = User.objects.get(pk=deputy.pk), User.objects.get(pk=head.pk)
    row = services.ask(school=school, user_id=person.pk, reason="Кіре алмайды", by=actor(deputy), now=time.now())
    return row, services.confirm(readmission_id=row.pk, by=actor(head), now=time.now()).code


def link_in(mail: OutboxMail) -> str | None:
    found = re.search(r"/accounts/not-me/\S+", mail.text)
    return found.group() if found else None


def links() -> dict[str, str | None]:
    return {mail.to: link_in(mail) for mail in OutboxMail.objects.order_by("pk")}


def test_the_link_goes_to_confirmed_addresses_alone(school, deputy, head, owner) -> None:
    let_in(school, owner, deputy, head)
    sent = links()
    assert sent["omarova.g@mektep.example"]
    assert sent["gulnara@pochta.example"] == sent["omarova.g@mektep.example"]
    assert sent["gulnaro@pochta.example"] is None, "a stranger at a mistyped address takes nothing back"


def test_before_the_use_it_ends_the_request_and_its_link(school, deputy, head, owner, client) -> None:
    row, code = let_in(school, owner, deputy, head)
    address = links()["omarova.g@mektep.example"]
    page = client.get(address).content.decode()
    assert "Was it not you?" in page
    assert stage_of(Readmission.objects.get(pk=row.pk), time.now()) == Stage.CONFIRMED, "opening it changes nothing"
    assert "It is taken back" in client.post(address).content.decode()
    assert stage_of(Readmission.objects.get(pk=row.pk), time.now()) == Stage.DENIED
    with pytest.raises(DomainError):
        joining.use(code=code, password=STRANGERS, now=time.now())
    assert User.objects.get(pk=owner.pk).check_password(OWN)


def test_after_the_use_the_account_is_what_it_was(school, deputy, head, owner, client) -> None:
    """The stranger has used up the owner's mails of the day; the link needs none of them."""
    row, code = let_in(school, owner, deputy, head)
    joining.use(code=code, password=STRANGERS, now=time.now())
    stranger = Client()
    stranger.post(reverse("account_login"), {"login": owner.login, "password": STRANGERS})
    assert "_auth_user_id" in stranger.session
    Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data={"secret": "STRANGER"})
    address = links()["gulnara@pochta.example"]
    assert "It is taken back" in client.post(address).content.decode()
    person = User.objects.get(pk=owner.pk)
    assert person.check_password(OWN)
    assert not person.check_password(STRANGERS)
    assert person.private_shut_until is None
    assert Authenticator.objects.get(user=person).data == {"secret": "KRSXG5A"}
    assert stranger.get(reverse("home")).status_code == 302, "its session is over"
    row.refresh_from_db()
    assert (row.denied_at, row.old_factors) == (time.now(), {})
    assert stage_of(row, time.now()) == Stage.DENIED


def test_twice_is_once_and_everybody_concerned_is_mailed(school, deputy, head, owner, client) -> None:
    User.objects.filter(pk=deputy.pk).update(email="deputy@mektep.example", language="en")
    let_in(school, owner, deputy, head)
    address = links()["omarova.g@mektep.example"]
    for _time in range(2):
        assert client.post(address).status_code == 200
    assert AuditEntry.objects.filter(action="readmission.denied").count() == 1
    mails = OutboxMail.objects.filter(dedupe_key__startswith="readmission-denied")
    assert {mail.to for mail in mails} >= {"omarova.g@mektep.example", "deputy@mektep.example"}
    assert "Омарова" not in mails.get(to="deputy@mektep.example").text


def test_let_in_twice_the_first_state_comes_back(school, deputy, head, owner, client) -> None:
    _row, code = let_in(school, owner, deputy, head)
    joining.use(code=code, password=STRANGERS, now=time.now())
    first = links()["omarova.g@mektep.example"]
    _row, code = let_in(school, User.objects.get(pk=owner.pk), deputy, head)
    joining.use(code=code, password=STRANGERS + "2", now=time.now())
    client.post(first)
    assert User.objects.get(pk=owner.pk).check_password(OWN)


def test_afterwards_two_leaders_let_nobody_in_for_seven_days(school, deputy, head, owner, client, clock) -> None:
    let_in(school, owner, deputy, head)
    client.post(links()["omarova.g@mektep.example"])
    with pytest.raises(DomainError, match="it was not I"):
        let_in(school, owner, deputy, head)
    # The operator's command (`manage.py readmit`) still does.
    assert services.let_in_from_machine(person_id=owner.pk, reason="Өзі келді", now=time.now())
    Invitation.objects.update(revoked_at=time.now())
    Readmission.objects.filter(denied_at=None).update(ended_at=time.now(), end_reason="x")
    clock.move_to(time.now() + timedelta(days=7, minutes=1))
    assert let_in(school, owner, deputy, head)


def test_when_the_private_records_are_open_the_link_is_too_late(school, deputy, head, owner, client, clock) -> None:
    _row, code = let_in(school, owner, deputy, head)
    joining.use(code=code, password=STRANGERS, now=time.now())
    address = links()["omarova.g@mektep.example"]
    clock.move_to(time.now() + timedelta(days=7, minutes=1))
    answer = client.post(address)
    assert answer.status_code == 410
    assert "This link does not work any more" in answer.content.decode()
    assert User.objects.get(pk=owner.pk).check_password(STRANGERS)


@pytest.mark.parametrize("token", ["1", "x:y:z", "a" * 3000])
def test_a_link_that_is_not_ours(token, client) -> None:
    for method in (client.get, client.post):
        assert method(reverse("readmission_deny", args=[token])).status_code == 410


def test_without_an_earlier_password_nothing_opens_it(school, deputy, head, owner) -> None:
    User.objects.filter(pk=owner.pk).update(password="", last_login=time.now())
    Authenticator.objects.all().delete()
    _row, code = let_in(school, User.objects.get(pk=owner.pk), deputy, head)
    joining.use(code=code, password=STRANGERS, now=time.now())
    token = links()["omarova.g@mektep.example"].rstrip("/").rpartition("/")[2]
    denial.deny(token=token, now=time.now())
    assert not User.objects.get(pk=owner.pk).has_usable_password()


def test_nobody_confirms_after_14_days(school, deputy, head, owner, clock) -> None:
    deputy = User.objects.get(pk=deputy.pk)
    row = services.ask(school=school, user_id=owner.pk, reason="Кіре алмайды", by=actor(deputy), now=time.now())
    assert waiting_for(User.objects.get(pk=head.pk)).exists()
    clock.move_to(time.now() + timedelta(days=14, minutes=1))
    assert stage_of(Readmission.objects.get(pk=row.pk), time.now()) == Stage.RAN_OUT
    assert not waiting_for(User.objects.get(pk=head.pk)).exists()
    with pytest.raises(DomainError, match="more than 14 days ago"):
        services.confirm(readmission_id=row.pk, by=actor(User.objects.get(pk=head.pk)), now=time.now())
    assert services.ask(school=school, user_id=owner.pk, reason="Тағы да", by=actor(deputy), now=time.now())


def test_what_another_school_has_opened_ends_too(school, other_school, deputy, head, owner, client) -> None:
    EmploymentFactory(school=other_school, user=owner)
    _row, theirs = let_in(other_school, owner, deputy_of(other_school), head_of(other_school))
    let_in(school, owner, deputy, head)
    client.post(links()["omarova.g@mektep.example"])
    with pytest.raises(DomainError):
        joining.use(code=theirs, password=STRANGERS, now=time.now())
    assert not Readmission.objects.open().exists()


def test_an_address_that_was_left_long_ago_takes_nothing_back(school, deputy, head, owner) -> None:
    EarlierEmail.objects.filter(was_confirmed=True).update(replaced_at=time.now() - timedelta(days=91))
    let_in(school, owner, deputy, head)
    assert links()["gulnara@pochta.example"] is None


def test_the_link_of_an_earlier_readmission_does_not_take_a_later_one_back(
    school, deputy, head, owner, client, clock
) -> None:
    _row, code = let_in(school, owner, deputy, head)
    joining.use(code=code, password=STRANGERS, now=time.now())
    first = links()["omarova.g@mektep.example"]
    clock.move_to(time.now() + timedelta(days=8))
    later, code = let_in(school, User.objects.get(pk=owner.pk), deputy, head)
    joining.use(code=code, password=OWN + "2", now=time.now())
    assert client.post(first).status_code == 410
    assert User.objects.get(pk=owner.pk).check_password(OWN + "2")
    later.refresh_from_db()
    assert later.denied_at is None
