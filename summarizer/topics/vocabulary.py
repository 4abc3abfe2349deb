"""The topic vocabulary: names, labels, groups, aliases, exclusions and parents."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from summarizer.errors import UsageError
from summarizer.papers.certainty import NO_TOPIC, NONE

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping


_SHORT, _CLOSE, _CLOSE_IF_SHORT = 4, 0.75, 0.6
"""How alike two names must be for one to be asked about as a misspelling of the other."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic papers can be tagged with, and the phrases that show it.

    `codes` are what it is called elsewhere, such as `cs.CL`: they stand for it where a topic is
    named, and show nothing in a text.
    """

    name: str
    label: str
    group: str
    definition: str
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    parent: str | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The topics in the file's order; `groups` maps the name of a group to its label.

    `weights` names the shipped vocabulary that the tagger's weights were learned with, if it is
    not the default one.
    """

    topics: tuple[Topic, ...]
    version: int = 1
    hash: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)
    weights: str = ""
    _names: dict[str, Topic] = field(init=False, repr=False, compare=False)
    _keys: dict[str, Topic] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the topics by name and by every phrase that stands for one."""
        keys: dict[str, Topic] = {}
        for topic in self.topics:
            for phrase in (topic.name, topic.label, *topic.aliases, *topic.codes):
                keys[key(phrase)] = topic
        object.__setattr__(self, "_keys", keys)
        object.__setattr__(self, "_names", {topic.name: topic for topic in self.topics})

    def __iter__(self) -> Iterator[Topic]:
        """Yield the topics in the file's order."""
        return iter(self.topics)

    def __len__(self) -> int:
        """Count the topics."""
        return len(self.topics)

    def get(self, name: str) -> Topic | None:
        """Find a topic by its exact name."""
        return self._names.get(name)

    def resolve(self, text: str) -> Topic | None:
        """Find a topic by name, label, alias or code, whatever the case, blanks and hyphens."""
        return self._keys.get(key(text))


@lru_cache(maxsize=8192)  # a vocabulary is checked, and asked, for the same phrases many times
def key(phrase: str) -> str:
    """Reduce a phrase to its letters and digits in lower case, after the `*` of an ending."""
    star = "*" if phrase.startswith("*") else ""
    return star + "".join(_words().findall(phrase.lower()))


def usual_label(name: str) -> str:
    """What a topic is called where nothing else is said: its name with blanks, as a heading."""
    spaced = name.replace("-", " ")
    return spaced[:1].upper() + spaced[1:]


def reserved() -> set[str]:
    """The keys of what stands for papers without a topic: no topic can be called that."""
    return {NONE, key(NO_TOPIC)}


def named(text: str, vocabulary: Vocabulary) -> Topic:
    """The topic that a name, label or alias stands for. Raises UsageError, asking back."""
    topic = vocabulary.resolve(text)
    if topic is None:
        raise UsageError(unknown(text, vocabulary))
    return topic


def wanted(text: str, vocabulary: Vocabulary) -> str:
    """The topic's name, or `NO_TOPIC` where papers without a topic are asked for."""
    if key(text) in reserved():
        return NO_TOPIC
    return named(text, vocabulary).name


def unknown(text: str, vocabulary: Vocabulary) -> str:
    """Say that there is no such topic, and which ones may be meant."""
    from summarizer.text.spelling import asked

    several = ": give each topic on its own" if "," in text else ""
    hint = several or asked(nearest(text, vocabulary)) or ": `summarize topics` lists them"
    return f"unknown topic `{text}`{hint}"


def nearest(text: str, vocabulary: Vocabulary, most: int = 3) -> list[str]:
    """The topics that a misspelt name, label or alias may mean, the likeliest first."""
    from difflib import get_close_matches

    names = {key(each): topic.name for topic in vocabulary for each in (topic.label, topic.name)}
    aliases = {key(each): topic.name for topic in vocabulary for each in topic.aliases}
    typed = key(text)
    cutoff = _CLOSE_IF_SHORT if len(typed) <= _SHORT else _CLOSE
    found = [names[each] for each in get_close_matches(typed, names, n=most, cutoff=cutoff)]
    phrases = aliases | names
    found += [phrases[each] for each in phrases if len(typed) > _SHORT and each.startswith(typed)]
    words = {
        word: topic.name
        for topic in vocabulary
        for word in _words().findall(topic.label.lower())
        if len(typed) > _SHORT and not found
    }
    found += [words[each] for each in get_close_matches(typed, words, n=1, cutoff=_CLOSE)]
    found += [aliases[each] for each in get_close_matches(typed, aliases, n=most, cutoff=cutoff)]
    return list(dict.fromkeys(found))[:most]


@cache
def _words() -> re.Pattern[str]:
    import re

    return re.compile(r"\w+")
