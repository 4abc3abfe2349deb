"""Whether an author or an organisation is the one that is meant."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_PART = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # noqa: RUF001 - as names have it
_AFTER = frozenset("jr sr ii iii iv phd md".split())
_PARTICLES = frozenset("van von de der den del della di da du la le dos ten ter bin al el".split())
_TAILS = frozenset("ai org lab labs research team inc corp ltd llc gmbh official".split())


class Name(NamedTuple):
    """A person's name in parts, without accents and hyphens, in lower case."""

    given: tuple[str, ...]
    family: str


@lru_cache(maxsize=65536)
def name(text: str) -> Name:
    """Take a name in reading order apart; `Family, Given` is turned round."""
    if text.count(",") == 1:
        family, _, given = text.partition(",")
        text = f"{given} {family}" if given.strip().casefold() not in _AFTER else family
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in bare if not unicodedata.combining(each))
    parts = [re.sub(r"[^\w]", "", each) for each in _PART.findall(bare)]
    while len(parts) > 1 and parts[-1] in _AFTER:
        parts.pop()
    if not parts:
        return Name((), bare.strip())
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in _PARTICLES:
        start -= 1
    return Name(tuple(parts[:start]), "".join(parts[start:]))


def is_author(wished: str, author: str) -> bool:
    """Whether an author is the person wished for, as far as names tell.

    Given names must be the same, or one lacks what the other has in the middle; an initial
    stands for a name only where two of them do, since many share a family name and one letter.
    """
    if wished == author:
        return True
    one, other = name(wished), name(author)
    if one == other:
        return True
    if one.family != other.family or not one.given or not other.given:
        return False
    if "".join(one.given) == "".join(other.given):
        return True
    return _agree(one.given, other.given)


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    pairs = list(zip(one, other, strict=False))
    if any(not (a.startswith(b) or b.startswith(a)) for a, b in pairs if 1 in {len(a), len(b)}):
        return False
    if any(a != b for a, b in pairs if 1 not in {len(a), len(b)}):
        return False
    whole = any(a == b and len(a) > 1 for a, b in pairs)
    return whole or len(pairs) > 1


def is_organization(wished: str, organization: str) -> bool:
    """Whether an organisation is the one wished for, or a part of it by its name."""
    one, other = _organization(wished), _organization(organization)
    if not one or not other:
        return False
    return one == other[: len(one)] or "".join(one) == "".join(other)


@lru_cache(maxsize=4096)
def _organization(text: str) -> tuple[str, ...]:
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in bare if not unicodedata.combining(each))
    parts = re.findall(r"[^\W_]+", bare)
    while len(parts) > 1 and parts[-1] in _TAILS:
        parts.pop()
    return tuple(parts[1:] if len(parts) > 1 and parts[0] == "the" else parts)
