"""The outbox: nothing lost, nothing doubled, nothing kept back by what fails, no way in left behind."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend

from common import clock, mail
from common.mail import outbox
from common.mail.patience import FIRST
from common.models import OutboxMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LINK = "https://mektep.example/join/7K4Q92XDM5/"
MINUTE = timedelta(minutes=1)
REFUSED = smtplib.SMTPRecipientsRefused({"omarova@mektep.example": (550, b"no such user")})
AWAY = ConnectionRefusedError("no server")
Failing = Callable[[BaseException | None], None]


def posted(number: int = 1, *, secret: bool = False) -> OutboxMail:
    return mail.post(
        dedupe_key=f"invitation:{number}", to="omarova@mektep.example", language="kk", subject="Шақыру",
        text=f"Сілтеме: {LINK}", html=f"<p>{LINK}</p>", secret=secret, now=clock.now(),
    )  # fmt: skip


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Failing:
    """`fails(error)`: the server fails so from now on; `fails(None)`: it is back."""
    real: dict[str, Any] = {name: getattr(EmailBackend, name) for name in ("open", "send_messages")}

    def failing(error: BaseException | None) -> None:
        def fail(*args: Any) -> None:
            raise error or AssertionError

        step = "open" if isinstance(error, ConnectionError) else "send_messages"
        for name, method in real.items():
            monkeypatch.setattr(EmailBackend, name, fail if error is not None and name == step else method)

    return failing


def tried(row: OutboxMail, after: timedelta = timedelta()) -> bool:
    went = mail.send(mail_id=row.pk, now=clock.now() + after)
    row.refresh_from_db()
    return went


def tried_to_the_end(row: OutboxMail) -> timedelta:
    """Each try as soon as it may be; how long it went on."""
    after = timedelta()
    while row.given_up_at is None and row.sent_at is None:
        assert not tried(row, after)
        after = (row.next_try_at - clock.now()) if row.next_try_at else after
    return after


def test_a_secret_mail_goes_whole_and_is_cleared():
    row = posted(secret=True)
    assert tried(row)
    assert LINK in django_mail.outbox[0].body
    assert (row.text, row.html) == ("", "")
    assert (row.to, row.subject, row.sent_at) == ("omarova@mektep.example", "Шақыру", clock.now())


def test_another_mail_keeps_its_text():
    row = posted()
    tried(row)
    assert LINK in row.text


@pytest.mark.parametrize("error", [AWAY, REFUSED, ValueError("a header with a line break")])
def test_a_secret_mail_is_kept_while_it_may_be_tried_again_and_cleared_when_it_is_given_up(fails, error):
    fails(error)
    row = posted(secret=True)
    tried(row)
    assert LINK in row.text
    tried_to_the_end(row)
    assert (row.text, row.html, row.sent_at) == ("", "", None)
    assert type(error).__name__ in row.last_error


def test_a_server_away_for_a_day_loses_nothing_and_doubles_nothing(fails):
    rows = [posted(number) for number in range(12)]
    fails(AWAY)
    for minute in (*range(4 * 60), *range(4 * 60, 24 * 60, 5)):  # the waits have grown to an hour and more by then
        for pk in mail.waiting(clock.now() + minute * MINUTE):
            mail.send(mail_id=pk, now=clock.now() + minute * MINUTE)
    assert django_mail.outbox == []
    assert max(OutboxMail.objects.values_list("attempts", flat=True)) <= 18
    fails(None)
    for minute in range(24 * 60, 31 * 60, 5):
        for pk in mail.waiting(clock.now() + minute * MINUTE):
            mail.send(mail_id=pk, now=clock.now() + minute * MINUTE)
    assert len(django_mail.outbox) == len(rows)
    assert not OutboxMail.objects.filter(sent_at__isnull=True).exists()


def test_while_nobody_answers_one_mail_asks_for_all(fails):
    first, second = posted(1), posted(2)
    fails(AWAY)
    tried(first)
    assert mail.waiting(clock.now() + MINUTE) == []
    assert mail.waiting(clock.now() + FIRST) == [first.pk, second.pk]
    second.refresh_from_db()
    assert second.attempts == 0


def test_a_refused_address_backs_off_is_given_up_with_its_reason_and_stops_nothing(fails):
    bad, good = posted(1), posted(2)
    fails(REFUSED)
    tried(bad)
    assert mail.waiting(clock.now()) == [good.pk]
    assert tried_to_the_end(bad) == 3 * FIRST
    assert (bad.attempts, bad.last_error) == (3, "SMTPRecipientsRefused 550: no such user")
    fails(None)
    assert tried(good)
    assert mail.waiting(clock.now() + timedelta(days=30)) == []


def test_a_mail_that_waits_long_is_not_given_up_for_it():
    """The worker was off for a week; nobody tried."""
    row = posted()
    assert tried(row, timedelta(days=7))


def test_the_turn_is_of_the_one_that_waits_longest_and_never_of_more_than_a_task_can_send(fails, monkeypatch):
    rows = [posted(number) for number in range(4)]
    fails(REFUSED)
    tried(rows[0])
    monkeypatch.setattr(outbox, "AT_ONCE", 3)
    assert mail.waiting(clock.now() + FIRST) == [row.pk for row in rows[1:]]


def test_two_workers_never_send_the_same_mail(monkeypatch):
    row = posted()
    meanwhile: list[bool] = []
    real = EmailBackend.send_messages

    def slow(backend: EmailBackend, messages: list[Any]) -> int:
        meanwhile.append(mail.send(mail_id=row.pk, now=clock.now() + MINUTE))
        return real(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", slow)
    assert tried(row)
    assert not tried(row)
    assert meanwhile == [False]
    assert len(django_mail.outbox) == 1


def test_a_worker_that_dies_leaves_the_mail_to_the_next_one_after_its_lease(fails):
    row = posted()
    fails(SystemExit("killed"))
    with pytest.raises(SystemExit):
        tried(row)
    fails(None)
    assert mail.waiting(clock.now() + MINUTE) == []
    assert not tried(row, outbox.LEASE)
    assert mail.waiting(clock.now() + outbox.LEASE + MINUTE) == [row.pk]
    assert tried(row, outbox.LEASE + MINUTE)
    assert row.attempts == 2


def test_a_mail_that_fells_every_worker_is_given_up(fails):
    row = posted(secret=True)
    fails(SystemExit("killed"))
    for number in range(18):
        with pytest.raises(SystemExit):
            tried(row, number * 6 * MINUTE)
    assert not tried(row, 18 * 6 * MINUTE)
    assert row.given_up_at is not None
    assert (row.text, row.last_error) == ("", "WorkerEnded")


def test_the_row_is_written_before_the_farewell_and_whatever_it_ends_with(monkeypatch):
    row = posted()

    def hung_up(backend: EmailBackend) -> None:
        assert OutboxMail.objects.get().sent_at is not None
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(EmailBackend, "close", hung_up)
    assert tried(row)


def test_a_slow_worker_says_that_the_mail_went_and_nothing_else_of_what_is_the_next_ones(monkeypatch, fails):
    """Its lease ran out; the next one has tried and failed meanwhile."""
    row = posted()

    def slow(error: Exception | None) -> None:
        def answer(backend: EmailBackend, messages: list[Any]) -> int:
            OutboxMail.objects.update(attempts=18, given_up_at=clock.now(), last_error="theirs", leased_until=None)
            if error:
                raise error
            return 1

        monkeypatch.setattr(EmailBackend, "send_messages", answer)

    slow(REFUSED)
    tried(row)
    assert (row.attempts, row.strikes, row.last_error) == (18, 0, "theirs")
    OutboxMail.objects.update(attempts=0, given_up_at=None)
    slow(None)
    assert tried(row)
    assert (row.sent_at, row.given_up_at) == (clock.now(), None)


def test_a_mail_sent_a_second_time_is_known_by_its_id_and_another_one_is_not():
    row, other = posted(1), posted(2)
    tried(row)
    OutboxMail.objects.update(sent_at=None)
    tried(row)
    tried(other)
    ids = [sent.message()["Message-ID"] for sent in django_mail.outbox]
    assert ids[0] == ids[1] != ids[2]
