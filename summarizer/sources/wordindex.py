"""The text of an abstract that is kept as an index of its words, as OpenAlex has it."""

from __future__ import annotations

from itertools import islice

_MOST_WORDS = 50_000


def running(index: object) -> str | None:
    """The text of OpenAlex's index of words: `{"We": [0, 7], "study": [1]}`."""
    if not isinstance(index, dict):
        return None
    places = (
        (place, word)
        for word, where in index.items()
        if isinstance(word, str) and isinstance(where, list)
        for place in where
        if type(place) is int
    )
    return " ".join(word for _, word in sorted(islice(places, _MOST_WORDS))) or None
