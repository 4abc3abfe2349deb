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
_LISTS = (b"[",)
_TAKEN = "JSON Lines (.jsonl, .ndjson, .json, also .gz, .zst, .bz2) and Parquet (.parquet)"


@dataclass(frozen=True, slots=True)
class Input:
    """A file of papers, here or at an address, and its form."""

    path: str
    kind: Kind
    size: int | None = None


def inputs(specs: Iterable[str]) -> list[Input]:
    """The files that SPECs name: files, folders, patterns, addresses.

    Raises InputError where one names nothing that can be read.
    """
    found = {each.path: each for spec in specs for each in _named(spec)}
    return list(found.values())


def _named(spec: str) -> Iterator[Input]:
    if _REMOTE.match(spec):
        yield Input(spec, _kind(spec))
        return
    if has_magic(spec) and not Path(spec).exists():
        paths = [Path(each) for each in sorted(glob(spec, recursive=True))]  # noqa: PTH207 - a pattern may be absolute
    elif Path(spec).is_dir():
        paths = [each for each in sorted(Path(spec).iterdir()) if _form(each.name)]
    else:
        paths = [Path(spec)]
    if not paths:
        message = f"`{spec}` holds no file of papers: {_TAKEN} are read"
        raise InputError(message)
    yield from map(_local, paths)


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
    if kind == "lines" and head.lstrip().startswith(_LISTS):
        message = f"`{path}` is one JSON list, not JSON Lines: `jq -c '.[]'` makes lines of it"
        raise InputError(message)
    if kind == "parquet" and head[:4] != b"PAR1":
        message = f"`{path}` is no Parquet file"
        raise InputError(message)
    return Input(str(path.resolve()), kind, size)


def _kind(path: str) -> Kind:
    form = _form(path)
    if form is None:
        message = f"`{path}`: {_TAKEN} are read, and known by the ending"
        raise InputError(message)
    return form


def _form(path: str) -> Kind | None:
    name = path.partition("?")[0] if _REMOTE.match(path) else path
    if _PARQUET.search(name):
        return "parquet"
    return "lines" if _LINES.search(name) else None
