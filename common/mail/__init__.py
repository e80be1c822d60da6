"""Mail: rows of the outbox (`outbox`), how long a failing one waits (`patience`), the ways out (`ways`)."""

from django.conf import settings

from common import installation
from common.mail.outbox import post, send, waiting

__all__ = ["goes", "post", "send", "waiting"]


def goes() -> bool:
    """Whether a mail reaches anybody: a mail server is named. A demonstration shows all buttons, and sends nothing."""
    return settings.MAIL_GOES or installation.is_demo()
