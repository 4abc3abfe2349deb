"""Papers by their ids, whatever source they were stored from: what is there without a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from summarizer.library.store import COLLECTION, UNDATED, load_paper, shown_name
from summarizer.papers import dois
from summarizer.papers.arxivids import begins_address, named

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from summarizer.library.run import Run
    from summarizer.papers.records import Paper


class Holding(NamedTuple):
    """A stored paper without its annotation, and where it is from: "hf, 2025-12-09"."""

    paper: Paper
    place: str


def held(ids: Sequence[str], hosts: Collection[str], run: Run) -> dict[str, Holding]:
    """The papers that are stored, by these ids; of several readings the one written last.

    An id is arXiv's, a DOI, or what an address at one of the `hosts` ends with. One with a
    version is that version alone.
    """
    missing = {each: _wanted(each, hosts) for each in ids}
    found: dict[str, Holding] = {}
    for path in run.library.files():
        if not missing:
            break
        for paper in _papers(path, [each.sign for each in missing.values()], run):
            for name in [name for name, each in missing.items() if each.is_of(paper)]:
                found[name] = Holding(load_paper(paper), _place(path))
                del missing[name]
    return {each: found[each] for each in ids if each in found}


@dataclass(frozen=True)
class _Wanted:
    """An id as it may stand in a stored paper; `sign` stands in every file that has it."""

    sign: bytes
    arxiv: str | None
    doi: str | None
    version: int | None
    end: str
    hosts: Collection[str]

    def is_of(self, paper: Paper) -> bool:
        """Whether the id is a paper's."""
        if self.version is not None and paper.version != self.version:
            return False
        if self.arxiv:
            return paper.id == self.arxiv
        if self.doi:
            return dois.doi(paper) == self.doi
        parts = urlsplit(paper.url or "")
        return parts.hostname in self.hosts and (paper.url or "").endswith(
            (f"/{self.end}", f"={self.end}", f"/{self.end}/")
        )


def _wanted(name: str, hosts: Collection[str]) -> _Wanted:
    match = named(name) or begins_address(name)
    if match:
        version = int(match[2]) if match[2] else None
        return _Wanted(_as_written(match[1]), match[1], None, version, "", hosts)
    whole = dois.whole(name)
    doi = dois.bare(whole) if whole else None
    if whole and doi:
        behind = whole.removeprefix(doi).lstrip("./_-")
        version = int(behind[1:]) if behind[:1] == "v" and behind[1:].isdigit() else None
        return _Wanted(_as_written(doi), None, doi, version, "", hosts)
    end = name.rpartition(":")[2]
    return _Wanted(_as_written(end), None, None, None, end, hosts)


def _as_written(text: str) -> bytes:
    return text.casefold().encode()


def _papers(path: Path, signs: list[bytes], run: Run) -> Sequence[Paper]:
    """The papers of a file; none are read where it has no sign of what is wanted."""
    try:
        raw = path.read_bytes()
        small = raw.lower()
        if not any(sign in small for sign in signs):
            return ()
        day = run.library.decoded(raw)
    except (OSError, ValueError):
        return ()
    return (*day.entries, *day.unannotated)


def _place(path: Path) -> str:
    """Where a file's papers are from, as people call it."""
    label, day = path.parent.name, path.stem
    name = f"the file `{shown_name(label)}`" if label.startswith(COLLECTION) else label
    return name if day == UNDATED else f"{name}, {day}"
