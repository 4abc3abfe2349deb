"""Small corpora: the example's papers, as lines, with ids made distinct."""

from __future__ import annotations

import json
from dataclasses import replace

from places import EXAMPLE

from summarizer.library.store import load_paper
from summarizer.papers.wire import dumps
from summarizer.pipeline import digest


def lines(count):
    """So many papers as lines of JSON, each with an id of its own."""
    papers = [load_paper(entry) for entry in digest([str(EXAMPLE)]).papers]
    for number in range(count):
        paper = papers[number % len(papers)]
        yield dumps(replace(paper, id=f"2501.{number:05}"))


def write(path, count):
    """A file of so many papers."""
    path.write_text("".join(f"{line}\n" for line in lines(count)))
    return path


def rows(folder, table="papers"):
    """Every row of a table, as decoded JSON would be."""
    found = []
    for path in sorted((folder / table).glob("[!.]*")):
        if path.suffix == ".parquet":
            from pyarrow import parquet

            found += parquet.read_table(path, partitioning=None).to_pylist()
        else:
            found += map(json.loads, path.read_text().splitlines())
    return found


def ids(folder, table="papers"):
    """The ids of a table's rows, sorted."""
    return sorted(row["id"] for row in rows(folder, table))


def manifest(folder):
    """What the last run said of itself."""
    return json.loads((folder / "manifest.json").read_text())
