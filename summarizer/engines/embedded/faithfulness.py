"""Whether a line says what its sentences say, where a "not" or a "without" has come to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.grounding.turns import turns

if TYPE_CHECKING:
    from collections.abc import Sequence


def holds(text: str, used: Sequence[int], title: str, sentences: Sequence[str]) -> bool:
    """Whether a line may be said of a paper; `used` are the indices of its sentences.

    A line has its words from these, and from the title: what can make it false is a word that
    turns the rest round and that they do not have. Only then is it taken apart, which takes 3 ms.
    """
    if turns(text) <= turns(" ".join(sentences[index] for index in used)):
        return True
    from summarizer.grounding.support import judged

    return judged(f"{text}.", title, ". ".join(sentences)).faithful
