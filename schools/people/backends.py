"""Who signs in: by login or e-mail, one account, one password hash, whether it exists or not."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from schools.people.models import User
from schools.people.selectors.signing_in import account_named


def fitting(account: User | None, password: str) -> User | None:
    """The account, when the password is its own; a closed one, too, so that the page can say so to its owner.

    One hash of the present kind is computed in every case: Django does so for an account without a usable password.
    """
    if account is None:
        make_password(password)
        return None
    return account if account.check_password(password) else None


class AccountBackend(BaseBackend):
    """Django's way in. Of allauth's tables and its search by e-mail nothing is used."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> User | None:
        user = fitting(account_named(username or ""), password or "")
        return user if user is not None and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
