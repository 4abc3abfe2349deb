"""Answers that were paid for, carried over a change of the vocabulary.

An answer is carried where the change cannot touch it, and asked anew where it can. Touched
is a paper

- in whose title or abstract a phrase stands that now belongs to other topics than before:
  those of a new topic, an alias added or taken away, a phrase moved by a split;
- tagged with a topic, or naming one, whose definition changed;
- for which the model proposed what has become a topic.

A topic with another name (the old one kept as an alias) or merged into another is renamed
in the answer; a topic that is gone goes to `proposed_tags`. Labels, groups, parents and
comments touch nothing. To a vocabulary with other topics altogether, nothing is carried.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.errors import VocabularyError
from summarizer.files import write_atomic
from summarizer.topics import vocabularyfile
from summarizer.topics.vocabulary import Topic, Vocabulary, key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from summarizer.papers.records import Annotation, Paper

_MOST = 8
"""Earlier vocabularies that are looked at, the newest first."""
_LONG = 8
"""Letters from which on a phrase is found whatever its blanks and hyphens."""

Owners = dict[tuple[str, str], set[str]]


@dataclass
class Change:
    """What became of one vocabulary in another."""

    old: Vocabulary
    new: Vocabulary

    def carried(self, paper: Paper, answer: Annotation) -> Annotation | None:
        """The answer in the new vocabulary's names; None where it must be asked anew."""
        if any(map(self.new.resolve, answer.proposed_tags)):
            return None
        names = [self._now(name) for name in answer.tags]
        if set(names) & self._redefined.keys() or _Text(paper).holds(self._phrases):
            return None
        gone = (name for name, now in zip(answer.tags, names, strict=True) if now is None)
        return replace(
            answer,
            tags=tuple(dict.fromkeys(filter(None, names))),
            evidence=tuple(
                replace(tag, tag=now) for tag in answer.evidence if (now := self._now(tag.tag))
            ),
            proposed_tags=tuple(dict.fromkeys((*answer.proposed_tags, *gone))),
        )

    def _now(self, name: str) -> str | None:
        topic = self.new.resolve(name)
        return topic.name if topic else None

    @cached_property
    def _redefined(self) -> dict[str, Topic]:
        """The topics that are there still, with another definition."""
        pairs = ((self.new.resolve(each.name), each) for each in self.old)
        return {
            now.name: now
            for now, before in pairs
            if now and now.definition != before.definition and not self._merged(before)
        }

    def _merged(self, topic: Topic) -> bool:
        """Whether a topic went into one that was there before."""
        now = self._now(topic.name)
        return now != topic.name and any(each.name == now for each in self.old)

    @cached_property
    def _phrases(self) -> frozenset[str]:
        """The phrases that touch a paper they stand in."""
        before = _owners(self.old, self._now)
        after = _owners(self.new, lambda name: name)
        known = {self._now(each.name) for each in self.old}
        names = {key(part) for each in self.new if each.name in known for part in _named(each)}
        moved = {
            phrase
            for kind, phrase in before.keys() | after.keys()
            if before.get((kind, phrase), set()) != after.get((kind, phrase), set())
            and not (kind == "shows" and phrase in names)
        }
        redefined = {key(part) for each in self._redefined.values() for part in _shown(each)}
        return frozenset(moved | redefined)


def _akin(old: Vocabulary, new: Vocabulary) -> bool:
    """Whether one vocabulary was made of the other: they share half the names of the smaller."""
    shared = sum(new.get(topic.name) is not None for topic in old)
    return 2 * shared >= min(len(old), len(new))


def _named(topic: Topic) -> tuple[str, ...]:
    return topic.name, topic.label


def _shown(topic: Topic) -> tuple[str, ...]:
    return (*_named(topic), *topic.aliases)


def _owners(vocabulary: Vocabulary, now: Callable[[str], str | None]) -> Owners:
    """Which topics each phrase belongs to, by the names they have now; none where they are gone."""
    owners: Owners = {}
    for topic in vocabulary:
        name = now(topic.name)
        kinds = (("shows", _shown(topic)), ("weak", topic.weak), ("not", topic.exclusions))
        for kind, phrases in kinds:
            for phrase in phrases:
                if name:
                    owners.setdefault((kind, key(phrase)), set()).add(name)
    return owners


class _Text:
    """A paper's words, to look for phrases in; what is found too much is only asked again."""

    def __init__(self, paper: Paper) -> None:
        self._words = re.findall(r"\w+", f"{paper.title} {paper.abstract}".lower())
        self._squashed = "".join(self._words)

    def holds(self, phrases: frozenset[str]) -> bool:
        """Whether any of the phrases, as `key` gives them, may stand in the paper."""
        return any(map(self._holds, phrases))

    def _holds(self, phrase: str) -> bool:
        if phrase.startswith("*"):
            return any(word.rstrip("s").endswith(phrase[1:]) for word in self._words)
        if phrase not in self._squashed:
            return False
        return len(phrase) >= _LONG or not self._starts.isdisjoint({phrase, f"{phrase}s"})

    @cached_property
    def _starts(self) -> set[str]:
        """Runs of one to three words, each as one."""
        runs = range(1, 4)
        count = len(self._words)
        return {"".join(self._words[at : at + run]) for run in runs for at in range(count)}


@dataclass
class Earlier:
    """The vocabularies that paid answers were given with, kept as files by their hashes."""

    folder: Path
    path: Path
    _known: set[str] = field(default_factory=set)
    _changes: dict[str, list[tuple[str, Change]]] = field(default_factory=dict)

    def remember(self, identity: str) -> None:
        """Keep the vocabulary in use, if this is its hash. Raises OSError."""
        if identity in self._known:
            return
        self._known.add(identity)
        kept = self.folder / f"{identity}.toml"
        if not kept.exists():
            data = self.path.read_bytes()
            if vocabularyfile.fingerprint(data) == identity:
                write_atomic(kept, data.decode())

    def changes(self, identity: str) -> list[tuple[str, Change]]:
        """Earlier vocabularies by hash, and what became of each in the one in use."""
        if identity not in self._changes:
            self._changes[identity] = list(self._found(identity))
        return self._changes[identity]

    def _found(self, identity: str) -> Iterator[tuple[str, Change]]:
        files = sorted(self.folder.glob("*.toml"), key=lambda path: -path.stat().st_mtime)
        earlier = [path for path in files if path.stem != identity][:_MOST]
        if not earlier:
            return
        new = vocabularyfile.load(self.path)
        if new.hash != identity:
            return
        for path in earlier:
            try:
                old = vocabularyfile.load(path)
            except VocabularyError:
                continue
            if old.hash == path.stem and _akin(old, new):
                yield old.hash, Change(old, new)
