"""Which failures are the server's and which the mail's own; what the operator reads of them."""

import smtplib

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from common.mail.failures import failure_of

ADDRESS = "omarova@mektep.example"


def refused(code: int, reply: bytes) -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({ADDRESS: (code, reply)})


@pytest.mark.parametrize(
    ("error", "strike"),
    [
        (ConnectionRefusedError("no server"), False),
        (TimeoutError("timed out"), False),
        (OSError(28, "No space left on device"), False),
        (SoftTimeLimitExceeded(), False),
        (smtplib.SMTPServerDisconnected("gone"), False),
        (smtplib.SMTPConnectError(421, b"try later"), False),
        (smtplib.SMTPAuthenticationError(535, b"bad password"), False),
        (smtplib.SMTPSenderRefused(550, b"who are you", "no-reply@mektep.example"), False),
        (refused(450, b"greylisted"), False),
        (refused(550, b"no such user"), True),
        (smtplib.SMTPDataError(451, b"try later"), False),
        (smtplib.SMTPDataError(554, b"not wanted"), True),
        (smtplib.SMTPNotSupportedError("SMTPUTF8"), True),
        (ValueError("a header with a line break"), True),
    ],
)
def test_whose_fault_it_is(error: Exception, strike: bool) -> None:
    assert failure_of(error).strike is strike


def test_the_reason_names_what_the_server_said_and_no_address() -> None:
    error = refused(550, f"5.1.1 <{ADDRESS}>: Recipient address rejected\r\nuser unknown".encode())
    told = "SMTPRecipientsRefused 550: 5.1.1 <…>: Recipient address rejected user unknown"
    assert failure_of(error).reason == told


def test_the_reason_never_quotes_the_mail() -> None:
    assert failure_of(ValueError("Header values can't contain newlines (got 'Омарова\\n')")).reason == "ValueError"


def test_a_long_answer_is_cut_to_what_the_row_holds() -> None:
    assert len(failure_of(refused(550, b"no " * 900)).reason) <= 300
