"""The address in a digest with which its mails are stopped. Signed for the person; nothing is stored."""

from itertools import groupby

from django.conf import settings
from django.core import signing
from django.urls import reverse

from common.models import OutboxMail
from mentoring.deadlines.lines import legally_due
from mentoring.deadlines.models import Digest, Notice, ReminderChoice

SALT = "mentoring.deadlines.stopping"


def token(user_id: int) -> str:
    return signing.dumps(user_id, salt=SALT)


def holder(text: str) -> int | None:
    """Whose mails it stops; None when it is none of ours."""
    try:
        user_id = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return user_id if isinstance(user_id, int) else None


def address_of(mail: OutboxMail) -> str:
    """Empty for a digest that holds nothing but what the law sets and is due: that one nobody turns off."""
    digest = Digest.objects.filter(mail=mail).first()
    if digest is None or ReminderChoice.objects.filter(user=digest.user_id, only_legal=True).exists():
        return ""
    if not _holds_more(digest):
        return ""
    return f"{settings.PUBLIC_URL}{reverse('mail_stop', args=[token(digest.user_id)])}"


def _holds_more(digest: Digest) -> bool:
    related = "deadline__mentorship__"
    rules = ("country_rules", "school_rules", "order_rules", "order_school_rules")
    told = Notice.objects.filter(digest=digest).select_related(*(f"{related}{name}" for name in rules))
    by_deadline = groupby(told.order_by("deadline_id"), key=lambda notice: notice.deadline)
    return any(not legally_due(deadline, list(notices)) for deadline, notices in by_deadline)
