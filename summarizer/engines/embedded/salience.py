"""How much a paper is about a topic: where and how often the topic's phrases stand."""

# ruff: noqa: C419 -- of few hits, a list is made quicker than a generator

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from math import log1p
from typing import TYPE_CHECKING

from summarizer.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.engines.embedded.phrases import Hit, Matcher
    from summarizer.papers.records import Field

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
)
_CLAIM = (  # a first letter before its look-behind, so that the others are passed over quickly
    r"(?:w(?<!\ww)e|t(?<!\wt)his (?:paper|work|study|article|survey|report)"
    r"|o(?<!\wo)ur (?:work|paper|method|approach))"
    r"\s(?:[\w-]+,?\s){0,4}?(?:propose|introduce|present|develop|design|describe|release|study|"
    r"investigate|explore|build|create|construct|show|address|offer|provide|examine|conduct|"
    r"analyze|survey|review|evaluate|benchmark|formulate|tackle|unveil|contribute)"
)
_LOWER_CLAIM, _ANY_CLAIM = re.compile(_CLAIM), re.compile(_CLAIM, re.IGNORECASE)
_NOT_IN_TITLE = (0.0, 0.0, 0.0, 0.0)
_LINK_LIKE, _LINK = "://", re.compile(r"\w+://\S+")
_CUES, _LONG = 3, 16
"""How many different cues prove a topic that no alias does. One counts twice in the title, and one
of so many letters, which is of several words, does so too."""
Span = tuple[int, int]


@dataclass(slots=True)
class Evidence:
    """The hits of one topic in one paper, in the order of the text."""

    title: list[Hit] = field(default_factory=list)
    abstract: list[Hit] = field(default_factory=list)

    def kept(self) -> bool:
        """Whether anything but exclusions was hit."""
        for hit in self.title:
            if hit.kind != "exclusion":
                return True
        return any([hit.kind != "exclusion" for hit in self.abstract])

    def proves(self) -> bool:
        """Whether the topic shows: by an alias, or by several cues, as one common word is none."""
        cues: dict[str, int] = {}
        for weight, hits in ((2, self.title), (1, self.abstract)):
            for hit in hits:
                if hit.kind == "alias":
                    return True
                if hit.kind == "weak":
                    cues.setdefault(hit.phrase, weight + (len(hit.phrase) >= _LONG))
        return len(cues) > 1 and sum(cues.values()) >= _CUES

    def best(self) -> tuple[Field, Hit]:
        """Choose the hit to quote: an alias before a cue, then the title, then the longest."""
        places: tuple[tuple[Field, list[Hit]], ...] = (
            ("title", self.title),
            ("abstract", self.abstract),
        )
        found = [(place, hit) for place, hits in places for hit in hits if hit.kind != "exclusion"]
        return max(
            found,
            key=lambda row: (row[1].kind == "alias", row[0] == "title", row[1].end - row[1].start),
        )


def collect(matcher: Matcher, title: str, abstract: str) -> dict[int, Evidence]:
    """Gather the evidence of every topic that has a hit, by the topic's number."""
    found: dict[int, Evidence] = {}
    for number, hits in matcher.find(_without_links(title)).items():
        found[number] = Evidence(title=hits)
    for number, hits in matcher.find(_without_links(abstract)).items():
        found.setdefault(number, Evidence()).abstract = hits
    return found


def _without_links(text: str) -> str:
    """The text with blanks in place of addresses, whose words say nothing of the paper."""
    return _LINK.sub(lambda link: " " * len(link[0]), text) if _LINK_LIKE in text else text


class Salience:
    """Describes the evidence of one paper's topics by the numbers named in `FEATURES`."""

    def __init__(self, found: dict[int, Evidence], title: str, abstract: str) -> None:
        """Take in what depends on the paper as a whole."""
        self._starts = [start for start, _ in sentences.split(abstract)]
        self._claims = {self._sentence(match.start()) for match in _claims(abstract)}
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


def _claims(abstract: str) -> Iterator[re.Match[str]]:
    """Find what the paper says of itself, in any case; plain letters are lowered at once."""
    if abstract.isascii():
        return _LOWER_CLAIM.finditer(abstract.lower())
    return _ANY_CLAIM.finditer(abstract)


def _inner(hits: Iterable[Hit]) -> set[Span]:
    """Find the spans of aliases that lie within a longer one."""
    spans = sorted({(hit.start, -hit.end) for hit in hits})
    inner, reach = set(), -1
    for start, end in spans:
        if -end <= reach:
            inner.add((start, -end))
        reach = max(reach, -end)
    return inner
