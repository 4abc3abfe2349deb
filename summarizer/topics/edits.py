"""Edits of a vocabulary file as text: only the topic that is meant changes, comments stay.

Every edit takes the file's text and gives the new one; whether that is a vocabulary is
checked by who writes it. Raises UsageError where the edit makes no sense.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.errors import UsageError
from summarizer.text.tomlarrays import array, drop, extend, quoted
from summarizer.text.tomltext import cut
from summarizer.topics.vocabulary import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.topics.vocabulary import Topic

_HEADER = re.compile(r"\s*\[\[\s*topic\s*\]\]")
_LISTS = ("aliases", "weak", "exclusions", "codes")


class TopicFile:
    """A vocabulary file under edit, its topics each a piece of the text."""

    def __init__(self, text: str) -> None:
        """Cut the text into what stands before the topics, and one piece a topic."""
        lines = text.splitlines(keepends=True)
        starts = [number for number, line in enumerate(lines) if _HEADER.match(line)]
        ends = [*starts[1:], len(lines)]
        self._head = "".join(lines[: starts[0] if starts else len(lines)])
        self._pieces = ["".join(lines[a:b]) for a, b in zip(starts, ends, strict=True)]

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self._head + "".join(self._pieces)

    def add(self, topic: Topic) -> None:
        """Put a topic after the last one of its group, or at the end."""
        groups = [self._table(number).get("group") for number in range(len(self._pieces))]
        same = [number for number, group in enumerate(groups) if group == topic.group]
        at = same[-1] if same else len(self._pieces) - 1
        body, rest = cut(self._pieces[at])
        self._pieces[at] = f"{body.rstrip()}\n\n{written(topic)}{rest or chr(10)}"
        self.__init__(self.text)  # type: ignore[misc] # the pieces are cut anew

    def rename(self, old: str, new: str) -> None:
        """Give a topic another name; the old one becomes an alias."""

        def change(table: Any) -> None:
            table["name"] = new
            _extend(table, "aliases", [old])

        self._edit(old, change)
        self._reparent(old, new)

    def merge(self, topic: Topic, into: str) -> None:
        """Take a topic out and give its phrases to another one."""
        if topic.name == into:
            message = f"`{into}` cannot be merged into itself: name two topics"
            raise UsageError(message)
        self._reparent(topic.name, into)
        self._take_out(topic.name)

        def change(table: Any) -> None:
            _extend(table, "aliases", (topic.name, topic.label, *topic.aliases))
            _extend(table, "weak", topic.weak)
            _extend(table, "exclusions", topic.exclusions)
            _extend(table, "codes", topic.codes)

        self._edit(into, change)

    def split(self, name: str, topic: Topic) -> None:
        """Make a new topic of some phrases of another one."""
        moved = {key(phrase) for phrase in (topic.name, topic.label, *topic.aliases)}

        def change(table: Any) -> None:
            for kind in ("aliases", "weak"):
                drop(table, kind, lambda phrase: key(phrase) in moved)

        self._edit(name, change)
        self.add(topic)

    def remove(self, name: str, parent: str | None) -> None:
        """Take a topic out; topics under it come under its parent, where it has one."""
        self._reparent(name, parent)
        self._take_out(name)

    def _take_out(self, name: str) -> None:
        at = self._at(name)
        rest = cut(self._pieces[at])[1]
        if at:
            self._pieces[at - 1] += rest.lstrip("\n") if rest.strip() else ""
        else:
            self._head += rest.lstrip("\n") if rest.strip() else ""
        del self._pieces[at]

    def _reparent(self, old: str, new: str | None) -> None:
        """Put topics under another parent; under none where that would be the topic itself."""
        for number in range(len(self._pieces)):
            table = self._table(number)
            name, parent = str(table.get("name")), new
            if table.get("parent") == old:
                self._edit(name, lambda table: _put(table, parent if parent != name else None))  # noqa: B023 - called at once

    def _edit(self, name: str, change: Any) -> None:
        import tomlkit

        at = self._at(name)
        body, rest = cut(self._pieces[at])
        document = tomlkit.parse(body)
        change(document["topic"][0])
        self._pieces[at] = tomlkit.dumps(document) + rest

    def _at(self, name: str) -> int:
        names = [self._table(number).get("name") for number in range(len(self._pieces))]
        if name not in names:
            message = f"the file has no topic `{name}`: `summarize topics` lists them"
            raise UsageError(message)
        return names.index(name)

    def _table(self, number: int) -> dict[str, Any]:
        import tomllib

        table: dict[str, Any] = tomllib.loads(self._pieces[number])["topic"][0]
        return table


def _put(table: Any, parent: str | None) -> None:
    if parent is None:
        del table["parent"]
    else:
        table["parent"] = parent


def _extend(table: Any, kind: str, phrases: Iterable[str]) -> None:
    """Add phrases to a list of a topic; an alias is no longer a weak cue."""
    own = {key(str(table.get("label", ""))), key(str(table["name"]))}
    known = {key(phrase) for each in _LISTS for phrase in table.get(each, ())}
    new: list[str] = []
    for phrase in phrases:
        if kind == "aliases":
            drop(table, "weak", lambda weak: key(weak) == key(phrase))  # noqa: B023 - called at once
            known = {key(each) for name in _LISTS for each in table.get(name, ())}
            known |= set(map(key, new))
        if key(phrase) in known | own:
            continue
        known.add(key(phrase))
        new.append(phrase)
    extend(table, kind, new)


def written(topic: Topic) -> str:
    """A topic as it is written in the file."""
    return "".join(f"{line}\n" for line in _lines(topic))


def _lines(topic: Topic) -> Iterator[str]:
    default = topic.name.replace("-", " ")
    yield "[[topic]]"
    yield f"name = {quoted(topic.name)}"
    if topic.label != default[:1].upper() + default[1:]:
        yield f"label = {quoted(topic.label)}"
    yield f"group = {quoted(topic.group)}"
    yield f"definition = {quoted(topic.definition)}"
    for kind in _LISTS:
        phrases: tuple[str, ...] = getattr(topic, kind)
        if phrases:
            yield f"{kind} = {array(phrases)}"
    if topic.parent:
        yield f"parent = {quoted(topic.parent)}"
