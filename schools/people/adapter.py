"""How allauth behaves here: accounts come by invitation alone, and mails go through the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a person comes by invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put allauth's mail (reset of a password) into the outbox."""
        from uuid import uuid4

        from common import clock, mail

        message = self.render_mail(template_prefix, email, context)
        mail.post(
            dedupe_key=f"account:{uuid4()}",
            to=email,
            language=getattr(context.get("user"), "language", "") or "ru",
            subject=message.subject,
            text=message.body,
            now=clock.now(),
        )
