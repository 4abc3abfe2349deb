"""A digest in the making: papers annotated, each day kept, what was asked for shown."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import engines
from summarizer.annotate.annotator import How, annotate
from summarizer.annotate.sitelines import chosen
from summarizer.errors import MissingKey, NotKept, ServiceError
from summarizer.library.following import News, with_follows
from summarizer.library.history import earlier_day, is_revised
from summarizer.library.store import COLLECTION
from summarizer.papers.certainty import at_least, fits
from summarizer.papers.days import utc_now
from summarizer.papers.identity import Register
from summarizer.papers.records import Digest, Entry, Paper, Report, Skipped, Usage
from summarizer.reviews.corrections import laid_over
from summarizer.sources import content
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.engines import AnyEngine
    from summarizer.library.history import Showing
    from summarizer.library.run import Options, Run
    from summarizer.papers.papertext import Texts
    from summarizer.papers.records import ForMe
    from summarizer.ranking import Ranking
    from summarizer.sources import Listing


@dataclass
class Assembly:
    """A digest of listings, by an engine, under the options of a run."""

    specs: Sequence[str]
    listings: Sequence[Listing]
    engine: AnyEngine
    options: Options
    run: Run
    ranking: Ranking | None = None
    entries: list[Entry] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    _unasked: ForMe | None = None
    _known: dict[str, list[Showing]] = field(default_factory=dict)
    _register: Register = field(default_factory=Register)

    def digest(self, wanted: set[str]) -> Digest:
        """Annotate, keep each day, and show what was asked for: all, or these topics.

        Raises ServiceError or NotKept, whose `digest` is what was made until then.
        """
        self._register, report = combined(self.listings)
        papers: Sequence[Paper] = self._register.papers
        self._known = self.run.history.of(papers)
        if self.run.settings.language and not engines.waits(self.engine):
            self.run.observer.note("`language` needs a language model: TL;DRs are not translated")
        if self.options.new:
            papers = self._not_shown(papers)
        try:
            self._annotate(self._asked(papers, None if wanted else self.options.limit))
        except (ServiceError, NotKept) as error:
            if not isinstance(error, MissingKey):
                error.digest = self._shown(self._made(report), wanted)
            raise
        finally:
            made = self._made(report)
            self._store(made)
        return self._shown(made, wanted)

    def _asked(self, papers: Sequence[Paper], limit: int | None) -> Sequence[Paper]:
        """The papers to annotate under a limit: for a reader, those that promise most to her."""
        if self.ranking is None:
            return papers[:limit]
        if not engines.waits(self.engine):
            return papers
        found, self._unasked = self.ranking.asked(papers, limit)
        return found

    def without_papers(self, report: Report) -> Digest:
        """What is shown of an input in which nothing is a paper; nothing is kept of it."""
        return self._made(report)

    def _not_shown(self, papers: Sequence[Paper]) -> list[Paper]:
        known = self._known
        new = [each for each in papers if each.id not in known or is_revised(each, known[each.id])]
        gone = len(papers) - len(new)
        if gone:
            self.run.observer.note(f"{gone} of {counted(len(papers), 'paper')} shown before")
        return new

    def _shown(self, made: Digest, wanted: set[str]) -> Digest:
        """What was asked for, marked as far as it was shown before, and known as shown from now."""
        entries: Sequence[Entry] = made.papers
        if self.options.corrected:
            entries = corrected = laid_over(entries, self.run.reviews, self.run.marks)
            entries = at_least(corrected, self.run.settings.min_score)
        wished = (entry for entry in entries if not wanted or fits(entry, wanted))
        limit = self.options.limit if self.ranking is None else None
        day = made.date or utc_now().date().isoformat()
        shown: Sequence[Entry] = [self._marked(entry, day) for entry in islice(wished, limit)]
        if self.options.corrected:
            shown = with_follows(shown, self.run, partial(self._news, shown, corrected))
        shown, for_me = self._ordered(shown)
        if self.options.corrected:
            shown = chosen(shown, self.run.settings, self.run.observer)
        if self.options.store and not self.options.known:
            self.run.history.add(shown, day, self._known)
        return replace(made, papers=tuple(shown), for_me=for_me)

    def _ordered(self, shown: Sequence[Entry]) -> tuple[Sequence[Entry], ForMe | None]:
        """What is shown in its reader's order, where that is asked for."""
        if self.ranking is None:
            return shown, None
        least, limit = self.options.min_relevance, self.options.limit
        found, for_me = self.ranking.ordered(shown, least, limit)
        if left := self._unasked:
            hidden, below = for_me.hidden + left.hidden, for_me.below + left.below
            for_me = replace(for_me, hidden=hidden, below=below)
        return found, for_me

    def _news(self, shown: Sequence[Entry], corrected: Sequence[Entry]) -> News:
        """The papers shown that no digest of an earlier day showed."""
        new = {each.id for each in shown if not each.shown_before}
        return News([each for each in corrected if each.id in new], self._lists())

    def _lists(self) -> dict[str, list[str]]:
        """By the id of a paper, the listings that have it, each as the search index names it."""
        found: dict[str, list[str]] = {}
        for listing in self.listings:
            place = f"{_label(listing.spec, listing) or 'stdin'} {listing.spec}"
            for paper in listing.papers:
                found.setdefault(self._as_known(paper).id, []).append(place)
        return found

    def _marked(self, entry: Entry, day: str) -> Entry:
        showings = self._known.get(entry.id)
        if not showings:
            return entry
        before, revised = earlier_day(showings, day), is_revised(entry, showings)
        return replace(entry, shown_before=before, revised=revised)

    def _annotate(self, papers: Sequence[Paper]) -> None:
        how = How(
            refresh=self.options.refresh,
            fallback=engines.fallback(self.run.settings),
            observer=self.run.observer,
            total=len(papers),
            texts=_texts(self.run),
        )
        with closing(annotate(papers, self.engine, self.run.cache, how)) as results:
            for item in results:
                if isinstance(item, Skipped):
                    self.skipped.append(item)
                else:
                    self.entries.append(item)

    def _made(self, report: Report) -> Digest:
        days = {listing.day for listing in self.listings}
        return Digest(
            source=tuple(self.specs),
            date=days.pop() if len(days) == 1 else None,
            generated_at=utc_now().isoformat().replace("+00:00", "Z"),
            engine=self.engine.name,
            model=self.engine.model,
            prompt=self.engine.prompt,
            topics=self.engine.topics,
            usage=replace(self._taken(), cached=sum(entry.cached for entry in self.entries)),
            report=report,
            papers=tuple(self.entries),
            skipped=tuple(self.skipped),
        )

    def _taken(self) -> Usage:
        return self.engine.usage if engines.waits(self.engine) else Usage()

    def _store(self, made: Digest) -> None:
        """Keep each listing's part of the digest: in its day's file, or as a collection."""
        if not self.options.store:
            return
        for listing in self.listings:
            spec = listing.spec
            label = _label(spec, listing) or ("stdin" if self.options.keep_all else None)
            if label is None or listing.kept or not listing.papers:
                continue
            papers = [self._as_known(paper) for paper in self._to_keep(listing)]
            ids = {paper.id for paper in papers}
            part = replace(
                made,
                source=(spec,),
                date=listing.day if listing.live or listing.dated else None,
                report=listing.report,
                papers=tuple(entry for entry in made.papers if entry.id in ids),
                skipped=tuple(item for item in made.skipped if item.id in ids),
            )
            self.run.library.store(label, part, papers)

    def _to_keep(self, listing: Listing) -> Sequence[Paper]:
        """All papers of a listing; under a limit, only those that were asked about."""
        if self.options.limit is None:
            return (*listing.papers, *listing.left_out)
        asked = {each.id for each in self.entries} | {each.id for each in self.skipped}
        return [paper for paper in listing.papers if self._as_known(paper).id in asked]

    def _as_known(self, paper: Paper) -> Paper:
        """The paper as a listing gave it; as merged where it was found under another id."""
        known = self._register.find(paper.id)
        return known if known and known.id != paper.id else paper


def _texts(run: Run) -> Texts | None:
    """The full texts at hand; None, and nothing loaded, where there are none."""
    if not run.keeps_texts:
        return None
    from summarizer.library.fulltexts import texts

    return texts(run)


def combined(found: Sequence[Listing]) -> tuple[Register, Report]:
    """The papers of all listings, each once, and one report."""
    register = Register()
    several = len(found) > 1
    for listing in found:
        for paper in listing.papers:
            named = several and not paper.source
            register.add(replace(paper, source=listing.spec or None) if named else paper)
    again = sum(len(listing.papers) for listing in found) - len(register.papers)
    reports = [listing.report for listing in found]
    report = Report(
        found=sum(report.found for report in reports),
        kept=sum(report.kept for report in reports) - again,
        duplicates=sum(report.duplicates for report in reports) + again,
        dropped=tuple(
            replace(item, where=f"{each.spec}: {item.where}") if several else item
            for each in found
            for item in each.report.dropped
        ),
    )
    return register, report


def _label(spec: str, listing: Listing) -> str | None:
    """The library's name for where a listing came from; None for what has no name to keep it by."""
    import hashlib
    import re

    if listing.live or listing.dated:
        return listing.label
    if spec == content.STANDARD_INPUT:
        return None
    place = hashlib.sha256(
        str(Path(spec).absolute()).encode("utf-8", "surrogateescape")
    ).hexdigest()
    name = re.sub(r"[^\w.-]+", "-", Path(spec).name.partition(".")[0])[:80]
    return f"{COLLECTION}{name}-{place[:8]}"
