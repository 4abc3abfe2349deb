"""Where sentences begin and end in the prose of abstracts."""

# ruff: noqa: RUF001 -- typographic signs are meant here

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    import re

_END = deferred(  # begins with one set of marks, so that all else is passed over quickly;
    r"[.!?。！？\n](?:"  # the look-behind and possessive marks keep a long run of marks linear
    r"(?<=[.!?])(?<![.!?][.!?])[.!?]*+[\"'’”)\]]*+(?=\s|$|[A-Z\"“(])|(?<=[。！？])"
    r"|(?<=\n)[ \t]*+\n|(?<=\n)[ \t]*+(?=[-*•][ \t]))",
)
_MATH = deferred(r"(?<!\\)\$[^$\n]{1,160}(?:\n[^$\n]{1,160})?\$")
_TOKEN = deferred(r"\S{1,40}$")
_OPENER = deferred(r"\s*[\"'“‘(\[]?([^\W_]+)")
_NEVER = frozenset(
    "e.g i.e eg ie vs cf fig figs eq eqs eqn sec secs ref refs tab no nos dr mr mrs ms prof approx "
    "resp incl viz ch chap app appx thm lem def prop vol pp p".split(),
)
_SELDOM = frozenset("al etc w.r.t a.k.a i.i.d s.t u.s u.k ph.d inc corp ltd st jr sr dept".split())
_STARTERS = frozenset(
    "We Our The This These That Those In It Its To However Moreover Furthermore Here A An As "
    "For On When While By With From Although Experiments Results Empirically Specifically "
    "Finally Thus Code Extensive They Existing Unlike Despite Using Based Through At If Such "
    "There Both".split(),
)


@lru_cache(maxsize=128)  # the tagger reads the abstracts that TL;DRs were made of, 64 at once
def split(text: str) -> tuple[tuple[int, int], ...]:
    """Find the sentences of a text.

    Returns `(start, end)` pairs in order, in characters of `text` as given, without the
    white space around a sentence; what stands in no span is white space. Linear time.
    """
    spans: list[tuple[int, int]] = []
    start, math = 0, _math_ends(text)
    for match in _END.finditer(text):
        if _inside(match.start(), math) or not _is_end(text, start, match):
            continue
        _append(spans, text, start, match.end())
        start = match.end()
    _append(spans, text, start, len(text))
    return tuple(spans)


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _math_ends(text: str) -> list[tuple[int, int]]:
    """Spans of `$...$`, last first, so that they can be popped while reading on."""
    if "$" not in text:
        return []
    return [match.span() for match in _MATH.finditer(text)][::-1]


def _inside(position: int, math: list[tuple[int, int]]) -> bool:
    while math and math[-1][1] <= position:
        math.pop()
    return bool(math) and math[-1][0] < position


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()
    if mark[0] not in ".!?":
        return True
    following = text[match.end() : match.end() + 60]
    if not following.strip():
        return True
    word = _OPENER.match(following)
    opener = word.group(1) if word else ""
    if opener[:1].islower() and not any(letter.isupper() or letter.isdigit() for letter in opener):
        return False
    if not following[0].isspace():
        return _is_end_without_space(text, match.start(), following, opener)
    return mark[0] != "." or _is_full_stop(text, start, match.start(), opener)


def _is_end_without_space(text: str, stop: int, following: str, opener: str) -> bool:
    """`method.We show` is an end; `Node.Js`, `www.A` and `f(x).(1)` are not."""
    token = _TOKEN.search(text, max(0, stop - 40), stop)
    before = token.group() if token else ""
    if "/" in before or "www" in before or opener not in _STARTERS:
        return False
    tail = following[len(opener) : len(opener) + 1]
    return len(before) > 1 and (not tail or tail.isspace() or tail in ",'")


def _is_full_stop(text: str, start: int, stop: int, opener: str) -> bool:
    token = _TOKEN.search(text, max(start, stop - 40), stop)
    before = token.group().lstrip("([{\"'“‘") if token else ""
    lowered = before.lower()
    if lowered in _NEVER:
        return lowered == "no" and opener in _STARTERS
    if lowered in _SELDOM or (len(before) == 1 and before.isupper()):
        return opener in _STARTERS
    if before.isdigit() and len(before) <= len("10"):
        return not _is_list_number(text, start, stop - len(before))
    return True


def _is_list_number(text: str, start: int, digits: int) -> bool:
    ahead = text[max(start, digits - 4) : digits].rstrip()
    return not ahead or ahead[-1] in ":;,."
