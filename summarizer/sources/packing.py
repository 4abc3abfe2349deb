"""Packed files undone: gzip, bzip2, xz and zip, none of them beyond a limit.

Also what other bytes are that hold no text, so that a message can name them.
"""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, cast

from summarizer.errors import InputError
from summarizer.text.lines import BOM, CHUNK

if TYPE_CHECKING:
    from pathlib import Path
    from zipfile import ZipFile

MAX_BYTES = 256 << 20
MAX_MEMBERS = 10_000
ENDINGS = (".gz", ".bz2", ".xz")
"""What a packed file's name has behind that of what is in it."""
_PACKED = {"gzip": b"\x1f\x8b", "bz2": b"BZh", "lzma": b"\xfd7zXZ\0"}
_LONGEST_MARK = max(map(len, _PACKED.values()))
_ZIP = b"PK\x03\x04"
_WORKBOOK = "save the sheet as CSV"
_TEXT = "save it as plain text"
_OFFICE = (
    ("xl/", f"an Excel workbook: {_WORKBOOK}"),
    ("word/", f"a Word document: {_TEXT}"),
    ("ppt/", f"a PowerPoint file: {_TEXT}"),
)
_OPEN_OFFICE = (
    (b"opendocument.spreadsheet", f"a LibreOffice spreadsheet: {_WORKBOOK}"),
    (b"opendocument.text", f"a LibreOffice document: {_TEXT}"),
    (b"epub+zip", f"an e-book: {_TEXT}"),
)
_PICTURE, _PROGRAM, _ARCHIVE = (
    "a picture: give the page as text or HTML",
    "a program, not papers",
    "an archive: unpack it and give the folder",
)
_SIGNATURES = (
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"RIFF", "a picture, sound or film, not papers"),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"\x7fELF", _PROGRAM),
    (b"MZ", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\0asm", _PROGRAM),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", "a zstd file: unpack it with `zstd -d`"),
    (b"\xd0\xcf\x11\xe0", f"an old Office file: {_WORKBOOK}, or as plain text"),
    (b"SQLite format 3\0", "an SQLite database: export the papers as CSV or JSON"),
    (b"PAR1", "a Parquet file: `summarize corpus` reads it"),
)
_TAR_MARK = slice(257, 262)


def opened(path: Path) -> IO[bytes]:
    """The file's bytes as a stream, unpacked where they are packed; of a zip as they are."""
    with path.open("rb") as stream:
        kind = _kind(stream.read(_LONGEST_MARK))
    return _opened(kind, path) if kind else path.open("rb")


def unpacked(name: str, raw: bytes) -> bytes:
    """The bytes, unpacked where they are packed. Raises InputError."""
    if raw[:4] == _ZIP:
        return _only_member(name, raw)
    kind = _kind(raw)
    return _bounded(name, _opened(kind, io.BytesIO(raw)), kind) if kind else raw


def damaged(name: str, error: Exception, kind: str = "packed") -> InputError:
    """The error for a packed file that breaks off."""
    return InputError(f"`{name}` is a damaged or half-written {kind} file: {error}")


def breaks() -> tuple[type[Exception], ...]:
    """What reading a damaged packed file may raise."""
    from lzma import LZMAError
    from zipfile import BadZipFile
    from zlib import error

    return (EOFError, OSError, LZMAError, BadZipFile, NotImplementedError, RuntimeError, error)


def is_archive(path: Path) -> bool:
    """Whether a file is a zip of files, and no document that only is packed as one."""
    try:
        with path.open("rb") as stream:
            if stream.read(4) != _ZIP:
                return False
    except OSError:
        return False
    from zipfile import ZipFile

    try:
        with ZipFile(path) as found:
            return document(found) is None
    except breaks():
        return False


def names(path: Path) -> list[str]:
    """The files in a zip. Raises InputError where it is damaged, or holds too many."""
    from zipfile import ZipFile

    try:
        with ZipFile(path) as found:
            return _names(str(path), found)
    except breaks() as error:
        raise damaged(str(path), error, "zip") from error


def member(path: Path, name: str) -> bytes:
    """A file in a zip. Raises InputError where it is damaged, or too large."""
    from zipfile import ZipFile

    try:
        with ZipFile(path) as found:
            return _bounded(f"{path}/{name}", found.open(name), "zip")
    except breaks() as error:
        whole = f"{path}/{name}"
        raise damaged(whole, error, "zip") from error


def is_pdf(data: bytes) -> bool:
    """Whether bytes begin as a PDF does."""
    return data[:100].removeprefix(BOM).lstrip().startswith(b"%PDF-")


def binary_kind(data: bytes) -> str | None:
    """What bytes are that hold no text, and what to do with them; None where they may be text."""
    if is_pdf(data):
        return "a PDF, which has no list of papers: give the page or the export it came from"
    if data[_TAR_MARK] == b"ustar":
        return _ARCHIVE
    if data[:4] == _ZIP:
        return _zip_kind(data)
    return next((kind for mark, kind in _SIGNATURES if data.startswith(mark)), None)


def document(found: ZipFile) -> str | None:
    """What a zip is where it is one document; None where it is an archive of files."""
    names = found.namelist()
    if "[Content_Types].xml" in names:
        kinds = (kind for folder, kind in _OFFICE if any(each.startswith(folder) for each in names))
        return next(kinds, f"an Office file: {_TEXT}")
    if "mimetype" in names:
        with found.open("mimetype") as stream:
            mark = stream.read(200)
        return next((kind for sign, kind in _OPEN_OFFICE if sign in mark), None)
    return None


def _kind(head: bytes) -> str | None:
    """The kind of packing of bytes that begin so: the module that undoes it; None for none."""
    return next((kind for kind, mark in _PACKED.items() if head.startswith(mark)), None)


def _opened(kind: str, place: Path | IO[bytes]) -> IO[bytes]:
    from importlib import import_module

    return cast("IO[bytes]", import_module(kind).open(place))


def _bounded(name: str, stream: IO[bytes], kind: str) -> bytes:
    """A stream's bytes. Raises InputError where it breaks off, or holds too many."""
    parts: list[bytes] = []
    size = 0
    try:
        with stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > MAX_BYTES:
                    message = f"`{name}` unpacks to more than {MAX_BYTES >> 20} MB: split it"
                    raise InputError(message)
                parts.append(chunk)
    except breaks() as error:
        raise damaged(name, error, kind) from error
    return b"".join(parts)


def _names(name: str, found: ZipFile) -> list[str]:
    listed = [each.filename for each in found.infolist() if not each.is_dir()]
    if len(listed) > MAX_MEMBERS:
        message = f"`{name}` holds more than {MAX_MEMBERS} files: unpack it and give the folder"
        raise InputError(message)
    return listed


def _only_member(name: str, raw: bytes) -> bytes:
    """The one file of a zip; a zip that is a document stays as it is. Raises InputError."""
    from zipfile import ZipFile

    try:
        with ZipFile(io.BytesIO(raw)) as found:
            if document(found):
                return raw
            listed = _names(name, found)
            if len(listed) != 1:
                message = f"`{name}` is a zip of {len(listed)} files: unpack it and give the folder"
                raise InputError(message)
            return _bounded(name, found.open(listed[0]), "zip")
    except breaks() as error:
        raise damaged(name, error, "zip") from error


def _zip_kind(data: bytes) -> str:
    from zipfile import ZipFile

    try:
        with ZipFile(io.BytesIO(data)) as found:
            return document(found) or _ARCHIVE
    except breaks():
        return _ARCHIVE
