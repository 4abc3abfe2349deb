"""What is said twice: by the title already, or within the sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from summarizer.readability.stems import STOP, stem

ENOUGH_NEW = 2  # words a TL;DR has to say beyond the title
_WORDS = re.compile(r"[^\W_]+")
_COMPOUNDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_TITLE_GLUE = frozenset(
    word[:4]
    for word in (
        "we propose present study introduce develop show that a an the of in for on and to is are "
        "by with describe investigate explore design analyze argue towards work our"
    ).split()
)


def repeats(tldr: str, title: str) -> bool:
    """Whether the TL;DR has next to nothing that the title does not say."""
    new = {word[:4] for word in _WORDS.findall(tldr.lower())} - _known(title)
    return len(new) < ENOUGH_NEW


@lru_cache(maxsize=4)  # a paper's candidates are asked one after the other
def _known(title: str) -> frozenset[str]:
    return _TITLE_GLUE.union(word[:4] for word in _WORDS.findall(title.lower()))


_MAKES = r"(?:propose|introduce|present|develop|release|construct|build|design|create)s?"
_INNER = r"(?!(?:of|for|to|in|on|with|that|which|and|by|from|via|using)\b)[\w-]+,?"
_NAME = r"(?:[A-Z][\w-]*(?: [A-Z][\w-]*){0,4}(?: \([^)]*\))?, )?"
_MADE = re.compile(  # what is proposed, and what for
    rf" {_MAKES} {_NAME}(?:an?|the first|the) (?P<thing>{_INNER}(?: {_INNER}){{0,8}})"
    rf"(?: (?:for|of) (?P<use>{_INNER}(?: {_INNER}){{0,5}}))?"
)
_THING = (
    r"(benchmark|framework|dataset|method|approach|model|algorithm|technique|system|strategy|"
    r"paradigm|pipeline|architecture|mechanism|scheme|module|procedure|corpus|metric|loss|suite|"
    r"objective|survey)"
)
_ENDS = r"(?= (?:for|that|of|to|which|with|designed|built|in|on|and|where|by)\b|[.,])"
_TWO_THINGS = re.compile(
    rf"\ban? (?:{_INNER} ){{0,6}}?{_THING}{_ENDS}.*"
    rf"\b{_MAKES} {_NAME}an? (?:{_INNER} ){{0,6}}?\1{_ENDS}"
)
_SAME_USE = re.compile(rf"\b{_THING} for ([\w-]+)\b.*\b\1 for \2\b")
_NAMED = re.compile(r" (?:propose|introduce|present)s? ([A-Z][\w-]*[A-Z0-9][\w-]*)(?![\w-])")
_TOKEN = re.compile(r"[\w-]+")
_FOR_FOR = re.compile(
    r" for ((?:(?!(?:for|that|which|and|to|the|an?) )[\w-]+ ){1,5})"
    r"for ((?!(?:that|which|and)\b)[\w-]+(?: (?!(?:that|which|and)\b)[\w-]+){0,4})"
)
_TWICE = 2
_QUALITIES = tuple(
    f"{word} " for word in "important suitable critical crucial useful necessary only not".split()
)
_USUAL = frozenset(  # names of things there is no other word for
    (stem(first), stem(second))
    for first, second in map(
        str.split,
        (
            "language model|neural network|large language|diffusion model|reinforcement learning|"
            "machine learning|deep learning|deep network|vision language|generative model|"
            "foundation model|multimodal large|text image|image generation|large model|"
            "video generation|training data|deep neural|large-scale dataset|state art"
        ).split("|"),
    )
)


def _says_twice(text: str) -> bool:
    """Whether what is proposed is called what was said before, or stands there twice."""
    for match in _MADE.finditer(text, 10):
        before = _pairs(text[: match.start()])
        if before and not before.isdisjoint(_pairs(match["thing"]) | _pairs(match["use"] or "")):
            return True
    if " for " in text and (_SAME_USE.search(text) or _serves_twice(text)):
        return True
    return text.count(" a") > 1 and bool(_TWO_THINGS.search(text))


def _pairs(text: str) -> set[tuple[str, str]]:
    """The content words of a text that stand side by side."""
    words = [stem(word) for word in _COMPOUNDS.findall(text.lower())]
    return {
        (first, second)
        for first, second in pairwise(words)
        if first not in STOP and second not in STOP and len(first) > 1 < len(second)
    } - _USUAL


def _serves_twice(text: str) -> bool:
    """Whether a thing is "for" something, and "for" it again: "a loss for maps for map reading"."""
    if text.count(" for ") < _TWICE:
        return False
    return any(
        not match[1].endswith(_QUALITIES) and _content(match[1]) & _content(match[2])
        for match in _FOR_FOR.finditer(text)
    )


def _content(text: str) -> set[str]:
    return {stem(word) for word in _WORDS.findall(text.lower())} - STOP


def _names_twice(text: str) -> bool:
    """Whether a thing is proposed by a name it had before, or is called "Foo, Foo"."""
    for match in _NAMED.finditer(text):
        if match[1] in _TOKEN.findall(text[: match.start()]):
            return True
    return any(
        first[-1] in ",:" and first[0].isupper() and first[:-1] == second.rstrip(",.:;")
        for first, second in pairwise(text.split())
    )


CHECKS = (("said twice", _says_twice), ("name twice", _names_twice))
