"""SPECs to listings: files read, days fetched, and both merged with what is stored."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import content, sources
from summarizer.days import named, previous_weekday, utc_now, why_empty
from summarizer.days import parse as parse_day
from summarizer.errors import InputError, NothingListed, Unreachable, UsageError
from summarizer.library import merge_papers
from summarizer.records import Dropped, Report
from summarizer.reports import FEW, losses

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from summarizer.run import Options, Run
    from summarizer.sources import DailySource, Listing

_ENDINGS = frozenset(
    ".txt .text .html .htm .json .jsonl .ndjson .xml .atom .rss .csv .tsv .bib".split()
)
"""What files with papers are called; in a folder, others are not opened."""
_PATTERN = re.compile(r"[*?\[]")
LOOK_BACK = 10
"""How many weekdays the newest day is searched for before nothing is said to be listed."""


def listings(specs: Iterable[str], options: Options, run: Run) -> list[Listing]:
    """What SPECs name, folders and patterns of file names unfolded into their files.

    Raises UsageError, NothingListed or ServiceError.
    """
    found: list[Listing] = []
    for spec in specs:
        files = _unfolded(spec)
        if files is None:
            found.append(replace(listing(spec, options, run), spec=spec))
        else:
            found += _each_of(spec, files, options, run)
    return found


def _unfolded(spec: str) -> list[str] | None:
    """The files of a folder, or that a pattern names; None where the SPEC is neither."""
    if os.path.isdir(spec):  # noqa: PTH112 - it never raises
        return [
            str(path)
            for path in sorted(Path(spec).rglob("*"))
            if _may_hold_papers(path.relative_to(spec)) and path.is_file()
        ]
    if not _PATTERN.search(spec) or ":" in spec or os.path.exists(spec):  # noqa: PTH110 - the same
        return None
    from glob import glob

    return sorted(path for path in glob(spec, recursive=True) if Path(path).is_file())  # noqa: PTH207 - patterns may be absolute


def _may_hold_papers(path: Path) -> bool:
    """Whether a file of a folder is worth opening: prose and code look like a page's text too."""
    ending = Path(path.stem).suffix if path.suffix == ".gz" else path.suffix
    hidden = any(part.startswith(".") for part in path.parts)
    return ending.lower() in _ENDINGS and not hidden


def _each_of(spec: str, files: list[str], options: Options, run: Run) -> list[Listing]:
    """The papers of each file; one that holds none is dropped, unless all of them do."""
    found: list[Listing] = []
    unread: list[Dropped] = []
    for file in files:
        try:
            found.append(replace(_file_listing(file, options, run), spec=file))
        except InputError as error:
            unread.append(Dropped("the file", str(error)))
            report = Report(1, 0, 0, (unread[-1],))
            run.observer.note(str(error))
            found.append(sources.Listing("unread", (), report, spec=file))
    if not files:
        message = f"`{spec}`: no files there with one of the endings {' '.join(sorted(_ENDINGS))}"
        raise InputError(message if os.path.isdir(spec) else f"`{spec}`: no file has such a name")  # noqa: PTH112 - it never raises
    if len(unread) == len(files):
        message = f"`{spec}`: none of {len(files)} files there holds papers; {unread[0].why}"
        raise InputError(message)
    return found


def listing(spec: str, options: Options, run: Run) -> Listing:
    """What a SPEC names. Raises UsageError, NothingListed or ServiceError."""
    source = sources.live_source(spec)
    if source:
        return day_listing(source, spec, options, run)
    is_file = spec == content.STANDARD_INPUT or os.path.exists(spec)  # noqa: PTH110 - never raises
    if not is_file and "." not in spec and "/" not in spec:
        raise sources.unknown_spec(spec)
    return _file_listing(spec, options, run)


def _file_listing(spec: str, options: Options, run: Run) -> Listing:
    read = sources.parse(content.read(spec, options.day))
    for note in (*read.notes, *losses(read.report, FEW)):
        run.observer.note(f"{content.shown_name(spec)}: {note}")
    return read


def day_listing(source: DailySource, spec: str, options: Options, run: Run) -> Listing:
    """A source's day, the newest where none is named, merged with what is stored of it."""
    named_day = source.spec_day(spec)
    if named_day and options.day and named_day != options.day:
        message = f"`{spec}` and `--date {options.day}` are two days: give one"
        raise UsageError(message)
    wanted = named_day or options.day
    if options.offline:
        return _stored(source, wanted, run)
    try:
        return _named(source, wanted, run) if wanted else _newest(source, run)
    finally:
        run.close()


def _named(source: DailySource, day: date, run: Run) -> Listing:
    found = _fetched(source, day, run)
    if found is None:
        message = (
            f"{source.NAME} lists nothing for {named(day)}: {why_empty(day, utc_now().date())}"
        )
        raise NothingListed(message)
    return found


def _newest(source: DailySource, run: Run) -> Listing:
    """Today's papers (UTC), or those of the last weekday that has any."""
    this_day = day = utc_now().date()
    reason = "today, UTC"
    for _ in range(LOOK_BACK):
        found = _fetched(source, day, run)
        if found:
            _say_day(source, day, reason, found, run)
            return found
        if day == this_day:
            why = why_empty(day, this_day)
            reason = f"the newest day listed; nothing for today, {named(this_day)}: {why}"
        day = previous_weekday(day)
    message = (
        f"{source.NAME} lists nothing for {named(this_day)} ({why_empty(this_day, this_day)}), "
        f"nor for the {LOOK_BACK - 1} weekdays before"
    )
    raise NothingListed(message)


def _say_day(source: DailySource, day: date, reason: str, found: Listing, run: Run) -> None:
    run.observer.note(f"{source.NAME}: {named(day)} ({reason}), {len(found.papers)} papers")


def _fetched(source: DailySource, day: date, run: Run) -> Listing | None:
    """One day as it is listed now, and the stored papers that it no longer lists."""
    answer = source.fetch(day, run.http())
    stored = run.library.read(source.NAME, day.isoformat())
    if answer is None:
        if stored is None:
            return None
        run.observer.warn(f"{source.NAME} lists nothing for {day} any more: shown as stored")
        return sources.Listing(source.NAME, stored.papers, day=day.isoformat())
    try:
        read = sources.parse(answer, source)
    except InputError as error:
        message = f"{source.NAME} answered nonsense: {error}: try again later"
        raise Unreachable(message) from error
    for note in (*read.notes, *losses(read.report, FEW)):
        run.observer.note(f"{source.NAME}: {note}")
    papers = merge_papers(stored.papers if stored else (), read.papers)
    gone = len(papers) - len(read.papers)
    if gone:
        run.observer.note(f"{source.NAME}: {gone} stored papers of {day} are listed no more; kept")
    return replace(read, papers=papers, day=day.isoformat())


def _stored(source: DailySource, wanted: date | None, run: Run) -> Listing:
    """A stored day, or the newest of them."""
    days = [wanted.isoformat()] if wanted else run.library.days(source.NAME)
    readable = ((day, run.library.read(source.NAME, day)) for day in days)
    day, stored = next((each for each in readable if each[1]), (None, None))
    if stored is None or day is None:
        which = f"of {wanted}" if wanted else "at all"
        message = f"nothing of {source.NAME} is stored {which}: run once without `--offline`"
        raise Unreachable(message)
    found = sources.Listing(source.NAME, stored.papers, day=day)
    newest = parse_day(day)
    if wanted is None and newest:
        _say_day(source, newest, "the newest day stored; offline", found, run)
    return found
