"""The machine that a benchmark runs on, and what else runs on it."""

from __future__ import annotations

import os
import platform
import time
from pathlib import Path

SAMPLE_SECONDS = 3.0
_NICE, _IDLE, _ALL = 1, slice(3, 5), slice(8)
"""Columns of /proc/stat: at low priority; idle, and waiting for a disk; all that are not a guest's,
whose time is among a user's already."""


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


def busy() -> str:
    """How many of the cores are at work now, sampled for some seconds, in words.

    The load of the last minute is also that of the benchmark before; this is not.
    """
    before = _ticks()
    time.sleep(SAMPLE_SECONDS)
    after = _ticks()
    if not before or not after:
        return "an unknown part"
    spent = [late - early for early, late in zip(before, after, strict=True)]
    cores = os.cpu_count() or 1
    share = cores / (sum(spent[_ALL]) or 1)
    working = share * (sum(spent[_ALL]) - sum(spent[_IDLE]))
    return f"{working:.2f} of {cores} cores ({share * spent[_NICE]:.2f} at low priority)"


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
