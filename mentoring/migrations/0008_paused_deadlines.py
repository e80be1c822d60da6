"""A deadline tells whether a suspension without an end stops it, so that lists and counts can leave it out."""

from django.db import migrations, models
from django.db.models import F


def pause(apps, schema_editor):
    """Rows of cases that are suspended already; the next step of a case counts its rows anew."""
    rows = apps.get_model("mentoring", "Deadline").objects.exclude(code="D1").filter(
        met_on=None,
        waived_at=None,
        dropped=False,
        mentorship__suspensions__ends_on=None,
        mentorship__suspensions__starts_on__lte=F("due_on"),
    )
    rows.model.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(paused=True)


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0007_not_proposed")]

    operations = [
        migrations.AddField("deadline", "paused", models.BooleanField(default=False)),
        migrations.RunPython(pause, migrations.RunPython.noop),
    ]
