"""docs/performance.md: a block for each benchmark, and the overview of all blocks.

A block lies between two comments and is replaced as a whole; the text around it is never touched.
Text in, text out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tables import MET, MISSED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalogue import Benchmark

OVERVIEW = "overview"
LABELS = ("Command", "Run", "Code", "Machine", "Other work")


class Run(NamedTuple):
    """One run of a benchmark, in words: the head of its block."""

    command: str
    when: str
    code: str
    machine: str
    others: str


def block(run: Run, tables: str) -> str:
    """A block's text: what was run, when, where, beside what else, and what it printed."""
    heads = (f"`{run.command}`", *run[1:])
    lines = (f"- {label}: {text}" for label, text in zip(LABELS, heads, strict=True))
    return "\n".join([*lines, "", re.sub(r"\n{3,}", "\n\n", tables.strip("\n"))])


def not_run(why: str) -> str:
    """The block of a benchmark that has never been measured."""
    return f"Not run: {why}"


def measured(text: str) -> bool:
    """Whether there is a table in it."""
    return bool(re.search(r"^\|", text, re.MULTILINE))


def found(page: str, name: str) -> str:
    """A block's text; a ValueError where the page has no such block, or two."""
    match = _block(name).search(page)
    if not match or len(_block(name).findall(page)) > 1 or page.count(_begin(name)) != 1:
        message = f"needs one block `{_begin(name)}` ... `{_end(name)}`"
        raise ValueError(message)
    return match[1].strip("\n")


def replaced(page: str, name: str, text: str) -> str:
    """The page with another text in one block; all else as it was."""
    found(page, name)
    whole = f"{_begin(name)}\n{text}\n{_end(name)}"
    return _block(name).sub(lambda _: whole, page)


def overview(page: str, benchmarks: Iterable[Benchmark]) -> str:
    """The page with its overview made anew from what its blocks say."""
    rows = [
        "| benchmark | answers | beside | run | targets |",
        "|---|---|---|---|---|",
        *(_row(page, each) for each in benchmarks),
    ]
    return replaced(page, OVERVIEW, "\n".join(rows))


def _row(page: str, benchmark: Benchmark) -> str:
    text = found(page, benchmark.name)
    run = re.search(r"^(?:- Run: |(?=Not run: ))(.*)$", text, re.MULTILINE)
    link = f"[{benchmark.name}](#{_anchor(page, benchmark.name)})"
    when = run[1].replace("|", "\\|") if run else ""
    cells = (link, benchmark.answers, benchmark.beside, when, _targets(text))
    return f"| {' | '.join(cells)} |"


def _targets(text: str) -> str:
    """How many targets are met, and how many are missed."""
    rows = "\n".join(line for line in text.splitlines() if line.startswith("|"))
    met, missed = (len(re.findall(rf": {word}\b", rows)) for word in (MET, MISSED))
    counts = [f"{met} met" if met else "", f"**{missed} missed**" if missed else ""]
    return ", ".join(filter(None, counts))


def _anchor(page: str, name: str) -> str:
    """The link to the heading that a block stands under."""
    above = page.partition(_begin(name))[0]
    headings = re.findall(r"^#+ (.+)$", above, re.MULTILINE)
    return re.sub(r"[^\w\- ]", "", headings[-1].lower()).replace(" ", "-") if headings else ""


def _begin(name: str) -> str:
    return f"<!-- bench {name} -->"


def _end(name: str) -> str:
    return f"<!-- end {name} -->"


def _block(name: str) -> re.Pattern[str]:
    return re.compile(f"{re.escape(_begin(name))}\n(.*?)\n?{re.escape(_end(name))}", re.DOTALL)
