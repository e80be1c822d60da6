"""One person, one account."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from common import names


class UserManager(BaseUserManager["User"]):
    def create_user(self, login: str, password: str | None = None, **fields: Any) -> "User":
        """A person with an account; without a password nobody can sign in until an invitation is used."""
        user = self.model(login=login, **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(login__iexact=username)


class User(AbstractBaseUser):
    """A person. Rights come from posts and employments (`schools.people.access`), never from flags here,
    but for the operator of the installation, who sees no content as such.

    email: written by `schools.people.services.email` alone. Two accounts may have the same one, since a school must
    not learn from a refusal that another school knows an address. email_since: since when it is this account's;
    email_confirmed_at: when a link that was mailed to it was opened. private_shut_until: after somebody was let in
    again without an old factor, private records stay closed until then (`models.Readmission`).
    """

    class Theme(models.TextChoices):
        SYSTEM = "", _("as the device")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    login = models.CharField(_("login"), max_length=60, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    email_since = models.DateTimeField(null=True, editable=False)
    email_confirmed_at = models.DateTimeField(null=True, editable=False)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    surname = models.CharField(_("surname"), max_length=80)
    given_name = models.CharField(_("name"), max_length=80, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=80, blank=True)
    sort_key = models.CharField(max_length=500, editable=False, db_index=True)
    search_key = models.CharField(max_length=260, editable=False)
    language = models.CharField(_("language"), max_length=2, default="kk")
    theme = models.CharField(_("light or dark"), max_length=5, choices=Theme.choices, blank=True, default="")
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    private_shut_until = models.DateTimeField(null=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(Lower("email"), name="user_email")]
        constraints = [
            models.UniqueConstraint(Lower("login"), name="user_login_once"),
            models.CheckConstraint(
                condition=~Q(email="") | Q(email_confirmed_at__isnull=True), name="user_no_email_no_confirmation"
            ),
        ]

    def fill_keys(self) -> None:
        """Set the stored keys for order and search; bulk writes call it themselves."""
        self.sort_key = names.sort_key(self.full_name)
        self.search_key = names.fold(self.full_name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_keys()
        if (fields := kwargs.get("update_fields")) is not None and {"surname", "given_name", "patronymic"} & set(
            fields
        ):
            kwargs["update_fields"] = {*fields, "sort_key", "search_key"}
        super().save(*args, **kwargs)

    @property
    def is_used(self) -> bool:
        """Somebody has signed in with it, or it has a password: no ordinary invitation opens it (adr/0016)."""
        return self.last_login is not None or (bool(self.password) and self.has_usable_password())

    @property
    def full_name(self) -> str:
        return names.full_name(self.surname, self.given_name, self.patronymic)

    @property
    def short_name(self) -> str:
        return names.short_name(self.surname, self.given_name, self.patronymic)

    def get_full_name(self) -> str:
        return self.full_name

    def __str__(self) -> str:
        return self.full_name
