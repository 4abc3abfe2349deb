"""Words that turn round, or make less sure, what follows them in their sentence."""

from __future__ import annotations

from summarizer.text.patterns import deferred

_TURNS = deferred(
    r"\b(?:no|not|nor|never|none|neither|cannot|without|unlike|instead|rather|hardly|lack|fail|deny|"
    r"despite|although|though|if|whether|may|might|could|would|contrary|\w+n't)"
)


def turns(text: str) -> int:
    """Count the words of a text that may turn its sense round."""
    return sum(1 for _ in _TURNS.finditer(text))
