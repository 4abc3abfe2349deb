"""Topics that a paper's full text proves where title and abstract only hint at them.

A text of many pages names many topics in passing. One is proved where its authors say that it is
what they do, in several parts of the text, and title and abstract have its words too.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.engines.embedded.salience import CLAIM, EXAMPLES
from summarizer.engines.embedded.tagger import MOST
from summarizer.grounding.injections import quiet
from summarizer.papers.certainty import SURE
from summarizer.papers.quotes import LONGEST
from summarizer.papers.records import Tag
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.engines.embedded.tagger import Tagger
    from summarizer.papers.papertext import PaperText, Paragraph

    _Sentence = tuple[Paragraph, tuple[int, int]]

ROLES = frozenset({"abstract", "introduction", "method", "conclusion"})
"""What sections are for in which a paper says what it is about."""
FEWEST, FEWEST_ROLES = 4, 2
"""How often a topic must be named in them, and in how many kinds of them."""
_OTHERS = re.compile(
    r"\bet al\b|\(\D{0,40}(?:19|20)\d\d[a-z]?\)|\[\d+(?:, ?\d+)*\]"
    r"|\b(?:[Pp]rior|[Pp]revious|[Ee]arlier|[Ee]xisting|[Ff]uture|[Uu]nlike|[Ii]nstead of)\b"
)
"""Words of sentences on what others did, or nobody has done."""


@dataclass(frozen=True)
class Prover:
    """Looks for topics in the text of a paper, by the rules of one tagger."""

    title: str
    abstract: str
    text: PaperText
    tagger: Tagger

    def proved(self, given: Iterable[str]) -> tuple[Tag, ...]:
        """The topics that the text adds to those given, as far as a paper may have more."""
        known = set(given)
        hinted = {
            each.topic
            for each in self.tagger.explain(self.title, self.abstract)
            if each.outcome in {"unproven", "below"} and each.topic not in known
        }
        if len(known) >= MOST or not hinted:
            return ()
        named = self.named(hinted)
        found = (
            self._best(topic, sentences) for topic, sentences in named.items() if _often(sentences)
        )
        return tuple(sorted(filter(None, found), key=lambda tag: -tag.score)[: MOST - len(known)])

    def repeated(self, tags: Iterable[Tag]) -> tuple[Tag, ...]:
        """Those of the topics that the title, or the text in several of its parts, names."""
        tags = tuple(tags)
        named = self.named(tag.tag for tag in tags if tag.field != "title")
        return tuple(each for each in tags if each.field == "title" or _often(named[each.tag]))

    def named(self, wanted: Iterable[str]) -> dict[str, Counter[_Sentence]]:
        """The sentences of the text that name topics, and how often each does."""
        found: dict[str, Counter[_Sentence]] = {topic: Counter() for topic in wanted}
        for paragraph in self.text.within(ROLES):
            words = quiet(self.text.of(paragraph))
            spans = split(words)
            for topic, places in self.tagger.named(words):
                for start, _ in places if topic in found else ():
                    span = next((each for each in spans if each[0] <= start < each[1]), None)
                    if span:
                        found[topic][paragraph, span] += 1
        return found

    def _best(self, topic: str, sentences: Iterable[_Sentence]) -> Tag | None:
        """A topic by the sentence that would prove it best if it stood in the abstract."""
        best: Tag | None = None
        for paragraph, (start, end) in sentences:
            words = self.text.of(paragraph)[start:end]
            if end - start > LONGEST or not _tells(words):
                continue
            score = self._score(topic, words)
            if score >= SURE and (best is None or score > best.score):
                place = paragraph.start + start, paragraph.start + end
                best = Tag(topic, words, "text", *place, score, paragraph.section)
        return best

    def _score(self, topic: str, sentence: str) -> float:
        """How likely the topic is right if the abstract ended with a sentence of the text."""
        wider = self.tagger.candidates(self.title, f"{self.abstract}\n\n{sentence}")
        return next((each.score for each in wider if each.tag == topic), 0.0)


def _often(sentences: Counter[_Sentence]) -> bool:
    roles = {paragraph.role for paragraph, _ in sentences}
    return sentences.total() >= FEWEST and len(roles) >= FEWEST_ROLES


def _tells(sentence: str) -> bool:
    """Whether a sentence says what its authors do, and neither gives examples nor names others."""
    claims = CLAIM.search(sentence)
    return bool(claims) and not (_OTHERS.search(sentence) or EXAMPLES.search(sentence))
