"""“It was not I”: when a readmission was taken back by its person."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("schools", "0010_readmissions_by_school")]
    operations = [
        migrations.AddField(
            model_name="readmission", name="denied_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddConstraint(
            model_name="readmission",
            constraint=models.CheckConstraint(
                condition=Q(denied_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="readmission_denied_after_confirmation",
            ),
        ),
    ]
