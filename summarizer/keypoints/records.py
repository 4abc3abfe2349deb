"""The points of a full text, with whose word they are and what of it does not stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.engines import EMBEDDED
from summarizer.papers.records import Usage

if TYPE_CHECKING:
    from summarizer.keypoints import Point, Points


@dataclass(frozen=True)
class Asked:
    """Points by a model, or the paper's own sentences by the embedded one.

    `dropped` says by name why a line that a model gave is not shown.
    `left_out` are the headings of sections that it was not shown, or in part; `usage` is what
    was taken now: nothing where the answer was kept. `own` are the names of the points that are
    the paper's own sentences although a model was asked, as where nobody is asked now.
    """

    points: Points
    model: str
    dropped: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    usage: Usage = field(default_factory=Usage)
    own: tuple[str, ...] = ()

    @property
    def by_model(self) -> bool:
        """Whether the lines are a language model's words."""
        return self.model != EMBEDDED

    def by(self, name: str) -> str | None:
        """The model whose words a point is; None where it is the paper's own sentence."""
        point: Point | None = getattr(self.points, name)
        return point.by if point else None

    @property
    def any(self) -> bool:
        """Whether any point is stated."""
        return any(point for _, point in self.points.named())
