"""How a new password is asked for: once, with the rules beforehand, and what is said of one that will not do.

Django's own sentences have no Kazakh, a page would fall back to Russian; and they tell what is wrong, not what to do.
"""

from typing import Any

from django import forms
from django.contrib.auth import password_validation as rules
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# The backend named in a session that we open ourselves: after set-up, or in a demonstration.
BACKEND = "schools.people.backends.AccountBackend"
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


class Unlike(rules.UserAttributeSimilarityValidator):
    """Not one's own name, login or e-mail."""

    def get_error_message(self) -> str:
        return gettext("This is too much like your name, login or e-mail. Think of another one.")


class LongEnough(rules.MinimumLengthValidator):
    """As long as the hint says."""

    def get_error_message(self) -> str:
        return gettext("Too short: at least %(count)s characters are needed.") % {"count": self.min_length}


class Uncommon(rules.CommonPasswordValidator):
    """None of those that are tried first."""

    def get_error_message(self) -> str:
        return gettext("Too many people use this password. Think of another one.")


class NotDigitsAlone(rules.NumericPasswordValidator):
    """A date or a phone number is soon guessed."""

    def get_error_message(self) -> str:
        return gettext("Digits alone are soon guessed. Add letters.")
