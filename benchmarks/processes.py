"""Memory and time of the processor of a process and of all that it began, while it runs."""

from __future__ import annotations

import os
import threading
from pathlib import Path

SAMPLE_SECONDS = 0.5


def family(root: int) -> list[int]:
    """A process and all that it began."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(path.parent.name))
    found = [root]
    for each in found:
        found += children.get(each, [])
    return found


def usage(process: int) -> tuple[float, float] | None:
    """A process's megabytes, shared pages by halves, and its seconds of the processor."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
        ticks = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:
        return None
    kilobytes = int(text.split("\nPss:")[1].split()[0])
    return kilobytes / 1024, sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


class Watch:
    """The peak of memory and the time of the processor while a run lasts, of all its processes."""

    def __init__(self, roots: list[int]) -> None:
        """Sample from a thread."""
        self.peak = 0.0
        self._roots = roots
        self._before = {each: seconds for each, (_, seconds) in self._alive().items()}
        self._seconds = self._before
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample)
        self._thread.start()

    def _sample(self) -> None:
        while not self._over.wait(SAMPLE_SECONDS):
            alive = self._alive()
            self.peak = max(self.peak, sum(memory for memory, _ in alive.values()))
            self._seconds = self._seconds | {each: used[1] for each, used in alive.items()}

    def _alive(self) -> dict[int, tuple[float, float]]:
        found = {each: usage(each) for root in self._roots for each in family(root)}
        return {each: used for each, used in found.items() if used}

    def end(self) -> tuple[float, float]:
        """Stop; megabytes at the peak, and seconds of the processor."""
        self._over.set()
        self._thread.join()
        return self.peak, sum(self._seconds.values()) - sum(self._before.values())
