"""The topic vocabulary: names, labels, groups, aliases, exclusions and parents."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic papers can be tagged with, and the phrases that show it."""

    name: str
    label: str
    group: str
    definition: str
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The topics in the file's order; `groups` maps the name of a group to its label."""

    topics: tuple[Topic, ...]
    version: int = 1
    hash: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)
    _names: dict[str, Topic] = field(init=False, repr=False, compare=False)
    _keys: dict[str, Topic] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the topics by name and by every phrase that stands for one."""
        keys: dict[str, Topic] = {}
        for topic in self.topics:
            for phrase in (topic.name, topic.label, *topic.aliases):
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
        """Find a topic by name, label or alias, whatever the case, blanks and hyphens."""
        return self._keys.get(key(text))


@lru_cache(maxsize=8192)  # a vocabulary is checked, and asked, for the same phrases many times
def key(phrase: str) -> str:
    """Reduce a phrase to its letters and digits in lower case, after the `*` of an ending."""
    star = "*" if phrase.startswith("*") else ""
    return star + "".join(_words().findall(phrase.lower()))


def nearest(text: str, vocabulary: Vocabulary) -> str | None:
    """Name the topic that a misspelt name, label or alias may mean; only ever to ask back."""
    from difflib import get_close_matches

    phrases = {
        key(phrase): topic.name
        for topic in vocabulary
        for phrase in (*topic.aliases, topic.label, topic.name)
    }
    close = get_close_matches(key(text), phrases, n=1, cutoff=0.75)
    return phrases[close[0]] if close else None


@cache
def _words() -> re.Pattern[str]:
    import re

    return re.compile(r"\w+")
