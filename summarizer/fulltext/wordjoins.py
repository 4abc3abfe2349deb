"""Lines of print joined: a hyphen at a line's end goes where the word has none elsewhere."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = deferred(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_LAST = deferred(r"(?:[^\W\d_]+-)*[^\W\d_]+$")
_FIRST = deferred(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADDRESS = deferred(r"(?:https?:(?://|$)|www\.|doi\.org)\S*$")
_HOST = deferred(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?:\.[a-z]{2,6}\b|/\S)")
_RANGE = deferred(r"\d[\u2013]$")
"""The end of a line within a range: "pages 12\u2013" and "34"."""
_HYPHENS = ("-", "\u2010", "\u00ad")
_KEPT = frozenset(
    "self non well semi quasi state end real high low long short large small fine coarse open "
    "human hand zero one two three four few cross multi".split()
)
"""Words that compounds begin with: where nothing else is known, their hyphen stays."""
_SUFFIXES = frozenset("based level wise specific free aware style driven shot like".split())
_SMALL_WORDS = frozenset("of the to in and by on at up out a".split())
"""What stands within a compound, such as "state-of-the-art"."""
_SUSPENDED = frozenset("and or to nor but versus und oder et".split())
"""What may follow a hyphen that stands for the rest of a word: "token- and sentence-level"."""
_CLOSED = deferred(
    r"(?:some|any|every|no)(?:thing|one|where|body|how|times?)|(?:how|what|when|where|who)ever|"
    r"with(?:in|out)|there(?:fore|by|after)|(?:my|your|him|her|it|them|our)sel(?:f|ves)|cannot|"
    r"together|although|otherwise|likewise|meanwhile|further(?:more)?|moreover|nevertheless|into|"
    r"under(?:stand|lying|go|take)\w*|over(?:view|all|come|head)\w*|out(?:put|come|line|side)\w*|"
    r"in(?:put|side|sight)\w*|data(?:base|set)\w*|frame(?:work)\w*|net(?:work)\w*|bench(?:mark)\w*"
)
"""Words of two words that are written as one."""
_LOOKED_AT = 300
"""Characters of a text's end by which it is joined to what follows."""
_LEAST = 3
"""Letters of a part that tells something: "in" and "de" stand alone too."""


class Joiner:
    """Joins lines by the words of the paper itself."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Learn the words that stand whole within the lines."""
        self._whole: Counter[str] = Counter()
        cut = False
        for line in lines:
            words = [match[0].casefold() for match in _WORD.finditer(line)]
            words = words[1:] if cut else words
            cut = line.rstrip().endswith(_HYPHENS)
            self._whole.update(words[:-1] if cut else words)

    def joined(self, lines: Sequence[str]) -> str:
        """The lines as one."""
        text = ""
        for line in lines:
            words = " ".join(line.split())
            text = self.together(text, words) if text else words
        return text

    def together(self, before: str, after: str) -> str:
        """Two texts as one, the first of which may end within a word."""
        if not before or not after:
            return before + after
        ending = before[-_LOOKED_AT:]
        is_address = bool(_ADDRESS.search(ending))
        if not before.endswith(_HYPHENS) or before[-2:-1] in {"", " ", "-"}:
            apart = not (is_address and _address_goes_on(before, after)) and not (
                _RANGE.search(ending) and after[0].isdigit()
            )
            return f"{before}{' ' if apart else ''}{after}"
        stem, rest = _LAST.search(ending[:-1]), _FIRST.match(after)
        if rest and rest[0] in _SUSPENDED and not is_address:
            return f"{before} {after}"
        keeps = is_address or not stem or not rest or self._keeps(stem[0], rest[0])
        if before.endswith("\u00ad"):
            keeps = False
        return f"{before if keeps else before[:-1]}{after}"

    def _keeps(self, stem: str, rest: str) -> bool:
        """Whether the hyphen is the word's own, and not the line's."""
        last, first = stem.rpartition("-")[2], rest.partition("-")[0]
        known = self._whole
        whole = known[f"{last}{first}".casefold()] + known[f"{stem}{rest}".casefold()]
        hyphenated = known[f"{stem}-{rest}".casefold()] + known[f"{last}-{first}".casefold()]
        if whole != hyphenated:
            return hyphenated > whole
        within = "-" in stem and last in _SMALL_WORDS
        acronym = last[-1].isupper()  # "LLM-" and "based"
        if not first[0].islower() or len(last) == 1 or within or acronym:
            return True
        last, first = last.casefold(), first.casefold()
        if min(len(last), len(first)) < _LEAST or _CLOSED.fullmatch(last + first):
            return False
        return last in _KEPT or first in _SUFFIXES or bool(known[last] and known[first])


def _address_goes_on(before: str, after: str) -> bool:
    """Whether an address that ends a line goes on in the next."""
    if before[-1] in "/-_=?&%#~":
        return after[0] not in "(["
    if before[-1] == ":":
        return after.startswith("//")
    return before[-1] == "." and (after[0].islower() or bool(_HOST.match(after)))
