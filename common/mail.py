"""Mail goes through the outbox: a row in the transaction of its cause, sent by a task, at least once tried again."""

import logging
from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q

from common import dispatch
from common.installation import is_demo
from common.models import OutboxMail

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
CLEARED = {"text": "", "html": ""}


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
        dispatch.after_commit("common.send_mail", mail.pk)
    return mail


def waiting(now: datetime) -> "list[int]":
    """Ids of mails that nobody is sending now and that may be tried (again)."""
    return list(
        OutboxMail.objects.filter(sent_at__isnull=True, held=False, attempts__lt=OutboxMail.MAX_ATTEMPTS)
        .filter(Q(leased_until__isnull=True) | Q(leased_until__lt=now))
        .order_by("made_at")
        .values_list("pk", flat=True)[:200]
    )


def send(*, mail_id: int, now: datetime) -> bool:
    """Send one mail under a lease; True when it went. Failures are kept in the row and raised no further.

    With the last attempt the text of a secret mail leaves the row before it is sent: nothing is tried again after
    that, and a worker that dies now leaves no way in behind.
    """
    with transaction.atomic():
        taken = (
            OutboxMail.objects.filter(
                pk=mail_id, sent_at__isnull=True, held=False, attempts__lt=OutboxMail.MAX_ATTEMPTS
            )
            .filter(Q(leased_until__isnull=True) | Q(leased_until__lt=now))
            .update(leased_until=now + LEASE)
        )
        if not taken:
            return False
        mail = OutboxMail.objects.get(pk=mail_id)
        mail.attempts += 1
        mail.save(update_fields=["attempts"])
        if mail.secret and mail.attempts >= OutboxMail.MAX_ATTEMPTS:
            OutboxMail.objects.filter(pk=mail_id).update(**CLEARED)  # `mail` keeps it for this one attempt
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to])
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    try:
        message.send()
    except Exception as error:  # noqa: BLE001  whatever a mail fails of is told in its row; the worker goes on
        log.warning("Mail %s failed: %s", mail_id, type(error).__name__)
        OutboxMail.objects.filter(pk=mail_id).update(last_error=f"{type(error).__name__}: {error}"[:300])
        return False
    OutboxMail.objects.filter(pk=mail_id).update(
        sent_at=now, last_error="", leased_until=None, **(CLEARED if mail.secret else {})
    )
    return True
