"""What an agent pays to use the library: characters of the tool list and of typical answers.

    python benchmarks/agents.py

The library is made of the example input, in a home of its own. Beside the answers stands what ten
of its papers take with all authors and whole abstracts as indented JSON, which is the form in which
blazickjp/arxiv-mcp-server gives what it finds. Also: how soon `summarize mcp` answers.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from tables import Table, at_most, said

EXAMPLE = Path(__file__).parents[1] / "examples" / "daily-papers-2025-12-09.txt"
DAY = "2025-12-09"
CALLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("today", {}),
    ("today", {"abstracts": True}),
    ("search", {"query": "language models"}),
    ("week", {"topic": "scaling-laws"}),
    ("similar", {"id": "kinetics"}),
    ("for_me", {}),
    ("paper", {"id": "kinetics"}),
    ("topics", {}),
    ("trends", {}),
)
HELLO = {
    "protocolVersion": "2025-06-18",
    "capabilities": {},
    "clientInfo": {"name": "benchmark", "version": "1"},
}


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["SUMMARIZER_HOME"] = home
        papers = fill()
        lists()
        answers(papers)
        start(home)


def fill() -> list[Any]:
    """A library of the example's papers as a day, one of them starred."""
    from summarizer import pipeline
    from summarizer.library.run import Options, Run
    from summarizer.library.store import load_paper

    run = Run()
    digest = pipeline.digest([str(EXAMPLE)], Options(store=False), run)
    source = f"hf:{DAY}"
    papers = tuple(replace(each, listed=DAY, source=source) for each in digest.papers)
    made = replace(digest, papers=papers, date=DAY, source=(source,))
    run.library.store("hf", made, list(map(load_paper, papers)))
    kinetics = next(each for each in papers if each.title.startswith("Kinetics"))
    run.marks.mark([kinetics], "star")
    return list(papers)


def lists() -> None:
    """The tool list, as a client gets it."""
    from summarizer.agents.server import described, every_tool

    said("Characters of the tool list; a token is about four:")
    heads = ("server", "tools", "list", "with the schemas of answers")
    table = Table(*heads, widths=(24, 10, 12, 28))
    for write in (False, True):
        tools = [described(each) for each in every_tool(write=write)]
        lean, whole = (
            [each.model_dump(by_alias=True, exclude_none=True, exclude=left) for each in tools]
            for left in ({"output_schema"}, set())
        )
        name = "`summarize mcp --write`" if write else "`summarize mcp`"
        table.row(name, len(tools), size(lean), size(whole))


def size(value: Any) -> str:
    """Characters of a value as JSON."""
    return f"{len(json.dumps(value, ensure_ascii=False)):,}"


def run_of(observer: Any) -> Any:
    """A run for a call."""
    from summarizer import settings
    from summarizer.library.run import Run

    return Run(settings.load(), observer)


def answers(papers: list[Any]) -> None:
    """Typical answers: the text, and the data."""
    from summarizer.agents import tools
    from summarizer.agents.server import every_tool

    known = {each.name: each for each in every_tool(write=False)}
    said("Characters of answers about the example's 35 papers, ten papers a page:")
    table = Table("call", "text", "JSON")
    for name, given in CALLS:
        told = tools.call(known[name], given, run_of, print)
        words = ", ".join(f"{key}={json.dumps(value)}" for key, value in given.items())
        table.row(f"{name}({words})", f"{len(told.text):,}", size(told.data))
    table.row("ten papers with all fields", None, f"{other_form(papers[:10]):,}")


def other_form(papers: list[Any]) -> int:
    """Characters of the same papers with all authors and whole abstracts, as indented JSON."""
    rows = [
        {
            "id": each.id,
            "title": each.title,
            "authors": list(each.authors),
            "abstract": each.abstract,
            "categories": list(each.categories),
            "published": each.published,
            "url": each.url,
            "resource_uri": f"arxiv://{each.id}",
        }
        for each in papers
    ]
    return len(json.dumps({"total_results": len(rows), "papers": rows}, indent=2))


def start(home: str) -> None:
    """Seconds from the start of the process to its first answers."""
    said("From the start of the process:")
    table = Table("`summarize mcp`", "seconds", "target", widths=(34, 10, 16))
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "summarizer", "mcp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"SUMMARIZER_HOME": home},
    ) as process:
        if process.stdin is None or process.stdout is None:
            return
        messages: tuple[dict[str, Any], ...] = (
            {"id": 1, "method": "initialize", "params": HELLO},
            {"method": "notifications/initialized"},
            {"id": 2, "method": "tools/call", "params": {"name": "today", "arguments": {}}},
        )
        for each in messages:
            process.stdin.write(json.dumps({"jsonrpc": "2.0", **each}) + "\n")
        process.stdin.flush()
        for what, most in (("it has introduced itself", 3), ("its first call is answered", 4)):
            process.stdout.readline()
            took = time.perf_counter() - begun
            table.row(what, f"{took:.2f} s", at_most(most, took, " s"))
        process.stdin.close()


if __name__ == "__main__":
    main()
