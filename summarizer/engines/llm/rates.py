"""Requests a minute: when the next one may begin so that no minute has more than it may."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

MINUTE = 60.0


@dataclass
class Rate:
    """A window that slides: at most so many beginnings in any 60 seconds; None: no limit."""

    per_minute: int | None = None
    begun: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until one more may begin; 0 where it may now."""
        if self.per_minute is None:
            return 0.0
        while self.begun and self.begun[0] <= now - MINUTE:
            self.begun.popleft()
        if len(self.begun) < self.per_minute:
            return 0.0
        return max(0.0, self.begun[-self.per_minute] + MINUTE - now)

    def begin(self, now: float) -> None:
        """Count one that begins now."""
        if self.per_minute is not None:
            self.begun.append(now)
