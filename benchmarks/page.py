"""docs/performance.md as a file: read anew for each change, and whole at any time."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.append(str(Path(__file__).parents[1]))

import report

from summarizer.files import write_output

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
        write_output(self.path, report.overview(page, self._benchmarks))
