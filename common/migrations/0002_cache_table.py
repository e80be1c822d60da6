"""The table of the database cache: rate limits live there."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE common_cache")


class Migration(migrations.Migration):
    dependencies = [("common", "0001_tables")]
    operations = [migrations.RunPython(make, drop)]
