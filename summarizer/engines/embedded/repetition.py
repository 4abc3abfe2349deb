"""What is said twice: by the title already, or within the sentence."""

from __future__ import annotations

import re

ENOUGH_NEW = 2  # words a TL;DR has to say beyond the title
_WORDS = re.compile(r"[^\W_]+")
_TITLE_GLUE = frozenset(
    word[:4]
    for word in (
        "we propose present study introduce develop show that a an the of in for on and to is are "
        "by with describe investigate explore design analyze argue towards work our"
    ).split()
)


def repeats(tldr: str, title: str) -> bool:
    """Whether the TL;DR has next to nothing that the title does not say."""
    known = _TITLE_GLUE | {word[:4] for word in _WORDS.findall(title.lower())}
    new = {word[:4] for word in _WORDS.findall(tldr.lower())} - known
    return len(new) < ENOUGH_NEW
