"""Sentences of a paper that speak to whoever annotates it: no evidence for anything."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.text.sentences import split

_ADDRESSED = re.compile(
    r"\b(?:ignore|disregard|forget|override|overrule)\b.{0,40}\b(?:instruction|prompt|rule|above|previous|prior|earlier|system)"
    r"|\b(?:system|developer)\s*(?:prompt|message|note|override)?\s*:"
    r"|\b(?:note|message|instructions?)\s+(?:to|for)\s+(?:the\s+|all\s+|any\s+)?(?:ai|llm|language\s+model|model|assistant|summari[sz]er|reviewer|annotator|tagger)s?\b"
    r"|\b(?:you\s+(?:must|should|shall|will|are\s+now)|please)\b.{0,60}\b(?:tag|label|answer|output|respond|reply|classify|say|write|summari[sz]e)\b"
    r"|^\W*(?:tag|label|classify|mark)\s+(?:it|this|the\s+paper)\b"
    r"|\bas\s+an?\s+(?:ai|language\s+model|assistant)\b"
    r"|</?(?:system|instructions?|paper|abstract|title|user|assistant)\b",
    re.IGNORECASE | re.DOTALL,
)
_HINTS = {
    **dict.fromkeys("ignore disregard forget system developer please <".split(), ("",)),
    "overr": ("id", "ule"),
    "you ": ("must", "should", "shall", "will", "are now"),
    **dict.fromkeys(("note", "message", "instruction"), (" to", " for", "s to", "s for")),
    **{f"{verb} ": ("it", "th") for verb in "tag label classify mark".split()},
    "as a": tuple(f"{n} {what}" for n in ("", "n") for what in ("ai", "language", "assistant")),
}
"""What every such sentence in ASCII holds one of, by how it begins.

Looking for these first is seven times faster.
"""


@lru_cache(maxsize=64)
def instructions(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text that tell the annotator what to do."""
    if not _hinted(text):
        return ()
    return tuple((start, end) for start, end in split(text) if _addressed(text[start:end]))


def _addressed(sentence: str) -> bool:
    """Tell whether a sentence is an instruction; the pattern takes more signs for one letter."""
    return (_hinted(sentence) or not sentence.isascii()) and bool(_ADDRESSED.search(sentence))


def _hinted(text: str) -> bool:
    """Tell whether a text may hold an instruction; most hold nothing that one begins with."""
    plain = " ".join(text.lower().split())
    found = [begin for begin in _HINTS if begin in plain]
    return any(f"{begin}{end}" in plain for begin in found for end in _HINTS[begin])
