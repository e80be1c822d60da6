from django.db import migrations


def fail(apps, schema_editor):
    raise RuntimeError("the new version gave up halfway")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("common", "0001_tables")]
    operations = [
        migrations.RunSQL("DELETE FROM mentoring_step"),
        migrations.RunSQL("CREATE TABLE of_the_new_version (id integer primary key)"),
        migrations.RunPython(fail),
    ]
