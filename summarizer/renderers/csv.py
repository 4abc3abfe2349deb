"""The papers as CSV for spreadsheets and scripts: a row a paper, no cell of it a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from summarizer.papers.places import known
from summarizer.renderers import Format
from summarizer.text.cells import COLUMNS, PLACES, guarded, joined
from summarizer.text.plain import one_line, web_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.papers.records import Digest, Entry
    from summarizer.renderers import View

BYTE_ORDER_MARK = "\ufeff"
"""Begins a file, not a pipe: without it Excel takes UTF-8 for something else."""
FORMAT = Format("csv", "a table for spreadsheets", (".csv",), mark=BYTE_ORDER_MARK)


def render(digest: Digest, view: View) -> Iterator[str]:
    """The row of names, then the papers."""
    del view
    yield _row(COLUMNS)
    for entry in digest.papers:
        cells = _cells(entry)
        yield _row([cells[name] for name in COLUMNS])


def _cells(entry: Entry) -> dict[str, str]:
    cells = {name: _cell(getattr(entry, name, None)) for name in COLUMNS}
    cells |= dict(zip(PLACES, (each or "" for each in known(entry).values()), strict=True))
    if not entry.id.startswith("sha256:"):  # a bare arXiv id would become a number: 2503.2389
        cells["id"] = _cell(f"arXiv:{entry.id}")
    cells["evidence"] = _cell(tuple(f"{each.tag}: {each.quote}" for each in entry.evidence))
    cells |= {name: web_link(getattr(entry, name)) or "" for name in ("url", "project_page")}
    if entry.relevance:
        cells["relevance"] = _cell(f"{entry.relevance.score:.3f}")
        cells["why"] = _cell(entry.relevance.why)
    cells["links"] = _cell(tuple(filter(None, map(web_link, entry.links))))
    return cells


def _cell(value: object) -> str:
    """A value as one line of text that is no formula; empty where it is not known."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple):
        return guarded(joined(one_line(str(item)) for item in value))
    return "" if value is None else guarded(one_line(str(value)))


def _row(cells: object) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)  # type: ignore[arg-type]
    return line.getvalue()
