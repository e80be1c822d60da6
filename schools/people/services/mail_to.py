"""A mail to one person, in the language of that person."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise

from common import mail
from schools.people.models import User


def mail_to(
    reader: User,
    *,
    key: str,
    subject: str | Promise,
    template: str,
    context: Callable[[], Mapping[str, Any]],
    now: datetime,
) -> None:
    """Post it, or nothing to somebody without an e-mail. key: the same one is not posted twice. context: asked while the
    language is that of the reader, so its words may be translated at once."""
    if not reader.email:
        return
    with translation.override(reader.language):
        mail.post(
            dedupe_key=key,
            to=reader.email,
            language=reader.language,
            subject=str(subject),
            text=render_to_string(template, dict(context())),
            now=now,
        )
