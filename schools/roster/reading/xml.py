"""One pass over a part of XML, in time that grows with its size alone.

The parser is the standard library's expat, fed in pieces: a single tag or comment that goes on over several of them
would be looked at again with each piece, so a long one is refused. Entities are never defined, so none is expanded.
"""

from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from schools.roster.reading.table import MEGABYTE, Unreadable

Start = Callable[[str, dict[str, str]], Any]
End = Callable[[str], Any]
Text = Callable[[str], Any]


def parse(part: bytes, *, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Call the handlers for each tag and text, in the part's order. Raises Unreadable."""
    parser = expat.ParserCreate("utf-8")  # whatever the part says of itself
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for at in range(0, len(part), MEGABYTE):
            parser.Parse(part[at : at + MEGABYTE], False)
            if at + MEGABYTE - parser.CurrentByteIndex > 2 * MEGABYTE:
                raise Unreadable("long_text")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]:
            raise MemoryError from error
        raise Unreadable("broken") from error


def local(name: str) -> str:
    """A name of XML without its prefix."""
    return name.rpartition(":")[2]


def _refuse(*_: Any) -> None:
    raise Unreadable("broken")
