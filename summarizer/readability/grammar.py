"""Plain faults of grammar that joins and cuts leave: articles, doubled words, two subjects."""

from __future__ import annotations

import re
from itertools import pairwise

from summarizer.readability.lexicon import CLAIMING, VERBS, third_person

_SPLICE = re.compile(
    r"^We (?![^,]*\b(?:if|when|while|given|as|although|unlike|since|because|that|how)\b)[^;:]*, "
    r"(?:we|our) ",
)
_ARTICLES = frozenset(["a", "an", "the", "A", "An", "The"])
_NO_A = re.compile(  # "a user" is right, and so are acronyms, which may be spelled out
    r"an?\b|the\b|our\b|[aio](?!ne|nce|nd\b|re\b|f\b|r\b|n\b)[a-z]{2}|e(?!u|we)[a-z]{2}"
    r"|u(?!ni(?!n|m)|s[aeiu]|bi|t[ei]|r[aeiou]|k)[a-z]{2}|8|1[18](?!\d)"
)
_NO_AN = re.compile(
    r"[bcdfgjklmnpqrstvwyz][a-z]{2}(?!-)|h(?!our|on|eir|erb)[a-z]{2}|uni(?!n|m)|us[aeiu]|eu[lr]"
    r"|one\b|once\b|the\b|(?!8|1[18](?!\d))\d"
)
_NO_NOUN = frozenset("of for into is are that which can will we".split())
_ONLY_ONE = frozenset(  # of what a thing has only one, if it is said whose
    "impact influence importance effectiveness efficacy feasibility necessity existence usefulness "
    "viability validity vulnerability advent ability capability".split()
)
_STUDIED = frozenset(
    "effect effects impacts role use power limits extent benefits potential".split()
)
_STUDY = re.compile(
    r"(?:stud(?:y|ies)|investigate|examine|explore|analyze|assess|evaluate|understand|measure)$",
    re.IGNORECASE,
)


def _misuses_article(text: str) -> bool:
    words = text.split()
    for at, (word, following) in enumerate(pairwise(words)):
        if word in _ARTICLES and _is_wrong(words, at, following):
            return True
    return False


def _is_wrong(words: list[str], at: int, following: str) -> bool:
    word = words[at]
    if word in {"a", "A"}:
        if (at == 0 or word == "a") and (_NO_A.match(following) or following in _NO_NOUN):
            return True
    elif word in {"an", "An"} and _NO_AN.match(following):
        return True
    if following in _NO_NOUN and word in {"an", "the"}:
        return True
    if word in {"a", "an"} and words[at + 2 : at + 3] == ["of"]:
        studied = following in _STUDIED and bool(at and _STUDY.match(words[at - 1]))
        return following in _ONLY_ONE or studied
    return False


def _doubles(text: str) -> bool:
    """Whether a word stands twice; names may ("Diffusion Policy Policy Optimization")."""
    return any(
        first == second or (first == "The" and second == "the")
        for first, second in pairwise(text.split())
        if second.isalpha() and second.islower()
    )


_THIRD = "|".join(sorted(map(third_person, {*CLAIMING, *VERBS})))
_FAR = (
    re.compile(  # one thing does, but several stand between: "a loss for maps in towns that cuts"
        rf"\ban? ([^,.;]{{20,}}?)\w(?<![su]s)(?<!is)s (?:that|which) (?:[a-z]+ly )?(?:{_THIRD})\b"
    )
)
_BETWEEN = re.compile(r"\b(?:for|in|on|across|over|with|from|via|by|between|among)\b")
_MOST_BETWEEN = 1


def _goes_on_late(text: str) -> bool:
    """Whether "that" is far from the noun it belongs to, as the number of its verb tells."""
    return (" that " in text or " which " in text) and any(
        " that " not in match[1]
        and " which " not in match[1]
        and len(_BETWEEN.findall(match[1])) > _MOST_BETWEEN
        for match in _FAR.finditer(text)
    )


CHECKS = (
    ("splice", _SPLICE.search),
    ("article", _misuses_article),
    ("doubled word", _doubles),
    ("far relative", _goes_on_late),
)
