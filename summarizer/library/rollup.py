"""A week or a month of stored days as one digest: no engine is asked, no site either."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from summarizer.annotate.sitelines import chosen
from summarizer.errors import NothingListed
from summarizer.library import overview
from summarizer.library.following import News, with_follows
from summarizer.library.history import earlier_day
from summarizer.library.store import load_paper, source_of, updated
from summarizer.papers.certainty import at_least, fits
from summarizer.papers.days import named, parse_day, utc_now
from summarizer.papers.identity import Register
from summarizer.papers.parsereport import SEVERAL, enumerated
from summarizer.papers.periods import MOST_UPVOTED, containing
from summarizer.papers.records import Digest, Entry, Period, Report, Skipped, Usage
from summarizer.reviews.corrections import laid_over
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from summarizer.library.overview import Part
    from summarizer.library.run import Run
    from summarizer.library.store import StoredDay
    from summarizer.papers.periods import Kind, Span
    from summarizer.papers.records import Paper


def newest_span(kind: Kind, run: Run) -> Span:
    """The newest week or month of which a day is stored. Raises NothingListed for none."""
    found = filter(None, map(parse_day, reversed(overview.listed_days(run))))
    day = next(found, None)
    if day is None:
        message = "nothing is stored yet: run `summarize today` first"
        raise NothingListed(message)
    return containing(day, kind)


def rollup(span: Span, run: Run, wanted: Iterable[str] = (), limit: int | None = None) -> Digest:
    """The stored papers of a period, each once: reviewed ones first, then the most upvoted.

    `wanted` are names of topics of which a paper must have one, or `NO_TOPIC` for none. `period`
    of the digest holds what the days say together. Raises NothingListed, naming the days stored.
    """
    stored = overview.part(run, span.since.isoformat(), span.until.isoformat())
    if not stored.days:
        raise NothingListed(_nothing(span, overview.listed_days(run)))
    gathered = _Gathered(span)
    for label, day in stored.files:
        kept = run.library.read(label, day)
        if kept:
            gathered.add(kept, label)
    _say_missing(span, stored.days, run)
    if gathered.waiting:
        count = f"{counted(gathered.waiting, 'stored paper')} of {span.name} not annotated"
        run.observer.note(f"{count} (left out by a limit, or as cross-lists) and not shown")
    return gathered.digest(stored, run, set(wanted), limit)


def _nothing(span: Span, days: Sequence[str]) -> str:
    where = f"{span.name} ({span.since} to {span.until})"
    if not days:
        return f"nothing is stored for {where} or any other day: run `summarize today` first"
    kind: Kind = "week" if "W" in span.name else "month"
    found = [day for day in map(parse_day, days) if day]
    names = list(dict.fromkeys(containing(day, kind).name for day in found))
    if len(names) <= SEVERAL:
        return f"nothing is stored for {where}, only for {enumerated(names)}"
    near = containing(min(found, key=lambda day: abs(day - span.since)), kind).name
    stored = f"{len(names)} {kind}s from {names[0]} to {names[-1]}, the nearest {near}"
    return f"nothing is stored for {where}, only for {stored}"


def _say_missing(span: Span, days: Sequence[str], run: Run) -> None:
    """Say which weekdays of the period, as far as it has passed, are not stored."""
    today = utc_now().date()
    missing = [day for day in span.weekdays if day.isoformat() not in days and day <= today]
    if missing:
        run.observer.note(f"not stored for {span.name}: {enumerated(list(_runs(missing, span)))}")


def _runs(missing: Sequence[date], span: Span) -> Iterator[str]:
    """The missing weekdays in words, those that follow each other as one."""
    runs: list[list[date]] = []
    before = None
    for day in span.weekdays:
        if day in missing and before in missing:
            runs[-1].append(day)
        elif day in missing:
            runs.append([day])
        before = day
    for each in runs:
        yield named(each[0]) if len(each) == 1 else f"{named(each[0])} to {named(each[-1])}"


@dataclass
class _Gathered:
    """The papers of a period's files, those that are one merged."""

    span: Span
    sources: dict[str, None] = field(default_factory=dict)
    _heads: list[dict[str, Any]] = field(default_factory=list)
    _register: Register = field(default_factory=Register)
    _entries: list[Entry] = field(default_factory=list)
    _skipped: dict[str, Skipped] = field(default_factory=dict)
    _bare: list[Paper] = field(default_factory=list)
    _places: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kept: StoredDay, label: str) -> None:
        """Take in what a file has of the period: all of a day, of others what lists a day."""
        whole = bool(kept.head.get("date"))
        entries = [each for each in kept.entries if whole or each.listed in self.span]
        bare = [each for each in kept.unannotated if whole or each.listed in self.span]
        for entry in entries:
            self._register.add(load_paper(entry))
        for paper in bare:
            self._register.add(paper)
        self._entries += entries
        self._bare += bare
        ids = {paper.id for paper in bare}
        self._skipped |= {item.id: item for item in kept.skipped if item.id in ids}
        self._heads.append(kept.head)
        self.sources |= dict.fromkeys(_source(kept.head))
        place = source_of(label, kept.head)
        for entry in entries:
            self._places.setdefault(entry.id, []).append(place)

    @property
    def waiting(self) -> int:
        """How many papers have neither an annotation nor a reason why they have none."""
        known = {self._id(entry) for entry in self._entries} | {
            self._id(item) for item in self._skipped.values()
        }
        return len({self._id(paper) for paper in self._bare} - known)

    def _id(self, paper: Paper | Skipped) -> str:
        """The id under which a paper stands after all merging."""
        found = self._register.find(paper.id)
        return found.id if found else paper.id

    def entries(self) -> tuple[Entry, ...]:
        """Each annotated paper once, with its newest answer and its fullest facts."""
        answers = {self._id(entry): entry for entry in self._entries}
        papers = {paper.id: paper for paper in self._register.papers}
        return tuple(updated(entry, papers[place]) for place, entry in answers.items())

    def _news(self, shown: Iterable[Entry], corrected: Iterable[Entry], run: Run) -> News:
        """Those of the shown papers that no digest showed before the period."""
        ids = {entry.id for entry in shown}
        entries = [entry for entry in corrected if entry.id in ids]
        known, first = run.history.of(entries), self.span.since.isoformat()
        new = [each for each in entries if not earlier_day(known.get(each.id, ()), first)]
        return News(new, self._lists())

    def _lists(self) -> dict[str, list[str]]:
        """By the id of a paper, the files that have it, each as the search index names it."""
        found: dict[str, list[str]] = {}
        for identity, places in self._places.items():
            paper = self._register.find(identity)
            found.setdefault(paper.id if paper else identity, []).extend(places)
        return found

    def digest(self, stored: Part, run: Run, wanted: set[str], limit: int | None) -> Digest:
        """The digest of what was gathered."""
        corrected = laid_over(self.entries(), run.reviews, run.marks)
        everything = sorted(at_least(corrected, run.settings.min_score), key=_rank)
        wished = [each for each in everything if not wanted or fits(each, wanted)]
        shown = chosen(wished[:limit], run.settings, run.observer)
        shown = with_follows(shown, run, partial(self._news, shown, corrected, run))
        known = {entry.id for entry in everything}
        read = len(self._entries) + len(self._bare)
        return Digest(
            source=tuple(self.sources),
            date=None,
            generated_at=utc_now().isoformat().replace("+00:00", "Z"),
            **_made_by(self._heads),
            usage=Usage(cached=len(shown)),
            report=Report(read, len(self._register.papers), read - len(self._register.papers)),
            papers=tuple(shown),
            skipped=tuple(each for each in self._skipped.values() if self._id(each) not in known),
            period=_period(self.span, stored, everything, shown),
        )


def _source(head: dict[str, Any]) -> Iterator[str]:
    """The SPECs of a file, without the day."""
    specs, day = head.get("source"), head.get("date")
    for spec in specs if isinstance(specs, list) else ():
        yield str(spec).removesuffix(f":{day}")


def _made_by(heads: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What the papers were made by; of several engines, their names, and None for the rest."""
    latest = max(heads, key=lambda head: str(head.get("generated_at")))
    same = {
        name: latest.get(name) if len({str(head.get(name)) for head in heads}) == 1 else None
        for name in ("model", "prompt")
    }
    engine = ", ".join(sorted({str(head.get("engine")) for head in heads}))
    return same | {"engine": engine, "topics": str(latest.get("topics"))}


def _period(
    span: Span, stored: Part, everything: Sequence[Entry], shown: Iterable[Entry]
) -> Period:
    tags = Counter(tag for entry in everything for tag in dict.fromkeys(entry.tags))
    upvoted = sorted((each for each in shown if each.upvotes), key=_upvotes)
    return Period(
        name=span.name,
        since=span.since.isoformat(),
        until=span.until.isoformat(),
        days=stored.days,
        most_upvoted=tuple(entry.id for entry in upvoted[:MOST_UPVOTED]),
        new_topics=tuple(
            tag
            for tag, _ in sorted(tags.items(), key=lambda item: (-item[1], item[0]))
            if stored.earlier is not None and tag not in stored.earlier
        ),
    )


def _rank(entry: Entry) -> tuple[bool, int]:
    return not entry.reviewed, _upvotes(entry)


def _upvotes(entry: Entry) -> int:
    return -(entry.upvotes or 0)
