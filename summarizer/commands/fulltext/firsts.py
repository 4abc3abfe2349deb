"""Key points of the first papers of a digest: each from its full text, by the run's own model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.commands.fulltext import pointing
from summarizer.library import fulltexts
from summarizer.library.fulltexts import retrieval, wanted_of
from summarizer.settings import COMMAND_LINE
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.annotate.forecast import Forecast
    from summarizer.fulltext.records import FullText
    from summarizer.fulltext.retrieval import Retrieval
    from summarizer.keypoints import Points
    from summarizer.keypoints.asking import Asker
    from summarizer.keypoints.records import Asked
    from summarizer.library.run import Run
    from summarizer.papers.records import Digest, Entry, Usage
    from summarizer.renderers import View


def with_points(digest: Digest, most: int, look: View, run: Run, *, offline: bool) -> Digest:
    """The digest with the points of its first papers, as it is shown; of those for its reader.

    What fails is said of each paper, and the others have theirs.
    """
    from summarizer.observer import Silent
    from summarizer.renderers import grouped

    shown = [entry for _, entries in grouped(digest, look) for entry in entries]
    wanted = shown[: min(most, digest.for_me.relevant) if digest.for_me else most]
    asker = _asker(run, digest.usage)
    with retrieval(run, Silent()) as texts:
        pointer = _Pointer(run, texts, asker, offline)
        points = pointer.all(wanted)
    usage = _sum(digest.usage, asker.meter.usage()) if asker else digest.usage
    return replace(digest, points=points, usage=usage)


def with_forecast(found: Forecast, most: int, run: Run) -> Forecast:
    """A forecast with what the points of the first papers take, of texts of the longest kind."""
    asker = _asker(run, None)
    if asker is None:
        return found
    each, count = asker.longest(), min(most, found.papers)
    usd = None if None in (found.usd, each.usd) else (found.usd or 0) + count * (each.usd or 0)
    return replace(
        found,
        requests=found.requests + count,
        input_tokens=found.input_tokens + count * (each.input_tokens or 0),
        output_tokens=found.output_tokens + count * (each.output_tokens or 0),
        usd=usd if usd is None else round(usd, 6),
    )


@dataclass(frozen=True)
class _Pointer:
    """Reads papers and points them out."""

    run: Run
    texts: Retrieval
    asker: Asker | None
    offline: bool

    def all(self, papers: Sequence[Entry]) -> dict[str, Points]:
        """By id the points of papers that have some; where a model cannot be asked, no more."""
        from summarizer.errors import BadAnswer, SummarizerError

        found: dict[str, Points] = {}
        for entry in papers:
            try:
                text = self._text(entry)
            except SummarizerError as error:
                self._say(entry, str(error))
                continue
            try:
                found[entry.id] = self._points(entry, text)
            except BadAnswer as error:
                self._say(entry, str(error))
            except SummarizerError as error:
                self._say(entry, f"{error}: no further paper is asked about")
                break
        self.run.observer.note(f"{len(found)} of {counted(len(papers), 'paper')} with key points")
        return found

    def _text(self, entry: Entry) -> FullText:
        """A paper's full text. Raises ServiceError, UsageError."""
        paper = wanted_of(entry)
        return self.texts.paper(paper, offline=self.offline)

    def _points(self, entry: Entry, text: FullText) -> Points:
        """A text's points. Raises BadAnswer where it has none, and as `Asker.points` does."""
        from summarizer.errors import BadAnswer

        asked = self._asked(text)
        for name, reason in asked.dropped.items():
            self.run.observer.detail(f"{entry.id}: {name} dropped: {reason}")
        if not asked.any:
            message = "none was found in its text"
            raise BadAnswer(message)
        return asked.points

    def _asked(self, text: FullText) -> Asked:
        """By the run's model; what is there without asking where that is the embedded one.

        Who wants that one for this run has the paper's own sentences, as with `read`.
        """
        settings = self.run.settings
        if self.asker is None and settings.origins.get("model") == COMMAND_LINE:
            return pointing.own(text)
        if self.asker is None or (self.offline and not self.asker.kept(text)):
            return fulltexts.points_of(text, self.run)
        return self.asker.points(text, offline=self.offline)

    def _say(self, entry: Entry, why: str) -> None:
        self.run.observer.warn(f"no key points of “{entry.title}”: {why}")


def _asker(run: Run, spent: Usage | None) -> Asker | None:
    """What asks the run's model, within what is left of its budget; None for the embedded one."""
    from summarizer.engines import EMBEDDED

    settings = run.settings
    if settings.model == EMBEDDED:
        return None
    if spent and settings.max_usd is not None:
        settings = replace(settings, max_usd=max(settings.max_usd - (spent.usd or 0.0), 0.0))
    if spent and settings.max_requests is not None:
        left = max(settings.max_requests - spent.requests, 0)
        settings = replace(settings, max_requests=left)
    return fulltexts.asker(run, settings)


def _sum(one: Usage, other: Usage) -> Usage:
    """What annotating and pointing out took together."""
    if not other.requests:
        return one
    known = None not in (one.input_tokens, other.input_tokens)
    usd = None if None in (one.usd, other.usd) else (one.usd or 0.0) + (other.usd or 0.0)
    return replace(
        one,
        requests=one.requests + other.requests,
        input_tokens=(one.input_tokens or 0) + (other.input_tokens or 0) if known else None,
        output_tokens=(one.output_tokens or 0) + (other.output_tokens or 0) if known else None,
        usd=usd,
    )
