"""Pictures made for tests, whole ones and others."""

import struct
import zlib


def png(*, width: int = 8, height: int = 4, told: int | None = None) -> bytes:
    """A PNG of one colour. ``told``: the width that its head claims."""
    head = struct.pack(">IIBBBBB", told or width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x0b\x55\x63" * width) * height
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
