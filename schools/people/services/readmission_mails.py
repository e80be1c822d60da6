"""Mails about letting somebody in again: to the other leaders, and to every address that the person has or had.

Nothing is secret in them and no name is written out (domain, section 11): who acted is said by post and initials.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import clock, mail, names
from schools.people.access import LEADERS, access_of
from schools.people.models import Readmission, User
from schools.people.selectors.readmissions import Leader
from schools.people.services.mail_to import mail_to
from schools.people.services.notices import STILL_TOLD
from schools.people.words import ROLE_WORDS

CONFIRMED, USED, SHOWN = "readmission-confirmed", "readmission-used", "readmission-shown"
DENIED = "readmission-denied"
DENIAL = "schools.people.denial"
"""The salt of the links “It was not I”."""
TEXTS = {
    CONFIRMED: "schools/people/mails/readmission_confirmed.txt",
    USED: "schools/people/mails/readmission_used.txt",
    SHOWN: "schools/people/mails/readmission_shown.txt",
    DENIED: "schools/people/mails/readmission_denied.txt",
}


def tell_leaders(*, readmission: Readmission, leaders: Iterable[Leader], now: datetime) -> None:
    """It waits for one of them."""
    link = settings.PUBLIC_URL + reverse("readmission", args=[readmission.pk])
    for leader in leaders:
        mail_to(
            leader.person,
            key=f"readmission-asked:{readmission.pk}:{leader.person.pk}",
            subject=_("Somebody is to be let in again: it waits for your word"),
            template="schools/people/mails/readmission_asked.txt",
            context=lambda: {"who": _initials(readmission.user), "link": link},
            now=now,
        )


def tell_confirmed(*, readmission: Readmission, person: User, now: datetime) -> None:
    """A link was made that opens the account; who signs in before it is used ends it."""
    with translation.override(person.language):
        asked, confirmed = _who(readmission.asked_by, readmission), _who(readmission.confirmed_by, readmission)
        _tell(
            CONFIRMED,
            readmission,
            person,
            now,
            gettext("Your school lets you into your account again"),
            asked=asked,
            confirmed=confirmed,
        )


def tell_used(*, readmission: Readmission, person: User, now: datetime) -> None:
    """The account was opened with that link."""
    with translation.override(person.language):
        subject = gettext("Your account was opened again, with a new password")
        _tell(USED, readmission, person, now, subject, until=person.private_shut_until)


def tell_shown(*, readmission: Readmission, person: User, now: datetime) -> None:
    """Private records are open again, since something old was shown."""
    with translation.override(person.language):
        _tell(SHOWN, readmission, person, now, gettext("Your private records are open again"))


def tell_denied(*, readmission: Readmission, person: User, now: datetime) -> None:
    """To the person, and to both leaders who let somebody in."""
    with translation.override(person.language):
        _tell(DENIED, readmission, person, now, gettext("Your account is as it was before"))
    for leader in (readmission.asked_by, readmission.confirmed_by):
        if leader is not None:
            mail_to(
                leader,
                key=f"{DENIED}:{readmission.pk}:leader:{leader.pk}",
                subject=_("The owner of an account says: it was not I"),
                template=TEXTS[DENIED],
                context=lambda: {**_context(readmission, person, now), "is_leader": True},
                now=now,
            )


def _tell(kind: str, readmission: Readmission, person: User, now: datetime, subject: str, **more: Any) -> None:
    confirmed = _confirmed(person, now)
    for number, address in enumerate(_addresses(person)):
        context = {**_context(readmission, person, now), **more}
        if address in confirmed:
            context["not_me"] = denial_link(readmission)
        text = render_to_string(TEXTS[kind], context)
        mail.post(
            dedupe_key=f"{kind}:{readmission.pk}:{number}",
            to=address,
            language=person.language,
            subject=subject,
            text=text,
            now=now,
        )


def _context(readmission: Readmission, person: User, now: datetime) -> dict[str, Any]:
    return {
        "place": readmission.place,
        "login": person.login,
        "asked_at": clock.local(readmission.asked_at),
        "now": clock.local(now),
        "signin": settings.PUBLIC_URL + reverse("account_login"),
        "forgotten": settings.PUBLIC_URL + reverse("account_reset_password"),
    }


def denial_link(readmission: Readmission) -> str:
    """The address of the page that takes the readmission back (`services.denial`)."""
    return settings.PUBLIC_URL + reverse("readmission_deny", args=[signing.dumps(readmission.pk, salt=DENIAL)])


def _confirmed(person: User, now: datetime) -> set[str]:
    """Addresses at which this person has opened a link before, and has not left for long. A stranger at a mistyped one
    takes nothing back."""
    earlier = person.earlier_emails.filter(was_confirmed=True, replaced_at__gt=now - STILL_TOLD)
    present = [person.email] if person.email_confirmed_at else []
    return {address.lower() for address in (*present, *earlier.values_list("email", flat=True))}


def _addresses(person: User) -> list[str]:
    """The present one first, then every earlier one, each once: whoever changed it cannot silence the others."""
    every = [person.email, *person.earlier_emails.values_list("email", flat=True)]
    return list(dict.fromkeys(address.lower() for address in every if address))


def _who(leader: User | None, readmission: Readmission) -> str:
    if leader is None:
        return gettext("whoever runs this installation")
    held = access_of(leader).roles.get(readmission.school_id or 0, frozenset())
    post = next((str(ROLE_WORDS[role]) for role in reversed(LEADERS) if role in held), "")
    return ", ".join(part for part in (post, _initials(leader)) if part)


def _initials(person: User) -> str:
    return names.initials(person.surname, person.given_name, person.patronymic)
