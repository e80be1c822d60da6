"""Mail goes through the outbox: a row in the transaction of its cause, sent by a task, tried again until it went.

What holds. No mail is lost: it is a row before anything is sent, and the row goes on until it went or was given up with
the reason. No two workers send the same mail: a try holds it by a lease, and a task that comes twice finds it held or
sent. One gap cannot be closed from this side: when the server took the mail and its answer is lost, because the worker
is killed or the connection breaks just then, the mail goes once more at its next try. So the row is written at once
after the server's answer, before the connection is closed; the server gets time to answer; and a second sending carries
the same Message-ID, by which many mail systems drop it. Under VAR/mail the second one lands in the same file.
"""

import hashlib
import logging
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from common import dispatch
from common.installation import is_demo
from common.mail import restored
from common.mail.failures import DIED, Failure, failure_of
from common.mail.patience import FIRST, next_wait
from common.mail.restored import CLEARED
from common.mail.stopping import headers_of
from common.models import OutboxMail

log = logging.getLogger(__name__)
TASK = "common.send_mail"
LEASE = timedelta(minutes=5)
AT_ONCE = 200


def post(
    *,
    dedupe_key: str,
    to: str,
    language: str,
    subject: str,
    text: str,
    html: str = "",
    secret: bool = False,
    now: datetime,
) -> OutboxMail:
    """Put a mail into the outbox; a second one with the same key changes nothing. A demonstration holds it.

    dedupe_key: begins with the kind of the mail and a colon; the operator's page shows the kind.
    secret: the text holds a link that opens an account; it is cleared as soon as the mail need not be sent again.
    """
    mail, made = OutboxMail.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "to": to,
            "language": language,
            "subject": subject,
            "text": text,
            "html": html,
            "secret": secret,
            "made_at": now,
            "held": is_demo(),
        },
    )
    if made and not mail.held:
        dispatch.after_commit(TASK, mail.pk)
    return mail


def waiting(now: datetime) -> "list[int]":
    """Ids of mails that nobody is sending now and whose time has come, the one that waits longest for its turn first.

    At most AT_ONCE: the rest follows a minute later. A mail that failed stands behind all that were due before its
    next try, so that nothing that fails keeps another one back.
    """
    return list(_free(now).order_by(Coalesce("next_try_at", "made_at"), "pk").values_list("pk", flat=True)[:AT_ONCE])


def send(*, mail_id: int, now: datetime) -> bool:
    """Send one mail under a lease; True when it went. Failures are kept in the row and raised no further."""
    mail = _take(mail_id, now)
    if mail is None:
        return False
    way, answered = get_connection(), False
    try:
        way.open()
        answered = True
        way.send_messages([_message(mail)])
    except Exception as error:  # noqa: BLE001  whatever a mail fails of is told in its row; the worker goes on
        failure = failure_of(error)
        log.warning("Mail %s did not go: %s", mail.pk, failure.reason)
        mail.strikes += failure.strike
        _certainly(mail, strikes=mail.strikes, **_outcome(mail, failure, now))
        if not answered:
            # Nobody is there: the others wait as well, their tries uncounted, and the workers are free for other work.
            _free(now).update(next_try_at=now + FIRST)
        return False
    else:
        cleared = CLEARED if mail.secret else {}
        _certainly(mail, sent_at=now, given_up_at=None, last_error="", leased_until=None, **cleared)
        return True
    finally:
        _close(way)


def _open() -> "QuerySet[OutboxMail]":
    waiting_ones = OutboxMail.objects.filter(sent_at__isnull=True, given_up_at__isnull=True, held=False)
    moment = restored.held_until()
    return waiting_ones if moment is None else waiting_ones.filter(made_at__gt=moment)


def _free(now: datetime) -> "QuerySet[OutboxMail]":
    return (
        _open()
        .filter(Q(leased_until__isnull=True) | Q(leased_until__lt=now))
        .filter(Q(next_try_at__isnull=True) | Q(next_try_at__lte=now))
    )


@transaction.atomic
def _take(mail_id: int, now: datetime) -> OutboxMail | None:
    """The mail under our lease, None when it is not to be sent now.

    A lease that ran out without an answer is a worker that died over this mail: a try like another one, but for the
    wait, which was the lease.
    """
    mail = _free(now).select_for_update().filter(pk=mail_id).first()
    if mail is None:
        return None
    if mail.leased_until is not None and next_wait(tries=mail.attempts, strikes=mail.strikes) is None:
        _write(mail, **_outcome(mail, DIED, now))
        return None
    mail.attempts += 1
    mail.leased_until = now + LEASE
    mail.save(update_fields=["attempts", "leased_until"])
    return mail


def _outcome(mail: OutboxMail, failure: Failure, now: datetime) -> dict[str, object]:
    """What the row says after a failed try: when the next one is, or that there is none."""
    wait = next_wait(tries=mail.attempts, strikes=mail.strikes)
    told: dict[str, object] = {"last_error": failure.reason, "leased_until": None}
    if wait is not None:
        return told | {"next_try_at": now + wait}
    return told | {"next_try_at": None, "given_up_at": now} | (CLEARED if mail.secret else {})


def _certainly(mail: OutboxMail, **fields: object) -> None:
    """Write what became of a try, a second time over a new connection if the database broke off just then."""
    try:
        _write(mail, **fields)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        _write(mail, **fields)


def _write(mail: OutboxMail, **fields: object) -> None:
    """Only as long as this try is the latest, or the mail went: a lease that ran out belongs to the next one."""
    rows = OutboxMail.objects.filter(pk=mail.pk, sent_at__isnull=True)
    if "sent_at" not in fields:
        rows = rows.filter(attempts=mail.attempts)
    rows.update(**fields)


def _message(mail: OutboxMail) -> EmailMultiAlternatives:
    mark = hashlib.sha256(f"{settings.SECRET_KEY} {mail.dedupe_key}".encode()).hexdigest()[:20]
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    headers = {"Message-ID": f"<{mail.made_at:%Y%m%d-%H%M}-{mark}@{host}>", "Auto-Submitted": "auto-generated"}
    headers |= headers_of(mail)
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _close(way: object) -> None:
    """A farewell that fails changes nothing: what became of the mail is written already."""
    try:
        way.close()  # type: ignore[attr-defined]
    except Exception as error:  # noqa: BLE001
        log.info("The mail server hung up: %s", type(error).__name__)
