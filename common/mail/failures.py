"""What a failed try means: the server is away, or the mail itself is refused; and the reason, without anybody's name."""

import re
import smtplib
from dataclasses import dataclass

from celery.exceptions import SoftTimeLimitExceeded

ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"']+@[^\s<>()\[\]:;,\"']+")
LONGEST = 200


@dataclass(frozen=True)
class Failure:
    """strike: it failed for the mail's own sake, and would again.

    reason: for the operator. The kind of the error, and what the mail server replied, its addresses left out; never the
    text of another error, which may quote the mail.
    """

    strike: bool
    reason: str


DIED = Failure(strike=False, reason="WorkerEnded")


def failure_of(error: Exception) -> Failure:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()), (0, b""))
        return Failure(strike=_for_good(code), reason=_told(error, code, reply))
    if isinstance(error, smtplib.SMTPResponseException):
        # Its text was refused; anything else (greeting, sign-in, our own address) is shared by all mails.
        for_good = isinstance(error, smtplib.SMTPDataError) and _for_good(error.smtp_code)
        return Failure(strike=for_good, reason=_told(error, error.smtp_code, error.smtp_error))
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Failure(strike=True, reason=type(error).__name__)
    # No connection, no answer in time, no room for the file: the way out is missing. All else is the mail's own fault.
    return Failure(strike=not isinstance(error, OSError | SoftTimeLimitExceeded), reason=type(error).__name__)


def _for_good(code: int) -> bool:
    return 500 <= code < 600


def _told(error: Exception, code: int, reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
    return f"{type(error).__name__} {code}: {ADDRESS.sub('…', ' '.join(text.split()))}"[:LONGEST]
