"""Mail: rows of the outbox (`outbox`), how long a failing one waits (`patience`), the ways out (`ways`)."""

from common.mail.outbox import post, send, waiting

__all__ = ["post", "send", "waiting"]
