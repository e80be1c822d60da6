"""The rule set shipped for Kazakhstan, version 1."""

from datetime import UTC, datetime

from django.db import migrations

from mentoring.regulations.shipped import COUNTRY, IN_FORCE_FROM, KZ_160, NUMBER


def load(apps, schema_editor):
    apps.get_model("mentoring", "RuleSet").objects.create(
        country=COUNTRY,
        number=NUMBER,
        in_force_from=IN_FORCE_FROM,
        values=KZ_160,
        note="as shipped",
        made_at=datetime(2026, 11, 1, tzinfo=UTC),
    )


def unload(apps, schema_editor):
    apps.get_model("mentoring", "RuleSet").objects.filter(country=COUNTRY, school=None, number=NUMBER).delete()


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0002_pairings_apart")]
    operations = [migrations.RunPython(load, unload)]
