"""A task or a reminder as a text to copy into a messenger: what, whom by initials, until when, and where (domain, section 11)."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from common import dates, names


def message(*, what: Any, person: Any, due: date | None, url: str) -> str:
    """person: initials alone go out of the product; None where it concerns nobody by name. url: from the root."""
    lines = [f"{what} – {_initials(person)}" if person else str(what)]
    if due is not None:
        lines.append(_("Last day: %(day)s") % {"day": dates.with_weekday(due)})
    return "\n".join([*lines, f"{settings.PUBLIC_URL}{url}"])


def _initials(person: Any) -> str:
    """A name that is written out already is cut to its letters, too."""
    if isinstance(person, str):
        return " ".join(f"{word[0]}." for word in person.split() if word[0].isalpha())
    return names.initials(*names.name_parts(person))
