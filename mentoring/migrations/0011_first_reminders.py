"""Running deadlines of before get their next step. The day is a guess on the safe side: the sweep reckons it exactly."""

from datetime import timedelta

from django.db import migrations
from django.db.models import F

EARLIER = timedelta(days=14)


def arm(apps, schema_editor):
    running = apps.get_model("mentoring", "Deadline").objects.filter(
        met_on=None, waived_at=None, dropped=False, projected=False, paused=False, next_on=None
    )
    running.update(next_step="before", next_on=F("due_on") - EARLIER)


def disarm(apps, schema_editor):
    apps.get_model("mentoring", "Deadline").objects.update(next_step="", next_on=None)


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0010_reminders")]

    operations = [migrations.RunPython(arm, disarm)]
