"""What a line turns round: "lowers accuracy", where its passage says "improves accuracy".

A rule of a few words, for a line that comes with the passages it stands on: those say what rises
and what falls, and a line that says the opposite of the same thing is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator

_UP = (
    "improv increas rais boost enhanc strengthen outperform exceed surpass beat accelerat "
    "higher better more greater larger faster"
)
_DOWN = (
    "worsen decreas lower reduc degrad hurt weaken underperform trail drop lessen slow "
    "worse less fewer smaller slower"
)
_AFTER = 3
"""Words behind a change in which the thing that changes stands."""
_WORD = deferred(r"[^\W\d_][\w-]*")
_EMPTY = frozenset(
    "the a an its our their this that these those of in by on over than and or for to with from at "
    "as all both each average mean overall test much significantly further also".split()
)


def reversed_change(line: str, passages: str) -> tuple[str, str] | None:
    """The words of a line that say the opposite of its passages, and those there; None for none."""
    told = list(_changes(passages))
    for rises, thing, words in _changes(line):
        same = [(up, said) for up, other, said in told if other == thing]
        if same and all(up != rises for up, _ in same):
            return words, same[0][1]
    return None


def _changes(text: str) -> Iterator[tuple[bool, str, str]]:
    """Whether something rises, what, and in which words."""
    found = list(_WORD.finditer(text))
    for place, match in enumerate(found):
        rises = _direction(match[0].lower())
        if rises is None:
            continue
        behind = found[place + 1 : place + 1 + _AFTER]
        for other in behind:
            between = text[match.end() : other.start()]
            if any(sign in between for sign in ".;:,()"):
                break
            word = other[0].lower()
            if word not in _EMPTY and _direction(word) is None:
                yield rises, word.rstrip("s"), text[match.start() : other.end()]


def _direction(word: str) -> bool | None:
    """True for what rises, False for what falls, None for any other word."""
    if _begins(word, _UP):
        return True
    return False if _begins(word, _DOWN) else None


def _begins(word: str, stems: str) -> bool:
    endings = ("", "s", "e", "es", "d", "ed", "ing", "ped", "ping")
    return any(word.startswith(stem) and word[len(stem) :] in endings for stem in stems.split())
