"""Who is told what happens during a run; library users need not listen."""

from __future__ import annotations

from typing import Protocol


class Observer(Protocol):
    """Receives one-line messages; what becomes of them is the observer's business."""

    def note(self, message: str) -> None:
        """Something worth knowing: which day is shown, how an input was read."""

    def detail(self, message: str) -> None:
        """Something only a curious reader wants: requests made, files written."""

    def warn(self, message: str) -> None:
        """Something that went wrong without ending the run."""


class Silent:
    """An observer that hears nothing."""

    def note(self, message: str) -> None:
        """Ignore the message."""

    def detail(self, message: str) -> None:
        """Ignore the message."""

    def warn(self, message: str) -> None:
        """Ignore the message."""
