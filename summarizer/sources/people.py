"""People as others write them: lists, objects and strings of names, as the people named.

`Family, Given` becomes `Given Family`. A name in a form that is not known stays as it is: an
organisation with a comma, `Lindqvist M` as MEDLINE has it. Nobody is `et al.` or `others`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_AND = deferred(r",?\s+(?:and|&)\s+")
_SEMICOLON = deferred(r"\s*[;|]\s*")
_COMMA = deferred(r"\s*,\s*")
_SUFFIX = deferred(r"(?:Jr|Sr|jr|sr)\.?|II|III|IV")
_INITIALS = deferred(r"(?:[^\W\d_](?:\.[ -]?|[ -]|$)){1,4}|[A-Z]{2,3}")
_GIVEN = deferred(r"[^\W\d_][\w'’.-]*(?: [^\W\d_]\.?){0,3}")  # noqa: RUF001 - as names have it
"""A given name and initials: what may follow a family name and a comma."""
_PARTICLE = deferred(r"[^\W\d_A-Z][\w'’]{0,5} ")  # noqa: RUF001 - the same
_COMPANY = deferred(
    r"\b(?:University|Universit\w+|Institute?|Collaboration|Consortium|Team|Group|Laborator\w+"
    r"|Department|Center|Centre|College|School|Academy|Ministry|Foundation|Society|Committee)\b",
    re.IGNORECASE,
)
_MEDLINE = deferred(r"[^,.]+ [A-Z]{1,3}, ")
"""How a list begins whose names have their initials behind them, without dots."""
_NUMBER = deferred(r"\s*\(\d+\)$")
"""The author's number in Scopus."""
_LEGAL = deferred(r"(?:Inc|Ltd|LLC|Corp|Co|GmbH|AG|PLC|e\. ?V|S\.A)\.?|et al\.?|others")
_NOBODY = frozenset(
    form
    for each in "others|et al|et al.|nan|none|null|n/a|anonymous|-|".split("|")
    for form in (each, each.title(), each.upper())
) | {"NaN"}
_NAMED_PART = deferred(
    r"\s*[\"']?(family|given|prefix|suffix|useprefix|given-i|family-i|prefix-i|suffix-i)\s*=\s*",
    re.IGNORECASE,
)
_NO_KEY_SIGN = deferred(r"[^a-z]")
_WHOLE = ("name", "literal", "fullname", "displayname", "rawauthorname", "creator", "value")
_GIVENS = ("given", "givenname", "first", "firstname", "forename", "forenames", "givennames")
_FAMILIES = ("family", "familyname", "last", "lastname", "surname")
_INSIDE = ("author", "authors", "person", "profile")
_DEEPEST = 4


def names(value: object) -> tuple[str, ...]:
    """The people in a list of strings or objects, or in one string of names, in their order."""
    if isinstance(value, list):
        return tuple(value) if _stand(value) else _found(value)
    if isinstance(value, str):
        return _found(_listed(value) if value[:1] == "[" else _strings(value))
    if isinstance(value, tuple):
        return value  # people whose names were read already
    return _found([value]) if isinstance(value, dict) else ()


def _stand(value: list[Any]) -> bool:
    """Whether a list holds plain names and nothing else, as most do: told fast."""
    try:
        whole = "|".join(value)
    except TypeError:
        return False
    several = whole.count("|") == len(value) - 1 and ";" not in whole and "," not in whole
    return several and _NOBODY.isdisjoint(value) and not any(map(str.isspace, value))


def _found(value: list[Any]) -> tuple[str, ...]:
    if len(value) == 1 and isinstance(value[0], str) and _SEMICOLON.search(value[0]):
        value = _strings(value[0])
    return tuple([name for each in value for name in _each(each, 0) if name not in _NOBODY])


def person(name: str) -> str:
    """One name in reading order: `von Last, Jr, First` is `First von Last Jr`."""
    if name[-1:] == ")":
        name = _NUMBER.sub("", name)
    if "," not in name:
        return name
    parts = [part for part in _COMMA.split(name.strip()) if part]
    if not _is_inverted(parts):
        return name
    suffix = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    given = [part for part in parts[1:] if not _SUFFIX.fullmatch(part)]
    return " ".join((*given, parts[0], *suffix))


def named_parts(name: str) -> str | None:
    """The name that stands as `family=..., given=..., prefix=...`; None where none does."""
    if not _NAMED_PART.match(name):
        return None
    parts: dict[str, str] = {}
    for piece in name.split(","):
        if match := _NAMED_PART.match(piece):
            parts[match[1].lower()] = piece[match.end() :].strip().strip("\"'{}").strip()
    order = ("given", "prefix", "family", "suffix")
    return " ".join(filter(None, map(parts.get, order))) or None


def listed(text: str) -> list[object] | None:
    """A list that stands in a text as JSON or as Python writes it."""
    from ast import literal_eval

    try:
        value = literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    return value if isinstance(value, list) else None


def _listed(text: str) -> list[object]:
    found = listed(text)
    return _strings(text) if found is None else found


def _is_inverted(parts: list[str]) -> bool:
    """Whether `Family, Given`, perhaps with a suffix, and no organisation or list."""
    rest = [part for part in parts[1:] if not _SUFFIX.fullmatch(part)]
    company = any(map(_LEGAL.fullmatch, rest)) or any(map(_COMPANY.search, parts))
    return len(parts) > 1 and len(rest) <= 1 and not company


def _strings(text: str) -> list[object]:
    """The names in one string, each still as it is written."""
    if ";" in text or "|" in text:
        return list(_SEMICOLON.split(text))
    if text.endswith(".") and _MEDLINE.match(text):
        text = text[:-1]  # it ends the list, as in Europe PMC's
    pieces = _AND.split(text)
    if len(pieces) > 1 and all(map(_is_one, pieces)) and any("," in each for each in pieces):
        return list(pieces)
    parts = list(_with_suffixes(part for piece in pieces for part in _COMMA.split(piece) if part))
    return list(_paired(parts) if _are_pairs(parts) else parts)


def _is_one(piece: str) -> bool:
    """Whether a piece between two `and`s is one person: no comma, or a family name before it."""
    parts = [part for part in _COMMA.split(piece.strip()) if not _SUFFIX.fullmatch(part)]
    if len(parts) == 1:
        return True
    family = len(parts[0].split()) == 1 or _PARTICLE.match(parts[0])
    return len(parts) == 2 and bool(family or _INITIALS.fullmatch(parts[1]))  # noqa: PLR2004 - a family and a given name


def _with_suffixes(parts: Iterable[str]) -> Iterator[str]:
    """The parts of a list with commas, `Jr.` and `Inc.` with the name before them."""
    held = ""
    for part in parts:
        if held and (_SUFFIX.fullmatch(part) or _LEGAL.fullmatch(part)):
            held = f"{held} {part}" if _SUFFIX.fullmatch(part) else f"{held}, {part}"
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


def _are_pairs(parts: list[str]) -> bool:
    """Whether the parts are family and given name by turns: `Lindqvist, M., Okafor, T.`."""
    if len(parts) % 2 or not parts:
        return False
    families, givens = parts[::2], parts[1::2]
    if all(map(_INITIALS.fullmatch, givens)):
        return not all(map(_INITIALS.fullmatch, families))
    single = all(" " not in each or _PARTICLE.match(each) for each in families)
    return single and all(map(_GIVEN.fullmatch, givens)) and not any(map(_COMPANY.search, parts))


def _paired(parts: list[str]) -> Iterator[str]:
    for family, given in zip(parts[::2], parts[1::2], strict=True):
        yield f"{family}, {given}"


def _each(value: object, depth: int) -> Iterator[str]:
    """The names that one item of a list gives."""
    if isinstance(value, str):
        if value and not value.isspace():
            yield named_parts(value) or person(value)
    elif isinstance(value, dict) and depth < _DEEPEST:
        yield from _of_object(value, depth)


def _of_object(value: dict[str, Any], depth: int) -> Iterator[str]:
    name = value.get("name")
    if isinstance(name, str) and not name.isspace() and name:
        yield person(name)
        return
    parts = {_NO_KEY_SIGN.sub("", str(key).lower()): part for key, part in value.items()}
    given, family = _first(parts, _GIVENS) or _first(parts, ("initials",)), _first(parts, _FAMILIES)
    before = filter(None, (_first(parts, (key,)) for key in ("droppingparticle", "prefix")))
    middle = (_first(parts, ("middle", "middlename")), *before)
    if family:
        particle = _first(parts, ("nondroppingparticle",))
        after = _first(parts, ("suffix",))
        yield " ".join(filter(None, (given, *middle, particle, family, after)))
    elif whole := _first(parts, _WHOLE) or given:
        yield person(whole)
    else:
        for key in _INSIDE:
            inside = parts.get(key)
            for each in inside if isinstance(inside, list) else [inside]:
                yield from _each(each, depth + 1)


def _first(parts: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    """The text of the first of these keys that has one; a middle name may be a list."""
    for key in keys:
        value = parts.get(key)
        if isinstance(value, list):
            value = " ".join(each for each in value if isinstance(each, str))
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None
