"""Topics that somebody who types may mean: by name, label or alias, the likeliest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.topics.vocabulary import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.topics.vocabulary import Topic, Vocabulary


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic, and the phrase that what was typed fits, where that is not its name or label."""

    topic: Topic
    phrase: str | None = None


def suggested(typed: str, vocabulary: Vocabulary, most: int = 8) -> list[Suggestion]:
    """The topics that fit: those that are called so, then begin so, have such a word, hold it.

    A topic's name and label come before its aliases. Nothing fits what has no letter.
    """
    wanted = key(typed)
    if not wanted:
        return []
    found = []
    for place, topic in enumerate(vocabulary):
        fits = [(rank, phrase) for phrase, rank in _ranks(wanted, topic) if rank is not None]
        if fits:
            rank, phrase = min(fits, key=lambda each: each[0])
            own = phrase in {topic.name, topic.label}
            found.append((rank, place, Suggestion(topic, None if own else phrase)))
    return [each for _, _, each in sorted(found, key=lambda each: each[:2])[:most]]


def _ranks(wanted: str, topic: Topic) -> Iterator[tuple[str, int | None]]:
    """Each phrase of a topic, and how well it fits: the smaller the better, None for not at all."""
    for phrase in (topic.label, topic.name):
        yield phrase, _rank(wanted, phrase)
    for phrase in (*topic.aliases, *topic.codes):
        rank = _rank(wanted, phrase)
        yield phrase.lstrip("*"), None if rank is None else rank + 1


def _rank(wanted: str, phrase: str) -> int | None:
    whole = key(phrase.lstrip("*"))
    if whole == wanted:
        return 0
    if whole.startswith(wanted):
        return 2
    words = phrase.replace("-", " ").split()
    if any(key("".join(words[place:])).startswith(wanted) for place in range(1, len(words))):
        return 4
    return 6 if wanted in whole else None
