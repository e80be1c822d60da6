"""The outbox as the operator sees it: that mails went or why not, never to whom exactly and never what they say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from common.installation import is_demo
from common.mail import restored
from common.models import OutboxMail
from common.operations.checks import Measure, Reading, State, graded

DAY = timedelta(days=1)
LATE, VERY_LATE = timedelta(minutes=15), DAY
REMEMBERED = timedelta(days=7)
SHOWN = 30


@dataclass(frozen=True)
class Line:
    """One mail: when it was made, the masked address, its kind, how it stands (a mark and words), the tries, the reason."""

    made_at: datetime
    to: str
    kind: str
    mark: str
    words: str
    at: datetime | None
    tries: int
    reason: str


def mails(now: datetime) -> Iterator[Reading]:
    if is_demo():
        yield Reading(_("Mail server"), _("a demonstration sends no mail"), State.FACT)
    elif settings.EMAIL_HOST:
        yield Reading(_("Mail server"), settings.EMAIL_HOST, State.FACT)
    else:
        yield Reading(
            _("Mail server"), _("none is named: mails lie as files and reach nobody"), State.FACT, code="VAR/mail"
        )
    kept_back = restored.held()
    open_ones = OutboxMail.objects.filter(sent_at__isnull=True, given_up_at__isnull=True, held=False)
    if number := kept_back.count():
        open_ones = open_ones.exclude(pk__in=kept_back.values("pk"))
        yield Reading(
            _("Mails held since the restore"),
            str(number),
            State.WARN,
            _("They waited in the backup and may have gone since. Send them, or drop them with --drop:"),
            (Measure("mails_held", number),),
            "python manage.py held_mails --send",
        )
    counts = open_ones.aggregate(
        fresh=Count("pk", filter=Q(last_error="")),
        failing=Count("pk", filter=~Q(last_error="")),
        oldest=Min(Coalesce("next_try_at", "made_at")),
    )
    waited = now - counts["oldest"] if counts["oldest"] else timedelta()
    state = graded(waited.total_seconds(), warn=LATE.total_seconds(), bad=VERY_LATE.total_seconds())
    yield Reading(
        _("Mails waiting"),
        str(counts["fresh"]),
        state,
        "" if state is State.OK else _("Their time has come and nobody sends them: see whether the worker runs."),
        (Measure("mails_waiting", counts["fresh"]),),
    )
    yield Reading(
        _("Mails that failed and are tried again"),
        str(counts["failing"]),
        State.WARN if counts["failing"] else State.OK,
        _("The reason stands in the list below. Nothing is lost: they are tried for three days, ever more rarely.")
        if counts["failing"]
        else "",
        (Measure("mails_failing", counts["failing"]),),
    )
    given_up = OutboxMail.objects.filter(given_up_at__gt=now - REMEMBERED).count()
    yield Reading(
        _("Mails given up in the last 7 days"),
        str(given_up),
        State.WARN if given_up else State.OK,
        _("The address is wrong, or the server was away for three days. Have the address corrected and ask again.")
        if given_up
        else "",
        (Measure("mails_given_up", given_up),),
    )
    sent = OutboxMail.objects.filter(sent_at__gt=now - DAY).count()
    told = (
        _("Mails sent in the last 24 hours")
        if settings.MAIL_GOES
        else _("Mails written as files in the last 24 hours")
    )
    yield Reading(told, str(sent), State.FACT, measures=(Measure("mails_sent_day", sent),))


def latest() -> list[Line]:
    """The newest mails of the outbox; one query."""
    fields = (
        "dedupe_key", "to", "made_at", "sent_at", "given_up_at", "held", "attempts", "next_try_at", "last_error",
    )  # fmt: skip
    return [_line(mail) for mail in OutboxMail.objects.order_by("-made_at", "-pk").only(*fields)[:SHOWN]]


def masked(address: str) -> str:
    """“a…@mektep.example”"""
    name, _at, host = address.rpartition("@")
    return f"{name[:1]}…@{host}"


def kind_words(dedupe_key: str) -> str:
    return {
        "invitation": _("invitation"),
        "account": _("new password"),
        "email-changed": _("e-mail changed"),
        "email-removed": _("e-mail changed"),
        "email-confirm": _("e-mail changed"),
        "password-changed": _("new password"),
        "password-reset": _("new password"),
        "factor-on": _("second sign-in step"),
        "factor-off": _("second sign-in step"),
        "codes-made": _("second sign-in step"),
        "code-used": _("second sign-in step"),
        "readmission-asked": _("letting in again"),
        "readmission-confirmed": _("letting in again"),
        "readmission-used": _("letting in again"),
        "readmission-shown": _("letting in again"),
        "digest": _("reminders of the day"),
    }.get(dedupe_key.partition(":")[0], _("other"))


def reason_words(last_error: str) -> str:
    """“the mail server refuses the address (550: no such user)”: what `common.mail.failures` kept, in plain words."""
    kind, _space, reply = last_error.partition(" ")
    words = {
        "": "",
        "SMTPRecipientsRefused": _("the mail server refuses the address"),
        "SMTPDataError": _("the mail server refuses the mail"),
        "SMTPSenderRefused": _("the mail server refuses the sender: see DEFAULT_FROM_EMAIL"),
        "SMTPAuthenticationError": _("the mail server refuses the sign-in: see EMAIL_HOST_USER and its password"),
        "gaierror": _("no mail server has that name: see EMAIL_HOST"),
        "Restored": _("it waited in a backup that was restored, and was dropped"),
        "WorkerEnded": _("the worker ended while it sent the mail"),
        "ConnectionRefusedError": _("the mail server does not answer"),
        "TimeoutError": _("the mail server does not answer"),
        "SMTPServerDisconnected": _("the mail server hung up"),
    }.get(kind, kind)
    return f"{words} ({reply})" if reply else words


def _line(mail: OutboxMail) -> Line:
    mark, words, at = _standing(mail)
    return Line(
        mail.made_at,
        masked(mail.to),
        kind_words(mail.dedupe_key),
        mark,
        words,
        at,
        mail.attempts,
        reason_words(mail.last_error),
    )


def _standing(mail: OutboxMail) -> tuple[str, str, datetime | None]:
    if mail.sent_at:
        return "met", _("sent"), mail.sent_at
    if mail.given_up_at:
        return "overdue", _("given up"), mail.given_up_at
    if mail.held:
        return "next", _("held: a demonstration"), None
    if mail.last_error:
        return "soon", _("failed, next try:"), mail.next_try_at
    return "next", _("waiting"), None
