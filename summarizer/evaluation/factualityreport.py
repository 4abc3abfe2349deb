"""The figures of the check of claims as text and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.papers.wire import dumps, fields
from summarizer.text.counting import counted
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.evaluation.factuality import Factuality

_UNKNOWN = "-"


def as_json(found: Factuality) -> Iterator[str]:
    """The whole record on one line."""
    yield dumps(fields(found)) + "\n"


def as_text(found: Factuality) -> Iterator[str]:
    """The figures, and the share that is caught of each kind."""
    rows, false = counted(found.rows, "row"), found.rows - found.faithful
    yield f"{one_line(found.file)}: {rows}, {found.faithful} faithful, {false} not\n\n"
    yield f"{'':30}  verdict  certain\n"
    for name, label in (
        ("balanced_accuracy", "balanced accuracy"),
        ("false_alarms", "faithful lines flagged"),
        ("caught", "false lines flagged"),
    ):
        values = (getattr(each, name) for each in (found.verdict, found.certain))
        yield f"{label:30}  {'  '.join(f'{_percent(value):>7}' for value in values)}\n"
    area = _UNKNOWN if found.auc is None else f"{found.auc:.3f}"
    yield f"{'area under the ROC curve':30}  {area:>7}\n"
    yield f"{'milliseconds per row':30}  {1000 * found.seconds:>7.2f}\n"
    if found.kinds:
        width = max(len(one_line(each.kind)) for each in found.kinds)
        yield f"\n{'kind'.ljust(width)}  rows  flagged\n"
    for each in found.kinds:
        share = _percent(each.caught / each.rows)
        yield f"{one_line(each.kind).ljust(width)}  {each.rows:>4}  {share:>7}\n"


def _percent(value: float | None) -> str:
    return _UNKNOWN if value is None else f"{100 * value:.1f} %"
