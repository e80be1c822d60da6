"""Words for roles, in the order in which a page names them."""

from django.utils.translation import gettext_lazy as _

from schools.people.access import Role

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
