"""Tables on disk: a digest's fields as Parquet or JSON Lines, each file whole or not there."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from summarizer.errors import InputError
from summarizer.papers.wire import dumps
from summarizer.papers.wire import fields as written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from dataclasses import Field
    from pathlib import Path

    import pyarrow as pa

    from summarizer.papers.records import Entry

Form = Literal["parquet", "jsonl"]
FORMS: tuple[Form, ...] = ("parquet", "jsonl")
PAPERS, FAILED = "papers", "failed"
TEMPORARY = ".tmp"
_PERSONAL = {"relevance", "marks", "follows"}
"""What depends on who reads: no table holds it."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A row of an input that got no annotation, and why; `id` is None where it has no paper."""

    id: str | None
    title: str | None
    reason: str
    input: str
    row: str


def schema(record: type) -> pa.Schema:
    """The Arrow schema of a record: the same fields as in JSON, but a reader's own, in order."""
    import pyarrow as pa

    passage = [
        *((name, pa.string()) for name in ("quote", "field")),
        *((name, pa.int32()) for name in ("start", "end")),
    ]
    tag = [("tag", pa.string()), *passage, ("score", pa.float64())]
    kinds = {
        "tuple[str, ...]": pa.list_(pa.string()),
        "dict[str, str]": pa.map_(pa.string(), pa.string()),
        "tuple[Tag, ...]": pa.list_(pa.struct(tag)),
        "tuple[Passage, ...]": pa.list_(pa.struct(passage)),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
    }
    named = ((each.name, str(each.type).removesuffix(" | None")) for each in _columns(record))
    return pa.schema([(name, kinds.get(kind, pa.string())) for name, kind in named])


def _columns(record: Any) -> list[Field[Any]]:
    return [each for each in fields(record) if each.name not in _PERSONAL]


def write(folder: Path, name: str, rows: Sequence[Entry | Failed], form: Form) -> None:
    """Write a file of rows, if there are any: under its name only once the disk has all of it."""
    if not rows:
        return
    path = folder / f"{name}.{form}"
    temporary = path.with_name(f".{path.name}{TEMPORARY}")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with temporary.open("wb") as stream:
            if form == "jsonl":
                stream.writelines(f"{dumps(row)}\n".encode() for row in rows)
            else:
                _parquet(stream, rows)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _parquet(stream: Any, rows: Sequence[Entry | Failed]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.Table.from_pylist([_plain(row) for row in rows], schema(type(rows[0])))
    parquet.write_table(table, stream, compression="zstd")


def _plain(row: Entry | Failed) -> dict[str, Any]:
    """A record as Arrow takes it; surrogates, which it does not, as in JSON: U+FFFD."""
    values: dict[str, Any] = {}
    for each in _columns(row):
        value = getattr(row, each.name)
        if isinstance(value, str | int):
            value = _sound(value)
        elif each.name in {"evidence", "tldr_evidence"}:
            value = [{key: _sound(item) for key, item in written(one).items()} for one in value]
        elif isinstance(value, dict):
            value = [(_sound(key), _sound(item)) for key, item in value.items()]
        elif isinstance(value, tuple):
            value = [_sound(item) for item in value]
        values[each.name] = value
    return values


def _sound(value: Any) -> Any:
    from summarizer.text.plain import encodable

    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return None  # beyond what a table holds: not known there
    return encodable(value) if isinstance(value, str) else value


def files(folder: Path) -> list[Path]:
    """The finished files of a table, in the order of their names."""
    found = (path for form in FORMS for path in folder.glob(f"*.{form}"))
    return sorted(path for path in found if not path.name.startswith("."))


def rows(folder: Path, name: str) -> int:
    """How many rows the file of this name has; none where it is not there."""
    return sum(count(path) for form in FORMS if (path := folder / f"{name}.{form}").exists())


def count(path: Path) -> int:
    """How many rows a finished file has."""
    if path.suffix == ".parquet":
        from pyarrow import parquet

        return int(parquet.read_metadata(path).num_rows)
    return sum(1 for _ in _lines(path))


def ids(path: Path) -> list[str]:
    """The ids in a file, in its order. Raises InputError where the file is damaged."""
    try:
        if path.suffix == ".parquet":
            from pyarrow import parquet

            column = parquet.read_table(path, columns=["id"], partitioning=None)["id"]
            return list(column.to_pylist())
        return [json.loads(line)["id"] for line in _lines(path)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"`{path}` is damaged ({error}): move it away, and its papers are annotated again"
        raise InputError(message) from error


def keep_only(path: Path, wanted: Sequence[bool]) -> None:
    """Write a file anew with those of its rows that are wanted; none left removes it."""
    if not any(wanted):
        path.unlink()
        return
    temporary = path.with_name(f".{path.name}{TEMPORARY}")
    if path.suffix == ".parquet":
        import pyarrow as pa
        from pyarrow import parquet

        table = parquet.read_table(path, partitioning=None).filter(pa.array(wanted))
        parquet.write_table(table, temporary, compression="zstd")
    else:
        kept = (line for line, keep in zip(_lines(path), wanted, strict=True) if keep)
        temporary.write_text("".join(kept), encoding="utf-8")
    with temporary.open("rb") as stream:
        os.fsync(stream.fileno())
    temporary.replace(path)


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as stream:
        yield from stream
