"""Each school asks for itself, and another one sees nothing of it; mailed invitations are counted by their day.

On the way back one open request for each person stays, the first one.
"""

from django.db import migrations, models
from django.db.models import F, Q

OPEN = Q(used_at__isnull=True, ended_at__isnull=True)


def one_for_each_person(apps, schema_editor):
    rows = apps.get_model("schools", "Readmission").objects.filter(OPEN).order_by("asked_at", "pk")
    seen = set()
    for row in rows:
        if row.user_id in seen:
            rows.model.objects.filter(pk=row.pk).update(ended_at=F("asked_at"), end_reason="other_way")
        seen.add(row.user_id)


class Migration(migrations.Migration):
    dependencies = [("schools", "0009_rosters_read_by_a_worker")]
    operations = [
        migrations.RemoveConstraint(model_name="readmission", name="readmission_one_open"),
        migrations.AddConstraint(
            model_name="readmission",
            constraint=models.UniqueConstraint(
                condition=OPEN, fields=("user", "school"), name="readmission_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="readmission",
            constraint=models.UniqueConstraint(
                condition=OPEN, fields=("user", "department"), name="readmission_one_open_in_department"
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, one_for_each_person),
        migrations.AddIndex(model_name="invitation", index=models.Index(fields=["made_at"], name="invitation_made")),
    ]
