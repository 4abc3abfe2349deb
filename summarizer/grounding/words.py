"""A text as the words that make claims, and where each word of a paper stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.grounding import wording as lexicon
from summarizer.grounding.wording import MANY
from summarizer.text.patterns import deferred
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.grounding.wording import Wording

_TOKEN = deferred(
    r"n['’]t\b|[^\W\d_]+?(?=n['’]t\b)|[^\W\d_]+|\d+(?:[.,]\d+)*|[,;:().!?-]"  # noqa: RUF001
)
_MARKS = frozenset(",;:().!?")
_NUMBERS = {
    word: str(number)
    for number, word in enumerate("zero one two three four five six seven eight nine ten".split())
}
_SIDES = frozenset("on- off- in- out- up- under- over- between-".split())
"""Small words that are half of a name: `off-policy`."""
_CLASSES = (
    ("negation", lexicon.NEGATIONS), ("undoing", lexicon.UNDOING), ("limit", lexicon.LIMITS),
    ("whole", lexicon.WHOLES), ("part", lexicon.PARTS), ("hedge", lexicon.HEDGES),
)  # fmt: skip


class Word(NamedTuple):
    """A word or mark at `start` to `end`; `joined` are the words right after a hyphen.

    A word that `speaks` can be right or wrong.
    """

    text: str
    start: int
    end: int
    lemma: str
    kind: str
    joined: bool
    speaks: bool


def words(text: str, wording: Wording) -> tuple[Word, ...]:
    """The words and marks of a text in order; hyphens part words and are left out."""
    return tuple(_words(text, wording))


def _words(text: str, wording: Wording) -> Iterator[Word]:
    hyphen, known = -1, wording.kinds
    for match in _TOKEN.finditer(text):
        piece = match[0]
        start, end = match.span()
        if piece == "-":
            hyphen = end
            continue
        joined = start == hyphen
        if piece in _MARKS:
            yield Word(piece, start, end, piece, "mark", joined, False)
            continue
        key = piece.lower()
        if joined or text[end : end + 1] == "-":
            key += "-"
        found = known.get(key)
        if found is None:
            if len(known) > MANY:
                known.clear()
            found = known[key] = _known(key, wording)
        lemma, kind = found
        yield Word(piece, start, end, lemma, kind, joined, kind != "small")


def _known(key: str, wording: Wording) -> tuple[str, str]:
    """A word's lemma and kind; the key of one beside a hyphen ends with it."""
    lower = key.rstrip("-")
    if lower[0] == "n" and lower[1:2] in {"'", "’"}:  # noqa: RUF001
        lower = "not"
    lower = _NUMBERS.get(lower, lower)
    lemma = wording.lemma(lower)
    if lower[0].isdigit():
        return lemma, "number"
    for name, members in _CLASSES:
        if lower in members or lemma in members:
            return lemma, name
    small = len(lower) == 1 or (lower in lexicon.SMALL and key not in _SIDES)
    return lemma, "small" if small else "content"


@dataclass(frozen=True, slots=True)
class Source:
    """A paper's words, and the places of each lemma, root and meaning among them."""

    words: tuple[Word, ...]
    sentence: tuple[int, ...]
    lemmas: dict[str, list[int]]
    roots: dict[str, list[int]]
    meanings: dict[int, list[int]]
    negated: frozenset[int]
    hedged: frozenset[int]
    acronyms: frozenset[str]
    initials: str


REACH = 4
"""Words after a negation that it may deny."""


def reached(line: tuple[Word, ...], kinds: frozenset[str]) -> frozenset[int]:
    """The places up to four words after one of the kinds, before the next mark or `but`."""
    found: set[int] = set()
    for place, word in enumerate(line):
        if word.kind in kinds:
            for after in range(place + 1, min(place + 1 + REACH, len(line))):
                if line[after].kind == "mark" or line[after].lemma == "but":
                    break
                found.add(after)
    return frozenset(found)


DENIES, HEDGES = frozenset({"negation", "undoing"}), frozenset({"hedge"})


@lru_cache(maxsize=4)
def source(text: str) -> Source:
    """Read a paper's title and abstract, given as one text."""
    wording = lexicon.wording()
    return indexed(text, wording)


def indexed(text: str, wording: Wording) -> Source:
    """The places of all words of a text."""
    line = words(text, wording)
    lemmas: dict[str, list[int]] = {}
    roots: dict[str, list[int]] = {}
    meanings: dict[int, list[int]] = {}
    for place, word in enumerate(line):
        if not word.speaks:
            if word.kind == "small":
                lemmas.setdefault(word.lemma, []).append(place)
            continue
        lemmas.setdefault(word.lemma, []).append(place)
        roots.setdefault(wording.root(word.lemma), []).append(place)
        for group in wording.same.get(word.lemma, ()):
            meanings.setdefault(group, []).append(place)
    return Source(
        line,
        tuple(_sentences(line, split(text))),
        lemmas,
        roots,
        meanings,
        reached(line, DENIES),
        reached(line, HEDGES),
        frozenset(shortened(each.text) for each in line if is_acronym(each.text)),
        initials(line),
    )


def _sentences(line: tuple[Word, ...], spans: tuple[tuple[int, int], ...]) -> Iterator[int]:
    number = 0
    for word in line:
        while number + 1 < len(spans) and word.start >= spans[number + 1][0]:
            number += 1
        yield number


def is_acronym(text: str) -> bool:
    """Whether a word is written as an acronym is."""
    return len(text) > 1 and sum(map(str.isupper, text)) > 1


def shortened(text: str) -> str:
    """An acronym without its plural, in lower case."""
    return text.removesuffix("s").lower()


def initials(line: tuple[Word, ...]) -> str:
    """The first letters of all words, one each, so that acronyms can be looked for in them."""
    return "".join(word.lemma[0] if word.kind != "mark" else "." for word in line)
