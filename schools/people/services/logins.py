"""Logins for people: made from the name, since many teachers have no e-mail."""

from schools.people import rules
from schools.people.models import User


def free_login(surname: str, given_name: str, besides: frozenset[str] = frozenset()) -> str:
    """A login that nobody has: “omarova.g”, “omarova.g2”, … `besides`: logins given out but not stored yet.

    Two people at once may get the same one; the database then refuses the second.
    """
    base = rules.login_base(surname, given_name)
    stored = User.objects.filter(login__istartswith=base).values_list("login", flat=True)
    return rules.free_login(base, {login.lower() for login in stored} | besides)
