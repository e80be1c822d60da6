"""The parts of an xlsx, which is a zip: really unpacked, and never more of them than there is room."""

import io
import struct
import zipfile
import zlib

from schools.roster.reading.table import MAX_PARTS, MAX_RATIO, MAX_UNPACKED, RATIO_COUNTS_FROM, Unreadable

_LOCAL_HEADER = struct.Struct("<26xHH")


def unpack(content: bytes) -> dict[str, bytes]:
    """The parts that are XML, by name, really inflated: what a zip says of its own sizes may be a lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable("broken") from error
    if len(infos) > MAX_PARTS:
        raise Unreadable("bomb")
    parts: dict[str, bytes] = {}
    names: set[str] = set()  # as a reader compares them that minds neither case nor the kind of slash
    room = MAX_UNPACKED
    if len(content) * MAX_RATIO < MAX_UNPACKED:
        room = max(RATIO_COUNTS_FROM, len(content) * MAX_RATIO)
    for info in infos:
        part = _inflate(content, info, room)
        room -= len(part)
        if (same := info.filename.replace("\\", "/").lower()) in names:
            raise Unreadable("broken")
        names.add(same)
        parts[info.filename] = part if info.filename.endswith((".xml", ".rels")) else b""
    return parts


def _inflate(content: bytes, info: zipfile.ZipInfo, room: int) -> bytes:
    """The part's bytes, at most `room`. Raises Unreadable."""
    try:
        name_length, extra_length = _LOCAL_HEADER.unpack_from(content, info.header_offset)
    except struct.error as error:
        raise Unreadable("broken") from error
    start = info.header_offset + 30 + name_length + extra_length
    packed = content[start : start + info.compress_size]
    if info.flag_bits & 1:
        raise Unreadable("old_or_locked")
    if info.compress_type == zipfile.ZIP_STORED:
        part = packed
    elif info.compress_type == zipfile.ZIP_DEFLATED:
        try:
            part = zlib.decompressobj(-15).decompress(packed, room + 1)
        except zlib.error as error:
            raise Unreadable("broken") from error
    else:
        raise Unreadable("broken")
    if len(part) > room:
        raise Unreadable("bomb")
    return part
