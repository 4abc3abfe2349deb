"""The program's surroundings: Python, libraries, clock, terminal."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from summarizer import __version__
from summarizer.doctor.checkup import Finding
from summarizer.papers.days import parse_day, utc_now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.doctor.checkup import Patient

_OLDEST = (3, 11)
_BUILT = 2025
"""A year that is over: a clock before it is wrong."""
_APART = 300.0
"""Seconds by which the clock may differ from a server's."""
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*(?:\[[^]]*\])?\s*([^;]*)")
_BOUND = re.compile(r"(>=|<)\s*([\d.]+)")


def python(patient: Patient) -> Iterator[Finding]:
    """Whether Python is new enough, and its SQLite can search."""
    del patient
    import sqlite3

    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < _OLDEST:
        yield Finding("python", "wrong", f"Python {version}", "use Python 3.11 or newer")
    else:
        yield Finding("python", "ok", f"summarizer {__version__}, Python {version}")
    try:
        with sqlite3.connect(":memory:") as db:
            db.execute("CREATE VIRTUAL TABLE t USING fts5 (x)")
    except sqlite3.Error:
        message = f"SQLite {sqlite3.sqlite_version} has no full-text search (FTS5)"
        advice = "`search`, `week`, `month` and `trends` need it: use another Python"
        yield Finding("python", "wrong", message, advice)


def dependencies(patient: Patient) -> Iterator[Finding]:
    """Whether every library is there, in a version that fits."""
    del patient
    from importlib.metadata import PackageNotFoundError, requires, version

    try:
        wanted = requires("summarize-papers") or []
    except PackageNotFoundError:
        message = "summarizer is not installed, it runs from a folder"
        yield Finding("dependencies", "warning", message, "install it: `pip install .`")
        return
    fitting = 0
    for requirement in wanted:
        match = _REQUIREMENT.match(requirement)
        if match is None or "extra ==" in requirement or "sys_platform" in requirement:
            continue
        name, bounds = match[1], match[2]
        try:
            found = version(name)
        except PackageNotFoundError:
            found = None
        if found and fits(found, bounds):
            fitting += 1
            continue
        message = f"{name} is {found or 'not installed'}, needed is {bounds.strip() or 'any'}"
        advice = f"`pip install '{name}{bounds.strip()}'`"
        yield Finding("dependencies", "wrong", message, advice)
    yield Finding("dependencies", "ok", f"{fitting} libraries are there")


def fits(version: str, bounds: str) -> bool:
    """Whether a version lies within bounds such as `>=1.2,<2`."""
    have = _numbers(version)
    return all(
        have >= _numbers(bound) if sign == ">=" else have < _numbers(bound)
        for sign, bound in _BOUND.findall(bounds)
    )


def _numbers(version: str) -> tuple[int, ...]:
    found = re.match(r"[\d.]*", version)
    numbers = [int(each) for each in (found[0] if found else "").split(".") if each]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def clock(patient: Patient) -> Iterator[Finding]:
    """Whether the clock can be right: not before what is stored, and close to the servers'."""
    now = utc_now()
    shown = f"{now:%Y-%m-%d %H:%M} UTC, here {now.astimezone():%Y-%m-%d %H:%M %Z}"
    days = filter(None, (parse_day(day) for _, day in patient.run.library.stamps()))
    newest = max(days, default=None)
    advice = "set the clock: days are told by it"
    if now.year < _BUILT:
        yield Finding("clock", "wrong", f"it is not {shown}", advice)
    elif newest and (newest - now.date()).days > 1:
        message = f"it is {shown}, but {newest} is stored, a day to come"
        yield Finding("clock", "warning", message, advice)
    else:
        yield Finding("clock", "ok", shown)


def apart(seconds: float, server: str) -> Finding | None:
    """The finding where a server's clock and this one differ by too much."""
    if abs(seconds) <= _APART:
        return None
    message = f"the clock differs from {server}'s by {abs(seconds) / 60:.0f} minutes"
    return Finding("clock", "warning", message, "set the clock: days are told by it")


def terminal(patient: Patient) -> Iterator[Finding]:
    """Whether the locale has the signs that titles hold, and what the terminal knows."""
    import locale

    from summarizer.text.terminals import knows_links

    encoding = locale.getpreferredencoding(do_setlocale=False)
    if encoding.lower().replace("-", "") != "utf8":
        message = f"the locale's encoding is {encoding}: signs it has not are shown as `\\u....`"
        advice = "set `LC_ALL=C.UTF-8`, or `PYTHONUTF8=1`"
        yield Finding("terminal", "warning", message, advice)
        return
    links = "shows links" if knows_links(patient.environment) else "not known to show links"
    term = patient.environment.get("TERM", "not set")
    yield Finding("terminal", "ok", f"{encoding}, TERM is {term}, {links}")
