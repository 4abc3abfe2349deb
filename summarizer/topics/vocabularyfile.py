"""The vocabulary's file: where it lies, its hash, and its format: TOML in, checked topics out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from summarizer.errors import VocabularyError
from summarizer.settings import VOCABULARIES, packaged, variables
from summarizer.text.patterns import deferred
from summarizer.text.plain import hides
from summarizer.text.tomltext import NotToml, key_pattern, table_of, text_of, value_pattern
from summarizer.topics.vocabulary import Topic, Vocabulary, key, reserved, usual_label

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from summarizer.settings import Settings

FILE_NAME = "topics.toml"

_HEADER = deferred(r"\s*\[\[\s*topic\s*\]\]")
_NAME = deferred(r"\w(?:[\w .+#&'’-]{0,98}[\w+#])?")  # noqa: RUF001 - an apostrophe
"""What can be typed, ticked in a report and told apart from what stands around it."""
_TOP = ("version", "weights", "groups", "topic")
_KEYS = tuple(part.name for part in fields(Topic))
_LISTS = ("aliases", "weak", "exclusions", "codes")


def default_path() -> Path:
    """Where the default vocabulary lies, which comes with the package."""
    return packaged(FILE_NAME)


def shipped(path: Path | None) -> bool:
    """Whether a vocabulary came with the package: it is never changed in its place."""
    return path is None or path.parent == default_path().parent


def fingerprint(data: bytes) -> str:
    """Hash a vocabulary file to 16 hex digits that comments and blank lines do not change."""
    lines = (line.rstrip() for line in data.splitlines())
    kept = [line for line in lines if line and not line.lstrip().startswith(b"#")]
    return hashlib.sha256(b"\n".join(kept)).hexdigest()[:16]


def load(path: Path | None = None) -> Vocabulary:
    """Read and check a vocabulary file; None takes the packaged one.

    Raises `VocabularyError`, one line that names file, line and remedy.
    """
    return _loaded(path, "check the path")


def in_use(settings: Settings) -> Vocabulary:
    """Read and check the vocabulary of the settings; one that is not there names the setting."""
    origin = settings.origins.get("topics", "default")
    mend = "`topics` is set to it; `summarize config unset topics` goes back to the built-in topics"
    if origin in variables():
        mend = f"the variable `{origin}` is set to it: correct or unset it"
    return _loaded(settings.topics_path, mend)


def _loaded(path: Path | None, mend: str) -> Vocabulary:
    place = default_path() if path is None else path
    try:
        data = place.read_bytes()
    except OSError as error:
        message = f"`{place}` cannot be read ({error.strerror}): {mend}"
        raise VocabularyError(message) from error
    return parse_vocabulary(data, str(place))


@lru_cache(maxsize=4)  # one run asks for the same vocabulary in several places
def parse_vocabulary(data: bytes, name: str) -> Vocabulary:
    """Read the bytes of a vocabulary file called `name`.

    Raises `VocabularyError`, one line that names file, line and remedy.
    """
    try:
        return _Reader(text_of(data), name).read(fingerprint(data))
    except NotToml as error:
        raise _error(name, error.line, str(error)) from error


def _error(name: str, line: int, what: str) -> VocabularyError:
    return VocabularyError(f"`{name}` line {line}: {' '.join(what.split())}")


class _Reader:
    """One file under check; entries are numbered from 0, -1 is the part before them."""

    def __init__(self, text: str, name: str) -> None:
        self._text, self._name = text, name
        self._lines = text.split("\n")
        self._starts = [i for i, line in enumerate(self._lines) if _HEADER.match(line)]

    def read(self, identity: str) -> Vocabulary:
        table = table_of(self._text)
        self._check_keys(table, _TOP, -1)
        version = table.get("version", 1)
        if type(version) is not int:
            self._fail(-1, "version", "`version` must be a whole number: write `version = 1`")
        weights = table.get("weights", "")
        if weights not in ("", *VOCABULARIES):
            self._fail(-1, "weights", f'`weights` can only be "{VOCABULARIES[0]}": remove the line')
        groups = self._groups(table.get("groups", {}))
        entries = table.get("topic")
        if not isinstance(entries, list) or not entries:
            self._fail(-1, "topic", "there are no topics: begin each one with `[[topic]]`")
        topics = [self._topic(entry, number) for number, entry in enumerate(entries)]
        self._check_groups(topics, groups)
        self._check_reserved(topics)
        self._check_phrases(topics)
        self._check_parents(topics)
        return Vocabulary(tuple(topics), version, identity, groups, str(weights))

    def _fail(self, number: int, needle: str, what: str) -> NoReturn:
        raise _error(self._name, self._line(number, needle), what)

    def _line(self, number: int, needle: str) -> int:
        """Find the line of an entry with a key, or the last with a value, else the first."""
        start = self._starts[number] if 0 <= number < len(self._starts) else 0
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._lines)
        named, quoted = key_pattern(needle), value_pattern(needle)
        for pattern in (named, quoted) if needle in (*_TOP, *_KEYS) else (quoted, named):
            found = [i for i in range(start, end) if re.match(pattern, self._lines[i])]
            if found:
                return found[-1] + 1
        return start + 1

    def _groups(self, value: object) -> dict[str, str]:
        if not isinstance(value, dict):
            self._fail(-1, "groups", '`[groups]` must hold lines such as `vision = "Vision"`')
        for name, label in value.items():
            if not isinstance(label, str) or not label.strip():
                self._fail(-1, name, f"the group `{name}` needs a label: write it in quotes")
            self._check_characters(f"{name}{label}", "groups", -1)
        return value

    def _topic(self, entry: object, number: int) -> Topic:
        if not isinstance(entry, dict):
            self._fail(number, "", "a topic must be a table: begin it with `[[topic]]`")
        self._check_keys(entry, _KEYS, number)
        name = self._string(entry, "name", number)
        if not _NAME.fullmatch(name):
            what = f"`{name}` cannot be the name of a topic: write words with hyphens"
            self._fail(number, "name", f"{what}, such as `red-tea`")
        return Topic(
            name=name,
            label=self._string(entry, "label", number, usual_label(name)),
            group=self._string(entry, "group", number),
            definition=self._string(entry, "definition", number),
            parent=self._string(entry, "parent", number) if "parent" in entry else None,
            **{kind: self._phrases(entry, kind, number) for kind in _LISTS},
        )

    def _check_keys(self, table: dict[str, object], names: tuple[str, ...], number: int) -> None:
        for name in table:
            if name not in names:
                self._fail(number, name, f"unknown key `{name}`: use {', '.join(names)}")

    def _string(
        self, entry: dict[str, object], name: str, number: int, default: str | None = None
    ) -> str:
        value = entry.get(name, default)
        if value is None:
            self._fail(number, "", f'a topic has no `{name}`: add `{name} = "..."`')
        if not isinstance(value, str):
            self._fail(number, name, f"`{name}` must be a string: write it in quotes")
        if not key(value):
            self._fail(number, name, f"`{name}` is empty: fill it in")
        self._check_characters(value, name, number)
        return value

    def _check_characters(self, value: str, name: str, number: int) -> None:
        """Let nothing in that no reader sees: it could steer a terminal, or hide a name."""
        if hides(value):
            what = f"`{name}` has control or invisible characters"
            self._fail(number, name, f"{what}: write it again")

    def _phrases(self, entry: dict[str, object], kind: str, number: int) -> tuple[str, ...]:
        values = entry.get(kind, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            self._fail(number, kind, f'`{kind}` must be a list of strings: write `["...", "..."]`')
        for value in values:
            self._check_characters(value, kind, number)
            if not key(value).strip("*"):
                self._fail(number, value, f"`{kind}` has `{value}`, without a letter: remove it")
        return tuple(values)

    def _check_groups(self, topics: list[Topic], groups: dict[str, str]) -> None:
        for number, topic in enumerate(topics):
            if topic.group not in groups:
                what = f"`{topic.name}` has the unknown group `{topic.group}`"
                self._fail(number, "group", f"{what}: declare it under `[groups]`")

    def _check_reserved(self, topics: list[Topic]) -> None:
        for number, topic in enumerate(topics):
            for phrase in (topic.name, topic.label, *topic.aliases, *topic.codes):
                if key(phrase) in reserved():
                    what = f"`{phrase}` stands for papers without a topic: choose another name"
                    self._fail(number, phrase, what)

    def _check_phrases(self, topics: list[Topic]) -> None:
        owners: dict[str, int] = {}
        for number, topic in enumerate(topics):
            if owners.setdefault(key(topic.name), number) != number:
                what = f"the name `{topic.name}` is used more than once: rename one of the two"
                self._fail(number, "name", what)
        for number, topic in enumerate(topics):
            if key(topic.label) != key(topic.name):
                self._claim(owners, number, [topic.label], topics)
        for number, topic in enumerate(topics):
            own = {key(topic.name), key(topic.label)}
            phrases = (*topic.aliases, *topic.codes)
            self._claim(owners, number, [each for each in phrases if key(each) not in own], topics)
            self._check_once(number, topic)

    def _claim(
        self, owners: dict[str, int], number: int, phrases: Iterable[str], topics: list[Topic]
    ) -> None:
        """Give each phrase to one topic; a second claim is an error."""
        for phrase in phrases:
            owner = owners.setdefault(key(phrase), number)
            if owner != number:
                both = f"`{topics[owner].name}` and `{topics[number].name}`"
                what = f"`{phrase}` belongs to both {both}: remove it from one of the two"
                self._fail(number, phrase, what)

    def _check_once(self, number: int, topic: Topic) -> None:
        """Let no phrase stand twice in a topic, in one list or in two."""
        seen: set[str] = set()
        for phrase in (*topic.aliases, *topic.weak, *topic.exclusions):
            if key(phrase) in seen:
                what = f"`{phrase}` is used twice in `{topic.name}`: remove one"
                self._fail(number, phrase, what)
            seen.add(key(phrase))

    def _check_parents(self, topics: list[Topic]) -> None:
        parents = {topic.name: topic.parent for topic in topics}
        for number, topic in enumerate(topics):
            trail = [topic.name]
            while (parent := parents[trail[-1]]) is not None:
                if parent not in parents:
                    what = f"`{topic.name}` has the unknown parent `{parent}`: give a topic"
                    self._fail(number, "parent", what)
                if parent in trail:
                    what = f"the parents of `{topic.name}` form a circle: remove one"
                    self._fail(number, "parent", what)
                trail.append(parent)
