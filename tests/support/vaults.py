"""Notes of papers that a test makes, in a folder of its own."""

from __future__ import annotations

from dataclasses import replace

from papers import paper

from summarizer.annotate.entries import entry
from summarizer.library.run import Run
from summarizer.notes.update import Manner, update
from summarizer.papers.records import Annotation, Tag


def noted(number=0, tags=("rag", "agents"), tldr="A line.", **changes):
    """A paper with its annotation."""
    evidence = tuple(Tag(tag, "language", "abstract", 0, 8, 0.9) for tag in tags)
    answer = Annotation(
        tldr=tldr,
        tldr_origin="extracted" if tldr else None,
        tags=tags,
        evidence=evidence,
        engine="embedded",
    )
    return entry(paper(number, **changes), answer)


def written(folder, *entries, days=("2025-12-09",), run=None, **manner):
    """Bring notes of these papers up to date."""
    papers = [(each, days) for each in entries]
    return update(run or Run(), folder, papers, Manner(**manner))


def files(folder):
    """Every note by its path in the folder, with its bytes and when it was written."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*.md"))
    }


def note(folder, number=0):
    """The note of a paper, wherever it is."""
    return next(
        path for path in sorted(folder.rglob("*.md")) if f'"2512.0000{number}"' in _head(path)
    )


def _head(path):
    return path.read_bytes().decode("utf-8", "replace")[:2000]


def changed(entry, **values):
    """A paper that was annotated otherwise since."""
    return replace(entry, **values)


MARK = b"\xef\xbb\xbf"
"""The byte order mark."""


def _insert(lines, at, mine):
    lines.insert(at, mine)


def _over(lines, at, mine):
    lines[at : at + 1] = [mine]


def _cut(lines, at, _):
    del lines[at : at + 1]


def _key(lines, at, mine):
    close = _close(lines)
    if close:
        lines.insert(close, b"%s: %d" % (mine.replace(b" ", b"-"), at))


def _value(lines, _, mine):
    lines[:] = [b"tldr: " + mine if line.startswith(b"tldr:") else line for line in lines]


def _drop(lines, at, _):
    keys = (b"published:", b"source:", b"tldr:")
    gone = keys[at % len(keys)]
    lines[:] = [line for line in lines if not line.startswith(gone)]


def _shuffle(lines, _, __):
    if b"tldr: A line." in lines[: _close(lines)]:
        lines.remove(b"tldr: A line.")
        lines.insert(2, b"tldr: A line.")


def _notes(lines, _, mine):
    lines += [mine, b"  " + mine + b"  ", b""]


def _copy(lines, at, mine):
    lines += [mine, *lines[at : at + 3], b""]


_LINES = {
    "insert": _insert,
    "over": _over,
    "cut": _cut,
    "key": _key,
    "value": _value,
    "drop": _drop,
    "shuffle": _shuffle,
    "notes": _notes,
    "copy": _copy,
}
EDITS = (*_LINES, "rename", "move", "delete", "crlf", "mark")
"""What a reader may do to a note."""


def edited(folder, number, kind, place):
    """Have the reader edit some note at some place; what she writes begins with `mine`."""
    paths = sorted(folder.rglob("*.md"))
    if not paths:
        return
    path = paths[number % len(paths)]
    if kind == "delete":
        path.unlink()
    elif kind == "rename":
        path.rename(path.with_name(f"mine {place} {number}.md"))
    elif kind == "move":
        (folder / f"mine {place}").mkdir(exist_ok=True)
        path.rename(folder / f"mine {place}" / path.name)
    else:
        path.write_bytes(_rewritten(path.read_bytes(), kind, place, number))


def _rewritten(data, kind, place, number):
    if kind == "crlf":
        return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    if kind == "mark":
        return MARK + data.removeprefix(MARK)
    end = b"\r\n" if b"\r\n" in data else b"\n"
    lines = data.split(end)
    first = _close(lines) + 1
    _LINES[kind](lines, first + place % max(len(lines) - first, 1), b"mine %d %d" % (number, place))
    return end.join(lines)


def _close(lines):
    """The line that ends the properties."""
    return lines.index(b"---", 1) if b"---" in lines[1:] else 0
