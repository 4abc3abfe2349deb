"""The later predicates of a sentence of "we" by themselves: "We study X and propose Y"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.engines.embedded.rewrites import Candidate

_OURS = "propose|present|introduce|show|demonstrate|prove|develop"
_LATER = re.compile(
    r",? and (?:then |also |further |finally )?(?P<verb>"
    rf"{_OURS}|study|investigate|explore|analyze|design|describe|provide|derive|find|use|apply|"
    r"formulate|establish|evaluate|argue|build|release|construct|suggest|extend|create|train) "
)
_OTHERS = re.compile(r" (?:to|can|that|could|will|how|which) ")
_OPENS = re.compile(
    r"We (?:consider|study|address|tackle|investigate|focus|revisit|explore|formulate|analyze) "
)
_POINTS_BACK = re.compile(r"\b(?:it|its|they|them|their)\b")
_FIRST = 8  # characters before which no first predicate can end


def later(whole: Candidate) -> Iterator[Candidate]:
    """Give each later predicate with a subject of its own: "We propose Y".

    Behind "to", "can" and the like the predicate may be another's, unless its verb is one that
    papers say of themselves.
    """
    text = whole.text
    if not text.startswith("We ") or " and " not in text:
        return
    for match in _LATER.finditer(text, _FIRST):
        before, verb = text[: match.start()], match["verb"]
        free = _OPENS.match(before) or not _OTHERS.search(before)
        said = text[match.start("verb") :]
        if (free or verb in _OURS.split("|")) and not _POINTS_BACK.search(said):
            yield whole.step(f"We {said}", "later predicate")
