"""Rows that may be there already: each is written once, and nothing else that is wrong with one goes unseen.

`bulk_create(ignore_conflicts=True)` is `INSERT OR IGNORE` on SQLite, which drops rows that break any other constraint as
well (a value that is missing, a check), without a word. Here only the named unique key is forgiven.
"""

from collections.abc import Sequence
from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


def add(model: type[Row], rows: Sequence[Row], key: Sequence[str]) -> None:
    """Write those that are not there yet. `key`: the fields of the unique constraint; a row that is there stays as it is.

    IntegrityError for whatever else is wrong with a row.
    """
    if rows:
        model._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=list(key), update_fields=[key[-1]]
        )
