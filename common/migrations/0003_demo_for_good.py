"""A demonstration stays one for good: the database refuses to turn it into a school's installation."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER demo_for_good BEFORE UPDATE OF is_demo ON common_installation
WHEN OLD.is_demo AND NOT NEW.is_demo
BEGIN SELECT RAISE(ABORT, 'demo_for_good: a demonstration cannot be turned into a school'); END
"""
SQLITE_DELETE = """
CREATE TRIGGER demo_not_deleted BEFORE DELETE ON common_installation WHEN OLD.is_demo
BEGIN SELECT RAISE(ABORT, 'demo_for_good: a demonstration cannot be turned into a school'); END
"""
POSTGRES = """
CREATE FUNCTION demo_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'demo_for_good: a demonstration cannot be turned into a school' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER demo_for_good BEFORE UPDATE OF is_demo ON common_installation FOR EACH ROW
  WHEN (OLD.is_demo AND NOT NEW.is_demo) EXECUTE FUNCTION demo_for_good();
CREATE TRIGGER demo_not_deleted BEFORE DELETE ON common_installation FOR EACH ROW
  WHEN (OLD.is_demo) EXECUTE FUNCTION demo_for_good();
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
    else:
        schema_editor.execute(SQLITE)
        schema_editor.execute(SQLITE_DELETE)


def lift(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER demo_for_good ON common_installation")
        schema_editor.execute("DROP TRIGGER demo_not_deleted ON common_installation")
        schema_editor.execute("DROP FUNCTION demo_for_good()")
    else:
        schema_editor.execute("DROP TRIGGER demo_for_good")
        schema_editor.execute("DROP TRIGGER demo_not_deleted")


class Migration(migrations.Migration):
    dependencies = [("common", "0002_cache_table")]
    operations = [migrations.RunPython(guard, lift)]
