"""Organisations as a papers page names them: the name behind a slug or the text of a logo."""

from __future__ import annotations

import re

from summarizer.text.patterns import deferred

_BRACKETED = deferred(r"^\[[^\]]*\]\s*")
_LOGO = deferred(r"^.{1,60}?(?:'s|’s) (?:profile picture|avatar|logo)\s+", re.IGNORECASE)  # noqa: RUF001
_NO_LETTER = deferred(r"[\W_]+")
_SLUG = deferred(r"[\w.-]{2,60}")
_TAILS = frozenset("ai org lab labs research team hf inc official community".split())
"""What a slug may have behind the name."""
_SMALL = frozenset("of the and for at in on de la du des @ &".split())
_SHORTEST = 3
"""Letters of a part of a slug that tells something."""


def organization(text: str) -> str:
    """An organisation's name without its slug or logo: `deepseek-ai DeepSeek` is `DeepSeek`."""
    text = _LOGO.sub("", _BRACKETED.sub("", text.strip()))
    words = text.split()
    half = len(words) // 2
    if half and len(words) % 2 == 0 and _squeezed(words[:half]) == _squeezed(words[half:]):
        return " ".join(words[half:])
    slug, _, name = text.partition(" ")
    return name.strip() if name.strip() and is_slug_of(slug, name) else text


def is_slug_of(slug: str, name: str) -> bool:
    """Whether a word is the slug of the name behind it, and not the first word of the name.

    It is where it has the name's letters (`PekingUniversity`), its first words or a part of it and
    more (`zai-org`), or its initials (`UIUC-CS`). So `Alaya Lab` and `Together AI` are whole names.
    """
    if not _SLUG.fullmatch(slug):
        return False
    letters = _squeezed([slug])
    words = [each for each in (_squeezed([word]) for word in name.split()) if each]
    if not letters or not words:
        return False
    parts = [each.casefold() for each in re.split(r"[-_.]", slug)]
    split = (_squeezed([each]) for each in re.split(r"[\s-]+", name))
    large = [each for each in split if each and each not in _SMALL]
    return (
        letters in {"".join(words), words[0]}
        or (len(words) > 1 and letters.startswith("".join(words[:2])))
        or _is_name_and_more(letters, "".join(words), whole=slug.isalnum())
        or (len(parts) > 1 and any(len(each) >= _SHORTEST and each in words for each in parts))
        or any(len(each) >= _SHORTEST and _has_initials(each, large) for each in (letters, *parts))
    )


def _is_name_and_more(letters: str, name: str, *, whole: bool) -> bool:
    """Whether letters are a name with what slugs have behind it; anything if they have a hyphen."""
    tail = letters.removeprefix(name)
    return tail != letters and len(name) >= _SHORTEST and (tail in _TAILS or not whole)


def _has_initials(letters: str, words: list[str]) -> bool:
    """Whether letters are beginnings of at least two of the words, one after another."""
    reached = {0: 0}  # letters read so far: the most words that gave them
    for word in words:
        for at, count in list(reached.items()):
            for size in range(1, len(word) + 1):
                if letters[at : at + size] != word[:size]:
                    break
                reached[at + size] = max(reached.get(at + size, 0), count + 1)
    return reached.get(len(letters), 0) > 1


def _squeezed(words: list[str]) -> str:
    return _NO_LETTER.sub("", "".join(words)).casefold()
