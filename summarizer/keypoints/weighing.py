"""Rules and the model of sentences, weighed together: which sentence states a point best."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from summarizer.keypoints.sentencemodel import Odds
    from summarizer.keypoints.sentences import Sentence

    Score = Callable[[Sentence], float]

LEARNED: Mapping[str, float] = {"approach": -1.0, "problem": 0.0, "results": -0.5}
"""The points that the model knows, and the log odds from which an abstract's sentence states one.

They are chosen where right ones are no more than wrong and false ones; for results, with regard
to the worse sentences that a paper's body would give instead.
"""
_FIRST = 20.0
"""What puts the sentences of an abstract before all others."""
_WHERE: Mapping[str, frozenset[str]] = {
    "approach": frozenset({"introduction", "conclusion"}),
    "problem": frozenset({"introduction"}),
    "results": frozenset({"introduction", "conclusion", "results"}),
}
"""Where else than in an abstract the model is asked."""
_STATED = frozenset({"approach", "results"})
"""The points that no question states."""
_UNLIKELY = -2.5
"""Log odds there below which no rule is believed."""
_LIKELY: Mapping[str, float] = {"approach": 0.0, "problem": -1.0, "results": 0.0}
"""Log odds there from which no rule is needed."""
_DANGLES = 1.0
"""What a line may not lose where no rule speaks for it."""
_SHARE = 0.6
"""What log odds count beside the score of a rule."""


def score(name: str, rule: Score, least: float, told: Mapping[int, Odds]) -> Score:
    """A score of rule and model together; below `least` a sentence doesn't state a point."""

    def weighed(each: Sentence) -> float:
        if name in _STATED and each.text.endswith("?") and not each.is_own:
            return least - 1.0  # it asks what the authors may not answer
        odds = told.get(each.start)
        if odds is None or not (odds.in_abstract or each.role in _WHERE[name]):
            return rule(each)
        if odds.in_abstract:
            return _FIRST + odds.of[name] if odds.of[name] >= LEARNED[name] else least - 1.0
        ruled = odds.ruled[name]
        if ruled >= least:
            none = odds.of[name] < _UNLIKELY
        else:
            none = odds.of[name] < _LIKELY[name] or each.loss >= _DANGLES
        return least - 1.0 if none else max(least, max(ruled, least - 1.0) + _SHARE * odds.of[name])

    return weighed
