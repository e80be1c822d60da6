"""Schools are searched by their names, and an invitation may lead to a department."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("schools", "0003_country_calendar")]
    operations = [
        migrations.AddField(
            "school",
            "search_key",
            models.CharField(default="", editable=False, max_length=1000),
            preserve_default=False,
        ),
        migrations.AlterField(
            "invitation",
            "school",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AddField(
            "invitation",
            "department",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.department"
            ),
        ),
        migrations.AddConstraint(
            "invitation",
            models.CheckConstraint(
                condition=Q(school__isnull=False, department__isnull=True)
                | Q(school__isnull=True, department__isnull=False),
                name="invitation_to_one_place",
            ),
        ),
    ]
