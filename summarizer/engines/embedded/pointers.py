"""What points outside a sentence, at a thing of the title: "these tables" as "tables"."""

from __future__ import annotations

import re

from summarizer.readability.stems import STOP, stem

_POINTER = re.compile(
    r"(?P<before>(?:^|(?<= )|(?<=\())(?P<sign>[Tt]his|[Tt]hese)) (?P<first>[A-Za-z][\w-]*)"
    r"(?: (?P<second>[A-Za-z][\w-]*))?"
)
_OWN = frozenset("paper work article study survey review report approach method framework".split())


def resolved(text: str, titled: frozenset[str]) -> str:
    """Name what a reader knows from the title; `titled` are its stems that say something.

    Only where the noun itself stands in the title: "this tradeoff" may be any.
    """
    if "his " not in text and "hese " not in text:
        return text
    return _POINTER.sub(lambda match: _named(match, titled), text)


def _named(match: re.Match[str], titled: frozenset[str]) -> str:
    words = [word for word in (match["first"], match["second"]) if word]
    many = match["sign"].lower() == "these"
    if words[0].lower() in STOP or not any(_is_known(word, titled, many=many) for word in words):
        return match.group()
    rest = match.group()[len(match["sign"]) + 1 :]
    if many:
        return rest[0].upper() + rest[1:] if match["sign"][0] == "T" else rest
    return f"{'The' if match['sign'][0] == 'T' else 'the'} {rest}"


def _is_known(word: str, titled: frozenset[str], *, many: bool) -> bool:
    """Whether the title has a noun: of several for "these", of one for "this"."""
    lowered = word.lower()
    if (
        lowered in STOP
        or lowered in _OWN
        or (lowered.endswith("s") and not lowered.endswith("ss")) != many
    ):
        return False
    parts = {stem(part) for part in lowered.split("-")}
    return stem(lowered) in titled or bool(parts & titled and "-" in lowered)
