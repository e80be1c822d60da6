"""The visible sheets of an xlsx. Whatever is read is measured in the same pass, so no other reader can see it otherwise."""

from schools.roster.reading import package, strings, styles
from schools.roster.reading.archive import Archive
from schools.roster.reading.sheet import Book, Room, SheetReader
from schools.roster.reading.table import Table


def read_workbook(content: bytes) -> list[Table]:
    """Raises Unreadable."""
    archive = Archive(content)
    parts = package.look(archive)
    book = Book(
        strings=strings.shared_strings(archive.read(parts.strings)) if parts.strings else (),
        dates=styles.date_formats(archive.read(parts.styles)) if parts.styles else (),
        from_1904=parts.from_1904,
    )
    room = Room()
    return [SheetReader(book, room).table(name, archive.read(part)) for name, part in parts.sheets]
