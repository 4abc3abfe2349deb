"""A run in a process of its own, which tells what it does, and ends in peace when it is told to.

So a reader may stop it as Ctrl-C does, and a server that is killed takes nothing with it: every
answer is on disk before the next step. Then it ends, too: nobody could stop it any more.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.connection import Connection

    from summarizer.observer import Progress

ENDS = {"done", "failed", "stopped"}
Event = tuple[str, dict[str, Any]]
"""What happened (`note`, `warning`, `progress`, `done`, `failed` or `stopped`), and its values."""


@dataclass(frozen=True)
class Order:
    """What is to be made: the newest day of a source. `flags` are settings of the command line."""

    spec: str
    flags: Mapping[str, object]
    for_me: str | None = None


def work(order: Order, pipe: Connection) -> None:
    """Make the digest, as `summarize today` does; every event goes into the pipe."""
    from summarizer import interruption, pipeline, settings
    from summarizer.errors import SummarizerError
    from summarizer.library.run import Options, Run

    told = Teller(pipe)
    with interruption.heeded():
        try:
            run = Run(settings.load(order.flags), told)
            digest = pipeline.today(order.spec, Options(for_me=order.for_me), run)
        except SummarizerError as error:
            told.tell("failed", why=str(error))
        except KeyboardInterrupt:
            told.tell("stopped")
        else:
            told.tell(
                "done",
                day=digest.date,
                papers=len(digest.papers),
                skipped=[asdict(each) for each in digest.skipped],
                usage=asdict(digest.usage),
            )


class Teller:
    """An observer that passes everything on. Where the server is gone, it ends the run."""

    def __init__(self, pipe: Connection) -> None:
        """Speak into this pipe."""
        self._pipe = pipe
        self._heard = True

    def tell(self, kind: str, **values: Any) -> None:
        """Pass one event on; the first that nobody hears is Ctrl-C to the main thread."""
        import _thread

        try:
            self._pipe.send((kind, values))
        except OSError:
            heard, self._heard = self._heard, False
            if heard and kind not in ENDS:
                _thread.interrupt_main()

    def note(self, message: str) -> None:
        """Pass a note on."""
        self.tell("note", line=message)

    def detail(self, message: str) -> None:
        """Keep a detail back: nobody on a page asked for it."""

    def warn(self, message: str) -> None:
        """Pass a warning on."""
        self.tell("warning", line=message)

    def progress(self, state: Progress) -> None:
        """Pass on how far the run is, and what it took."""
        self.tell(
            "progress",
            done=state.done,
            total=state.total,
            cached=state.cached,
            skipped=state.skipped,
            usd=state.usage.usd,
            requests=state.usage.requests,
        )
