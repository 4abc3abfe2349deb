"""How much a paper is about a topic: where and how often the topic's phrases stand."""

# ruff: noqa: C419 -- of few hits, a list is made quicker than a generator

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from math import log1p
from typing import TYPE_CHECKING

from summarizer.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.engines.embedded.evidence import Evidence
    from summarizer.engines.embedded.phrases import Hit

FEATURES = (
    "title",  # an alias in the title
    "title_alone",  # ... that is no part of another topic's longer phrase
    "title_head",  # ... before the colon, if there is one
    "title_weak",
    "first",  # an alias in the first sentence of the abstract
    "second",
    "claim",  # an alias in a sentence that says what the paper does
    "claim_weak",
    "last",
    "aliases",  # how many aliases in the abstract, logarithm
    "alone",  # those that are no part of another topic's longer phrase
    "cues",
    "distinct",  # different phrases, logarithm
    "spread",  # share of the sentences with an alias
    "onset",  # where the first alias stands, 0 begin to 1 end or nowhere
    "share",  # of all topics' aliases in the abstract
    "rivals",  # other topics with an alias in the title, logarithm
    "title_rivals",  # the same where this topic is in the title
    "cues_only",  # no alias at all
    "affinity",  # how much the words of the abstract are those of papers on the topic
    "title_affinity",  # the same where the topic is in the title
    "cues_affinity",  # the same where there is no alias
    "own",  # the topic's name or label in the title
    "near",  # an alias soon after the words that say what the paper does
    "passing",  # share of the abstract's aliases that are but examples, or what others do
)
_CLAIM = (  # a first letter before its look-behind, so that the others are passed over quickly
    r"(?:w(?<!\ww)e|t(?<!\wt)his (?:paper|work|study|article|survey|report)"
    r"|o(?<!\wo)ur (?:work|paper|method|approach))"
    r"\s(?:[\w-]+,?\s){0,4}?(?:propose|introduce|present|develop|design|describe|release|study|"
    r"investigate|explore|build|create|construct|show|address|offer|provide|examine|conduct|"
    r"analyze|survey|review|evaluate|benchmark|formulate|tackle|unveil|contribute)"
)
_LOWER_CLAIM, CLAIM = re.compile(_CLAIM), re.compile(_CLAIM, re.IGNORECASE)
_NOT_IN_TITLE = (0.0, 0.0, 0.0, 0.0)
EXAMPLES = re.compile(  # from a word's beginning, and by first letters: quickly passed over
    r"\b(?:s(?:uch as|imilar to)|e\.g\.|like\b|in(?:cluding|spired by| contrast to)|unlike\b"
    r"|beyond\b|compared (?:to|with)|ranging from|as well as)"
)
_NEAR, _EXAMPLE = 90, 45
"""How many letters what the paper does reaches, and "such as", within their sentence."""
Span = tuple[int, int]


class Salience:
    """Describes the evidence of one paper's topics by the numbers named in `FEATURES`."""

    def __init__(self, found: dict[int, Evidence], title: str, abstract: str) -> None:
        """Take in what depends on the paper as a whole."""
        self._starts = [start for start, _ in sentences.split(abstract)]
        self._ends = [*self._starts[1:], len(abstract)]
        claims = list(_claims(abstract))
        self._claims = {self._sentence(match.start()) for match in claims}
        self._near = [self._reach(match.end(), _NEAR) for match in claims]
        examples = EXAMPLES.finditer(abstract.lower() if abstract.isascii() else abstract)
        self._examples = [self._reach(match.end(), _EXAMPLE) for match in examples]
        self._size = max(len(abstract), 1)
        self._head = title.find(":") if ":" in title else len(title)
        titles = [[h for h in e.title if h.kind == "alias"] for e in found.values() if e.title]
        aliases = [h for e in found.values() for h in e.abstract if h.kind == "alias"]
        self._inner_title = _inner(itertools.chain.from_iterable(titles))
        self._inner = _inner(aliases)
        self._total = len(aliases) + 1
        self._titled = sum(map(bool, titles))

    def _sentence(self, position: int) -> int:
        return max(bisect_right(self._starts, position) - 1, 0)

    def _reach(self, start: int, most: int) -> Span:
        """From a place to the end of its sentence, or so many letters."""
        end = self._ends[self._sentence(start)] if self._starts else start
        return start, min(start + most, end)

    def describe(self, evidence: Evidence, affinity: float) -> list[float]:
        """Describe one topic; each number lies between -3 and 6, most between 0 and 1."""
        titles = [hit for hit in evidence.title if hit.kind == "alias"]
        aliases, cues = [], []
        for hit in evidence.abstract:
            if hit.kind == "alias":
                aliases.append(hit)
            elif hit.kind == "weak":
                cues.append(hit)
        told = {self._sentence(hit.start) for hit in aliases}
        rivals = log1p(self._titled - bool(titles))
        count = len(self._starts)
        return [
            *self._title_features(titles, evidence.title),
            float(0 in told),
            float(1 in told),
            float(not told.isdisjoint(self._claims)),
            float(any([self._sentence(hit.start) in self._claims for hit in cues])),
            float(count - 1 in told),
            log1p(len(aliases)),
            log1p(self._alone(aliases)),
            log1p(len(cues)),
            log1p(len({hit.phrase for hit in titles + aliases})),
            len(told) / max(count, 1),
            aliases[0].start / self._size if aliases else 1.0,
            len(aliases) / self._total,
            rivals,
            rivals if titles else 0.0,
            float(not titles and not aliases),
            affinity,
            affinity if titles else 0.0,
            0.0 if titles or aliases else affinity,
            float(any([hit.own for hit in evidence.title])),
            float(any([_within(hit, self._near) for hit in aliases])),
            sum([_within(hit, self._examples) for hit in aliases]) / max(len(aliases), 1),
        ]

    def _title_features(self, titles: list[Hit], hits: list[Hit]) -> tuple[float, ...]:
        """The first four: `titles` are the aliases among a topic's hits in the title."""
        if not hits:
            return _NOT_IN_TITLE
        return (
            float(bool(titles)),
            float(any([(hit.start, hit.end) not in self._inner_title for hit in titles])),
            float(any([hit.start < self._head for hit in titles])),
            float(any([hit.kind == "weak" for hit in hits])),
        )

    def _alone(self, aliases: list[Hit]) -> int:
        inner = self._inner
        if not inner:
            return len(aliases)
        return sum([(hit.start, hit.end) not in inner for hit in aliases])


def _within(hit: Hit, spans: list[Span]) -> bool:
    return any([start <= hit.start < end for start, end in spans])


def _claims(abstract: str) -> Iterator[re.Match[str]]:
    """Find what the paper says of itself, in any case; plain letters are lowered at once."""
    if abstract.isascii():
        return _LOWER_CLAIM.finditer(abstract.lower())
    return CLAIM.finditer(abstract)


def _inner(hits: Iterable[Hit]) -> set[Span]:
    """Find the spans of aliases that lie within a longer one."""
    spans = sorted({(hit.start, -hit.end) for hit in hits})
    inner, reach = set(), -1
    for start, end in spans:
        if -end <= reach:
            inner.add((start, -end))
        reach = max(reach, -end)
    return inner
