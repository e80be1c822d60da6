"""The parts of an xlsx, which is a zip: unpacked only when they are read, and counted while they are unpacked."""

import io
import struct
import zipfile
import zlib

from schools.roster.reading.table import MAX_PARTS, MAX_RATIO, MAX_UNPACKED, RATIO_COUNTS_FROM, Unreadable

_LOCAL_HEADER = struct.Struct("<26xHH")
_SLICE = 64 * 1024


class Archive:
    """Parts by name. What a zip says of its own sizes may be a lie: only what comes out counts, of all parts together."""

    def __init__(self, content: bytes) -> None:
        """Raises Unreadable for what is no zip, has very many parts, or two of one name."""
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                infos = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Unreadable("broken") from error
        if len(infos) > MAX_PARTS:
            raise Unreadable("bomb")
        self._content = content
        self._room = max(RATIO_COUNTS_FROM, min(MAX_UNPACKED, len(content) * MAX_RATIO))
        self._infos = {_key(info.filename): info for info in infos}
        if len(self._infos) < len(infos):
            raise Unreadable("broken")

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._infos

    def read(self, name: str) -> bytes:
        """The part's bytes; each reading takes of the room that all parts share. Raises Unreadable."""
        info = self._infos.get(_key(name))
        if info is None:
            raise Unreadable("broken")
        if info.flag_bits & 1:
            raise Unreadable("old_or_locked")
        packed = self._packed(info)
        if info.compress_type == zipfile.ZIP_STORED:
            part = bytes(packed)
        elif info.compress_type == zipfile.ZIP_DEFLATED:
            part = _inflate(packed, self._room)
        else:
            raise Unreadable("broken")
        self._room -= len(part)
        if self._room < 0:
            raise Unreadable("bomb")
        if zlib.crc32(part) != info.CRC:
            raise Unreadable("broken")  # damaged on its way: names would come in with wrong letters
        return part

    def _packed(self, info: zipfile.ZipInfo) -> memoryview:
        try:
            name_length, extra_length = _LOCAL_HEADER.unpack_from(self._content, info.header_offset)
        except struct.error as error:
            raise Unreadable("broken") from error
        start = info.header_offset + _LOCAL_HEADER.size + name_length + extra_length
        return memoryview(self._content)[start : start + info.compress_size]


def _key(name: str) -> str:
    """Names of parts differ neither by case nor by the kind of slash."""
    return name.replace("\\", "/").lstrip("/").lower()


def _inflate(packed: memoryview, room: int) -> bytes:
    """What is packed, never more of it than there is room plus one. Raises Unreadable."""
    unpacker = zlib.decompressobj(-15)
    pieces = []
    try:
        for start in range(0, len(packed), _SLICE):
            piece = unpacker.decompress(packed[start : start + _SLICE], room + 1)
            pieces.append(piece)
            room -= len(piece)
            if room < 0:
                raise Unreadable("bomb")
            if unpacker.eof:
                break
    except zlib.error as error:
        raise Unreadable("broken") from error
    if not unpacker.eof:
        raise Unreadable("broken")
    return b"".join(pieces)
