"""Whether a line still says what its sentences say, where a "not" or an "if" may be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.grounding.turns import turns

if TYPE_CHECKING:
    from collections.abc import Sequence


def holds(text: str, used: Sequence[int], title: str, sentences: Sequence[str]) -> bool:
    """Whether a line may be said of a paper; `used` are the indices of its sentences.

    A line has its words from these, so that only what turns them round can make it false: where
    it has as many such words as they have, it is not taken apart, which takes 2 ms.
    """
    if turns(text) == turns(" ".join(sentences[index] for index in used)):
        return True
    from summarizer.grounding.support import judged

    return judged(f"{text}.", title, ". ".join(sentences)).faithful
