"""Which archives stay, and when the newest is too old."""

from copy import copy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from common.backup import keep, postgres
from common.errors import DomainError
from config.celery import app
from tests.conftest import TODAY_NOON


def made(folder: Path, *moments: datetime) -> None:
    """Archives of these moments, written with their names alone."""
    for moment in moments:
        keep.name_for(moment, folder).write_bytes(b"x" * 10)


def names(folder: Path) -> list[str]:
    """What lies there."""
    return sorted(path.name for path in folder.iterdir())


def test_fourteen_nights_are_kept(tmp_path: Path) -> None:
    nights = [datetime(2026, 12, 1, 21, 30, tzinfo=UTC) + timedelta(days=day) for day in range(20)]
    made(tmp_path, *nights)
    (tmp_path / "talimger-of-my-own.tar.gz").write_bytes(b"copied here by hand")
    keep.trim(tmp_path)
    assert [kept.at for kept in keep.archives(tmp_path)] == nights[-14:]
    assert "talimger-of-my-own.tar.gz" in names(tmp_path)


def test_many_of_one_day_do_not_drive_out_the_nights(tmp_path: Path) -> None:
    """Today's are all kept; of a day before only its last."""
    nights = [datetime(2026, 12, 1, 21, 30, tzinfo=UTC) + timedelta(days=day) for day in range(14)]
    noon = nights[4] + timedelta(hours=5)
    today = [nights[-1] + timedelta(hours=hour) for hour in range(1, 9)]
    made(tmp_path, *nights, noon, *today)
    keep.trim(tmp_path)
    assert [kept.at for kept in keep.archives(tmp_path)] == sorted({*nights, noon, *today} - {nights[4]})


def test_the_day_is_that_of_almaty(tmp_path: Path) -> None:
    made(tmp_path, datetime(2026, 12, 31, 20, 0, tzinfo=UTC))
    assert names(tmp_path) == ["talimger-2027-01-01-010000.tar.gz"]


def test_two_in_one_second_have_two_names(tmp_path: Path) -> None:
    made(tmp_path, TODAY_NOON, TODAY_NOON)
    assert names(tmp_path) == ["talimger-2026-12-03-150000-2.tar.gz", "talimger-2026-12-03-150000.tar.gz"]
    assert len(keep.archives(tmp_path)) == 2


@pytest.mark.parametrize(("age", "overdue"), [(timedelta(days=3), False), (timedelta(days=3, seconds=1), True)])
def test_the_newest_is_overdue_after_three_days(tmp_path: Path, age: timedelta, overdue: bool) -> None:
    made(tmp_path, TODAY_NOON - age, TODAY_NOON - age - timedelta(days=9))
    assert keep.newest(TODAY_NOON, tmp_path) == keep.Newest(TODAY_NOON - age, 10, overdue)


def test_without_any_there_is_no_newest(tmp_path: Path) -> None:
    assert keep.newest(TODAY_NOON, tmp_path / "none") is None


def test_a_missing_tool_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("common.backup.postgres.find_binaries", lambda _: None)
    with pytest.raises(DomainError) as refused:
        postgres.find_tool("pg_dump")
    assert str(refused.value).endswith("Install it with: sudo apt-get install postgresql-client")
    assert "pg_dump is missing" in str(refused.value)


def test_the_night_of_a_pc_that_was_off_is_made_up_for(settings: Any) -> None:
    """The clock asks what is due since it last did it: half past two in Almaty lies between, however late it is now."""
    schedule = copy(settings.CELERY_BEAT_SCHEDULE["backup"]["schedule"])
    schedule.app = app
    evening, morning = datetime(2026, 12, 2, 13, 0, tzinfo=UTC), datetime(2026, 12, 3, 4, 0, tzinfo=UTC)
    for now, due in ((datetime(2026, 12, 2, 21, 29, tzinfo=UTC), False), (morning, True)):
        schedule.nowfun = lambda now=now: now
        assert schedule.is_due(evening).is_due is due
    schedule.nowfun = lambda: morning + timedelta(hours=8)
    assert not schedule.is_due(morning).is_due
