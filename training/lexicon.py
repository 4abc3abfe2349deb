"""Count in abstracts how words are spelled and used, for `summarizer.readability.lexicon`."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(r"[A-Za-z][a-z]+(?:-[a-z]+)*|[A-Za-z]|[.,;:()]|\d+|\S")
_STOPS = frozenset(".,;:)")
_DETERMINERS = frozenset("a an the our this that each every its their any one another no".split())
_BREAKS = frozenset(
    "of in on for with by to from at via using through as and or that which is are was we can "
    "has have into , . ; : ( )".split()
)
_BEFORE_VERBS = frozenset(
    "to can will could may might would should cannot must we they not".split()
)
_BEFORE_NOUNS = frozenset("a an the of our its their this these in with for on".split())
_REACH = 4  # words between an article and its noun


def lexicon(texts: Sequence[str]) -> dict[str, str]:
    """Give the lexicon as it stands in the model: words joined by blanks, sorted."""
    tokens = [_TOKEN.findall(text) for text in texts]
    lowered = [
        [word if len(word) > 1 and word.isupper() else word.lower() for word in line]
        for line in tokens
    ]
    counts = Counter(word for line in lowered for word in line)
    verbs = _verbs(lowered, counts)
    return {
        "common": " ".join(sorted(_common(texts))),
        "open ended": " ".join(_open_ended(lowered, counts)),
        "countable": " ".join(_countable(lowered)),
        "gerunds": " ".join(verbs),
        "verbs": " ".join(verbs.values()),
    }


def _common(texts: Sequence[str]) -> frozenset[str]:
    """Find words that at least two abstracts spell in lower case, and fewer capitalised."""
    lower, upper = Counter[str](), Counter[str]()
    for text in texts:
        words = re.findall(r"(?<![\w-])[A-Za-z][a-z']+(?!\w)", text)
        lower.update({word for word in words if word.islower()})
        upper.update({word.lower() for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z']+(?!\w)", text)})
    return frozenset(word for word, count in lower.items() if count >= 2 and count > upper[word])


def _open_ended(lines: Sequence[list[str]], counts: Counter[str]) -> list[str]:
    ends = Counter(
        word for line in lines for word, after in pairwise([*line, "."]) if after in _STOPS
    )
    return sorted(
        word
        for word, count in counts.items()
        if word[:1].islower() and len(word) > 1 and count >= 40 and ends[word] < 0.02 * count
    )


def _countable(lines: Sequence[list[str]]) -> list[str]:
    """Find singular nouns that seldom close a noun phrase without an article before it."""
    article, bare = Counter[str](), Counter[str]()
    for line in lines:
        for place, word in enumerate(line[:-1]):
            if line[place + 1] not in _BREAKS or word in _BREAKS:
                continue
            for before in reversed(line[max(0, place - _REACH) : place]):
                if before in _DETERMINERS or before in _BREAKS:
                    (article if before in _DETERMINERS else bare)[word] += 1
                    break
    return sorted(
        word
        for word, count in article.items()
        if word.islower() and not word.endswith(("s", "ing", "ly"))
        and count + bare[word] >= 15 and count >= 0.8 * (count + bare[word])
    )  # fmt: skip


def _verbs(lines: Sequence[list[str]], counts: Counter[str]) -> dict[str, str]:
    """Find verbs that are hardly ever nouns, by their form in -ing."""
    verbal, nominal = Counter[str](), Counter[str]()
    for line in lines:
        for before, word in pairwise(line):
            verbal[word] += before in _BEFORE_VERBS
            nominal[word] += before in _BEFORE_NOUNS
    found = {}
    for word, count in sorted(counts.items()):
        forms = (f"{word}ing", f"{word.removesuffix('e')}ing", f"{word}{word[-1]}ing")
        form = max(forms, key=counts.__getitem__)
        if (
            word.isalpha() and word.islower() and counts[form] > 1
            and verbal[word] >= 8 and verbal[word] > 0.3 * count and nominal[word] < 0.04 * count
        ):  # fmt: skip
            found[form] = word
    return found
