"""How a new password is asked for: once, with the rules beforehand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# The backend named in a session that we open ourselves: after set-up, or in a demonstration.
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD_HINT = _("At least 10 characters, not digits alone, not your name. Three words with spaces are good.")


def password_field(label: Any = None) -> forms.CharField:
    """A field for a new password; spaces at its ends count."""
    return forms.CharField(
        label=label or _("Your new password"),
        help_text=PASSWORD_HINT,
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
