"""A model's topics sorted: those of the vocabulary with their evidence, and those proposed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.engines.llm.latex import CONTROLS
from summarizer.grounding.checks import Claim, demanded, grounded
from summarizer.grounding.injections import quiet
from summarizer.grounding.textproofs import tag_of
from summarizer.text.folding import fold
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summarizer.engines import Proofs
    from summarizer.engines.llm.answer import Reading
    from summarizer.grounding.checks import Grounded
    from summarizer.papers.papertext import PaperText
    from summarizer.papers.records import Paper, Tag
    from summarizer.topics.vocabulary import Topic, Vocabulary

MOST = 8
MOST_PROPOSED = 5
_LONGEST_NAME = 40
_WORD, _LETTER = re.compile(r"\w+"), re.compile(r"[^\W\d_]")
_NAMED, _UNNAMED = 1.0, 0.5
"""Scores: the quote holds a phrase of the topic, or stands for it by the model's word alone."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stands of a model's topics, and for each other one why it does not.

    `unproven` are quotes by their topics which only a full text may have.
    """

    evidence: tuple[Tag, ...]
    proposed: tuple[str, ...]
    dropped: tuple[str, ...]
    unproven: dict[str, str]


def chosen(
    reading: Reading,
    paper: Paper,
    vocabulary: Vocabulary,
    proofs: Proofs | None = None,
    text: PaperText | None = None,
) -> Chosen:
    """Sort a reading's topics; none outside the vocabulary becomes a tag.

    `proofs` says what a quote proves, and quotes the paper where the model gives no quote. A quote
    that title and abstract do not have may stand in the paper's full `text`.
    """
    claims: list[Claim] = []
    others: list[str] = []
    dropped: list[str] = []
    for item in reading.tags:
        topic = vocabulary.resolve(item.tag.replace("_", " "))
        if topic is None:
            others.append(item.tag)
        elif demanded(_phrases(topic), paper):
            dropped.append(f"tag `{topic.name}` dropped: only an instruction in the text names it")
        elif CONTROLS.search(item.quote):
            dropped.append(f"tag `{topic.name}` dropped: its quote holds a control character")
        else:
            quote, doubt = _proof(topic, item.quote, paper, proofs)
            if doubt:
                dropped.append(f"tag `{topic.name}` dropped: {doubt}")
            else:
                claims.append(Claim(topic.name, quote, _score(topic, quote)))
    found = grounded(claims, paper)
    unproven = unproven_of(found)
    evidence = (*found.evidence, *of_text(unproven, vocabulary, text)) if text else found.evidence
    proved = {each.tag for each in evidence}
    stands = tuple(note for note in found.dropped if note.split("`")[1] not in proved)
    dropped += [f"tag `{each.tag}` dropped: more than {MOST}" for each in evidence[MOST:]]
    proposed = _proposed([*others, *reading.proposed_tags], paper, vocabulary)
    names = tuple(dict.fromkeys(proposed))[:MOST_PROPOSED]
    left = {name: quote for name, quote in unproven.items() if name not in proved}
    return Chosen(evidence[:MOST], names, (*stands, *dropped), left)


def unproven_of(found: Grounded) -> dict[str, str]:
    """The quotes that title and abstract do not have, each topic's first."""
    proved = {each.tag for each in found.evidence}
    quotes: dict[str, str] = {}
    for each in found.missing:
        if each.tag not in proved:
            quotes.setdefault(each.tag, each.quote)
    return quotes


def of_text(quotes: Mapping[str, str], vocabulary: Vocabulary, text: PaperText) -> tuple[Tag, ...]:
    """The topics of quotes that stand in a full text."""
    found: dict[str, Tag] = {}
    for name, quote in quotes.items():
        topic = vocabulary.resolve(name)
        tag = tag_of(topic.name, quote, _score(topic, quote), text) if topic else None
        if tag:
            found.setdefault(tag.tag, tag)
    return tuple(found.values())


def _proof(topic: Topic, quote: str, paper: Paper, proofs: Proofs | None) -> tuple[str, str]:
    """The quote for a topic, and why it proves nothing; "" where it may."""
    if proofs is None:
        return quote, ""
    title, abstract = quiet(paper.title), quiet(paper.abstract)
    if not quote.strip():
        own = proofs.words(topic.name, title, abstract)
        return (own, "") if own else ("", "it has no quote, and nothing in the paper names it")
    return quote, proofs.doubt(topic.name, quote, title, abstract)


def _phrases(topic: Topic) -> tuple[str, ...]:
    return (topic.name, topic.label, *topic.aliases)


def _score(topic: Topic, quote: str) -> float:
    text = fold(quote).text
    return _NAMED if any(phrase in text for phrase in _letters(topic)) else _UNNAMED


@lru_cache(maxsize=1024)
def _letters(topic: Topic) -> tuple[str, ...]:
    """A topic's phrases as they stand in a folded text."""
    plain = (re.sub(r"[\W_]", "", phrase.lower()) for phrase in _phrases(topic))
    return tuple(phrase for phrase in plain if phrase)


def _proposed(names: list[str], paper: Paper, vocabulary: Vocabulary) -> Iterator[str]:
    for name in names:
        if "\\" in name or CONTROLS.search(name):
            continue
        short = "-".join(_WORD.findall(one_line(name).lower()))
        fits = _LETTER.search(short) and len(short) <= _LONGEST_NAME
        if fits and vocabulary.resolve(name) is None and not demanded((name,), paper):
            yield short
