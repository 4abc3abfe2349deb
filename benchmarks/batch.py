"""Requests a second into batches and answers a second out of them, and their peak memory.

    python benchmarks/batch.py PAPERS...

The whole command each time, in a process and a home of its own, against the scripted server of
the tests, whose own time is not counted. The fetch is measured on the machine that submitted, on
one that knows the id alone, and again when all is kept; then the digest, which asks nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))
import needs
from batch_server import BatchServer
from tables import Table

MODEL = "openai/gpt-5-mini"
PEAK = Path(tempfile.gettempdir()) / "summarizer-batch-peak"


def command(home: str, url: str, *argv: str) -> tuple[float, int, str]:
    """Seconds, exit code and standard output of one command."""
    flags = ["--model", MODEL, "--base-url", url, "--quiet", "--json"]
    environment = os.environ | {"SUMMARIZER_HOME": home, "OPENAI_API_KEY": "sk-none"}
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *argv, *flags],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return time.perf_counter() - began, done.returncode, done.stdout


MEASURED = f"""
import re, sys
from summarizer.cli import main
code = main(sys.argv[1:])
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]
open({str(PEAK)!r}, "w").write(str(int(peak) // 1000))
sys.exit(code)
"""


def row(table: Table, what: str, count: int, seconds: float) -> None:
    """Print one line of the table."""
    peak = f"{PEAK.read_text()} MB"
    table.row(what, f"{count:,}", f"{seconds:.1f} s", f"{count / seconds:,.0f}", peak)


def main() -> None:
    """Measure, and print a table in Markdown."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("papers", nargs="+", type=needs.present)
    papers = [str(each) for each in options.parse_args().papers]
    heads = ("step", "papers", "time", "papers a second", "peak memory")
    table = Table(*heads, widths=(42, 8, 8, 15, 11))
    with BatchServer(keep=False) as server, tempfile.TemporaryDirectory() as folder:
        here, there = f"{folder}/here", f"{folder}/there"
        seconds, _, out = command(here, server.url, "batch", "submit", *papers, "--dry-run")
        forecast: dict[str, Any] = json.loads(out)
        row(table, "`submit --dry-run`", forecast["requests"], seconds)
        seconds, _, out = command(here, server.url, "batch", "submit", *papers)
        jobs = [json.loads(line) for line in out.splitlines()]
        row(table, f"`submit`, {forecast['bytes'] / 1e6:.0f} MB", forecast["requests"], seconds)
        for batch in list(server.batches.values()):
            server._end(batch)  # noqa: SLF001 - so that its time is not the command's
        first = jobs[0]
        for what, home in (("where submitted", here), ("elsewhere", there), ("again", here)):
            seconds, _, out = command(home, server.url, "batch", "fetch", first["id"])
            found = json.loads(out)
            unknown = sum(each["kind"] == "paper unknown" for each in found["left"])
            known = f", {unknown} papers not known" if home == there else ""
            row(table, f"`fetch`, {what}{known}", first["requests"], seconds)
        command(here, server.url, "batch", "fetch")
        asked = server.received
        seconds, _, out = command(here, server.url, "papers", *papers)
        row(
            table,
            f"`papers`, {server.received - asked} requests",
            len(json.loads(out)["papers"]),
            seconds,
        )


if __name__ == "__main__":
    main()
