"""Words for roles, in the order in which a page names them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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
OWN_NAME = _("Only this person can change it, under “My settings”.")
OWN_EMAIL = _("Only this person can change the e-mail, under “My settings”: it opens the account.")


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
