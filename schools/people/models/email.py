"""E-mail addresses that an account had before."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EarlierEmail(models.Model):
    """An address that was replaced or removed. It opens nothing; notices about the account still go there."""

    user = models.ForeignKey("schools.User", models.CASCADE, related_name="earlier_emails")
    email = models.EmailField(_("e-mail"))
    replaced_at = models.DateTimeField()
    was_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user}: {self.email}"
