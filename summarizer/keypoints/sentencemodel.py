"""Which sentences state a point: a linear model of what careful readers chose in abstracts.

Trained on abstracts whose sentences were graded for the purpose (`training/keypoints.py`). In an
abstract it looks at words and places, elsewhere at words alone.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.keypoints.roles import is_abstract
from summarizer.keypoints.sentences import LONGEST
from summarizer.keypoints.traits import POINTS, traits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from summarizer.fulltext.records import Section
    from summarizer.keypoints.sentences import Sentence

_FEWEST = 3
"""Sentences of an abstract: of fewer, places and neighbours tell nothing."""
_MOST = 400
"""Sentences of any section: what has more is no section, but a text without headings."""
_TOLD = frozenset({"introduction", "conclusion", "results"})
"""Roles of sections in which sentences that state a point are like those of abstracts."""
_HUNDREDTHS = 100


class Odds(NamedTuple):
    """Log odds that a sentence states a point, and whether it stands in an abstract.

    `ruled` are the scores that the rules give it, at most `traits.HIGHEST`.
    """

    of: Mapping[str, float]
    in_abstract: bool
    ruled: Mapping[str, float]


class Model(NamedTuple):
    """The weights of each trait for `POINTS`, and what every sentence has."""

    bias: Sequence[float]
    weights: Mapping[str, Sequence[float]]

    def odds(self, named: Mapping[str, float]) -> dict[str, float]:
        """The log odds that a sentence of such traits states each of `POINTS`."""
        known = [(value, row) for name, value in named.items() if (row := self.weights.get(name))]
        return {
            point: self.bias[place] + sum(value * row[place] for value, row in known)
            for place, point in enumerate(POINTS)
        }


def odds(every: Sequence[Sentence]) -> dict[int, Odds]:
    """What the model says of sentences, by where they start; of some kinds of sections only."""
    abstracts, others = models()
    found: dict[int, Odds] = {}
    for section, inside in _by_section(every):
        in_abstract = is_abstract(section) and inside[0].role == "abstract"
        if len(inside) < _FEWEST or not (in_abstract or any(e.role in _TOLD for e in inside)):
            continue
        model = abstracts if in_abstract else others
        if in_abstract:  # as the text behind an abstract is, where its heading is not found
            inside = [each for each in inside if each.place < LONGEST]  # noqa: PLW2901
        inside = inside[:_MOST]  # noqa: PLW2901
        for each, named in zip(inside, traits(inside), strict=True):
            ruled = {point: named[f"rule {point}"] for point in POINTS}
            found[each.start] = Odds(model.odds(named), in_abstract, ruled)
    return found


def _by_section(every: Sequence[Sentence]) -> Iterator[tuple[Section, list[Sentence]]]:
    inside: list[Sentence] = []
    for each in every:
        if inside and each.section is not inside[0].section:
            yield inside[0].section, inside
            inside = []
        inside.append(each)
    if inside:
        yield inside[0].section, inside


@lru_cache(maxsize=1)
def models() -> tuple[Model, Model]:
    """The models for abstracts and for other sections that come with the program."""
    place = resources.files("summarizer.keypoints") / "data" / "sentences.json"
    kept = json.loads(place.read_text("utf-8"))
    return _model(kept["abstracts"]), _model(kept["others"])


def _model(kept: Mapping[str, Any]) -> Model:
    weights = {name: [each / _HUNDREDTHS for each in row] for name, row in kept["weights"].items()}
    return Model([each / _HUNDREDTHS for each in kept["bias"]], weights)
