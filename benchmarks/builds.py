"""A site built from nothing, after one new day, and with nothing new; by one checkout or two.

`benchmarks/render.py --beside CHECKOUT` names another checkout: its builds run in turn with these,
into a folder of their own, from the same library. Whole processes; the processor's time, which
other work disturbs least; medians, and for the ratio the median of those within each round.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
from filecmp import dircmp
from pathlib import Path
from typing import TYPE_CHECKING

from tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parents[1]
FULL, DAY, NOTHING = "full build", "one new day", "nothing new"
MOST_OF_A_BUILD, MOST_BESIDE = 0.1, 1.05
"""Targets: of a build of `DAYS` where one is new; of the other code's time, as noise allows."""
DAYS = 250
SHORT = 3
"""Short builds a round: each is measured so often."""
START = "import sys; from summarizer.cli import main; sys.exit(main())"

Times = dict[str, list[list[float]]]
"""Of each kind of build the rounds, each with a time a checkout."""


def used(code: Path, home: Path, site: Path) -> float:
    """The processor's seconds of one build by the code of a checkout. Ends where it fails."""
    environment = os.environ | {"SUMMARIZER_HOME": str(home), "PYTHONPATH": str(code)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its byte code
    command = [sys.executable, "-c", START, "site", "build", "-o", str(site), "--quiet"]
    process = subprocess.Popen(command, cwd=home, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"a build by {code} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def built(
    home: Path, sites: list[tuple[Path, Path]], order: Sequence[int], *, anew: bool = False
) -> list[float]:
    """A build by each checkout into its folder, in an order; `anew` is from nothing."""
    found = [0.0] * len(sites)
    for number in order:
        code, site = sites[number]
        if anew:
            shutil.rmtree(site, ignore_errors=True)
        found[number] = used(code, home, site)
    return found


def compare(
    home: Path, other: Path | None, runs: int, day: Path, store: Callable[[], None]
) -> None:
    """Measure and print. `store` stores the new day, beside the others, in the file `day`."""
    stored = sum(1 for each in day.parent.glob("*.json") if each != day)
    codes = [ROOT, *([other.resolve()] if other else [])]
    sites = [(code, home / f"site-{number}") for number, code in enumerate(codes)]
    times: Times = {FULL: [], DAY: [], NOTHING: []}
    day.unlink(missing_ok=True)
    built(home, sites, range(len(sites)))
    for turn in range(runs):
        order = range(len(sites))[:: -1 if turn % 2 else 1]
        times[FULL].append(built(home, sites, order, anew=True))
        for _ in range(SHORT):
            store()
            times[DAY].append(built(home, sites, order))
            times[NOTHING].append(built(home, sites, order))
            if other and not times[NOTHING][1:]:
                report_differences(*(site for _, site in sites))
            day.unlink()
            built(home, sites, order)
    show(times, MOST_OF_A_BUILD if stored >= DAYS else None)


def report_differences(one: Path, other: Path) -> None:
    """Say once whether both sites are the same."""
    found = list(differences(dircmp(one, other, ignore=[".summarizer"])))
    print(
        f"{len(found)} files differ: {', '.join(found[:3])}"
        if found
        else "Both sites are the same."
    )


def differences(both: dircmp[str], folder: str = "") -> Iterator[str]:
    """The files that only one of two folders has, or that hold other bytes."""
    for name in (*both.left_only, *both.right_only):
        yield folder + name
    for name in both.common_files:
        if Path(both.left, name).read_bytes() != Path(both.right, name).read_bytes():
            yield folder + name
    for name, within in both.subdirs.items():
        yield from differences(within, f"{folder}{name}/")


def show(times: Times, most_of_a_build: float | None) -> None:
    """Print a row a kind of build."""
    beside = len(times[FULL][0]) > 1
    heads = ["the site", "processor", "of a full build", "target"]
    heads += ["other code", "ours to its", "target"] if beside else []
    table = Table(*heads, widths=(16, 10, 15, 18, 10, 11, 18))
    full = statistics.median(each[0] for each in times[FULL])
    for name, rounds in times.items():
        took = statistics.median(each[0] for each in rounds)
        share = None if name == FULL else took / full
        cells = [f"{took:.2f} s", share and f"{share:.3f}"]
        target = most_of_a_build if name == DAY else None
        cells.append(met(share, target) if share and target else None)
        if beside:
            ratio = statistics.median(each[0] / each[1] for each in rounds)
            theirs = statistics.median(each[1] for each in rounds)
            cells += [f"{theirs:.2f} s", f"{ratio:.3f}", met(ratio, MOST_BESIDE)]
        table.row(name, *cells)


def met(figure: float, most: float) -> str:
    """A target, and whether it was met."""
    return f"at most {most}: {'met' if figure <= most else 'missed'}"
