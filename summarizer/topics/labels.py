"""What people read for topics: of each name its label, and the label of its group.

Programs get names. A topic that the vocabulary does not know any more keeps its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred
from summarizer.topics.vocabulary import usual_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from summarizer.settings import Settings
    from summarizer.topics.vocabulary import Vocabulary

ELSEWHERE = "Not in the vocabulary"
"""The group of topics that the vocabulary does not know."""
_TABLE = deferred(r"(?m)^[ \t]*\[.*$")
_LINE = deferred(r'(?m)^[ \t]*([A-Za-z0-9_-]+)[ \t]*=[ \t]*"([^"\\\n]+)"[ \t]*(?:#.*)?$')
_NAMED = deferred(r"(?m)^[ \t]*[\"']?(name|label|group)[\"']?[ \t]*=")


@dataclass(frozen=True)
class Labels:
    """The labels of topics by their names, in the vocabulary's order.

    `groups` has the label of each topic's group, the groups in the vocabulary's order. Without
    any labels, a topic is called by its name, and has no group.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """What a topic is called."""
        return self.names.get(name, name)

    def all(self, names: Iterable[str]) -> tuple[str, ...]:
        """What topics are called, in their order."""
        return tuple(map(self.of, names))


NAMES = Labels()
"""Topics called by their names."""


def of_vocabulary(vocabulary: Vocabulary) -> Labels:
    """The labels of a vocabulary."""
    names = {topic.name: topic.label for topic in vocabulary}
    return _ordered(names, {topic.name: topic.group for topic in vocabulary}, vocabulary.groups)


def in_use(settings: Settings) -> Labels:
    """The labels of the vocabulary of the settings; none where it cannot be read.

    Reading papers must not wait for a whole vocabulary to be parsed and checked, nor fail with it:
    of a file as people write it, just the lines that are needed are read.
    """
    from summarizer.errors import VocabularyError
    from summarizer.settings import packaged
    from summarizer.topics import vocabularyfile

    path = settings.topics_path or packaged(vocabularyfile.FILE_NAME)
    try:
        text = path.read_text("utf-8-sig")
        return read(text) or of_vocabulary(vocabularyfile.in_use(settings))
    except (OSError, UnicodeDecodeError, VocabularyError):
        return NAMES


def read(text: str) -> Labels | None:
    """The labels in a vocabulary's text; None where it is written in another way than usual."""
    if '"""' in text or "'''" in text:
        return None
    heads = [*_TABLE.finditer(text)]
    ends = [each.start() for each in heads[1:]] + [len(text)]
    labels: dict[str, str] = {}
    groups: dict[str, str] = {}
    declared: dict[str, str] = {}
    for head, end in zip(heads, ends, strict=True):
        kind = re.sub(r"\s", "", head[0].partition("#")[0])
        lines = dict(_LINE.findall(text, head.end(), end))
        needed = {"name", "group", *_NAMED.findall(text, head.end(), end)}
        if kind == "[groups]":
            declared |= lines
        elif kind == "[[topic]]" and needed <= lines.keys():
            name = lines["name"]
            labels[name] = lines.get("label", usual_label(name))
            groups[name] = lines["group"]
        else:
            return None
    return _ordered(labels, groups, declared) if set(groups.values()) <= declared.keys() else None


def _ordered(
    labels: dict[str, str], groups: Mapping[str, str], declared: Mapping[str, str]
) -> Labels:
    """Labels whose groups stand as they are declared."""
    order = {group: number for number, group in enumerate(declared)}
    names = sorted(labels, key=lambda name: order.get(groups[name], len(order)))
    return Labels(labels, {name: declared.get(groups[name], groups[name]) for name in names})
