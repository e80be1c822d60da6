"""A forgotten password: the same work for every address, links that die in time, and a notice to everybody concerned."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock as time
from common.errors import DomainError
from common.models import AuditEntry, Installation, OutboxMail
from schools.people import tasks, waiting
from schools.people.models import EarlierEmail, ResetRequest, User
from schools.people.services import email as emails
from schools.people.services import resets
from tests.factories import UserFactory, actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ADDRESS, NEXT = "g.omarova@mektep.example", "алма ағашы гүлдеді"


@pytest.fixture
def user() -> User:
    return UserFactory(login="omarova.g", email=ADDRESS, language="en")


def ask(address: str = ADDRESS, at: str = "10.20.30.40"):  # noqa: ANN201
    return Client().post(reverse("account_reset_password"), {"email": address}, REMOTE_ADDR=at)


def links() -> list[str]:
    waiting.work_all(time.now())
    mail = OutboxMail.objects.filter(dedupe_key__startswith="account:").latest("pk")
    return re.findall(r"http://127\.0\.0\.1:8000(/password/new/\S+)", mail.text)


def use(link: str, client: Client | None = None) -> str:
    """Choose NEXT; where one is led, or the text of the refusal."""
    client = client or Client()
    page = client.get(link, follow=True)
    if not page.redirect_chain:
        return page.content.decode()
    answer = client.post(page.redirect_chain[-1][0], {"password1": NEXT, "password2": NEXT})
    return answer.url if answer.status_code == 302 else answer.content.decode()


def test_known_and_unknown_addresses_cost_the_same(user) -> None:
    def work(address: str) -> tuple[int, str, list[str]]:
        with CaptureQueriesContext(connection) as asked:
            answer = ask(address)
        return answer.status_code, answer.url, [query["sql"].split(" ")[0] for query in asked.captured_queries]

    ask("first@mektep.example")  # the counter of the network is made
    assert work(ADDRESS) == work("nobody@mektep.example")
    with CaptureQueriesContext(connection) as asked:
        ask()
    assert "schools_user" not in str(asked.captured_queries)


def test_a_worker_answers_and_the_request_is_gone(user, published, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        ask()
    row = ResetRequest.objects.get()
    assert (resets.TASK, row.pk) in published
    assert (resets.TASK, row.pk) in list(waiting.waiting(time.now()))
    for _ in range(2):
        tasks.answer_reset(row.pk)
    assert OutboxMail.objects.count() == 1
    assert not ResetRequest.objects.exists()


def test_one_mail_names_every_account_by_its_login_and_no_school(user) -> None:
    other = UserFactory(login="omarova.g2", email=ADDRESS.upper())
    UserFactory(login="closed", email=ADDRESS, is_active=False)
    UserFactory(login="unopened", email=ADDRESS)
    User.objects.filter(login="unopened").update(password=make_password(None))
    ask()
    assert len(links()) == 2
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.secret) == (ADDRESS, True)
    assert user.login in mail.text
    assert other.login in mail.text
    assert "closed" not in mail.text
    assert "unopened" not in mail.text


def test_a_request_that_nobody_answered_for_hours_is_dropped(user, clock) -> None:
    ask()
    clock.shift(timedelta(hours=7))
    assert waiting.work_all(time.now()) == 0
    assert not ResetRequest.objects.exists()
    assert not OutboxMail.objects.exists()


def test_it_opens_once_ends_all_sessions_and_confirms_the_address(user) -> None:
    desk = Client()
    desk.force_login(user)
    ask()
    (link,) = links()
    assert use(link) == reverse("account_reset_password_from_key_done")
    user.refresh_from_db()
    assert user.check_password(NEXT)
    assert user.email_confirmed_at == time.now()
    assert desk.get(reverse("my_settings")).status_code == 302
    assert AuditEntry.objects.get(action="account.password_reset").changes == {"user": user.pk}
    assert "does not work any more" in use(link)


@pytest.mark.parametrize("what", ["e-mail", "there and back", "password", "sign-in", "day", "closed", "removed"])
def test_a_link_dies_with_the_change_of_anything(what: str, user, clock) -> None:
    ask()
    (link,) = links()
    change = {"by": actor(user), "now": time.now()}
    match what:
        case "e-mail":
            emails.change(user=user, email="other@mektep.example", **change)
        case "removed":
            emails.change(user=user, email="", **change)
        case "there and back":
            emails.change(user=user, email="other@mektep.example", **change)
        case "password":
            user.set_password(NEXT)
            user.save()
        case "sign-in":
            User.objects.update(last_login=time.now())
        case "day":
            clock.shift(timedelta(days=1, seconds=1))
        case "closed":
            User.objects.update(is_active=False)
    assert "does not work any more" in use(link)


def test_a_stranger_at_a_mistyped_address_gets_in_before_the_correction_and_never_after(user) -> None:
    """The finding: the link that was asked for at the old address, and one that is asked for there later."""
    emails.change(user=user, email="g.omarowa@mektep.example", by=actor(user), now=time.now())
    ask("g.omarowa@mektep.example")
    (link,) = links()
    emails.change(user=user, email=ADDRESS, by=actor(user), now=time.now())
    assert "does not work any more" in use(link)
    before = OutboxMail.objects.count()
    ask("g.omarowa@mektep.example")
    assert waiting.work_all(time.now()) == 0
    assert OutboxMail.objects.count() == before


def test_the_link_is_looked_at_again_when_the_password_is_saved(user) -> None:
    ask()
    (link,) = links()
    uid, _dash, key = link.strip("/").rpartition("/")[2].partition("-")
    resets.use(uid=uid, key=key, password=NEXT, now=time.now())
    with pytest.raises(DomainError):
        resets.use(uid=uid, key=key, password="тағы бір құпия сөз", now=time.now())


@pytest.mark.parametrize(
    "link", ["/password/new/zzzzzzzzzzzzz-x-y/", "/password/new/1-set-password/", "/password/new/0-a/"]
)
def test_a_link_of_nonsense_opens_nothing(link: str, client: Client, user) -> None:
    assert "does not work any more" in client.get(link).content.decode()


def test_the_address_and_earlier_confirmed_ones_are_told_without_a_secret(user) -> None:
    EarlierEmail.objects.create(
        user=user, email="b@x.kz", replaced_at=time.now() - timedelta(days=89), was_confirmed=True
    )
    EarlierEmail.objects.create(
        user=user, email="c@x.kz", replaced_at=time.now() - timedelta(days=91), was_confirmed=True
    )
    ask()
    (link,) = links()
    use(link)
    notified = OutboxMail.objects.filter(dedupe_key__startswith="password-reset:")
    assert sorted(mail.to for mail in notified) == ["b@x.kz", ADDRESS]
    for mail in notified:
        assert NEXT not in mail.text
        assert link not in mail.text


@pytest.mark.parametrize("address", [ADDRESS, "nobody@mektep.example"])
def test_an_address_is_asked_for_five_times_an_hour_from_one_network(address: str, user) -> None:
    answers = [ask(address).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert ask(address, at="172.16.5.9").status_code == 302


@pytest.mark.parametrize("address", [ADDRESS, "nobody@mektep.example"])
def test_no_mailbox_is_filled_from_many_networks_and_the_answer_does_not_say_so(address: str, user) -> None:
    answers = {ask(address, at=f"10.{network}.1.1").url for network in range(14)}
    assert answers == {reverse("account_reset_password_done")}
    assert ResetRequest.objects.count() == 10


def test_a_demonstration_holds_the_mail(user) -> None:
    Installation.objects.create(is_demo=True, made_at=time.now())
    ask()
    waiting.work_all(time.now())
    assert OutboxMail.objects.get().held
