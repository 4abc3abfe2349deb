"""Whose name it is: whether two spellings may be one person's, or one organisation's.

`Y. LeCun`, `Yann LeCun`, `Yann Le Cun` and `LeCun, Yann` may be one; `Anna LeCun` is another.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_PART = deferred(r"[^\W_]+(?:['’‘`ʼ-][^\W_]+)*")  # noqa: RUF001 - as names have it
_WORD = deferred(r"[^\W_]+")
_APOSTROPHES = deferred(r"['’‘`ʼ]")  # noqa: RUF001 - the same
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_PARTICLES = frozenset(
    "van von der den de del della di da do dos das du la le el al bin ibn ter ten zu af av".split()
)
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}  # noqa: RUF001 - a letter is meant
)
_FULL_NAME = 2
_GLUED = 3
"""As many capitals at most stand for given names where they stand together: `JRR`."""
_UNSPACED = "\u2e80"
"""From here on lie the scripts in which a name may be written without a blank."""


class Name(NamedTuple):
    """One reading of a name, in lower case and without accents.

    `family` is one word that begins with its particles (`van`, `le`); `core` lacks these.
    `words` are all words of the name, those within a hyphen apart, `whole` their letters.
    """

    given: tuple[str, ...]
    family: str
    core: str
    words: tuple[str, ...]
    whole: str


def is_author(wished: str, author: str) -> bool:
    """Whether an author may be the one who is named, as far as the two names tell.

    An initial stands for every name that begins with it, and a middle name may be missing. A
    single word is a family name, or any other word of a name.
    """
    return any(_agree(one, other) for one in readings(wished) for other in readings(author))


def clues(wished: str) -> tuple[str, ...]:
    """Letters of which one group stands in the `letters` of everyone who may be named."""
    return tuple(dict.fromkeys(each.core for each in readings(wished)))


def letters(text: str) -> str:
    """The letters and digits of names, folded, without anything between them."""
    return "".join(_WORD.findall(folded(text)))


def folded(text: str) -> str:
    """Text in lower case and without accents; `ø` is `o`, as it is typed elsewhere."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in parts if not unicodedata.combining(each))
    return bare.translate(_LETTERS)


@lru_cache(maxsize=16_384)
def readings(text: str) -> tuple[Name, ...]:
    """How a name may be read: as it stands, and with the family name first, as in `Smith JA`.

    There is none where nothing is a letter.
    """
    family, given = _inverted(text)
    before = _PART.findall(given)
    parts = before + _PART.findall(family if given else text)
    while len(parts) > len(before) + 1 and folded(parts[-1]) in _SUFFIXES:
        parts.pop()
    if not parts:
        return ()
    shouted = text.isupper()
    start = len(before) if given else _start(parts)
    found = [_name(parts[:start], parts[start:], shouted=shouted)]
    last = parts[-1]
    if not given and not shouted and len(parts) >= _FULL_NAME and _are_initials(last):
        turned = _name([last], parts[:-1], shouted=shouted)
        found = [turned] if len(last) == 1 else [*found, turned]
    return tuple(found)


def organization_words(text: str) -> str:
    """An organisation as it is looked for: its words between blanks, and all of them as one."""
    words = _WORD.findall(folded(text))
    return f" {' '.join(dict.fromkeys((' '.join(words), ''.join(words))))} " if words else ""


def is_organization(wished: str, organization: str) -> bool:
    """Whether the words that name an organisation stand in its name: `DeepMind` for Google's."""
    there = organization_words(organization)
    return any(each in there for each in organization_clues(wished))


def organization_clues(wished: str) -> tuple[str, ...]:
    """Of these one stands in the `organization_words` of every organisation that fits."""
    words = _WORD.findall(folded(wished))
    return tuple(dict.fromkeys((f" {' '.join(words)} ", f" {''.join(words)} "))) if words else ()


def _inverted(text: str) -> tuple[str, str]:
    """The two sides of `Family, Given`; nothing for a name in reading order."""
    parts = [each.strip() for each in text.split(",")]
    named = [each for each in parts if each and folded(each).strip(" .") not in _SUFFIXES]
    return (named[0], named[1]) if len(named) == _FULL_NAME else ("", "")


def _start(parts: Sequence[str]) -> int:
    """Where the family name begins: at its particles, which leave a given name before them.

    Where nothing is before them, only lower case tells them from a given name such as `Van`.
    """
    start = len(parts) - 1
    while start > 1 and parts[start - 1].lower() in _PARTICLES:
        start -= 1
    if start == 1 and parts[0] in _PARTICLES:
        start = 0
    return start


def _name(given: Sequence[str], family: Sequence[str], *, shouted: bool) -> Name:
    words = tuple(each for part in (*given, *family) for each in _words(part))
    particles = 0
    while particles < len(family) - 1 and family[particles].lower() in _PARTICLES:
        particles += 1
    return Name(
        tuple(each for part in given for each in _given(part, shouted=shouted)),
        letters("".join(family)),
        letters("".join(family[particles:])),
        words,
        "".join(words),
    )


def _given(part: str, *, shouted: bool) -> Iterator[str]:
    """The given names of a part: those within a hyphen, or initials that stand together."""
    if _are_initials(part) and not shouted:
        yield from folded(part)
    else:
        yield from _words(part)


def _words(part: str) -> list[str]:
    return _WORD.findall(folded(_APOSTROPHES.sub("", part)))


def _are_initials(part: str) -> bool:
    return len(part) <= _GLUED and part.isalpha() and part.isupper()


def _agree(one: Name, other: Name) -> bool:
    """Whether a reading of the name that is typed fits one of an author's."""
    if not one.given:
        return _is_among(one, other)
    if not other.given:
        return one.whole == other.whole and one.whole >= _UNSPACED
    if not _same_family(one, other):
        return one.whole == other.whole and _stands(one.given[0], other.given[0])
    if "".join(one.given) == "".join(other.given):  # `Xiao-Ming` and `Xiaoming`
        return True
    short, long = sorted((one.given[1:], other.given[1:]), key=len)
    return _stands(one.given[0], other.given[0]) and _stand(short, long)


def _is_among(one: Name, other: Name) -> bool:
    """Whether a name without a given one is an author's family name, or a word of the name."""
    if one.family[:1] >= _UNSPACED:
        return one.family in other.whole
    return one.family in {other.family, "".join(other.given), *other.words}


def _same_family(one: Name, other: Name) -> bool:
    if one.core == other.core:
        return one.family == other.family or one.core in {one.family, other.family}
    return one.family == other.family


def _stand(short: Iterable[str], long: Iterable[str]) -> bool:
    """Whether the names of one stand in the other in their order, others between them."""
    there = iter(long)
    return all(any(_stands(each, name) for name in there) for each in short)


def _stands(one: str, other: str) -> bool:
    """Whether two given names may be one: the same, or an initial of the other."""
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other
