"""Sentences of a paper that speak to whoever annotates it: no evidence for anything."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.text.patterns import deferred
from summarizer.text.sentences import split

_READER = r"(?:ai|llm|language\s+model|model|assistant|summari[sz]er|reviewer|annotator|tagger)s?"
_BEGINS = (
    r"(?:[:;.!?(\[\"'>][^\w:;.!?(\[\"'>]*"
    r"|(?:^|\bplease\b|\byou\s+(?:must|should|shall|will|can|may))\W*)"
)
"""Where an imperative stands, and not what somebody is said to do.

Of a run of marks the last one counts, so that each sign is read once.
"""
_FORGET = r"(?:ignore|disregard|forget|override|overrule)"
_ADDRESSED = deferred(
    rf"{_BEGINS}{_FORGET}\b.{{0,40}}\b(?:instruction|prompt|rule|above|previous|prior|earlier|system)"
    rf"|\b{_FORGET}\s+(?:\w+\s+){{0,3}}(?:previous|prior|earlier|above|preceding)\s+(?:\w+\s+)?"
    r"(?:instruction|prompt|rule|message|direction)"
    r"|^\W*(?:system|developer)\s*:|\b(?-i:SYSTEM|DEVELOPER)\s*:"
    r"|\b(?:system|developer)\s*(?:prompt|message|note|override)\s*:"
    rf"|\b(?:note|message|instructions?)\s+(?:to|for)\s+(?:the\s+|all\s+|any\s+)?{_READER}\s*[:,]"
    rf"|^\W*(?:note|message|instructions?)\s+(?:to|for)\s+(?:the\s+|all\s+|any\s+)?{_READER}\b"
    r"|\b(?:you\s+(?:must|should|shall|will|are\s+now)|please)\b.{0,60}\b(?:tag|label|answer|output|respond|reply|classify|say|write|summari[sz]e)\b"
    r"|^\W*(?:tag|label|classify|mark)\s+(?:it|this|the\s+paper)\b"
    r"|\b(?:tag|label|classify|mark)\s+(?:this|the)\s+(?:paper|abstract|article)\b"
    r"|\badd\s+(?:the\s+)?tag\b"
    r"|\bas\s+an?\s+(?:ai|language\s+model|assistant)(?:\s+\w+){0,2}\s*,?\s*\b(?:you|i)\b"
    r"|^\W*as\s+an?\s+(?:ai|language\s+model|assistant)\b"
    rf"|^\W*{_READER}\s?:"
    r"|\btl;?\s?dr\b.{0,30}\b(?:must|should|shall|has\s+to|is\s+to)\b"
    r"|</?(?:system|instructions?|paper|abstract|title|user|assistant)\b",
    re.IGNORECASE | re.DOTALL,
)
_WORK = r"(?:it|(?:this|the|our)\s+(?:paper|abstract|article|work|submission|manuscript|study))\b"
_VALUE = r"(?:relevan(?:ce|t)|novel(?:ty)?|rating|scores?|marks?|points?|importan(?:ce|t)|\d)"
_RATED = deferred(
    rf"{_BEGINS}(?:rate|score|rank|grade|recommend)\s+{_WORK}"
    rf"|{_BEGINS}(?:give|assign|award|grant|mark|consider|treat)\s+{_WORK}.{{0,60}}\b{_VALUE}"
    r"|\b(?:relevance|novelty|rating|score)(?:\s+score)?(?:\s*[:=]|\s+(?:must|should|shall|has\s+to|is\s+to)"
    r"\s+be)\s*(?:set\s+to\s+)?(?:10|ten|1\.0|100|maximal|maximum|the\s+(?:highest|maximum))\b"
    r"|\b(?:readers?|users?)\b.{0,60}\b(?:must|should)\s+not\s+miss\b",
    re.IGNORECASE | re.DOTALL,
)
"""What asks for a rating of the paper."""
_ANNOUNCES = deferred(r"(?::|\bfollow(?:s|ing))\W*$", re.IGNORECASE)
"""How an instruction ends that the next sentence is part of."""
_HINTS = {
    **dict.fromkeys("ignore disregard forget system developer please <".split(), ("",)),
    "overr": ("id", "ule"),
    "you ": ("must", "should", "shall", "will", "are now"),
    **dict.fromkeys(("note", "message", "instruction"), (" to", " for", "s to", "s for")),
    **dict.fromkeys(
        "annotator summarizer summariser tagger reviewer assistant model llm ai".split(),
        (":", " :", "s:", "s :"),
    ),
    "tl": ("dr", " dr", ";dr", "; dr"),
    "add ": ("tag", "the tag"),
    **{f"{verb} ": ("it", "th") for verb in "tag label classify mark".split()},
    "as a": tuple(f"{n} {what}" for n in ("", "n") for what in ("ai", "language", "assistant")),
}
"""What every such sentence in ASCII holds one of, by how it begins.

Looking for these first is seven times faster.
"""


@lru_cache(maxsize=256)
def instructions(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text that tell the annotator what to do."""
    if not _hinted(text):
        return ()
    found: list[tuple[int, int]] = []
    announced = False
    for start, end in split(text):
        sentence = text[start:end]
        addressed = _addressed(sentence)
        if addressed or announced:
            found.append((start, end))
        announced = addressed and bool(_ANNOUNCES.search(sentence))
    return tuple(found)


def pleads(text: str) -> bool:
    """Tell whether a text asks for a rating of its paper, or tells the annotator what to do."""
    if instructions(text):
        return True
    return any(_RATED.search(text[start:end]) for start, end in split(text))


def quiet(text: str) -> str:
    """A text of the same length in which blanks stand in the place of every instruction."""
    spans = instructions(text)
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _addressed(sentence: str) -> bool:
    """Tell whether a sentence is an instruction; the pattern takes more signs for one letter."""
    return (_hinted(sentence) or not sentence.isascii()) and bool(_ADDRESSED.search(sentence))


def _hinted(text: str) -> bool:
    """Tell whether a text may hold an instruction; most hold nothing that one begins with."""
    plain = " ".join(text.lower().split())
    found = [begin for begin in _HINTS if begin in plain]
    return any(f"{begin}{end}" in plain for begin in found for end in _HINTS[begin])
