"""An archive that is damaged, of a newer version, of another database, or made to harm is refused; nothing is written."""

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from common.backup import archive, services
from common.backup.archive import Manifest
from common.errors import DomainError
from tests.common.backup.conftest import Kept
from tests.conftest import TODAY_NOON

PAPER = b"%PDF-1.7 of a paper"
NAME = f"files/{sha256(PAPER).hexdigest()[:2]}/{sha256(PAPER).hexdigest()}"
ABOUT = Manifest(TODAY_NOON, "0.1.0", "", "sqlite", {"common_pulse": 0}, {"common": "0001_tables"})


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A small archive that is whole."""
    (tmp_path / "paper").write_bytes(PAPER)
    path = tmp_path / "good.tar.gz"
    archive.write(path, [(NAME, tmp_path / "paper")], ABOUT)
    return path


def rebuilt(path: Path, change: Callable[[list[tuple[tarfile.TarInfo, bytes]]], Any]) -> Path:
    """The same archive after somebody had a hand in it."""
    with tarfile.open(path) as tar:
        entries = [(entry, tar.extractfile(entry).read()) for entry in tar]  # type: ignore[union-attr]
    change(entries)
    target = path.with_name("rebuilt.tar.gz")
    with tarfile.open(target, "w:gz") as tar:
        for entry, content in entries:
            tar.addfile(entry, io.BytesIO(content))
    return target


def member(name: str, content: bytes = b"", **fields: Any) -> tuple[tarfile.TarInfo, bytes]:
    """One more entry."""
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    for field, value in fields.items():
        setattr(entry, field, value)
    return entry, content


def test_what_was_written_is_read_back(good: Path, tmp_path: Path) -> None:
    manifest = archive.check(good)
    assert replace(manifest, members={}) == ABOUT
    assert list(manifest.members) == [NAME]
    archive.extract(good, manifest, lambda name: tmp_path / "out" / name)
    assert (tmp_path / "out" / NAME).read_bytes() == PAPER


@pytest.mark.parametrize(
    "entry",
    [
        member("../escaped", b"x"),
        member("files/../../escaped", b"x"),
        member("/tmp/escaped", b"x"),
        member("files/ab/short", b"x"),
        member(f"files/00/{'ab' * 32}", b"x"),
        member(NAME, b"twice"),
        member(f"files/cd/cd{'0' * 62}", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        member(f"files/cd/cd{'0' * 62}", type=tarfile.LNKTYPE, linkname=NAME),
        member("secret.key", type=tarfile.SYMTYPE, linkname="../../escaped"),
        member("files", type=tarfile.DIRTYPE),
        member("secret.key", type=tarfile.FIFOTYPE),
        member("db.sqlite3", b"x"),
    ],
    ids=lambda entry: f"{entry[0].name[:24]} {entry[0].type.decode()}",
)
def test_a_member_that_no_archive_has_is_refused(good: Path, entry: tuple[tarfile.TarInfo, bytes]) -> None:
    hostile = rebuilt(good, lambda entries: entries.insert(1, entry))
    before = sorted(good.parent.rglob("*"))
    for read in (archive.check, lambda path: archive.extract(path, archive.check(good), lambda _: None)):
        with pytest.raises(DomainError, match="which no archive of this program does") as refused:
            read(hostile)
        assert refused.value.code == "strange"
    assert sorted(good.parent.rglob("*")) == before


def test_another_content_is_noticed(good: Path) -> None:
    def change(entries: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        entries[0] = (entries[0][0], PAPER[::-1])

    with pytest.raises(DomainError, match=r"rebuilt.tar.gz is damaged: files/.* is not what was put in"):
        archive.check(rebuilt(good, change))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda entries: entries.pop(0), "is not what was put in"),
        (lambda entries: entries.insert(0, member("secret.key", b"another")), "is not what was put in"),
        (lambda entries: entries.pop(), "its end is missing"),
    ],
    ids=["one less", "one more", "no manifest"],
)
def test_one_more_or_one_less_is_noticed(good: Path, change: Callable[[Any], Any], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        archive.check(rebuilt(good, change))


def test_no_cut_and_no_flipped_byte_goes_through(good: Path) -> None:
    whole = good.read_bytes()
    broken = good.with_name("broken.tar.gz")
    after_gzip_name = whole.index(b"\0", 10) + 1  # before it stand a time and a name that nobody reads
    for at in range(after_gzip_name, len(whole), 7):
        for content in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
            broken.write_bytes(content)
            with pytest.raises(DomainError) as refused:
                archive.check(broken)
            assert refused.value.code in {"damaged", "strange"}


@pytest.mark.parametrize(
    "content", [b"", b"no archive at all", gzip.compress(b"nor this", mtime=0)], ids=["empty", "text", "gzip"]
)
def test_what_is_no_archive_is_called_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.tar.gz"
    path.write_bytes(content)
    with pytest.raises(DomainError, match="any.tar.gz is damaged"):
        archive.check(path)


def test_a_newer_format_is_sent_to_its_version(good: Path) -> None:
    def change(entries: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        said = json.loads(entries.pop()[1]) | {"format": archive.FORMAT + 1, "unheard_of": True}
        entries.append(member("manifest.json", json.dumps(said).encode()))

    with pytest.raises(DomainError, match=r"newer version of the program \(format 2, this one reads 1\)"):
        archive.check(rebuilt(good, change))


@pytest.mark.django_db
def test_tables_of_a_newer_version_are_not_loaded(kept: Kept, empty: Kept) -> None:
    with kept.connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('common', '9999_to_come', %s)", [TODAY_NOON]
        )
    made = services.back_up(place=kept.place, now=TODAY_NOON)
    with pytest.raises(DomainError, match=r"its tables are at common\.9999_to_come"):
        services.restore(place=empty.place, path=made.path, now=TODAY_NOON)
    assert empty.place.database.contents().rows == {}
    assert empty.files() == {}


@pytest.mark.django_db
def test_the_archive_of_the_other_database_is_named(empty: Kept, good: Path) -> None:
    other = "postgresql" if empty.place.database.kind == "sqlite" else "sqlite"
    path = good.with_name("other.tar.gz")
    archive.write(path, [], replace(ABOUT, database=other))
    with pytest.raises(DomainError) as refused:
        services.restore(place=empty.place, path=path, now=TODAY_NOON)
    assert refused.value.code == "other_database"
    assert empty.place.database.name in str(refused.value)
    assert empty.place.database.contents().rows == {}


@pytest.mark.django_db
def test_a_snapshot_that_is_no_database_is_not_loaded(kept: Kept, tmp_path: Path) -> None:
    """Hashes agree, since somebody made them agree; the records still do not."""
    database = kept.place.database
    (tmp_path / "snapshot").write_bytes(b"nothing that a database wrote" * 100)
    path = tmp_path / "forged.tar.gz"
    archive.write(path, [(database.member, tmp_path / "snapshot")], replace(ABOUT, database=database.kind))
    before = kept.everything()
    with pytest.raises(DomainError, match="could not be put back"):
        services.back_out(place=kept.place, path=path)
    assert kept.everything() == before
