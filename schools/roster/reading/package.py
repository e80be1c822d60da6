"""Which parts of an xlsx are its sheets, its texts and its formats, as the file itself relates them.

A workbook names its sheets by the id of a relation, and the relation names the part, in whatever case or folder.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from schools.roster.reading import xml
from schools.roster.reading.archive import Archive
from schools.roster.reading.table import MAX_SHEETS, Unreadable

WORKBOOK = "xl/workbook.xml"
MOST_RELATIONS = 1000


@dataclass(frozen=True)
class Relation:
    kind: str
    part: str


@dataclass(frozen=True)
class Package:
    """sheets: (name, part, whether it is hidden) of each worksheet. strings, styles: parts, "" where the file has none."""

    sheets: tuple[tuple[str, str, bool], ...]
    strings: str
    styles: str
    from_1904: bool


def look(archive: Archive) -> Package:
    """Raises Unreadable."""
    book = next((one.part for one in _relations(archive, "").values() if one.kind == "officeDocument"), WORKBOOK)
    if book not in archive:
        raise Unreadable("wrong_type")
    relations = _relations(archive, book)
    found: list[tuple[str, str, str]] = []
    dates: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = xml.local(name)
        if tag == "sheet":
            ids = [value for key, value in attributes.items() if xml.local(key) == "id"]
            found.append((attributes.get("name", ""), attributes.get("state", "visible"), ids[0] if ids else ""))
            if len(found) > MAX_SHEETS:
                raise Unreadable("too_many_sheets", limit=MAX_SHEETS)
        elif tag == "workbookPr":
            dates.append(attributes.get("date1904", ""))

    xml.parse(archive.read(book), start=start)
    sheets = []
    for name, state, pk in found:
        relation = relations.get(pk)
        if relation is None or relation.part not in archive:
            raise Unreadable("broken")
        if relation.kind == "worksheet":
            sheets.append((name, relation.part, state != "visible"))
    return Package(
        sheets=tuple(sheets),
        strings=_part(relations, "sharedStrings", archive, book),
        styles=_part(relations, "styles", archive, book),
        from_1904=dates[:1] in (["1"], ["true"]),
    )


def _part(relations: Mapping[str, Relation], kind: str, archive: Archive, book: str) -> str:
    """By its relation, else where it usually lies."""
    usual = join(dirname(book), f"{kind}.xml")
    part = next((one.part for one in relations.values() if one.kind == kind), usual)
    return part if part in archive else ""


def _relations(archive: Archive, part: str) -> dict[str, Relation]:
    """Id → relation of a part, or of the package itself: ""."""
    folder = dirname(part)
    name = join(folder, "_rels", f"{part[len(folder) :].lstrip('/')}.rels")
    found: dict[str, Relation] = {}
    if name not in archive:
        return found

    def start(tag: str, attributes: dict[str, str]) -> None:
        if xml.local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            path = normpath(join("/", folder, target)).lstrip("/")
            found[attributes.get("Id", "")] = Relation(attributes.get("Type", "").rpartition("/")[2], path)
            if len(found) > MOST_RELATIONS:
                raise Unreadable("bomb")

    xml.parse(archive.read(name), start=start)
    return found
