from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0003_shipped_rule_set")]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[("in_favour", "decided in favour"), ("against", "decided against")],
                default="",
                max_length=9,
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome", ""), ("decided_at__isnull", False), _connector="OR"),
                name="agenda_outcome_with_decision",
            ),
        ),
    ]
