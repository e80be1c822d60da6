"""The two ways out: a mail server, or files under VAR/mail where none is named."""

import os
import re
import smtplib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as DjangosSmtp

ANSWER_SECONDS = 60


class _Patient(smtplib.SMTP):
    """A server that looks into a mail may take its time over the answer; who hangs up sends it a second time."""

    def data(self, msg: Any) -> tuple[int, bytes]:
        if self.sock is not None:
            self.sock.settimeout(ANSWER_SECONDS)
        return super().data(msg)


class Smtp(DjangosSmtp):
    """As Django's, more patient once the mail is handed over."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return smtplib.SMTP_SSL if self.use_ssl else _Patient


class Files(BaseEmailBackend):
    """Each mail is a file of its own, named by its Message-ID: the same mail written twice is one file, never half."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            written = message.message()
            name = re.sub(r"[^\w.-]", "_", str(written["Message-ID"]).strip("<>").partition("@")[0])
            draft = folder / f".{name}.draft"  # what a killed worker left is written over by the next try
            try:
                draft.touch(mode=0o600)
                draft.write_bytes(written.as_bytes())
                os.replace(draft, folder / f"{name}.eml")
            except OSError:
                draft.unlink(missing_ok=True)
                raise
        return len(email_messages)
