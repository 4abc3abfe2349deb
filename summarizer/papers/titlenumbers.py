"""What a title counts: numbers, parts, versions, however they are written.

"Part II", "Part Two" and "part 2" count alike; "X", "X 2.0" and "Part A" do not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.text.plain import normalised
from summarizer.text.readable import readable

_NUMBER_WORDS = {
    name: str(number)
    for number, names in enumerate(
        (
            *("one first", "two second", "three third", "four fourth", "five fifth"),
            *("six sixth", "seven seventh", "eight eighth", "nine ninth", "ten tenth"),
            *("eleven eleventh", "twelve twelfth"),
        ),
        start=1,
    )
    for name in names.split()
}
_ROMAN = r"(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3})"
_VALUES = {"i": 1, "v": 5, "x": 10}
_PARTS = (
    r"(?:parts?|volumes?|vol|chapters?|books?|episodes?|editions?|supplements?|supplementary|appendix"
    r"|tracks?)"
)
_LABEL = re.compile(rf"\b({_PARTS})\W{{1,3}}(?:([a-hj-uwyz])|({_ROMAN}))\b")
"""A part by its letter, or by a Roman number of whatever length."""
_LONE = re.compile(r"(?<=\w)[\s:,(–—-]+([IVX])(?=\s*(?:[:.,;)–—-]|$))")  # noqa: RUF001 - dashes
"""A Roman number of one letter behind a name: "Retrieval I: Convergence", not "Can I Trust"."""
_NOTICE = re.compile(
    r"^\W*(?:(?:author|publisher|editorial)\s+)?correction(?:\s+(?:to|for))?\s*(?:[:–—-]|$)",  # noqa: RUF001 - dashes
    re.IGNORECASE,
)
"""A correction of a paper by its title alone: "Author Correction: ...", not "Error Correction"."""
_MATERIAL = re.compile(
    r"^\W*(?:\w+\s+)?(?:data(?:\s?sets?)?|code|software|scripts?)(?:\s+and\s+\w+)?\s+(?:from|for)\b",
    re.IGNORECASE,
)
"""What a repository calls the data or the code of a paper: "Replication Data for: ..."."""
_TOKEN = re.compile(r"§\w+|\d+(?:[.,]\d+)*|[^\W\d_]+")
_OTHER_KINDS = frozenset(
    "part volume vol chapter episode edition supplement supplementary appendix erratum corrigendum "
    "addendum comment reply response retraction revisited §data".split()
)
"""Words that make another paper of a title, as a number does."""
_SMALL = frozenset("a an the of for in on and to with by from at via".split())


def numbers(title: str) -> tuple[str, ...]:
    """What a title counts, in order; the kind of its part or reply among it."""
    return _read(title)[0]


def words(title: str) -> frozenset[str]:
    """The words of a title, numbers as digits, without articles and the like."""
    return _read(title)[1]


def kinds(title: str) -> bool:
    """Whether a title says that it is a part, a reply or the like."""
    return not _OTHER_KINDS.isdisjoint(_read(title)[0])


@lru_cache(maxsize=1024)
def _read(title: str) -> tuple[tuple[str, ...], frozenset[str]]:
    text = _MATERIAL.sub("§data ", _NOTICE.sub("erratum ", readable(title)))
    text = _LONE.sub(lambda match: f" §{_VALUES[match[1].lower()]}", text)
    text = _LABEL.sub(_labelled, normalised(text))
    tokens = [_token(each) for each in _TOKEN.findall(text)]
    counted = tuple(
        each for each in tokens if each[0].isdigit() or each[0] == "§" or each in _OTHER_KINDS
    )
    return counted, frozenset(tokens) - _SMALL


def _labelled(match: re.Match[str]) -> str:
    return f"{match[1]} §{match[2] or _roman(match[3])}"


def _token(word: str) -> str:
    """A word as all its forms are counted; a number without idle zeros."""
    word = word.removeprefix("§") if word[:1] == "§" and word[1:].isdigit() else word
    if word in _NUMBER_WORDS:
        return _NUMBER_WORDS[word]
    if len(word) > 1 and re.fullmatch(_ROMAN, word):
        return _roman(word)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", word):
        return word.replace(",", "")
    return re.sub(r"^(\d+)\.0+$", r"\1", word)


def _roman(word: str) -> str:
    """A Roman number in digits."""
    values = [_VALUES[each] for each in word]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-value if value < after else value for value, after in pairs))
