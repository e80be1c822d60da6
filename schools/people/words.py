"""Words for roles, in the order in which a page names them."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.dates import numeric
from schools.people.access import Role

if TYPE_CHECKING:
    from schools.people.models import Post, Readmission

ROLE_WORDS = {
    Role.OPERATOR: _("Operator"),
    Role.DEPARTMENT: _("Education department"),
    Role.HEAD: _("Head of the school"),
    Role.DEPUTY: _("Deputy head"),
    Role.CHAIR: _("Chair of the council"),
    Role.SECRETARY: _("Secretary of the council"),
    Role.MEMBER: _("Member of the council"),
    Role.PSYCHOLOGIST: _("Psychologist"),
    Role.TEACHER: _("Teacher"),
}

TOO_MANY_MAILS = _(
    "Three invitations went to these addresses today, so nothing was mailed there: %(who)s. Show the link or print a "
    "slip, or try tomorrow."
)
SHUT_EMAIL = _("You were let in again some days ago: the e-mail stays as it is until your private records open.")
EMAIL_HERE = _(
    "This e-mail belongs to somebody of your school: %(who)s. If it is the same person, correct that entry. Else give "
    "another e-mail, or leave it empty."
)
PERSONAL = {
    "letters_lost": _("Letters were lost when the file was saved. Save it as .xlsx or as CSV UTF-8."),
    "scripts_mixed": _("Latin and Cyrillic letters are mixed in one name."),
    "other_letters": _("Some letters of this name are neither Kazakh, Russian nor English. Is it written so?"),
    "no_name": _("This is no name."),
    "one_word": _("There is a surname and no given name. Is the name a single word?"),
    "name_not_whole": _("Write the surname and the given name in full."),
    "like_formula": _("This begins like a formula. Write it as plain text."),
    "national_id": _("This is a national ID number, which is not kept here. Give the personnel number."),
    "too_long": _("This is longer than %(limit)s letters."),
    "hired_far_ahead": _("The date of hire is more than a year ahead."),
    "no_email": _("This is not a whole e-mail address."),
    "no_phone": _("This is not a whole phone number."),
}
"""What is said of a name, number, e-mail or day of hire, by the codes of `personal`."""

SURE_WORDS = _("The name is written so in the identity document.")
OWN_NAME = _("Only this person can change it, under “My settings”.")
WHO_LETS_IN = _(
    "Ask the deputy head of your school to let you in again; deputy heads ask the head, and heads the deputy head or whoever runs the installation."
)
OWN_EMAIL = _("Only this person can change the e-mail, under “My settings”: it opens the account.")


def stay_words(name: str, number: str, hired_on: date, left_on: date | None) -> str:
    """“Ким Анна Олеговна, № 031, hired 01.09.2018, left 30.06.2024”: what tells namesakes apart."""
    parts = [
        name,
        f"№ {number}" if number else "",
        gettext("hired %(date)s") % {"date": numeric(hired_on)},
        gettext("left %(date)s") % {"date": numeric(left_on)} if left_on else "",
    ]
    return ", ".join(part for part in parts if part)


def post_words(post: "Post") -> str:
    """“Head of the school”, or “Head of the school, acting” (и.о.)."""
    words = str(ROLE_WORDS[Role(post.kind)])
    return gettext("%(post)s, acting") % {"post": words} if post.is_acting else words


READMISSION_ENDS = {
    "ran_out": _("The link ran out."),
    "signed_in": _("The person can sign in."),
    "other_way": _("The person came in another way."),
    "denied": _("The person said: it was not I."),
}


def end_words(readmission: "Readmission") -> str:
    """Why it ended: what somebody typed, or in our words."""
    return str(READMISSION_ENDS.get(readmission.end_reason, readmission.end_reason))
