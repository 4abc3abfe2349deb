"""docs/performance.md as a file: read anew for each change, and whole at any time."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalogue import Benchmark


class Page:
    """The blocks of these benchmarks, and their overview."""

    def __init__(self, path: Path, benchmarks: Sequence[Benchmark]) -> None:
        """A ValueError where it has no place for one of them."""
        self.path = path
        self._benchmarks = benchmarks
        for name in (report.OVERVIEW, *(each.name for each in benchmarks)):
            self.block(name)

    def block(self, name: str) -> str:
        """What a block says now."""
        return report.found(self.path.read_text(encoding="utf-8"), name)

    def write(self, name: str, text: str) -> None:
        """Replace a block, and bring the overview up to date."""
        page = report.replaced(self.path.read_text(encoding="utf-8"), name, text)
        handle, path = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}-")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(report.overview(page, self._benchmarks))
            out.flush()
            os.fsync(out.fileno())
        Path(path).chmod(self.path.stat().st_mode)
        Path(path).replace(self.path)
