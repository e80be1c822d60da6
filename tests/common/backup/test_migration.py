"""From the state of the release before to this one, with data: every row of before is still there."""

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from tests.common.backup.conftest import Kept

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
