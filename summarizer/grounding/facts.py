"""What a TL;DR claims: numbers with their units, and what acronyms stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.text.folding import find
from summarizer.text.prose import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNITS = {
    "%": "%|percent(?:age)?|per cent|\\\\%",
    "x": "x|×|times|-?fold",  # noqa: RUF001
    "ms": "ms|milliseconds?",
    "s": "s|secs?|seconds?",
    "min": "mins?|minutes?",
    "h": "h|hrs?|hours?",
    "day": "days?",
    "week": "weeks?",
    "month": "months?",
    "year": "years?",
    "kb": "KB",
    "mb": "MB",
    "gb": "GB",
    "tb": "TB",
    "hz": "Hz",
    "khz": "kHz",
    "ghz": "GHz",
    "fps": "fps|FPS|frames per second",
    "db": "dB",
    "mm": "mm",
    "cm": "cm",
    "km": "km",
    "kw": "kW|kWh",
    "token": "tokens?",
    "gpu": "GPUs?",
}
_SCALES = {
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "k": 3, "m": 6, "b": 9, "t": 12,
}  # fmt: skip
_WORDS = {
    word: number
    for words, first, step in (
        ("two three four five six seven eight nine ten eleven twelve thirteen fourteen", 2, 1),
        ("fifteen sixteen seventeen eighteen nineteen twenty", 15, 1),
        ("thirty forty fifty sixty seventy eighty ninety", 30, 10),
    )
    for number, word in zip(range(first, 100, step), words.split(), strict=False)
}
_DIGITS = r"\d+(?:[.,]\d+)*"
_SCALE = r"(?P<scale>thousand|million|billion|trillion)\b|(?P<short>[kKMBT])(?![A-Za-z])"
_ANY_UNIT = "|".join(f"(?P<u{index}>{form})" for index, form in enumerate(_UNITS.values()))
_NUMBER = re.compile(
    rf"(?P<digits>{_DIGITS})[ -]?(?:{_SCALE})?[ -]?(?:{_ANY_UNIT})?(?![a-z])|(?P<bare>{_DIGITS})"
)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")
_UNIT_FORMS = {
    unit: re.compile(rf"(?<![A-Za-z])(?:{form})(?![a-z])") for unit, form in _UNITS.items()
}
_JOINED_BEFORE, _JOINED_AFTER = re.compile(r"[\w.,]"), re.compile(r"[\w%]|[.,]\d")
_ACRONYM = r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*?"
_GIVEN = re.compile(
    rf"((?:[\w'-]+\s+){{1,9}})\(({_ACRONYM})s?\)|\b({_ACRONYM})s?\s+\(([\w' -]{{4,80}})\)"
)
_CAPITALS = re.compile(r"\b[A-Z][\w-]*(?:[ -](?:(?:of|and|for|the|in|with|to) )?[A-Z][\w-]*)+")
_CAPITAL, _PARTS = re.compile(r"(?<![^ -])[A-Z]"), re.compile(r"[ -]")
_SHORT = re.compile(rf"\b({_ACRONYM})s?\b")
_KNOWN = frozenset(
    "large language model|language model|reinforcement learning|artificial intelligence|"
    "machine learning|natural language processing|retrieval augmented generation|"
    "vision language model|multimodal large language model|question answering|"
    "graphics processing unit|convolutional neural network|graph neural network|"
    "reinforcement learning from human feedback|supervised fine tuning|chain of thought|"
    "named entity recognition".split("|")
)
"""Expansions everyone in the field knows: they need not stand in the paper."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it was written, what it may mean, and its unit in a canonical form."""

    written: str
    values: frozenset[float]
    unit: str | None


def quantities(text: str) -> Iterator[Quantity]:
    """Every number of a text; a number in front of `million` or `K` is scaled."""
    for match in _numbers(text):
        digits = match["digits"] or match["bare"]
        power = _SCALES.get((match["scale"] or match["short"] or "").lower(), 0)
        unit = next((u for i, u in enumerate(_UNITS) if match[f"u{i}"]), None)
        values = frozenset(round(value * 10**power, 9) for value in _readings(digits))
        yield Quantity(match[0].strip(), values, unit)
    words = _WORD.findall(text)
    if not _WORDS.keys().isdisjoint(map(str.lower, words)):
        spelled = ((word, _WORDS.get(word.lower())) for word in words)
        yield from (Quantity(w, frozenset({float(n)}), None) for w, n in spelled if n)


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """Every number with what belongs to it: one stands wherever a digit is, and most text is none.

    The pattern alone would try all its units at each letter.
    """
    digit = _DIGIT.search(text)
    while digit and (number := _NUMBER.match(text, digit.start())):
        yield number
        digit = _DIGIT.search(text, number.end())


def _readings(digits: str) -> set[float]:
    """The values that digits with points and commas may have: `3,5` is 3.5 or 35."""
    whole = re.sub(r"[.,]", "", digits)
    readings = {float(digits.replace(",", ""))} if digits.count(".") <= 1 else {float(whole)}
    head, mark, tail = digits.rpartition(",")
    if mark and "," not in head:
        readings.add(float(f"{head.replace('.', '')}.{tail}"))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):
        readings.add(float(whole))
    return readings


def unsupported_numbers(tldr: str, paper: str) -> list[str]:
    """The numbers of a TL;DR, as written, that its paper does not hold with their unit."""
    claimed = list(quantities(plain(tldr)))
    if not claimed:
        return []
    source = plain(paper)
    unseen = [each for each in claimed if not _stands_so(each.written, source)]
    held = list(quantities(source)) if unseen else []
    return [each.written for each in unseen if not _holds(each, held, source)]


def _stands_so(written: str, source: str) -> bool:
    """Tell whether a number stands in the paper just as it is written: most do."""
    place = source.find(written)
    while place >= 0:
        before, after = source[max(0, place - 1) : place], source[place + len(written) :][:2]
        if not (_JOINED_BEFORE.match(before) or _JOINED_AFTER.match(after)):
            return True
        place = source.find(written, place + 1)
    return False


def _holds(claim: Quantity, held: list[Quantity], source: str) -> bool:
    """Tell whether the paper has the value, with the unit or at least near a bare number of it."""
    same = [each for each in held if each.values & claim.values]
    if not claim.unit or any(each.unit == claim.unit for each in same):
        return bool(same)
    bare = any(each.unit is None for each in same)
    return bare and bool(_UNIT_FORMS[claim.unit].search(source))


def unsupported_expansions(tldr: str, paper: str) -> list[str]:
    """What a TL;DR spells an acronym out as, where the paper does not hold those words."""
    return [
        expansion
        for expansion in dict.fromkeys(_expansions(tldr, paper))
        if _plain_words(expansion) not in _KNOWN and not _stands(expansion, paper)
    ]


def _expansions(tldr: str, paper: str) -> Iterator[str]:
    for match in _GIVEN.finditer(tldr) if "(" in tldr else ():
        before, short, first, inside = match.groups()
        expansion = _spelling(before.split(), short) if short else _spelling(inside.split(), first)
        if expansion:
            yield expansion
    shorts: set[str] | None = None
    for capitals in _CAPITALS.finditer(tldr):
        name = capitals[0]
        for word in _CAPITAL.finditer(name):
            rest = name[word.start() :]
            initials = "".join(each[0] for each in _PARTS.split(rest) if each[:1].isupper())
            if not initials[1:] or initials not in paper:
                continue
            if shorts is None:
                shorts = {match[1] for match in _SHORT.finditer(paper)}
            if initials in shorts:
                yield rest
                break


def _spelling(words: list[str], short: str) -> str | None:
    """The last words before an acronym whose initials it is made of."""
    letters = short.lower()
    for count in range(1, len(words) + 1):
        tail = words[-count:]
        initials = "".join(part[0] for word in tail for part in word.split("-") if part).lower()
        content = "".join(
            part[0] for word in tail if word not in _SMALL for part in word.split("-") if part
        ).lower()
        if letters in {initials, content}:
            return " ".join(tail)
    return None


_SMALL = frozenset("of and for the in with to a an on by via from".split())


def _stands(expansion: str, paper: str) -> bool:
    """Tell whether a paper holds an expansion: of one thing, of several, or what is based on it."""
    one = expansion.removesuffix("-based").removesuffix("s")
    return any(find(each, paper) for each in (expansion, one, f"{one}s"))


def _plain_words(expansion: str) -> str:
    return expansion.lower().replace("-", " ").removesuffix("s")
