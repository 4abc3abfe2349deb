"""The machine that a benchmark runs on, and what else runs on it."""

from __future__ import annotations

import os
import platform
import time
from pathlib import Path

SAMPLE_SECONDS = 3.0
_IDLE = slice(3, 5)
"""Of the columns of /proc/stat: idle, and waiting for a disk."""
_ALL = slice(8)
"""Those before a guest's time, which is counted among a user's already."""


def described() -> str:
    """Processor, cores, memory, Python and system, in one line."""
    cores = os.cpu_count() or 1
    parts = [
        f"{_processor()}, {cores} core{'s'[: cores > 1]}",
        *([f"{found} memory"] if (found := _memory()) else []),
        f"Python {platform.python_version()}",
        f"{_system()}, {platform.system()} {platform.release()}",
    ]
    return "; ".join(parts)


def load() -> str:
    """The load averages of one, five and fifteen minutes."""
    return ", ".join(f"{each:.2f}" for each in os.getloadavg())


def busy() -> str | None:
    """How many of the cores are at work now, sampled for some seconds; None where unknown.

    The load of the last minute is also that of the benchmark before; this is not.
    """
    before = _ticks()
    time.sleep(SAMPLE_SECONDS)
    after = _ticks()
    if not before or not after:
        return None
    spent = [late - early for early, late in zip(before, after, strict=True)]
    everything = sum(spent[_ALL]) or 1
    cores = os.cpu_count() or 1
    return f"{cores * (1 - sum(spent[_IDLE]) / everything):.2f} of {cores} cores"


def _ticks() -> list[int]:
    """What all cores together have spent on what since the machine began."""
    return [int(each) for each in _field("/proc/stat", "cpu ").split()]


def _processor() -> str:
    found = _field("/proc/cpuinfo", "model name")
    return found.lstrip(": \t") or platform.processor() or platform.machine()


def _memory() -> str:
    kilobytes = _field("/proc/meminfo", "MemTotal:").split()
    return f"{int(kilobytes[0]) / 2**20:.0f} GB" if kilobytes else ""


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.machine()


def _field(path: str, name: str) -> str:
    """What stands behind a name in one of the kernel's files; nothing where there is none."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""
    return text.partition(f"{name}")[2].partition("\n")[0].strip()
