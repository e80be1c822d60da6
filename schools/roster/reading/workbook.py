"""The sheets of an xlsx, hidden ones named as such. Whatever is read is measured in the same pass, so no other reader can see it otherwise."""

from schools.roster.reading import package, strings, styles
from schools.roster.reading.archive import Archive
from schools.roster.reading.sheet import Book, Room, SheetReader
from schools.roster.reading.table import Table, Unreadable


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
    return [
        _hidden(name, part, archive, book) if is_hidden else SheetReader(book, room).table(name, archive.read(part))
        for name, part, is_hidden in parts.sheets
    ]


def _hidden(name: str, part: str, archive: Archive, book: Book) -> Table:
    """A sheet that the file does not show, often a long list of words: one that is no list of people is empty here, and
    keeps nobody from reading the others."""
    try:
        return SheetReader(book, Room()).table(name, archive.read(part), is_hidden=True)
    except Unreadable:
        return Table(name=name, rows=[], is_hidden=True)
