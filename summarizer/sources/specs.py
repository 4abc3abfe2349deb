"""SPECs to listings: files are read here, all else is asked for live."""

from __future__ import annotations

import os
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from summarizer import sources
from summarizer.errors import (
    InputError,
    NoPapers,
    NothingListed,
    ServiceError,
    SummarizerError,
    UsageError,
)
from summarizer.papers.days import utc_now
from summarizer.papers.parsereport import loss
from summarizer.papers.records import Dropped, Report
from summarizer.sources import content, extraction, places, speclists
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import date

    from summarizer.library.run import Options, Run
    from summarizer.sources import Listing
    from summarizer.sources.content import Content
    from summarizer.sources.places import Place
    from summarizer.sources.speclists import Named


_LONGEST_SPEC = 100
_FEW = 5
"""Files without papers that are named, each in a line, before the others are counted."""


@dataclass
class Resolved:
    """What several SPECs name, and the sites that failed: each stands in a listing's report."""

    listings: list[Listing] = field(default_factory=list)
    failed: list[ServiceError] = field(default_factory=list)


def resolve_all(specs: Iterable[str], options: Options, run: Run) -> list[Listing]:
    """What SPECs name; folders, patterns and zips unfolded into their files, lists into SPECs.

    Raises UsageError, NothingListed or ServiceError.
    """
    found: list[Listing] = []
    with _bare_kept(options):
        for spec in specs:
            found += _of_spec(spec, options, run)
    return found


def resolve_each(specs: Sequence[str], options: Options, run: Run) -> Resolved:
    """The same, but a site that fails, lists nothing or has no such paper hides no other.

    Raises UsageError; and the first problem of all where nothing came of any SPEC.
    """
    if len(specs) == 1:
        return Resolved(resolve_all(specs, options, run))
    # What is wrong in a SPEC is said before anything is asked.
    live = {spec for spec in specs if sources.asked(spec, run.settings)}
    found, problems = Resolved(), list[SummarizerError]()
    with _bare_kept(options):
        for spec in specs:
            try:
                found.listings += _of_spec(spec, options, run)
            except ServiceError as error:
                problems.append(error)
                found.failed.append(error)
                found.listings.append(_unread(spec, error, "the source"))
            except NothingListed as error:
                problems.append(error)
            except InputError as error:
                if spec not in live:
                    raise
                problems.append(error)
                found.listings.append(_unread(spec, error, "the source"))
    if len(problems) == len(specs):
        raise found.failed[0] if found.failed else problems[0]
    for problem in problems:
        if problem not in found.failed[:1]:  # the first ends the run, and is said then
            run.observer.warn(str(problem))
    return found


def _of_spec(spec: str, options: Options, run: Run) -> list[Listing]:
    files = places.unfolded(spec, options.day)
    return _resolved(spec, options, run) if files is None else _each_of(spec, files, options, run)


def _bare_kept(options: Options) -> AbstractContextManager[None]:
    if not options.bare:
        return nullcontext()
    from summarizer.sources.mapping import bare_kept

    return bare_kept()


def _each_of(spec: str, files: list[Place], options: Options, run: Run) -> list[Listing]:
    """The papers of each file; one that holds none is dropped, unless all of them do."""
    found: list[Listing] = []
    unread: list[Listing] = []
    beside = 0
    for file in files:
        try:
            found.append(replace(_read(file.name, file.read(), options, run), spec=file.name))
        except InputError as error:
            if file.beside:
                beside += 1
                continue
            unread.append(_unread(file.name, error))
            if len(unread) <= _FEW:
                run.observer.note(str(error))
            found.append(unread[-1])
    if beside == len(files):
        raise InputError(places.why_none(spec, beside))
    if _FEW < len(unread) < len(found):
        more = counted(len(unread) - _FEW, "more file")
        run.observer.note(f"{more} without papers: `summarize papers --report` lists them")
    if len(unread) == len(found):
        first = unread[0].report.dropped[0]
        message = f"`{spec}`: no papers in {counted(len(found), 'file')}; {first.why}"
        raise NoPapers(message, _joined(unread))
    return found


def _unread(name: str, error: SummarizerError, what: str = "the file") -> Listing:
    """What stands for a file without papers: the places in it where there are any."""
    report = error.report if isinstance(error, NoPapers) else None
    report = report or Report(1, 0, 0, (Dropped(what, str(error)),))
    return sources.Listing("unread", (), report, spec=name)


def _joined(listings: list[Listing]) -> Report:
    dropped = tuple(
        replace(item, where=f"{each.spec}: {item.where}")
        for each in listings
        for item in each.report.dropped
    )
    return Report(len(dropped), 0, 0, dropped)


def _resolved(spec: str, options: Options, run: Run) -> list[Listing]:
    """What a SPEC that is no folder names: one listing, or those of the SPECs listed in a file."""
    asked = sources.asked(spec, run.settings)
    if asked:
        from summarizer.sources import remote

        return [replace(remote.listing(*asked, options, run), spec=spec)]
    is_file = spec == content.STANDARD_INPUT or os.path.exists(spec)  # noqa: PTH110 - never raises
    prefix, colon, _ = spec.partition(":")
    is_like_a_source = bool(colon) and prefix.isalnum() and len(prefix) > 1
    if not is_file and (is_like_a_source or ("." not in spec and "/" not in spec)):
        raise sources.unknown_spec(spec, places.near(spec))
    if not is_file and (meant := _without_prefix(spec, run)):
        message = f"`{spec}` is not a file: did you mean `{meant}`?"
        raise UsageError(message)
    if not is_file and (near := places.near(spec)):
        message = f"cannot read `{spec}`: no such file{near}"
        raise InputError(message)
    given = content.read_content(spec, options.day)
    named = None if options.form else speclists.named_in(given)
    if named:
        return list(_listed(given.name, named, options, run))
    return [replace(_read(spec, given, options, run), spec=spec)]


def _without_prefix(spec: str, run: Run) -> str | None:
    """The SPEC that is meant where a source's prefix is missing, or stands before a slash."""
    if len(spec) > _LONGEST_SPEC:
        return None
    for site in (source.SITE for source in sources.sites()):
        rest = spec.removeprefix(f"{site.prefix}/")
        with suppress(SummarizerError):
            if sources.asked(f"{site.prefix}:{rest}", run.settings):
                return f"{site.prefix}:{rest}"
    return None


def _read(spec: str, given: Content, options: Options, run: Run) -> Listing:
    read = extraction.content_listing(given, options.form)
    if options.day and not read.dated:
        read = _of_day(spec, read, options.day, run)
    elif read.day and spec == content.STANDARD_INPUT:
        read = replace(read, dated=True)
    dropped = [loss(read.report)] if read.report.dropped else []
    for note in (*read.notes, *dropped):
        run.observer.note(f"{content.shown_name(spec)}: {note}")
    return read


def _of_day(spec: str, read: Listing, day: date, run: Run) -> Listing:
    """The listing of a file whose reader says of which day it is; a page's own day goes before."""
    if day > utc_now().date() + timedelta(days=1):
        message = f"`--date {day}` is in the future"
        raise UsageError(message)
    if read.day and read.day != day.isoformat():
        told = f"the page is of {read.day}, not of {day}: `--date` only tells its year"
        run.observer.warn(f"{content.shown_name(spec)}: {told}")
        return replace(read, dated=True)
    papers = tuple(replace(each, listed=each.listed or day.isoformat()) for each in read.papers)
    return replace(read, day=day.isoformat(), papers=papers, dated=True)


def _listed(name: str, named: list[Named], options: Options, run: Run) -> Iterator[Listing]:
    """What a list of SPECs names: all arXiv ids at once; one that cannot be had is dropped."""
    identities = list(dict.fromkeys(each.identity for each in named if each.identity))
    run.observer.note(f"{name}: a list of {len(named)} papers by id or address")
    wanted = [("the ids", f"arxiv:{','.join(identities)}")] if identities else []
    others = dict.fromkeys((each.line, each.spec) for each in named if not each.identity)
    wanted += [(f"line {line}", spec) for line, spec in others]
    failures: list[SummarizerError] = []
    undated = replace(options, day=None)
    for where, spec in wanted:
        try:
            yield from _resolved(spec, undated, run)
        except InputError as error:
            failures.append(error)
            report = Report(1, 0, 0, (Dropped(where, str(error)),))
            yield sources.Listing("unread", (), report, spec=name)
    if len(failures) == len(wanted):
        raise failures[0]
