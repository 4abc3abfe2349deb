"""Which files an input names, and how the engine reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from summarizer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Kind = Literal["lines", "parquet"]
_LINES = re.compile(r"\.(json|jsonl|ndjson)(\.(gz|gzip|zst|zstd|bz2))?$", re.IGNORECASE)
_PARQUET = re.compile(r"\.(parquet|pq)$", re.IGNORECASE)
_REMOTE = re.compile(r"[a-z][a-z0-9+]*://")
_PACKED = re.compile(r"\.(gz|gzip|zst|zstd|bz2)$", re.IGNORECASE)
_PACKINGS = (b"\x1f\x8b", b"BZh", b"\x28\xb5\x2f\xfd")
_TAKEN = "JSON Lines (.jsonl, .ndjson, .json, also .gz, .zst, .bz2) or Parquet (.parquet)"


@dataclass(frozen=True, slots=True)
class Input:
    """A file of papers, and its form; or an address behind which there may be many."""

    path: str
    kind: Kind = "lines"
    size: int | None = None
    packed: bool = False
    address: bool = False


def inputs(specs: Iterable[str]) -> list[Input]:
    """The files that SPECs name: files, folders, patterns, addresses.

    Raises InputError where one names nothing that can be read.
    """
    found = {each.path: each for spec in specs for each in _named(spec)}
    return list(found.values())


def _named(spec: str) -> Iterator[Input]:
    if _REMOTE.match(spec):
        yield _address(spec)
        return
    if has_magic(spec) and not Path(spec).exists():
        paths = [Path(each) for each in sorted(glob(spec, recursive=True))]  # noqa: PTH207 - a pattern may be absolute
    elif Path(spec).is_dir():
        paths = [each for each in sorted(Path(spec).iterdir()) if _form(each.name)]
    else:
        paths = [Path(spec)]
    if not paths:
        raise InputError(_nothing(spec))
    yield from map(_local, paths)


def _address(spec: str) -> Input:
    """A store is asked what there is; a web server can only be asked for a file."""
    if not spec.startswith(("http://", "https://")):
        return Input(spec, address=True)
    return Input(spec, _kind(spec), packed=bool(_PACKED.search(spec)))


def chosen(address: str, found: Iterable[tuple[str, int | None]]) -> list[Input]:
    """Those of the files behind an address that can be read. Raises InputError for none."""
    files = [
        Input(path, kind, size, packed=bool(_PACKED.search(path)))
        for path, size in found
        if (kind := _form(path))
    ]
    if not files:
        raise InputError(_nothing(address))
    return files


def _nothing(spec: str) -> str:
    return f"`{spec}` has no paper files: give {_TAKEN}"


def _local(path: Path) -> Input:
    kind = _kind(str(path))
    try:
        with path.open("rb") as stream:
            head = stream.read(64)
        size = path.stat().st_size
    except OSError as error:
        message = f"cannot read `{path}`: {error.strerror}"
        raise InputError(message) from error
    if not size:
        message = f"`{path}` is empty"
        raise InputError(message)
    if kind == "lines" and head.lstrip().startswith(b"["):
        message = f"`{path}` is one JSON list, not JSON Lines: `jq -c '.[]'` converts it"
        raise InputError(message)
    if kind == "parquet" and head[:4] != b"PAR1":
        message = f"`{path}` is not a Parquet file"
        raise InputError(message)
    packed = kind == "lines" and head.startswith(_PACKINGS)
    return Input(str(path.resolve()), kind, size, packed)


def _kind(path: str) -> Kind:
    form = _form(path)
    if form is None:
        message = f"`{path}`: the ending is not one of {_TAKEN}"
        raise InputError(message)
    return form


def _form(path: str) -> Kind | None:
    name = path.partition("?")[0] if _REMOTE.match(path) else path
    if _PARQUET.search(name):
        return "parquet"
    return "lines" if _LINES.search(name) else None
