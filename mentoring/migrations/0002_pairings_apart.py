"""Pairings of one mentorship never overlap (both ends inclusive), and nobody mentors oneself.

PostgreSQL: an exclusion constraint on inclusive ranges, and a trigger. SQLite: triggers of the same meaning. It stands
here and not in the model's Meta because an ExclusionConstraint there breaks `migrate` on SQLite. The same for
suspensions.
"""

from django.db import migrations

POSTGRES = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """ALTER TABLE mentoring_pairing ADD CONSTRAINT pairing_no_overlap EXCLUDE USING gist
       (mentorship_id WITH =, daterange(starts_on, ended_on, '[]') WITH &&)""",
    """ALTER TABLE mentoring_suspension ADD CONSTRAINT suspension_no_overlap EXCLUDE USING gist
       (mentorship_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)""",
    """CREATE FUNCTION pairing_not_oneself() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF (SELECT user_id FROM schools_employment WHERE id = NEW.mentor_id) =
            (SELECT e.user_id FROM mentoring_mentorship m JOIN schools_employment e ON e.id = m.novice_id
             WHERE m.id = NEW.mentorship_id)
         THEN RAISE EXCEPTION 'pairing_not_oneself' USING ERRCODE = 'check_violation'; END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER pairing_not_oneself BEFORE INSERT OR UPDATE ON mentoring_pairing
       FOR EACH ROW EXECUTE FUNCTION pairing_not_oneself()""",
]
POSTGRES_BACK = [
    "DROP TRIGGER pairing_not_oneself ON mentoring_pairing",
    "DROP FUNCTION pairing_not_oneself()",
    "ALTER TABLE mentoring_suspension DROP CONSTRAINT suspension_no_overlap",
    "ALTER TABLE mentoring_pairing DROP CONSTRAINT pairing_no_overlap",
]


def _sqlite_overlap(table: str, end: str, name: str) -> list[str]:
    body = f"""BEGIN SELECT RAISE(ABORT, '{name}') WHERE EXISTS (
        SELECT 1 FROM {table} other WHERE other.mentorship_id = NEW.mentorship_id AND other.id <> NEW.id
        AND other.starts_on <= COALESCE(NEW.{end}, '9999-12-31')
        AND NEW.starts_on <= COALESCE(other.{end}, '9999-12-31')); END"""
    return [
        f"CREATE TRIGGER {name}_insert AFTER INSERT ON {table} {body}",
        f"CREATE TRIGGER {name}_update AFTER UPDATE OF mentorship_id, starts_on, {end} ON {table} {body}",
    ]


_ONESELF = """BEGIN SELECT RAISE(ABORT, 'pairing_not_oneself') WHERE
    (SELECT user_id FROM schools_employment WHERE id = NEW.mentor_id) =
    (SELECT e.user_id FROM mentoring_mentorship m JOIN schools_employment e ON e.id = m.novice_id
     WHERE m.id = NEW.mentorship_id); END"""
SQLITE = [
    *_sqlite_overlap("mentoring_pairing", "ended_on", "pairing_no_overlap"),
    *_sqlite_overlap("mentoring_suspension", "ends_on", "suspension_no_overlap"),
    f"CREATE TRIGGER pairing_not_oneself_insert AFTER INSERT ON mentoring_pairing {_ONESELF}",
    f"CREATE TRIGGER pairing_not_oneself_update AFTER UPDATE OF mentor_id, mentorship_id ON mentoring_pairing {_ONESELF}",
]
SQLITE_BACK = [
    f"DROP TRIGGER {name}_{when}"
    for name in ("pairing_no_overlap", "suspension_no_overlap", "pairing_not_oneself")
    for when in ("insert", "update")
]


def _run(schema_editor, postgres, sqlite):
    for statement in postgres if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(statement)


def guard(apps, schema_editor):
    _run(schema_editor, POSTGRES, SQLITE)


def lift(apps, schema_editor):
    _run(schema_editor, POSTGRES_BACK, SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0001_tables"), ("schools", "0001_tables")]
    operations = [migrations.RunPython(guard, lift)]
