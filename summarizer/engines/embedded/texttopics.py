"""Topics that a paper's full text proves where title and abstract only hint at them.

A text of many pages names many topics in passing. One is proved where its authors say that it is
what they do, in several parts of the text, and title and abstract have its words too.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from summarizer.engines.embedded.evidence import collect
from summarizer.engines.embedded.salience import CLAIM, EXAMPLES
from summarizer.engines.embedded.tagger import MOST
from summarizer.grounding.injections import quiet
from summarizer.papers.certainty import SURE
from summarizer.papers.quotes import LONGEST
from summarizer.papers.records import Tag
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from summarizer.engines.embedded.tagger import Tagger
    from summarizer.papers.papertext import Paragraph, PaperText

ROLES = frozenset({"abstract", "introduction", "method", "conclusion"})
"""What sections are for in which a paper says what it is about."""
FEWEST, FEWEST_ROLES = 4, 2
"""How often a topic must be named in them, and in how many kinds of them."""
_OTHERS = re.compile(
    r"\bet al\b|\(\D{0,40}(?:19|20)\d\d[a-z]?\)|\[\d+(?:, ?\d+)*\]"
    r"|\b(?:[Pp]rior|[Pp]revious|[Ee]arlier|[Ee]xisting|[Ff]uture|[Uu]nlike|[Ii]nstead of)\b"
)
"""Words of sentences on what others did, or nobody has done."""


def proved(
    title: str, abstract: str, given: Iterable[Tag], text: PaperText, tagger: Tagger
) -> tuple[Tag, ...]:
    """The topics that a text adds to those given, as far as a paper may have more."""
    known = {tag.tag for tag in given}
    room = MOST - len(known)
    hinted = {
        each.topic: each
        for each in tagger.explain(title, abstract)
        if each.outcome in {"unproven", "below"} and each.topic not in known
    }
    if room <= 0 or not hinted:
        return ()
    named = _named(text, tagger, hinted)
    found = (
        _best(topic, sentences, title, abstract, text, tagger)
        for topic, sentences in named.items()
        if sum(sentences.values()) >= FEWEST
        and len({paragraph.role for paragraph, _ in sentences}) >= FEWEST_ROLES
    )
    return tuple(sorted(filter(None, found), key=lambda tag: -tag.score)[:room])


_Sentence = tuple["Paragraph", tuple[int, int]]


def _named(
    text: PaperText, tagger: Tagger, wanted: Iterable[str]
) -> dict[str, Counter[_Sentence]]:
    """The sentences of the text that name topics, and how often each does."""
    found: dict[str, Counter[_Sentence]] = {topic: Counter() for topic in wanted}
    for paragraph in text.within(ROLES):
        words = quiet(text.of(paragraph))
        spans = split(words)
        for topic, hits in tagger.named(words):
            if topic not in found:
                continue
            for start, _ in hits:
                span = next((each for each in spans if each[0] <= start < each[1]), None)
                if span:
                    found[topic][paragraph, span] += 1
    return found


def _best(
    topic: str,
    sentences: Mapping[_Sentence, int],
    title: str,
    abstract: str,
    text: PaperText,
    tagger: Tagger,
) -> Tag | None:
    """A topic by the sentence that would prove it best if it stood in the abstract."""
    best: Tag | None = None
    for paragraph, (start, end) in sentences:
        words = text.of(paragraph)[start:end]
        if end - start > LONGEST or not _tells(words):
            continue
        score = _score(topic, title, f"{abstract}\n\n{words}", tagger)
        if score >= SURE and (best is None or score > best.score):
            place = paragraph.start + start, paragraph.start + end
            best = Tag(topic, words, "text", *place, score, paragraph.section)
    return best


def _tells(sentence: str) -> bool:
    """Whether a sentence says what its authors do, and neither gives examples nor names others."""
    claims = CLAIM.search(sentence)
    return bool(claims) and not (_OTHERS.search(sentence) or EXAMPLES.search(sentence))


def _score(topic: str, title: str, abstract: str, tagger: Tagger) -> float:
    found = (each.score for each in tagger.candidates(title, abstract) if each.tag == topic)
    return next(found, 0.0)
