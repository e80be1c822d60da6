"""The archive: a compressed tar of database, files and key. Its last member tells what must be in it, with hashes.

Only names that this program writes itself are ever read: no other path, no link, nothing twice. So an archive that
somebody tampered with cannot write outside of its place.
"""

import gzip
import hashlib
import json
import os
import re
import tarfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from common.errors import DomainError

FORMAT = 1
MANIFEST = "manifest.json"
KEY = "secret.key"
MEMBER = re.compile(r"database\.(?:sqlite3|pgdump)|secret\.key|manifest\.json|files/([0-9a-f]{2})/\1[0-9a-f]{62}")
LARGEST_MANIFEST = 256 * 1024 * 1024
PIECE = 1024 * 1024


@dataclass(frozen=True)
class Member:
    """One thing in the archive: how long it is and what its content hashes to."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an archive says about itself."""

    made_at: datetime
    version: str
    commit: str
    database: str
    rows: dict[str, int]
    migrations: dict[str, str]
    members: dict[str, Member] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def files(self) -> dict[str, Member]:
        """Papers and uploads, by their names in the archive."""
        return {name: member for name, member in self.members.items() if name.startswith("files/")}

    def to_json(self) -> bytes:
        """As it lies in the archive."""
        return json.dumps(asdict(self) | {"made_at": self.made_at.isoformat()}, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Read it back. ValueError, KeyError or TypeError when it is none; the format is looked at first."""
        found = json.loads(text)
        if found["format"] > FORMAT:
            raise _newer(f"format {found['format']}, this one reads {FORMAT}")
        members = {name: Member(**member) for name, member in found.pop("members").items()}
        return cls(**found | {"made_at": datetime.fromisoformat(found["made_at"]), "members": members})


def refuse_unknown(migrations: dict[str, str], known: Iterable[tuple[str, str]]) -> None:
    """DomainError when the database has been through migrations that this version does not know."""
    strange = sorted(set(migrations.items()) - set(known))
    if strange:
        raise _newer(f"its tables are at {'.'.join(strange[0])}")


def write(path: Path, sources: Iterable[tuple[str, Path]], about: Manifest) -> Manifest:
    """Write the archive; the manifest with all members, as it was written last. OSError when the disk is full."""
    members: dict[str, Member] = {}
    with (
        open(path, "xb", opener=_private) as out,
        tarfile.open(fileobj=out, mode="w:gz", compresslevel=1, format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, source in sources:
            with source.open("rb") as file:
                hashing = _Hashing(file)
                tar.addfile(_entry(name, os.fstat(file.fileno()).st_size, about), hashing)
                members[name] = hashing.member
            tar.members.clear()  # type: ignore[attr-defined]  # else it would remember all that it has written
        manifest = replace(about, members=members)
        text = manifest.to_json()
        tar.addfile(_entry(MANIFEST, len(text), about), BytesIO(text))
    return manifest


def check(path: Path) -> Manifest:
    """Read the whole archive and hold every member against the manifest. DomainError, in words, when it is not whole.

    Nothing is written.
    """
    found: dict[str, Member] = {}
    text = b""

    def look(name: str, content: IO[bytes]) -> None:
        nonlocal text
        if name == MANIFEST:
            text = content.read()
        else:
            found[name] = _drain(content)

    _walk(path, look)
    if not text:
        raise _damaged(path, "its end is missing")
    try:
        manifest = Manifest.from_json(text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(path, "what it says about itself cannot be read") from error
    for name in sorted(found.keys() | manifest.members.keys()):
        if found.get(name) != manifest.members.get(name):
            raise _damaged(path, f"{name} is not what was put in")
    return manifest


def extract(path: Path, manifest: Manifest, place_of: Callable[[str], Path | None]) -> None:
    """Write each member for which `place_of` names a place, which must be free, and hold it against the manifest."""

    def unpack(name: str, content: IO[bytes]) -> None:
        target = None if name == MANIFEST else place_of(name)
        if target is None:
            return
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(target, "xb", opener=_private) as file:
            member = _drain(content, file)
            file.flush()
            os.fsync(file.fileno())
        if member != manifest.members.get(name):
            raise _damaged(path, f"{name} is not what was put in")

    _walk(path, unpack)


def measure(path: Path) -> Member:
    """Size and hash of a file as it lies on the disk."""
    with path.open("rb") as file:
        return _drain(file)


class _Hashing:
    """A file that is read once, from its beginning; knows afterwards what went through."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self._size = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self._hash.update(piece)
        self._size += len(piece)
        return piece

    @property
    def member(self) -> Member:
        return Member(self._size, self._hash.hexdigest())


def _drain(source: IO[bytes], target: IO[bytes] | None = None) -> Member:
    """Read to the end, into the target if there is one."""
    hashing = _Hashing(source)
    while piece := hashing.read(PIECE):
        if target is not None:
            target.write(piece)
    return hashing.member


def _walk(path: Path, visit: Callable[[str, IO[bytes]], None]) -> None:
    """Visit every member, in order, and go on to the archive's very end, where its checksum stands."""
    seen: set[str] = set()
    with path.open("rb") as file:
        try:
            with tarfile.open(fileobj=file, mode="r:gz") as tar:
                while entry := tar.next():
                    content = tar.extractfile(entry) if entry.type == tarfile.REGTYPE else None
                    if content is None or entry.issparse() or not MEMBER.fullmatch(entry.name) or entry.name in seen:
                        raise _strange(path, entry.name)
                    if entry.name == MANIFEST and entry.size > LARGEST_MANIFEST:
                        raise _strange(path, entry.name)
                    seen.add(entry.name)
                    visit(entry.name, content)
                    tar.members.clear()  # type: ignore[attr-defined]
                while tar.fileobj is not None and tar.fileobj.read(PIECE):
                    pass
        except (tarfile.TarError, zlib.error, EOFError, gzip.BadGzipFile) as error:
            raise _damaged(path, "it cannot be read to its end") from error


def _entry(name: str, size: int, about: Manifest) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, int(about.made_at.timestamp())
    return entry


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)


def _newer(detail: str) -> DomainError:
    return DomainError(
        "newer",
        f"The archive was made by a newer version of the program ({detail}). Get that version first (git pull), then "
        "try again. Nothing was changed.",
    )


def _damaged(path: Path, detail: str) -> DomainError:
    return DomainError("damaged", f"{path.name} is damaged: {detail}. Nothing was changed; take another archive.")


def _strange(path: Path, name: str) -> DomainError:
    return DomainError(
        "strange",
        f"{path.name} holds {name!r}, which no archive of this program does. It was not unpacked, nothing was changed.",
    )
