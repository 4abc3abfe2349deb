"""Run benchmarks, and write what they print into docs/performance.md.

    python benchmarks/run.py                            # every one but the long ones
    python benchmarks/run.py start parse                # these
    python benchmarks/run.py engine -- --base HEAD~3    # one, with other options

Each is a process of its own, one after the other, and its block in the page is replaced at once
when it has ended well. One that fails or is interrupted leaves its block as it was, and the exit
code is 1. One that cannot be measured on this machine says why: a failure where it was named.
"""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import machine
import report
from catalogue import BENCHMARKS
from needs import CANNOT
from page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalogue import Benchmark

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
PATIENCE = 10.0
"""Seconds that an interrupted benchmark gets to end what it has begun."""


class Left(NamedTuple):
    """Why a benchmark's block was left as it was, and whether anything is wrong."""

    why: str
    wrong: bool


def main() -> int:
    """Run what is asked for; the exit code."""
    asked = arguments(sys.argv[1:])
    page = Page(PAGE, BENCHMARKS)
    chosen = [each for each in BENCHMARKS if each.name in asked.names]
    if not asked.names:
        chosen = [each for each in BENCHMARKS if asked.long or not each.long]
    for number in (signal.SIGINT, signal.SIGTERM):  # also where a shell ignores the first
        signal.signal(number, _interrupt)
    left = run(chosen, page, asked.options)
    return 1 if any(each.wrong or asked.names for each in left.values()) else 0


def arguments(argv: list[str]) -> argparse.Namespace:
    """Names, and behind `--` options for the one that is named."""
    end = argv.index("--") if "--" in argv else len(argv)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [each.name for each in BENCHMARKS]
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--long", action="store_true", help="the long ones too")
    asked = parser.parse_args(argv[:end])
    asked.options = argv[end + 1 :]
    if unknown := set(asked.names) - set(names):
        parser.error(f"no benchmark `{min(unknown)}`; there are {', '.join(names)}")
    if asked.options and len(asked.names) != 1:
        parser.error("options behind `--` are for one benchmark: name it")
    return asked


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def run(chosen: Sequence[Benchmark], page: Page, options: Sequence[str] = ()) -> dict[str, Left]:
    """Run each and write its block; those that were not measured, by name."""
    left: dict[str, Left] = {}
    waiting = list(chosen)
    try:
        while waiting:
            print(f"\n== {waiting[0].name}: {waiting[0].answers}", flush=True)
            if found := one(waiting[0], page, options):
                left[waiting[0].name] = found
            del waiting[0]
    except KeyboardInterrupt:
        left |= {each.name: Left("not begun", wrong=True) for each in waiting}
        left[waiting[0].name] = Left("interrupted", wrong=True)
    print(f"\n{len(chosen) - len(left)} of {len(chosen)} measured, in {page.path}")
    for name, each in left.items():
        print(f"not measured: {name}: {each.why}")
    return left


def one(benchmark: Benchmark, page: Page, options: Sequence[str]) -> Left | None:
    """Run one and write its block, or say why not."""
    command = [*shlex.split(benchmark.command), *options]
    code, load, before, begun = commit(), machine.load(), machine.busy(), datetime.now(UTC)
    start = time.perf_counter()
    ended, printed = process([sys.executable, *command])
    took, later = time.perf_counter() - start, machine.load()
    if ended == CANNOT:
        why = printed.strip().rpartition("\n")[2]
        if not report.measured(page.block(benchmark.name)):
            page.write(benchmark.name, report.not_run(why))
        return Left(why, wrong=False)
    if ended:
        return Left(f"signal {-ended}" if ended < 0 else f"exit code {ended}", wrong=True)
    if not report.measured(printed):
        return Left("it printed no table", wrong=True)
    run = report.Run(
        command=shlex.join(["python", *command]),
        when=f"{begun:%Y-%m-%d %H:%M} UTC, took {duration(took)}",
        machine=machine.described(),
        others=f"{before} busy before, {machine.busy()} after; load {load} before, {later} after",
        code=code,
    )
    page.write(benchmark.name, report.block(run, printed))
    return None


def process(command: list[str]) -> tuple[int, str]:
    """Run a command, show what it prints as it comes; its exit code and all that it printed."""
    lines = []
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        try:
            for line in running.stdout or ():
                print(line, end="", flush=True)
                lines.append(line)
            code = running.wait()
        except KeyboardInterrupt:
            stop(running)
            raise
    return code, "".join(lines)


def stop(running: subprocess.Popen[str]) -> None:
    """End a benchmark with all that it has begun: it may clean up first."""
    for number in (signal.SIGINT, signal.SIGKILL):
        with suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(running.pid, number)
            running.wait(PATIENCE)


def duration(seconds: float) -> str:
    """So many minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def commit() -> str:
    """The commit that was measured, and whether the code differs from it."""
    hashed = _git("rev-parse", "--short", "HEAD")
    changed = _git("status", "--porcelain", "--", "summarizer", "benchmarks", "prompts")
    return f"{hashed or 'unknown'}{' with changes' if changed else ''}"


def _git(*words: str) -> str:
    with suppress(OSError):
        command = ["git", *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stdout.strip()
    return ""


if __name__ == "__main__":
    sys.exit(main())
