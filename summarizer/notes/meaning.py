"""What a reader means by the topics and marks in a note's properties, however she writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.notes.styles import Style, Value
    from summarizer.topics.vocabulary import Vocabulary


@dataclass(frozen=True)
class Meaning:
    """Tells whether two values say the same: of topics and marks, neither order nor wording counts.

    Of all other properties, nobody can say.
    """

    vocabulary: Vocabulary
    style: Style

    def same(self, key: str, one: Value, other: Value) -> bool:
        """Whether both values of a property name the same topics or marks."""
        if key == "topics":
            return self._topics(one) == self._topics(other)
        return key == "marks" and self._marks(one) == self._marks(other)

    def _topics(self, value: Value) -> set[str]:
        names = [named(each) for each in self.style.listed(value)]
        known = {name: self.vocabulary.resolve(name) for name in names}
        return {topic.name if topic else name for name, topic in known.items()}

    def _marks(self, value: Value) -> set[str]:
        return {named(each).lower() for each in self.style.listed(value)}


def named(text: str) -> str:
    """A topic as it is written in a list: a name, a tag, or a link to its note."""
    text = text.strip().removeprefix("#")
    if text.startswith("[[") and text.endswith("]]"):
        text = text[2:-2].rpartition("|")[2]
    elif text.startswith("[") and "](" in text:
        text = text[1:].partition("](")[0]
    return text.removeprefix("Papers on ").strip()
