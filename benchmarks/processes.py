"""Memory and time of the processor of a process and of all that it began, while it runs."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.5


@dataclass(frozen=True)
class Process:
    """What is known of a process at once: its seconds of the processor, its resident pages."""

    parent: int
    seconds: float
    pages: int


def family(*roots: int) -> dict[int, Process]:
    """Processes and all that they began."""
    known: dict[int, Process] = {}
    children: dict[int, list[int]] = {}
    ticks = os.sysconf("SC_CLK_TCK")
    for name in filter(str.isdigit, os.listdir("/proc")):  # noqa: PTH208 - names alone
        try:
            values = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        process = Process(
            int(values[1]), (int(values[11]) + int(values[12])) / ticks, int(values[21])
        )
        known[int(name)] = process
        children.setdefault(process.parent, []).append(int(name))
    found = [each for each in roots if each in known]
    for each in found:
        found += children.get(each, [])
    return {each: known[each] for each in found}


def memory(process: int) -> float:
    """A process's megabytes, shared pages by halves: dear, as each of its pages is looked at."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return int(text.split("\nPss:")[1].split()[0]) / 1024


class Watch:
    """The peak of memory and the time of the processor while a run lasts, of all its processes.

    Shared pages are told apart only where there are more resident ones than ever before: looking
    each time would take a tenth of a core from what is measured.
    """

    def __init__(self, roots: list[int]) -> None:
        """Sample from a thread."""
        self.peak = 0.0
        self._roots = roots
        self._most = 0
        self._before = {each: process.seconds for each, process in family(*roots).items()}
        self._seconds = dict(self._before)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample)
        self._thread.start()

    def _sample(self) -> None:
        while not self._over.wait(SAMPLE_SECONDS):
            alive = family(*self._roots)
            self._seconds |= {each: process.seconds for each, process in alive.items()}
            pages = sum(process.pages for process in alive.values())
            if pages > self._most:
                self._most = pages
                self.peak = max(self.peak, sum(map(memory, alive)))

    def end(self) -> tuple[float, float]:
        """Stop; megabytes at the peak, and seconds of the processor."""
        self._over.set()
        self._thread.join()
        return self.peak, sum(self._seconds.values()) - sum(self._before.values())
