"""Live listings: days merged with what is stored of them; weeks, rankings, papers by id."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from summarizer.errors import (
    BadAnswer,
    InputError,
    NoPapers,
    NothingListed,
    Unreachable,
    UsageError,
)
from summarizer.library.store import merge_papers
from summarizer.papers.arxivids import without_version
from summarizer.papers.days import here, named, parse_day, previous_weekday, utc_now
from summarizer.papers.parsereport import enumerated, loss
from summarizer.papers.records import Dropped, Report
from summarizer.sources import Keeping, Listing
from summarizer.sources.extraction import answer_listing
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from datetime import date

    from summarizer.library.run import Options, Run
    from summarizer.library.store import StoredDay
    from summarizer.sources import Ask, Fetched, LiveSource

LOOK_BACK = 10
"""How many days the newest one is searched for before nothing is said to be listed."""


def listing(source: LiveSource, ask: Ask, options: Options, run: Run) -> Listing:
    """What is asked of a live source. Raises UsageError, NothingListed or ServiceError."""
    if ask.kind != "daily" and options.day:
        message = f"`--date` does not apply to `{ask.spec}`: leave it out"
        raise UsageError(message)
    if ask.day and options.day and ask.day != options.day:
        message = f"`{ask.spec}` and `--date {options.day}` are different days: give one"
        raise UsageError(message)
    ask = replace(ask, day=ask.day or options.day, now=utc_now())
    run.http().named |= set(ask.addresses)
    try:
        if options.offline and not ask.local:
            return _kept(source, ask, run) or _stored(source, ask, options, run)
        if ask.kind == "daily":
            of_day = _of_the_day if ask.day else _of_the_newest_day
            return of_day(source, ask, options, run)
        return _undated(source, ask, options, run)
    finally:
        run.close()


def _undated(source: LiveSource, ask: Ask, options: Options, run: Run) -> Listing:
    """A period, a ranking or named papers; a ranking is kept as that of its day."""
    day = utc_now().date().isoformat() if ask.kind == "ranking" else None
    most = None if options.tags else options.limit
    fetched = source.fetch(ask, most, run.http())
    found = fetched and _read(source, ask, fetched, run)
    if not found or not found.papers:
        message = f"`{ask.spec}` lists nothing{_why_a_period_is_empty(ask)}"
        raise NothingListed(message)
    stored = run.library.read(ask.label, day) if ask.kind == "period" else None
    found = _merged(stored, replace(found, day=day))
    _say_growth(ask.spec, found, run)
    return _announced(ask.spec, found, options, run) if ask.kind == "period" else found


def _why_a_period_is_empty(ask: Ask) -> str:
    """The reason, behind a colon, where a week or month has not begun; else nothing."""
    if ask.kind != "period" or not ask.now:
        return ""
    week, month = f"{ask.now:%G-W%V}", f"{ask.now:%Y-%m}"
    known = {"since": f"{ask.now:%Y-%m-%d}", "week": week, "month": month}
    ahead = any(ask.terms[name] > now for name, now in known.items() if name in ask.terms)
    return ": it is in the future" if ahead else ""


def _of_the_day(source: LiveSource, ask: Ask, options: Options, run: Run) -> Listing:
    assert ask.day  # noqa: S101 - asked by its only caller
    found = _fetched(source, ask, options, run)
    if found is None:
        why = source.why_empty(ask.day, utc_now())
        message = f"{ask.name} lists nothing for {named(ask.day)}: {why}"
        raise NothingListed(message)
    _say_growth(f"{ask.name}: {named(ask.day)}", found, run)
    return found


def _of_the_newest_day(source: LiveSource, ask: Ask, options: Options, run: Run) -> Listing:
    """Today's papers (UTC), or those of the last weekday that has any."""
    now = utc_now()
    this_day = day = now.date()
    reason = f"today, UTC{here(now)}"
    for _ in range(LOOK_BACK):
        found = _worth_reading(source, replace(ask, day=day), options, run)
        if found:
            _say_day(ask, day, reason, found, run)
            return found
        if day == this_day:
            why = source.why_empty(day, now)
            reason = f"the newest day listed; nothing for today, {named(day)}: {why}{here(now)}"
        day = day - timedelta(days=1) if source.SITE.weekends else previous_weekday(day)
    days = "days" if source.SITE.weekends else "weekdays"
    message = (
        f"{ask.name} lists nothing for {named(this_day)} ({source.why_empty(this_day, now)}), "
        f"nor for the {LOOK_BACK - 1} {days} before"
    )
    raise NothingListed(message)


def _worth_reading(source: LiveSource, ask: Ask, options: Options, run: Run) -> Listing | None:
    """A day, or None where it lists nothing, or nothing with an abstract, which is said."""
    try:
        return _fetched(source, ask, options, run)
    except NothingListed as error:
        run.observer.note(str(error))
        return None


def _say_day(ask: Ask, day: date, reason: str, found: Listing, run: Run) -> None:
    new = "" if found.new is None else f", {_count_new(found)} new since it was last read"
    papers = counted(len(found.papers), "paper")
    run.observer.note(f"{ask.name}: {named(day)} ({reason}), {papers}{new}")


def _count_new(found: Listing) -> int:
    return sum(paper.id in (found.new or ()) for paper in found.papers)


def _say_growth(what: str, found: Listing, run: Run) -> None:
    if _count_new(found):
        papers = counted(len(found.papers), "paper")
        new = f"{_count_new(found)} new since it was last read"
        run.observer.note(f"{what}: {papers}, {new}")


def _fetched(source: LiveSource, ask: Ask, options: Options, run: Run) -> Listing | None:
    """One day as it is listed now, with the stored papers that it no longer lists."""
    assert ask.day  # noqa: S101 - given by every caller
    day = ask.day.isoformat()
    fetched = source.fetch(ask, None, run.http())
    stored = run.library.read(ask.label, day)
    if fetched is None:
        if stored is None:
            return None
        run.observer.warn(f"{ask.name} no longer lists anything for {day}: showing what is stored")
        found = Listing(ask.label, stored.papers, day=day, live=True)
        return _announced(ask.name, found, options, run)
    listed = replace(_read(source, ask, fetched, run), day=day)
    found = _merged(stored, listed)
    gone = len(found.papers) - len(listed.papers)
    if gone:
        papers = counted(gone, "stored paper")
        run.observer.note(f"{ask.name}: {papers} of {day} no longer listed; kept")
    return _announced(ask.name, found, options, run)


def _merged(stored: StoredDay | None, found: Listing) -> Listing:
    """The listing with what is stored of it; a half-filled answer never replaces a fuller one."""
    if stored is None:
        return found
    known = {paper.id for paper in stored.papers}
    new = frozenset(paper.id for paper in found.papers if paper.id not in known)
    return replace(found, papers=merge_papers(stored.papers, found.papers), new=new)


def _read(source: LiveSource, ask: Ask, fetched: Fetched, run: Run) -> Listing:
    try:
        read = answer_listing(source, ask, fetched)
    except InputError as error:
        own = ask.local or ask.addresses
        listed = isinstance(source, Keeping) or ask.kind in {"papers", "ranking"}
        if isinstance(error, NoPapers) and (listed or (not own and _is_bare(error.report))):
            message = f"`{ask.spec}` holds no papers: {loss(error.report)}"
            raise NothingListed(message) from error
        if own:
            raise  # what the reader named is wrong itself: later will not help
        why = str(error).removeprefix(f"`{ask.spec}`: ")
        message = f"{ask.name} sent an answer that cannot be read: {why}: try again later"
        raise BadAnswer(message) from error
    dropped = [loss(read.report)] if read.report.dropped else []
    for note in (*read.notes, *dropped):
        run.observer.note(f"{ask.name}: {note}")
    return replace(read, live=True)


def _is_bare(report: Report) -> bool:
    """Whether a listing holds papers, and all of them lack nothing but their abstracts."""
    return bool(report.dropped) and all(each.why == "no abstract" for each in report.dropped)


def _kept(source: LiveSource, ask: Ask, run: Run) -> Listing | None:
    """What a source keeps of it by itself, if anything."""
    fetched = source.kept(ask) if isinstance(source, Keeping) else None
    return _read(source, ask, fetched, run) if fetched else None


def _stored(source: LiveSource, ask: Ask, options: Options, run: Run) -> Listing:
    """What is kept of what is asked: a day, the newest of them, or all without a day.

    Papers that are named by their ids are found whatever source they are from.
    """
    days: list[str | None] = [*run.library.days(ask.label)]
    if ask.day or ask.kind in {"period", "papers"}:
        days = [ask.day.isoformat() if ask.day else None]
    readable = ((day, run.library.read(ask.label, day)) for day in days)
    day, stored = next((each for each in readable if each[1]), (None, None))
    if stored is None and ask.ids and (held := _held(source, ask, run)):
        return held
    if stored is None:
        which = f" for {ask.day}" if ask.day else ""
        instead = "run once without `--offline`, or give a saved page"
        if bare := _without_versions(source, ask, run):
            instead = f"{enumerated(bare)} is, in another version or none: name no version"
        message = f"nothing from {ask.name} is stored{which}: {instead}"
        raise Unreachable(message)
    found = Listing(ask.label, stored.papers, day=day, live=True)
    newest = parse_day(day or "")
    if ask.day is None and newest:
        _say_day(ask, newest, "the newest day stored; offline", found, run)
    return _announced(ask.name, found, options, run)


def _held(source: LiveSource, ask: Ask, run: Run) -> Listing | None:
    """The papers with these ids as other sources gave them, and from where; None for none."""
    from summarizer.library.holdings import held

    found = held(ask.ids, source.SITE.hosts, run)
    if not found:
        return None
    places: dict[str, list[str]] = {}
    for identity, each in found.items():
        places.setdefault(each.place, []).append(identity)
    for place, ids in places.items():
        run.observer.note(f"{enumerated(ids)}: as stored from {place}; offline")
    papers = tuple({each.paper.id: each.paper for each in found.values()}.values())
    dropped = tuple(Dropped(each, "not stored") for each in ask.ids if each not in found)
    report = Report(len(ask.ids), len(papers), len(found) - len(papers), dropped)
    if dropped:
        run.observer.note(f"{ask.name}: {loss(report)}")
    return Listing(ask.label, papers, report, spec=ask.spec, live=True, kept=True)


def _without_versions(source: LiveSource, ask: Ask, run: Run) -> list[str]:
    """The ids that are stored, though not in the versions that were asked for."""
    from summarizer.library.holdings import held

    bare = [each for each in map(without_version, ask.ids) if each not in ask.ids]
    return [*held(bare, source.SITE.hosts, run)] if bare else []


def _announced(name: str, found: Listing, options: Options, run: Run) -> Listing:
    """The listing without the cross-lists and replacements that the reader did not ask for."""
    wanted = {"cross": options.cross_lists, "replace": options.replacements}
    wanted["replace-cross"] = options.cross_lists and options.replacements
    out = [each for each in found.papers if not wanted.get(each.announce_type or "", True)]
    if not out:
        return found
    run.observer.note(f"{name}: {_left_out([each.announce_type or '' for each in out], options)}")
    identities = {paper.id for paper in out}
    shown = tuple(paper for paper in found.papers if paper.id not in identities)
    return replace(found, papers=shown, left_out=tuple(out))


def _left_out(kinds: list[str], options: Options) -> str:
    """How many announcements of which kinds are left out, and which options show them."""
    crossed = kinds.count("cross")
    counts = {"cross-list": crossed, "replacement": len(kinds) - crossed}
    lists = any("cross" in each for each in kinds) and not options.cross_lists
    replaced = any(each.startswith("replace") for each in kinds) and not options.replacements
    shown = {"`--cross-lists`": lists, "`--replacements`": replaced}
    named = [option for option, wanted in shown.items() if wanted]
    left = " and ".join(counted(number, noun) for noun, number in counts.items() if number)
    verb = "shows" if len(named) == 1 else "show"
    return f"{left} left out; {' and '.join(named)} {verb} {'it' if len(kinds) == 1 else 'them'}"
