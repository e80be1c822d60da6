"""What the stored bytes of each paper hold, noted when they are made. Those made until now stay without a note."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="records",
            field=models.JSONField(
                default=list,
                help_text="kinds of records in the stored bytes (reports.papers.records); none: made before it was noted",
            ),
        ),
    ]
