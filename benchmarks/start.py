"""Start-up and a cached day, as ratios to an empty script with the same argument parser.

    python benchmarks/start.py [--runs 25] [--beside CHECKOUT]

Whole processes, run in turn, so that a slow moment of the machine hits all alike.
The figures are medians of the ratios within each round. `--beside` names another checkout of the
program: its commands run in turn with these, and the last column is these to those.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tables import Table, at_most

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "daily-papers-2025-12-09.txt"
EMPTY = "import argparse\nargparse.ArgumentParser().parse_args()\n"
BARE = "import argparse, pydantic\nargparse.ArgumentParser().parse_args()\n"
TARGETS = {
    "summarize --version": 1.5,
    "cached 35 papers as JSON": 6,
    "cached 35 papers, all reviewed": 6,
}
"""At most so many times the empty script."""


def seconds(command: list[str], home: str, code: Path = ROOT) -> float:
    """Wall time of one whole process by the code of a checkout, its output thrown away."""
    environment = os.environ | {"SUMMARIZER_HOME": home, "PYTHONPATH": str(code)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its byte code
    start = time.perf_counter()
    subprocess.run(command, check=True, env=environment, capture_output=True)
    return time.perf_counter() - start


def review(summarize: str, report: Path, home: str, code: Path) -> None:
    """Review all 35 papers in a home of its own."""
    seconds([summarize, "review", str(EXAMPLE), "-o", str(report)], home, code)
    report.write_text(report.read_text().replace("[ ] reviewed", "[x] reviewed"))
    seconds([summarize, "review", "--apply", str(report)], home, code)


def main() -> None:
    """Run all commands in rounds and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--beside", type=Path)
    given = parser.parse_args()
    runs, codes = given.runs, [ROOT, *([given.beside.resolve()] if given.beside else [])]
    summarize = str(Path(sys.executable).with_name("summarize"))
    with tempfile.TemporaryDirectory() as folder:
        empty, bare = Path(folder, "empty.py"), Path(folder, "bare.py")
        empty.write_text(EMPTY)
        bare.write_text(BARE)
        day = Path(folder, "hf-2025-12-09.json")
        commands = {
            "empty script with argparse": [sys.executable, str(empty)],
            "the same, importing pydantic": [sys.executable, str(bare)],
            "summarize --version": [summarize, "--version"],
            "cached 35 papers as JSON": [summarize, "papers", str(EXAMPLE), "--json"],
            "cached 35 papers as text": [summarize, "papers", str(EXAMPLE)],
            "its week, from what is stored": [summarize, "week"],
            "summarize trends": [summarize, "trends"],
            "what fits where TAB is pressed": [
                summarize,
                "__complete",
                "zsh",
                "today",
                "--tag",
                "r",
            ],
            "its JSON read back, cached": [summarize, "papers", str(day), "--json"],
        }
        reviewed = "cached 35 papers, all reviewed"
        commands[reviewed] = commands["cached 35 papers as JSON"]
        homes = {code: Path(folder, f"home{number}") for number, code in enumerate(codes)}
        for number, (code, home) in enumerate(homes.items()):
            review(summarize, Path(folder, f"report{number}.md"), f"{home}-reviewed", code)
            seconds([*commands[reviewed], "--date", "2025-12-09", "-o", str(day)], str(home), code)
        rounds = [
            {
                name: [
                    seconds(command, f"{homes[code]}{'-reviewed' * (name == reviewed)}", code)
                    for code in codes
                ]
                for name, command in commands.items()
            }
            for _ in range(runs + 1)
        ][1:]
    base = "empty script with argparse"
    beside = ["now to before"] if given.beside else []
    table = Table(f"median of {runs}", "ms", "ratio", "target", *beside, widths=(34, 7, 6, 16))
    for name in commands:
        times = [each[name] for each in rounds]
        ratio = statistics.median(each[name][0] / each[base][0] for each in rounds)
        median = statistics.median(each[0] for each in times) * 1000
        target = at_most(TARGETS[name], ratio) if name in TARGETS else None
        others = [f"{statistics.median(each[0] / each[-1] for each in times):.3f}" for _ in beside]
        table.row(name, f"{median:.1f}", f"{ratio:.2f}", target, *others)


if __name__ == "__main__":
    main()
