"""A due date that passed before it moved later stays on its row (docs/adr/0017). Rows of before missed nothing."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0011_first_reminders")]

    operations = [
        migrations.AddField("deadline", "missed_on", models.DateField(null=True)),
        migrations.AddConstraint(
            "deadline",
            models.CheckConstraint(
                condition=Q(missed_on__isnull=True) | Q(missed_on__lte=F("due_on")), name="deadline_missed_before_due"
            ),
        ),
    ]
