"""What a new mentor takes over from the old."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Handover(models.Model):
    """Plan state, open promises, what was advised; acknowledged by the new mentor within 5 working days [D]."""

    pairing = models.OneToOneField("mentoring.Pairing", models.CASCADE, related_name="handover")
    from_pairing = models.ForeignKey("mentoring.Pairing", models.PROTECT, related_name="+")
    text = models.TextField(_("what the next mentor should know"), blank=True)
    made_at = models.DateTimeField()
    due_on = models.DateField()
    acknowledged_on = models.DateField(null=True)

    def __str__(self) -> str:
        return str(self.pairing)
