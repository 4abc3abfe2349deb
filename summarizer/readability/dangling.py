"""What points outside a sentence: at a thing it has not given, or elsewhere in the paper."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.readability.lexicon import CLAIMING, VERBS
from summarizer.readability.nounphrases import (
    head_of,
    is_plural,
    phrase_at,
    root,
    roots,
    singular,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENING = re.compile(
    r"(?:However|Moreover|Furthermore|Additionally|Thus|Hence|Therefore|Then|This|These|Those|Such|"
    r"It|Its|They|Their|Also|But|And|So|Besides|Here|Or|Nevertheless|Nonetheless|Instead|Yet|Which|"
    r"Specifically|Finally|Consequently|Similarly|In addition|In contrast(?! to [a-z])|"
    r"As a result|To this end|"
    r"In particular|For example|For instance|That|Because of this|Both of|First|Second|Third|"
    r"He|She|Afterwards?|Meanwhile|Otherwise|Likewise|"
    r"The (?:first|second|third|final|last|former|latter|other) (?:phase|stage|step|part|one|is))"
    r"\b(?!-)(?! attempts at)",
)
_PAPER = re.compile(
    r"\b(?:[Ii]n|[Ww]ith|[Bb]y) (?:this|our|the present) (?:paper|work|article|study|report)\b"
    r"|\b[Tt]his (?:paper|work|article|report|survey|manuscript)\b",
)
_ELSEWHERE = re.compile(
    r"\b(?:the (?:former|latter|above|aforementioned|following|said)|aforementioned|as follows|see "
    r"(?:Fig|Table|Section|Sec|App)|(?:Fig|Sec|Eq)\.|Table \d|(?:respectively) (?:in|of) (?:Fig|"
    r"Tab)|"
    r"mentioned above|above-mentioned|described above|discussed above)",
)
_PRONOUN = re.compile(
    r"(?:[\w-]+ ){1,2}(?:that )?(?:it|them|they|its|their)\b|To [\w-]+ (?:it|its|them|their)\b"
)
_POINTERS = frozenset("this these those such each both two other others".split())
_METHODS = frozenset(
    "method approach framework algorithm model system technique procedure scheme strategy module "
    "mechanism pipeline architecture solution formulation methodology tool design".split(),
)
_STUDIES = frozenset(
    "analysis study evaluation experiment survey investigation result finding".split()
)
_SETS = frozenset("dataset data benchmark datastore corpus suite resource collection".split())
_FAMILIES = (
    frozenset("model network system architecture".split()),
    _METHODS - {"model", "system", "architecture"},
    _STUDIES,
    _SETS,
)
_OPENING_WORDS = 2  # of a sentence that begins with "We call this"
_MOST_NEW = 1  # words that may describe a thing anew when it is pointed at
_TROUBLES = frozenset(
    "gap problem issue challenge limitation drawback shortcoming difficulty concern".split()
)
_GENERAL = _METHODS.union(_STUDIES, _SETS, _TROUBLES, ["way", "direction", "factor", "goal"])
_NAMED = _METHODS.union(_STUDIES, _SETS, ["estimator", "insight"]) - {
    "design",
    "data",
    "survey",
    "experiment",
}
_MADE = frozenset(
    "proposed new novel resulting introduced presented suggested developed obtained described "
    "overall whole designed aforementioned above present".split()
)
_OUTRIGHT = frozenset("proposed introduced presented suggested developed aforementioned".split())
_COMPLETES = frozenset(
    "of that which for from between behind who whose where when we used underlying 's".split(),
)
_INTRODUCES = re.compile(
    r"\b(?:propose|present|introduce|develop|design|devise|describe|build|construct|formulate|"
    r"create|collect|release|establish)s?\b|\btrain(?:ing)? (?:an?|our)\b"
    r"|\b(?:called|named|dubbed)\b|, an? "
)
_NETWORK = re.compile(
    r"lms?\b|former|network|nets?\b|gans?\b|\bgpt|bert|coder|diffusion|generator|agent|polic|"
    r"classifier|learner|learning|predict"
)
_THOSE = frozenset(
    "of who that in from with on by obtained trained used for to at whose which where under".split()
)
_NAMING = frozenset("term call name dub coin".split())  # "and call this routing"
_OBJECT = frozenset("a an the all our its their each every both how whether that".split())
_PREDICATES = frozenset({*VERBS, *CLAIMING, "then", "we", "not", "document", "release", "report"})
_SHARED_OF = frozenset("of in within that which from for".split())
_SKIPPED = {"those": _THOSE, "such": frozenset(["as", "that"])}
_REST_OF_TWO = frozenset("of and most more hand end worlds".split())


def _names_paper(text: str) -> bool:
    may = "his " in text or "our " in text or "present " in text
    return may and bool(_PAPER.search(text))


def _is_elsewhere(text: str) -> bool:
    may = "the " in text or "above" in text or "afore" in text or "." in text[:-1] or "see" in text
    return (may or "Table" in text or "follows" in text) and bool(_ELSEWHERE.search(text))


def _points(text: str) -> bool:
    """Whether a "this", "those", "such" or "each" names a noun the sentence has not given."""
    if _PRONOUN.match(text):
        return True
    marked = text.lower().split()
    words = [word.rstrip(".,;:") for word in marked]
    if _POINTERS.isdisjoint(words):
        return False
    return any(_dangles(words, marked, at) for at, word in enumerate(words) if word in _POINTERS)


def _dangles(words: Sequence[str], marked: Sequence[str], at: int) -> bool:
    """Whether the pointer at an index has nothing to point at among the words before it.

    `marked` are the words with the punctuation that follows them.
    """
    pointer, before = words[at], marked[:at]
    following = words[at + 1] if at + 1 < len(words) else ""
    if pointer in {"two", "other", "others"}:
        return before[-1:] == ["the"] and _is_rest(pointer, following, before[:-1])
    if pointer in {"each", "both"}:
        return following == "such" or _is_shared(marked, at)
    ours = pointer == "this" and len(before) > _OPENING_WORDS and before[-1] in _NAMING
    skipped = _SKIPPED.get(pointer, frozenset[str]())
    if ours or (pointer == marked[at] and following in skipped):
        return False
    one = following in {"a", "an"}
    named = phrase_at(marked, at + 1 + one).words if pointer == marked[at] else ()
    if named and named[0] in {"two", "three"} and _has_several(before):
        return False
    many = pointer != "this" and not one
    return not named or not _is_given(named, head_of(named, plural=many), before)


def _is_shared(words: Sequence[str], at: int) -> bool:
    """Whether "each gap" or "both methods" tells of things that have not been told."""
    both = words[at] == "both"
    named, following = phrase_at(words, at + 1)
    if not named or following in _SHARED_OF or (both and "and" in words[at:]):
        return False
    head = head_of(named, plural=both)
    may = singular(head) in _GENERAL and (both or named[0] == head)
    return may and not _is_given(named, head, words[:at])


def _is_rest(pointer: str, following: str, before: Sequence[str]) -> bool:
    """Whether "the two" comes without there being two, or "the other" without a first."""
    if pointer != "two":
        return not before or following == "hand"
    if following in _REST_OF_TWO or _has_several(before):
        return False
    return root(following) not in roots(" ".join(before))


def _has_several(before: Sequence[str]) -> bool:
    """Whether things were put side by side, rather than two predicates."""
    return any(
        word == "and" and following not in _PREDICATES and not following.endswith("ly")
        for word, following in pairwise(before)
    )


def _is_given(named: Sequence[str], head: str, before: Sequence[str]) -> bool:
    """Whether the head of a phrase, or what it stands for, came before."""
    given = roots(" ".join(before))
    others = named[: named.index(head)]
    new = sum(word not in _MADE and root(word) not in given for word in others)
    if root(head.rpartition("-")[2]) in given:
        return new <= _MOST_NEW
    if new or not before:
        return False
    noun, many = singular(head), is_plural(head)
    family = next((family for family in _FAMILIES if noun in family), frozenset[str]())
    alike = any(
        singular(word) in family and is_plural(word) == many
        for word in (word.rstrip(",.;:)") for word in before)
    )
    return alike or (noun in _METHODS and not many and bool(_INTRODUCES.search(" ".join(before))))


def _is_unnamed(text: str) -> bool:
    """Whether "the method", "the proposed loss" or the like comes before there is any."""
    lowered = text.lower().split()
    return any(
        _lacks_introduction(text, lowered, at) for at, word in enumerate(lowered) if word == "the"
    )


def _lacks_introduction(text: str, lowered: Sequence[str], at: int) -> bool:
    named, following = phrase_at(lowered, at + 1)
    if not named:
        return False
    named, following = _without_verb(named, following)
    noun = named[-1]
    general = all(word in _MADE or singular(word) in _NAMED for word in named)
    general = general and noun not in _MADE and following not in _COMPLETES
    if not general and named[0] not in _OUTRIGHT:
        return False
    tokens = text.split()
    if named[0] in _OUTRIGHT and any(map(_is_name, tokens[at + 1 : at + 2 + len(named)])):
        return False  # "the proposed method, Foo, ..."
    before = " ".join(lowered[:at])
    if _INTRODUCES.search(before) or root(noun) in roots(before):
        return False
    if at and not is_plural(noun) and any(map(_is_name, tokens[: min(at, 2)])):
        return False  # "Foo reads text, and the method ..."
    return not (noun in {"model", "models", "architecture"} and _NETWORK.search(before))


def _without_verb(named: Sequence[str], following: str) -> tuple[Sequence[str], str]:
    """Take "reads maps" off "the method reads maps", and leave "the model weights"."""
    for at, word in enumerate(named[1:], 1):
        if is_plural(word) and (at + 1 < len(named) or following in _OBJECT):
            return named[:at], word
    return named, following


def _is_name(token: str) -> bool:
    """Whether a word has a capital that no beginning of a sentence gives."""
    return any(map(str.isupper, token[1:]))


CHECKS = (
    ("opening", _OPENING.match),
    ("paper", _names_paper),
    ("elsewhere", _is_elsewhere),
    ("pointer", _points),
    ("unnamed", _is_unnamed),
)
