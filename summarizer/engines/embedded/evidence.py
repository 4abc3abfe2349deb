"""The hits of each topic in one paper: which of them count, and which is worth a quote."""

# ruff: noqa: C419 -- of few hits, a list is made quicker than a generator

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.engines.embedded import acronyms, names

if TYPE_CHECKING:
    from summarizer.engines.embedded.phrases import Hit, Matcher
    from summarizer.papers.records import Field

_LINK_LIKE, _LINK = "://", re.compile(r"\w+://\S+")
_CUES, _LONG, _TITLED = 3, 16, 2
"""How many different cues prove a topic that no alias does. One counts twice in the title, and one
of so many letters, which is of several words, does so too."""


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
        """Whether the topic shows: by an alias, by its name in the title, or by several cues.

        A common word or two prove nothing.
        """
        cues: dict[str, int] = {}
        for weight, hits in ((_TITLED, self.title), (1, self.abstract)):
            for hit in hits:
                if hit.kind == "alias" or (weight == _TITLED and hit.own and hit.kind == "weak"):
                    return True
                if hit.kind == "weak":
                    cues.setdefault(hit.phrase, weight + (len(hit.phrase) >= _LONG))
        return len(cues) > 1 and sum(cues.values()) >= _CUES

    def best(self) -> tuple[Field, Hit]:
        """Choose the hit to quote, the one that says most.

        An alias before a cue, then the title, then the topic's own name, then the longest, as
        the most specific, and of equals the first.
        """
        places: tuple[tuple[Field, list[Hit]], ...] = (
            ("title", self.title),
            ("abstract", self.abstract),
        )
        found = [(place, hit) for place, hits in places for hit in hits if hit.kind != "exclusion"]
        return max(found, key=lambda row: _strength(*row))


def _strength(place: Field, hit: Hit) -> tuple[bool, bool, bool, int]:
    titled = place == "title"
    return hit.kind == "alias" or (titled and hit.own), titled, hit.own, hit.end - hit.start


def collect(matcher: Matcher, title: str, abstract: str) -> dict[int, Evidence]:
    """Gather the evidence of every topic that has a hit, by the topic's number.

    A name that is known by its ending counts where the paper introduces it, in its title or in a
    sentence of the abstract; where it is merely used, it says nothing of what the paper is about.
    """
    found: dict[int, Evidence] = {}
    for number, hits in matcher.find(_without_links(title)).items():
        found[number] = Evidence(title=names.all_introduced(hits))
    definitions = list(acronyms.defined(abstract))
    for number, hits in matcher.find(_without_links(abstract)).items():
        evidence = found.get(number) or Evidence()
        evidence.abstract = names.introduced(hits, title, abstract)
        if definitions and (others := acronyms.others(hits, abstract, definitions)):
            evidence.title = acronyms.without_others(evidence.title, title, others)
            evidence.abstract = acronyms.without_others(evidence.abstract, abstract, others)
        found[number] = evidence
    return {number: each for number, each in found.items() if each.title or each.abstract}


def _without_links(text: str) -> str:
    """The text with blanks in place of addresses, whose words say nothing of the paper."""
    return _LINK.sub(lambda link: " " * len(link[0]), text) if _LINK_LIKE in text else text
