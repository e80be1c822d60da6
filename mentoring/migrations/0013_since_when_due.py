"""The day on which a due date moved (docs/adr/0017); rows of before do not know it. A date that was missed is kept
while the due date is an earlier one, too."""

from django.db import migrations, models
from django.db.models import F


def forget(apps, schema_editor):
    """Before the constraint comes back."""
    apps.get_model("mentoring", "Deadline").objects.filter(missed_on__gt=F("due_on")).update(missed_on=None)


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0012_missed_dates")]

    operations = [
        migrations.AddField("deadline", "due_since", models.DateField(null=True)),
        migrations.RemoveConstraint("deadline", "deadline_missed_before_due"),
        migrations.RunPython(migrations.RunPython.noop, forget),
    ]
