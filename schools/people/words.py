"""Words for roles, in the order in which a page names them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schools.people.access import Role

if TYPE_CHECKING:
    from schools.people.models import Post

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

OWN_EMAIL = _("Only this person can change the e-mail, under “My settings”: it opens the account.")


def post_words(post: "Post") -> str:
    """“Head of the school”, or “Head of the school, acting” (и.о.)."""
    words = str(ROLE_WORDS[Role(post.kind)])
    return gettext("%(post)s, acting") % {"post": words} if post.is_acting else words
