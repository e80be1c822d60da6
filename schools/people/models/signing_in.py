"""What sign-in keeps: who asked for a new password, and how many wrong tries there were."""

from django.db import models


class ResetRequest(models.Model):
    """Somebody asked for a link to a new password. Whether an account has the address, a worker finds out; then the row
    is deleted. So the page does the same work for every address.
    """

    address = models.EmailField()
    network = models.CharField(max_length=60)
    asked_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.asked_at:%d.%m.%Y %H:%M}"


class TryCount(models.Model):
    """Wrong tries of one kind by one origin, until a moment. `key` is a keyed hash: what was typed is not kept."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["until", "pk"]

    def __str__(self) -> str:
        return f"{self.count}, {self.until:%d.%m.%Y %H:%M}"
