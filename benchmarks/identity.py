"""Whether one paper is one and two are two: `python benchmarks/identity.py --data ../shared/data`.

Papers of arXiv lose their ids, so that their texts alone must tell: none of them should become
one with another. Those that Hugging Face lists too come twice, in the version and the spelling
of either site: these should become one. `--show` prints every pair that went the other way.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import needs
from tables import Table, at_least, at_most, said

from summarizer.papers.identity import Register
from summarizer.papers.records import Paper
from summarizer.text.plain import content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

CUT = 300
FORMS: dict[str, Callable[[Paper], Paper]] = {
    "as the other site has it": lambda paper: paper,
    "its title in capitals": lambda paper: changed(paper, title=paper.title.upper()),
    "its abstract cut, `...`": lambda paper: changed(paper, abstract=f"{paper.abstract[:CUT]}..."),
    "without its abstract": lambda paper: changed(paper, abstract=""),
    "without its subtitle": lambda paper: changed(paper, title=paper.title.rpartition(":")[2]),
}


def rows(path: Path) -> Iterator[dict[str, object]]:
    """The records of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def paper(row: dict[str, object], *, authors: bool = True) -> Paper:
    """The paper of a record, with its arXiv id."""
    names = tuple(row.get("authors") or ()) if authors else ()
    return Paper(id=row["id"], title=row["title"], abstract=row["abstract"], authors=names)


def changed(known: Paper, **values: str) -> Paper:
    """A paper known by its text alone, some of it changed."""
    made = {"title": known.title, "abstract": known.abstract} | values
    return Paper(id=content_id(**made), authors=known.authors, **made)


def merges(papers: Iterable[Paper]) -> list[tuple[Paper, Paper]]:
    """Every paper that became one with an earlier one, behind that."""
    register, found = Register(), []
    for each in papers:
        known = register.find(register.place(each) or "")
        if not register.add(each) and known:
            found.append((known, each))
    return found


def show(pairs: Iterable[tuple[Paper, Paper]]) -> None:
    """Print pairs to be read."""
    for one, other in pairs:
        for each in (one, other):
            print(f"  {each.id}  {' '.join(each.title.split())}")
            print(f"    {', '.join(each.authors[:3])}: {' '.join(each.abstract.split())}")
        print()


def two(data: Path, *, read: bool) -> None:
    """Count what becomes one although its arXiv ids differ."""
    said("Papers without their ids, each of which is another: how many become one with an earlier.")
    table = Table("papers", "papers", "merges", "papers/s", "target", widths=(44, 8, 8, 10, 16))
    arxiv = list(rows(data / "arxiv" / "arxiv_20k.jsonl.gz"))
    listed = list(rows(data / "huggingface" / "daily_2024-05_2025-12.jsonl.gz"))
    sets = {
        "of arXiv": [paper(row) for row in arxiv],
        "of arXiv, without authors": [paper(row, authors=False) for row in arxiv],
        "that Hugging Face lists": [paper(row) for row in listed],
    }
    for name, papers in sets.items():
        known = [changed(each) for each in papers]
        start = time.perf_counter()
        found = merges(known)
        rate = len(known) / (time.perf_counter() - start)
        table.row(name, f"{len(known):,}", len(found), f"{rate:,.0f}", at_most(1, len(found)))
        if read:
            show(found)


def one(data: Path, *, read: bool) -> None:
    """Count what becomes one of papers that two sites have."""
    listed = {
        row["id"]: paper(row)
        for row in rows(data / "huggingface" / "daily_2024-05_2025-12.jsonl.gz")
    }
    pairs = [
        (paper(row), listed[row["id"]])
        for row in rows(data / "arxiv" / "arxiv_20k.jsonl.gz")
        if row["id"] in listed
    ]
    differ = sum((a.title, a.abstract) != (b.title, b.abstract) for a, b in pairs)
    said(
        f"Papers of both sites, that of Hugging Face without its id; title or abstract of {differ} "
        "differ by version or spelling: how many become one with arXiv's."
    )
    table = Table("the paper", "pairs", "one", "two", "target", widths=(44, 8, 8, 8, 24))
    for name, form in FORMS.items():
        others = [(known, changed(form(other))) for known, other in pairs]
        apart = [pair for pair in others if not merges(pair)]
        share = 1 - len(apart) / len(pairs)
        target = at_least(0.99, share) if name != "without its subtitle" else ""
        table.row(name, len(pairs), len(pairs) - len(apart), len(apart), target)
        if read:
            show(islice(apart, 40))


def main() -> None:
    """Measure both directions."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    parser.add_argument("--show", action="store_true", help="print the pairs, to be read")
    given = parser.parse_args()
    two(given.data, read=given.show)
    one(given.data, read=given.show)


if __name__ == "__main__":
    main()
