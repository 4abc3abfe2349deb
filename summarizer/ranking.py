"""Digests in the order in which their reader wants them: her profiles, learned and asked."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.errors import UsageError
from summarizer.interests.interestsfile import read
from summarizer.interests.portrait import Example, examples, portrait
from summarizer.interests.profile import Profile
from summarizer.interests.ranker import MOST_REASONS, VERSION, Ranker, learn
from summarizer.interests.scales import EXAMPLE
from summarizer.papers.records import ForMe, Relevance
from summarizer.papers.relevance import FOR_HER
from summarizer.settings import folder
from summarizer.tastes import STARRED, stamp, taste
from summarizer.text.plain import normalised

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from summarizer.engines import Reader
    from summarizer.library.run import Run
    from summarizer.papers.records import Digest, Entry, Paper
    from summarizer.topics.vocabulary import Vocabulary

MARKED = "marked by you"
"""The reason of a paper that the reader starred, or keeps for later."""
FOLLOWED = 0.5
"""The least relevance of a paper that is news of what the reader follows."""
EVERY = "all"
"""What asks for all profiles at once."""
_KEPT = 16
"""Learned profiles that stay in the cache, those used last."""


class Learned(NamedTuple):
    """What was learned of a profile: a ranker, and the examples that a model is told."""

    ranker: Ranker
    liked: tuple[Example, ...]


@dataclass(frozen=True)
class Ranking:
    """What is known of a reader: `profiles` as asked for, and what was learned of each of them."""

    name: str | None
    profiles: tuple[Profile, ...]
    learned: tuple[Learned, ...]
    run: Run

    def relevances(self, papers: Sequence[Paper]) -> list[Relevance]:
        """How likely each paper is wanted, by the profile that wants it most."""
        each = [known.ranker.relevances(papers) for known in self.learned]
        return [_best(found) for found in zip(*each, strict=True)]

    def explained(self, paper: Paper) -> dict[str, list[str]]:
        """What counts for a paper and against it, as lines, by the names of the profiles."""
        return {known.ranker.name: known.ranker.explain(paper) for known in self.learned}

    def visible(self, papers: Sequence[Any]) -> list[Any]:
        """The papers that the reader has not hidden."""
        marked = self.run.marks.of_papers(papers)
        hidden = {identity for identity, given in marked.items() if "hide" in given.marks}
        return [paper for paper in papers if paper.id not in hidden]

    def best(self, papers: Sequence[Paper], most: int) -> list[Paper]:
        """The papers that promise most, in the order in which they came: for a model."""
        scored = zip(self.relevances(papers), range(len(papers)), strict=True)
        chosen = sorted(scored, key=lambda each: -each[0].score)[:most]
        return [papers[number] for _, number in sorted(chosen, key=lambda each: each[1])]

    def asked(self, papers: Sequence[Paper], limit: int | None) -> tuple[Sequence[Paper], ForMe]:
        """What a model is asked about under a limit, and what is left out for that.

        None is paid for that she has hidden.
        """
        seen = self.visible(papers)
        found = seen if limit is None else self.best(seen, limit)
        return found, ForMe(self.name, 0, len(papers) - len(seen), len(seen) - len(found))

    def reader(self) -> Reader | None:
        """Her interests as a language model is told of them; None where she wrote none.

        What she marked is not told: an answer holds until what she wrote has changed.
        """
        from summarizer.topics import vocabularyfile

        liked = (known.liked for known in self.learned)
        given = zip(self.profiles, liked, strict=True)
        return portrait(given, vocabularyfile.in_use(self.run.settings))

    def ordered(
        self, entries: Sequence[Entry], least: float | None = None, limit: int | None = None
    ) -> tuple[list[Entry], ForMe]:
        """Entries with their relevance, the most relevant first, without those she has hidden.

        What a language model said of an entry's relevance stands before what was learned, and
        what she follows is for her. Those that she has marked come after the others for her.
        """
        seen = self.visible(entries)
        found = zip(seen, self.relevances(seen), strict=True)
        ranked = [replace(each, relevance=_told(each, relevance)) for each, relevance in found]
        ranked.sort(key=_place_of, reverse=True)
        shown = [each for each in ranked if _score(each) >= (least or 0)][:limit]
        relevant = sum(_score(each) >= FOR_HER for each in shown)
        hidden = len(entries) - len(seen)
        return shown, ForMe(self.name, relevant, hidden, len(ranked) - len(shown))

    def digest(self, made: Digest, least: float | None = None, limit: int | None = None) -> Digest:
        """A digest in its reader's order."""
        shown, for_me = self.ordered(made.papers, least, limit)
        return replace(made, papers=tuple(shown), for_me=for_me)


def _best(found: Sequence[Relevance]) -> Relevance:
    """The relevance by the profile that wants a paper most.

    One that the reader marked is like itself, which says nothing: the mark is said, and what
    another profile says of the paper.
    """
    best = max(found, key=lambda each: each.score)
    if best.profile != STARRED or EXAMPLE not in best.why:
        return best
    others = [each for each in found if each.profile != STARRED and each.score >= FOR_HER]
    if not others:
        return replace(best, why=(MARKED,))
    other = max(others, key=lambda each: each.score)
    return replace(other, score=best.score, why=(MARKED, *other.why)[:MOST_REASONS])


def _place_of(entry: Entry) -> tuple[int, float]:
    """Where an entry stands: those for the reader, news before what she has marked, then others."""
    score = _score(entry)
    return (2 - bool(entry.marks) if score >= FOR_HER else 0), score


def _score(entry: Entry) -> float:
    return entry.relevance.score if entry.relevance else 0.0


def _told(entry: Entry, learned: Relevance) -> Relevance:
    """What a model said, with what was learned as further reasons; else what was learned.

    What the reader follows she has asked for.
    """
    found, told = learned, entry.relevance
    if told:
        named = {why.partition(": “")[0] for why in told.why}
        found = replace(told, why=(*told.why, *(each for each in learned.why if each not in named)))
    if not entry.follows:
        return found
    why = (*(f"you follow {each}" for each in entry.follows), *found.why)
    return replace(found, score=max(found.score, FOLLOWED), why=why[:MOST_REASONS])


def of(run: Run, name: str | None, *, offline: bool = False) -> Ranking:
    """The ranking by a profile, or by all where `name` is None or `all`.

    Raises UsageError where there is no such profile, or nothing to go by; InterestsError where
    the file of interests is not valid.
    """
    from summarizer.topics import vocabularyfile

    profiles, known = chosen(run, name), vocabularyfile.in_use(run.settings)
    learned = tuple(_learned(each, run, known, offline=offline) for each in profiles)
    return Ranking(None if name == EVERY else name, profiles, learned, run)


def chosen(run: Run, name: str | None) -> tuple[Profile, ...]:
    """The profiles that are asked for. Raises UsageError for none, or an unknown one."""
    profiles = all_profiles(run)
    if not profiles:
        message = (
            "no interests yet: `summarize interests add NAME --topic rag` or `summarize star ID` "
            "say what you want to read"
        )
        raise UsageError(message)
    if name is None or name == EVERY:
        return profiles
    found = tuple(each for each in profiles if normalised(each.name) == normalised(name))
    if not found:
        from summarizer.text.spelling import question

        if normalised(name) == STARRED:
            message = "no paper is starred yet: `summarize star ID` stars one"
            raise UsageError(message)
        known = [each.name for each in profiles]
        near = question(name, known) or f": use {', '.join(known)}"
        message = f"no profile `{name}`{near}"
        raise UsageError(message)
    return found


def all_profiles(run: Run) -> tuple[Profile, ...]:
    """Those of the file, and what is starred where anything is. Raises InterestsError."""
    from summarizer.topics import vocabularyfile

    written = read(vocabulary=vocabularyfile.in_use(run.settings)).profiles
    starred = any({"star", "later"} & set(each.marks) for each in run.marks.all())
    return (*written, *((Profile(name=STARRED),) if starred else ()))


def _learned(profile: Profile, run: Run, known: Vocabulary, *, offline: bool) -> Learned:
    """What was learned of a profile before, or is now; kept by all that it was learned from."""
    path = _place(profile, run, known)
    try:
        table = json.loads(path.read_bytes())
        liked = tuple(Example(str(name), str(title)) for name, title in table["liked"])
        return Learned(Ranker.unpacked(table, known), liked)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    given, whole = taste(profile, run, offline=offline)
    named = profile.wanted.papers
    liked = () if profile.name == STARRED else examples(given.wanted, named)
    learned = Learned(learn(given, known), liked)
    if whole:
        _keep(_place(profile, run, known), learned, run)  # a copy may have been renewed meanwhile
    return learned


def _place(profile: Profile, run: Run, known: Vocabulary) -> Path:
    from hashlib import sha256

    told = "\n".join((VERSION, known.hash, *stamp(profile, run)))
    name = sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return folder("cache") / "interests" / f"{name}.json"


def _keep(path: Path, known: Learned, run: Run) -> None:
    """Write what was learned; the oldest of too many go. A full disk costs time, nothing else."""
    from contextlib import suppress

    from summarizer.files import write_atomic

    try:
        text = json.dumps(known.ranker.packed() | {"liked": known.liked})
        write_atomic(path, text, durable=False, private=True)
    except OSError as error:
        run.observer.detail(f"cannot keep what was learned in `{path}`: {error.strerror}")
        return
    with suppress(OSError):
        files = sorted(path.parent.glob("*.json"), key=lambda each: each.stat().st_mtime)
        for old in files[:-_KEPT]:
            old.unlink(missing_ok=True)
