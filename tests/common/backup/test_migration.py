"""From the state of the release before to this one, with data: every row of before is still there."""

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from common import preparation
from common.backup import archive
from common.models import Installation
from ops.broker import FileLock
from tests.common.backup.conftest import Kept
from tests.factories import MOMENT

# Where the release before stood.
BEFORE = [("mentoring", "0009_own_matters_of_steps"), ("common", "0004_secret_mails")]


def migrate(kept: Kept, targets: list[tuple[str, str]] | None = None) -> None:
    """To the targets, else to the newest state."""
    own = connections["default"]
    connections["default"] = kept.connection  # data migrations and triggers ask for the usual connection
    try:
        executor = MigrationExecutor(kept.connection)
        executor.migrate(targets or executor.loader.graph.leaf_nodes())
    finally:
        connections["default"] = own


@pytest.mark.django_db
def test_no_row_is_lost_on_the_way_from_the_release_before(kept: Kept) -> None:
    migrate(kept, BEFORE)
    tables = kept.tables()
    assert "mentoring_reminder" not in tables
    tables.pop("django_migrations")
    before = kept.rows_of(tables)
    assert before["mentoring_deadline"]
    migrate(kept)
    assert "mentoring_reminder" in kept.tables()
    after = kept.rows_of(tables)
    assert [name for name in before if after[name] != before[name]] == []
    with kept.connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM mentoring_deadline WHERE next_on IS NULL AND met_on IS NULL AND waived_at IS NULL"
            " AND NOT dropped AND NOT projected AND NOT paused"
        )
        assert cursor.fetchone() == (0,)


BEHIND = [("mentoring", "0010_reminders")]


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_start_on_older_tables_backs_up_a_school_first(kept: Kept, as_default: Callable[[Kept], None]) -> None:
    migrate(kept, BEHIND)
    before = kept.place.database.contents()
    as_default(kept)
    Installation.objects.update_or_create(pk=1, defaults={"is_demo": False, "made_at": MOMENT})
    said: list[str] = []
    assert preparation.migrate(say=said.append)
    (made,) = kept.place.backups.glob("*.tar.gz")
    assert str(made) in said[-1]
    assert archive.check(made).migrations == before.migrations, "as it was before"
    assert not preparation.migrate(say=said.append)
    assert len(list(kept.place.backups.glob("*.tar.gz"))) == 1, "up to date: none is made"


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(("is_demo", "backed_up"), [(True, False), (False, True)])
def test_a_demonstration_and_an_update_that_has_its_backup_make_none(
    kept: Kept, as_default: Callable[[Kept], None], is_demo: bool, backed_up: bool
) -> None:
    migrate(kept, BEHIND)
    as_default(kept)
    Installation.objects.all()._raw_delete("default")
    Installation.objects.create(pk=1, is_demo=is_demo, made_at=MOMENT)
    assert preparation.migrate(say=print, backed_up=backed_up)
    assert not list(kept.place.backups.glob("*.tar.gz"))


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_without_a_backup_the_tables_stay_as_they_are(kept: Kept, as_default: Callable[[Kept], None]) -> None:
    migrate(kept, BEHIND)
    as_default(kept)
    Installation.objects.update_or_create(pk=1, defaults={"is_demo": False, "made_at": MOMENT})
    busy = FileLock(kept.place.files.parent / "run" / "backup.lock")
    assert busy.take()
    try:
        with pytest.raises(CommandError, match="running already.*Without a backup the tables are not changed"):
            call_command("prepare", "--only", "tables")
    finally:
        busy.free()
    assert kept.place.database.contents().migrations["mentoring"] == "0010_reminders"
