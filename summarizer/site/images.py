"""Pictures told by their own bytes: what kind, and how many pixels. Names and headers may lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from struct import error, unpack_from
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "thumbnails/"
_NAME = re.compile(r".+-([0-9a-f]{16})\.(?:png|jpg|gif|webp)")
LARGEST = 1_500_000
"""Bytes of a picture that a page shows, at the most."""
_MOST_PIXELS = 6_000
"""Of width or height, at the most: a small file may unpack to a picture that fills the memory."""
_JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG behind which its size stands."""
_JPEG_BARE = {0x01, *range(0xD0, 0xD9)}
"""Markers of a JPEG behind which nothing stands."""


@dataclass(frozen=True, slots=True)
class Image:
    """What a picture is: the ending of its file, and its pixels."""

    ending: str
    width: int
    height: int


def image(data: bytes) -> Image | None:
    """The picture that bytes are; None where they are no PNG, JPEG, GIF or WebP of a fair size."""
    if len(data) > LARGEST:
        return None
    try:
        ending, size = _read(data)
    except (error, ValueError, IndexError):
        return None
    fair = all(0 < each <= _MOST_PIXELS for each in size)
    return Image(ending, *size) if fair else None


def content_hash(data: bytes) -> str:
    """What the name of a picture's file ends in."""
    return sha256(data).hexdigest()[:16]


def says_its_name(path: Path) -> bool:
    """Whether a file was made for a site: its name there holds the hash of its content."""
    match = _NAME.fullmatch(path.name)
    if not match or f"{path.parent.name}/" != FOLDER or path.stat().st_size > LARGEST:
        return False
    return content_hash(path.read_bytes()) == match[1]


def _read(data: bytes) -> tuple[str, tuple[int, int]]:
    """Raises ValueError, struct's error or IndexError where it is no picture of these kinds."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        width, height = unpack_from(">II", data, 16)
        return "png", (width, height)
    if data.startswith((b"GIF87a", b"GIF89a")):
        width, height = unpack_from("<HH", data, 6)
        return "gif", (width, height)
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg", _jpeg(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp", _webp(data)
    raise ValueError


def _jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while data[at] == 0xFF:  # noqa: PLR2004 - begins a marker
        kind = data[at + 1]
        if kind in _JPEG_BARE or kind == 0xFF:  # noqa: PLR2004 - a filling byte
            at += 1 if kind == 0xFF else 2  # noqa: PLR2004 - the same
        elif kind in _JPEG_SIZES:
            height, width = unpack_from(">HH", data, at + 5)
            return width, height
        else:
            at += 2 + unpack_from(">H", data, at + 2)[0]
    raise ValueError


def _webp(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        wide, wider, high, higher = unpack_from("<HBHB", data, 24)
        return (wide | wider << 16) + 1, (high | higher << 16) + 1
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L" and data[20] == 0x2F:  # noqa: PLR2004 - the format's sign
        (bits,) = unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    raise ValueError
