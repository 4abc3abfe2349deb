"""Small pictures, whole ones and what only begins like one."""

from __future__ import annotations

import zlib
from struct import pack


def png(width=4, height=3):
    """A whole picture, of one colour."""

    def chunk(kind, data):
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x37\x5a\x7f" * width for _ in range(height)))
    head = chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def gif(width=4, height=3):
    return b"GIF89a" + pack("<HH", width, height) + b"\0\0\0;"


def jpeg(width=4, height=3):
    """The head of a picture, with a note before its size."""
    note = b"\xff\xe0" + pack(">H", 6) + b"note"
    size = b"\xff\xc2" + pack(">HBHH", 11, 8, height, width) + b"\1\1\x11\0"
    return b"\xff\xd8" + note + b"\xff" + size + b"\xff\xd9"


def webp(width=4, height=3, kind=b"VP8X"):
    """The head of a picture of each kind that the format has."""
    head = {
        b"VP8X": b"\0\0\0\0"
        + (width - 1).to_bytes(3, "little")
        + (height - 1).to_bytes(3, "little"),
        b"VP8 ": b"\0\0\0\x9d\x01\x2a" + pack("<HH", width, height),
        b"VP8L": b"\x2f" + pack("<I", (width - 1) | (height - 1) << 14),
    }[kind]
    body = b"WEBP" + kind + pack("<I", len(head)) + head
    return b"RIFF" + pack("<I", len(body)) + body
