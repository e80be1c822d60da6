from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce


def give_up_what_was_tried_enough(apps, schema_editor):
    """Until now three tries were all: what had them without success is over and stays so."""
    apps.get_model("common", "OutboxMail").objects.filter(
        attempts__gte=3, sent_at__isnull=True, given_up_at__isnull=True, held=False
    ).update(given_up_at=Coalesce(F("leased_until"), F("made_at")), leased_until=None)


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0006_forms_sent_once'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='outboxmail',
            name='outbox_waiting',
        ),
        migrations.AddField(
            model_name='outboxmail',
            name='strikes',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RunPython(give_up_what_was_tried_enough, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='outboxmail',
            index=models.Index(condition=models.Q(('given_up_at__isnull', True), ('held', False), ('sent_at__isnull', True)), fields=['made_at'], name='outbox_waiting'),
        ),
        migrations.AddIndex(
            model_name='outboxmail',
            index=models.Index(fields=['-made_at'], name='outbox_latest'),
        ),
        migrations.AddIndex(
            model_name='outboxmail',
            index=models.Index(condition=models.Q(('sent_at__isnull', False)), fields=['sent_at'], name='outbox_sent'),
        ),
        migrations.AddIndex(
            model_name='outboxmail',
            index=models.Index(condition=models.Q(('given_up_at__isnull', False)), fields=['given_up_at'], name='outbox_given_up'),
        ),
        migrations.AddConstraint(
            model_name='outboxmail',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('given_up_at__isnull', True), _connector='OR'), name='mail_sent_or_given_up'),
        ),
    ]
