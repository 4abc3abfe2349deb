"""What a reader means by the topics and marks in a note's properties, however she writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.notes.escaping import parted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.notes.styles import Style, Value
    from summarizer.topics.vocabulary import Vocabulary

_BETWEEN = re.compile(r",|\s+(?=#)")


@dataclass(frozen=True)
class Meaning:
    """Tells whether two values say the same: of topics and marks, neither order nor wording counts.

    Of a TL;DR, the blanks don't that part signs where we write one. Of all other properties,
    nobody can say.
    """

    vocabulary: Vocabulary
    style: Style

    def same(self, key: str, one: Value, other: Value) -> bool:
        """Whether both values of a property name the same topics or marks."""
        if key == "topics":
            return self._topics(one) == self._topics(other)
        if key == "tldr":
            return parted(self.style.text(one)) == parted(self.style.text(other))
        return key == "marks" and self._marks(one) == self._marks(other)

    def _topics(self, value: Value) -> set[str]:
        names = topics_named(self.style.listed(value), self.vocabulary)
        known = {name: self.vocabulary.resolve(name) for name in names}
        return {topic.name if topic else name for name, topic in known.items()}

    def _marks(self, value: Value) -> set[str]:
        return {named(each).lower() for each in self.style.listed(value)}


def topics_named(items: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    """The topics of a list; of an item with commas or `#` in it, each, unless one is called so."""
    names: list[str] = []
    for item in items:
        is_one = item.startswith("[[") or vocabulary.resolve(named(item))
        names += map(named, [item] if is_one else _BETWEEN.split(item))
    return list(filter(None, names))


def named(text: str) -> str:
    """A topic as it is written in a list: a name, a tag, or a link to its note."""
    text = text.strip().removeprefix("#")
    if text.startswith("[[") and text.endswith("]]"):
        text = text[2:-2].rpartition("|")[2]
    elif text.startswith("[") and "](" in text:
        text = text[1:].partition("](")[0]
    return text.removeprefix("Papers on ").strip()
