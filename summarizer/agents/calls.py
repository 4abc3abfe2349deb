"""Calls of one server: each has a run and a thread of its own, so that none holds up another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.agents import tools

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from summarizer.agents.tools import Runs, Told, Tool
    from summarizer.library.run import Run

T = TypeVar("T")


@dataclass(frozen=True)
class Calls:
    """How calls get their runs. `say` is told of faults of the program's own."""

    runs: Runs
    say: Callable[[str], None]

    async def call(self, tool: Tool, given: Mapping[str, Any]) -> Told:
        """Call a tool; whatever goes wrong is told."""
        return await _in_thread(partial(tools.call, tool, given, self.runs, self.say))

    async def asked(self, ask: Callable[[Run], T]) -> T:
        """The answer of a run that nobody listens to. Raises SummarizerError."""

        def answer() -> T:
            run = self.runs(tools.Notes())
            try:
                return ask(run)
            finally:
                run.close()

        return await _in_thread(answer)


async def _in_thread(work: Callable[[], T]) -> T:
    import anyio.to_thread

    return await anyio.to_thread.run_sync(work, abandon_on_cancel=True)
