"""What is said of papers that were ordered for their reader: why, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.papers.records import Annotation, ForMe

TOPIC = "topic "
"""What stands before the name of a topic that is a reason."""
_BETWEEN = " · "
FOR_HER = 0.5
"""The relevance from which on a paper is for the reader: one in two such papers was wanted."""


def reasons(paper: Annotation, labels: Mapping[str, str] | None = None) -> str:
    """Why a paper is for its reader: "topic rag · like 2503.23895"; "" where it is not.

    Where a language model was asked, its sentence instead, and whose it is. `labels` says by
    their names what topics are called.
    """
    relevance = paper.relevance
    if relevance is None or relevance.score < FOR_HER:
        return ""
    if relevance.sentence:
        return f"{relevance.sentence} (says {paper.model or paper.engine})"
    return labelled(_BETWEEN.join(relevance.why), labels)


def labelled(reasons: str, labels: Mapping[str, str] | None) -> str:
    """Reasons, whose topics have names, as people read them: "topic RAG · like 2503.23895"."""
    if not labels or TOPIC not in reasons:
        return reasons
    return _BETWEEN.join(_labelled(each, labels) for each in reasons.split(_BETWEEN))


def _labelled(reason: str, labels: Mapping[str, str]) -> str:
    name = reason.removeprefix(TOPIC)
    return f"{TOPIC}{labels.get(name, name)}" if name != reason else reason


def because(paper: Annotation, labels: Mapping[str, str] | None = None) -> str:
    """The same with how likely it is wanted: "For you (0.81): topic rag"."""
    said = reasons(paper, labels)
    return f"For you ({paper.relevance.score:.2f}): {said}" if paper.relevance and said else ""


def not_shown(for_me: ForMe | None) -> str:
    """How many papers are left out of what is shown to their reader; "" for none."""
    hidden = counted(for_me.hidden, "hidden paper") if for_me and for_me.hidden else ""
    below = counted(for_me.below, "less relevant paper") if for_me and for_me.below else ""
    both = " and ".join(filter(None, (hidden, below)))
    return f"Not shown: {both}" if both else ""
