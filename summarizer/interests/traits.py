"""What papers may have in common: topics, phrases, authors and organisations, counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summarizer.interests import background, terms
from summarizer.text.patterns import deferred
from summarizer.topics.proposals import EMPTY, VAGUE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from summarizer.papers.records import Entry

_LONGEST = 3
"""Words of a phrase at the most."""
_ALONE, _TOGETHER = 0.03, 0.1
"""How common a word may be by itself, and the rarest one in a phrase."""
_BREAK = deferred(r"[^\w\s'’/&+-]+|\s[-–—]\s")  # noqa: RUF001 - dashes as they are


def features(kind: str, papers: Iterable[Entry]) -> Counter[str]:
    """How many papers have each topic, phrase, author or organisation that any of them has."""
    return Counter(one for paper in papers for one in _FEATURES[kind](paper))


def counted(kind: str, papers: Iterable[Entry], among: Collection[str]) -> Counter[str]:
    """How many papers have each of some features; of many papers, looked for only these."""
    if kind != "words":
        return Counter(one for paper in papers for one in _FEATURES[kind](paper) if one in among)
    firsts = frozenset(phrase.partition(" ")[0] for phrase in among)
    found = Counter[str]()
    for paper in papers:
        runs = {run for words in _spans(paper) for run in _runs(words, firsts)}
        found.update(run for run in runs if run in among)
    return found


def as_written(phrase: str, papers: Iterable[Entry]) -> str:
    """A phrase of plain words as most of the papers write it."""
    size = len(phrase.split())
    forms: Counter[str] = Counter()
    for paper in papers:
        for text in (paper.title, paper.abstract):
            found = list(terms.places(text))
            for at in range(len(found) - size + 1):
                run = found[at : at + size]
                if " ".join(word for word, _, _ in run) == phrase:
                    forms[" ".join(text[run[0][1] : run[-1][2]].lower().split())] += 1
    most = sorted(forms, key=lambda form: (-forms[form], form))
    return most[0] if most else phrase


def _topics(paper: Entry) -> Iterable[str]:
    return paper.tags


def _authors(paper: Entry) -> Iterable[str]:
    return dict.fromkeys(paper.authors)


def _organizations(paper: Entry) -> Iterable[str]:
    return (paper.organization,) if paper.organization else ()


def _phrases(paper: Entry) -> Iterable[str]:
    """The phrases of up to three words of a paper, in their plain forms."""
    return {phrase for words in _spans(paper) for phrase in _runs(words)}


def _spans(paper: Entry) -> Iterator[list[str]]:
    """A paper's words, cut wherever no phrase goes on."""
    for text in (paper.title, paper.abstract):
        yield from map(terms.words, _BREAK.split(text[: terms.LONGEST]))


def _runs(words: Sequence[str], firsts: frozenset[str] | None = None) -> Iterator[str]:
    """Runs of words that may be a subject's name; those that begin with one of `firsts`."""
    for start, first in enumerate(words):
        if (firsts is not None and first not in firsts) or _is_part_of_none(first):
            continue
        if _part(first) <= _ALONE:
            yield first
        for size in range(2, _LONGEST + 1):
            run = words[start : start + size]
            if len(run) < size or first in VAGUE or _is_part_of_none(run[-1]):
                continue
            if min(map(_part, run)) <= _TOGETHER:
                yield " ".join(run)


def _is_part_of_none(word: str) -> bool:
    return word in EMPTY or len(word) == 1 or word.isdigit()


def _part(word: str) -> float:
    """The part of all papers, not only of those stored, that have a word."""
    known = background.load()
    return known.counts.get(word, 0) / known.papers


_FEATURES: dict[str, Callable[[Entry], Iterable[str]]] = {
    "topics": _topics,
    "words": _phrases,
    "authors": _authors,
    "organizations": _organizations,
}
