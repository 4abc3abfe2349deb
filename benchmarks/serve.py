"""How fast `summarize serve` answers: `python benchmarks/serve.py [--papers 20000] [--readers 50]`.

A library of real papers, 20 a weekday, under ids of their own; a server of its own process on
loopback. One reader first: the start page, pages of days and searches, each asked for once, so that
none is kept. Then so many readers at once, each of whom asks for the next as soon as it has one:
the start page, days, topics, papers, searches, the API. Client and server share the machine, so the
server alone would be faster. `processor` is what the server had of it, on
average: other work on the machine disturbs it least. `--home` keeps the library.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import httpx
import needs
from search import QUERIES, annotated
from storeddays import days, store
from tables import Table, at_most, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

A_DAY, REAL = 20, 2_000
HEADS = ("what", "median", "slowest", "processor", "target", "requests")
PAGE, SEARCH, PATIENCE = 100, 150, 30
"""Milliseconds that a page and a search may take; seconds in which anything is answered."""
WORDS = "attention diffusion language video reasoning image agent retrieval training 3D".split()


def main() -> None:
    """Build the library, start the server, ask it."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    parser.add_argument("--papers", type=int, default=20_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = (given.home or Path(folder)).resolve()
        if not (home / "data").is_dir():
            build(home, given.data, given.papers)
        command = [str(Path(sys.executable).with_name("summarize")), "search", "model"]
        environment = os.environ | {"SUMMARIZER_HOME": str(home)}
        subprocess.run(command, check=True, env=environment, capture_output=True)
        with served(home) as (process, address, begun):
            alone(process.pid, address, begun)
            asyncio.run(together(address, given.readers, given.seconds))
            said(f"The server's memory at its peak: {memory(process.pid):.0f} MB.")


def build(home: Path, data: Path, papers: int) -> None:
    """Store so many papers, which are real ones under ids of their own."""
    entries = list(annotated(data, min(papers, REAL)))
    many = (entries * (papers // len(entries) + 1))[:papers]
    for name, found in days(many, A_DAY):
        store(home, name, found)


@contextmanager
def served(home: Path) -> Iterator[tuple[subprocess.Popen[str], str, float]]:
    """The server's process, its address, and when it was begun."""
    command = [str(Path(sys.executable).with_name("summarize")), "serve", "--port", "0"]
    environment = os.environ | {"SUMMARIZER_HOME": str(home)}
    begun = time.perf_counter()
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        line = process.stderr.readline() if process.stderr else ""
        found = re.search(r"http://\S+", line)
        try:
            yield process, found[0] if found else sys.exit(f"no address: {line}"), begun
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)


def alone(process: int, address: str, begun: float) -> None:
    """One reader's times, of pages that nobody has asked for before."""
    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        client.get("/").raise_for_status()
        first = 1000 * (time.perf_counter() - begun)
        listed = [each["day"] for each in client.get("/api/days").json()["days"]]
        papers = client.get(f"/api/days/{listed[5]}").json()["papers"]
        asked = {
            "the start page, kept": (["/"] * 30, PAGE),
            "a day": ([f"/days/{day}.html" for day in listed[10:40]], PAGE),
            "a paper": ([f"/papers/{paper['id']}.html" for paper in papers], PAGE),
            "all days": (["/days/index.html"], PAGE),
            "a search": ([f"/search.html?q={quote(each)}" for each in QUERIES], SEARCH),
            "a search, as JSON": ([f"/api/search?q={quote(each)}" for each in QUERIES], SEARCH),
            "the topics": (["/topics/index.html"], PAGE),
            "a topic": (["/topics/rag/index.html", "/topics/reasoning/index.html"], PAGE),
            "a week": (["/weeks/2025-W20.html", "/weeks/2025-W21.html"], PAGE),
            "a day, as JSON": ([f"/api/days/{day}" for day in listed[40:60]], PAGE),
            "the feed": (["/feed.xml"] * 5, PAGE),
        }
        said("One reader, in milliseconds:")
        table = Table(*HEADS, widths=(28, 7, 7, 9, 20, 8))
        row = f"{first:.0f} ms", "", f"{used(process):.0f} ms", at_most(1000, first, " ms"), 1
        table.row("start page after the command", *row)
        for what, (paths, limit) in asked.items():
            before, times = used(process), [timed(client, path) for path in paths]
            spent = (used(process) - before) / len(times)
            middle = statistics.median(times)
            cells = f"{middle:.0f} ms", f"{max(times):.0f} ms", f"{spent:.0f} ms"
            table.row(what, *cells, at_most(limit, middle, " ms"), len(times))


def timed(client: httpx.Client, path: str) -> float:
    """Milliseconds until a page is here."""
    start = time.perf_counter()
    client.get(path).raise_for_status()
    return 1000 * (time.perf_counter() - start)


async def together(address: str, readers: int, seconds: float) -> None:
    """Many readers at once, for some seconds."""
    times: dict[str, list[float]] = {}
    errors: list[str] = []
    limits = httpx.Limits(max_connections=readers, max_keepalive_connections=readers)
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, limits=limits) as client:
        listed = [each["day"] for each in (await client.get("/api/days")).json()["days"]]
        choose = paths(listed[:200])
        end = time.perf_counter() + seconds

        async def reader(number: int) -> None:
            pick = random.Random(number)  # noqa: S311 - the same pages each time
            while time.perf_counter() < end:
                what, path = choose(pick)
                start = time.perf_counter()
                try:
                    (await client.get(path)).raise_for_status()
                except httpx.HTTPError as error:
                    errors.append(f"{path}: {error!r}")
                times.setdefault(what, []).append(1000 * (time.perf_counter() - start))

        await asyncio.gather(*map(reader, range(readers)))
    told(times, errors, readers, seconds)


def paths(listed: list[str]) -> Callable[[random.Random], tuple[str, str]]:
    """How a reader comes to the next page: what it is, and its path."""

    def choose(pick: random.Random) -> tuple[str, str]:
        day, words = pick.choice(listed), " ".join(pick.sample(WORDS, 2))
        return pick.choice(
            [
                ("the start page", "/"),
                ("a day", f"/days/{day}.html"),
                ("a day", f"/days/{day}.html"),
                ("a search", f"/search.html?q={quote(words)}"),
                ("a search, as JSON", f"/api/search?q={quote(words)}"),
                ("a day, as JSON", f"/api/days/{day}"),
            ]
        )

    return choose


def told(times: dict[str, list[float]], errors: list[str], readers: int, seconds: float) -> None:
    """Print what many readers saw."""
    count = sum(map(len, times.values()))
    said(f"{readers} readers at once, for {seconds:g} s: {count / seconds:.0f} answers a second.")
    table = Table("what", "median", "p99", "requests", widths=(28, 8, 8, 8))
    for what, found in sorted(times.items()):
        last = sorted(found)[int(len(found) * 0.99)]
        table.row(what, f"{statistics.median(found):.0f} ms", f"{last:.0f} ms", len(found))
    said(f"Errors: {at_most(0, len(errors))}." + "".join(f"\n- {each}" for each in errors[:10]))


def used(process: int) -> float:
    """Milliseconds of the processor that a process has had; 0 where the system does not tell."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    fields = text.rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(process: int) -> float:
    """Megabytes that a process has held at most; 0 where the system does not tell."""
    try:
        text = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+)", text)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
