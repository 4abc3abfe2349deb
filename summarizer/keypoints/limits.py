"""The limits: what the authors say that their work does not do, cover or know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.keypoints import cues, limitcues

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.keypoints.roles import Role
    from summarizer.keypoints.sentences import Sentence

LEAST = 1.0
_WORTH: Mapping[Role, float] = {
    "conclusion": 1.1, "results": 0.2, "other": 0.1, "method": 0.0, "abstract": 0.0,
    "introduction": -0.1, "code": 0.0,
}  # fmt: skip


def score(each: Sentence) -> float:
    """How well a sentence states a limit; below `LEAST` none is stated."""
    plain = limitcues.PLAIN.search(each.low) is not None
    most = 1.3 if each.role == "limits" else 2.0
    vague = most if limitcues.ANNOUNCING.search(each.low) and not plain else 0.0
    vague += (
        0.6 if limitcues.LATER.search(each.low) and not limitcues.LEFT.search(each.low) else 0.0
    )
    if each.role == "limits":
        strength = (0.7 if limitcues.LIMIT.search(each.low) else 0.0) - vague
        said = (limitcues.STRONG, limitcues.CONFESSED, limitcues.NAMED)
        strength += 0.3 if any(pattern.search(each.low) for pattern in said) else 0.0
        strength -= 0.8 if limitcues.GOOD.search(each.low) else 0.0
        return 2.0 + strength - 0.08 * min(each.place, 12) - 0.6 * each.loss
    if each.role not in _WORTH or each.before:
        return -1.0
    named = plain or limitcues.NAMED.search(each.low) is not None
    concluding = each.role == "conclusion"
    if not named and not (concluding and limitcues.LIMIT.search(each.low)):
        return -1.0
    if not _is_of_ours(each, plain=plain) or _is_theirs(each):
        return -1.0
    strong = bool(
        plain or limitcues.STRONG.search(each.low) or (named and limitcues.SO_FAR.search(each.low))
    )
    confessing = each.role in {"conclusion", "abstract"}
    strong = strong or (confessing and limitcues.CONFESSED.search(each.low) is not None)
    if concluding and not (named or strong):
        return -1.0
    points = _WORTH[each.role] + 0.9 * strong + 0.4 * named
    points += 0.3 if each.is_own or each.subject else -0.2
    points -= (0.5 if plain else 0.8) if each.text.startswith("(") else 0.0
    points -= 2.0 if limitcues.GOOD.search(each.low) else 0.0
    if cues.OF_OTHERS.search(each.text) or cues.OF_A_TABLE.search(each.low):
        points -= 0.5 if each.subject else 1.0
    points -= 1.2 if limitcues.DOING.search(each.low) else 0.0
    points -= 0.4 if cues.FOUND.search(each.low) and not strong else 0.0
    return points - vague - each.loss


def _is_theirs(each: Sentence) -> bool:
    """Whether others' work is what a limit is said of, and not what comes behind it."""
    match = limitcues.PLAIN.search(each.low)
    if limitcues.TELLS.match(each.low):
        return True
    return not each.subject and bool(
        limitcues.OF_THEIRS.search(each.low, 0, match.start() if match else len(each.low))
    )


def _is_of_ours(each: Sentence, *, plain: bool) -> bool:
    """Whether a limit is one of the paper's own work: a conclusion need not say so."""
    if each.subject or each.is_named or limitcues.OURS.search(each.low):
        return True
    if plain and each.role == "conclusion":
        return True
    return (
        each.role in {"conclusion", "abstract"} and limitcues.OF_OURS.search(each.low) is not None
    )
