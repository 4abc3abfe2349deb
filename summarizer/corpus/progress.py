"""How far a run is, seen from the files that its workers finish: no worker reports anything."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from summarizer.corpus import tables
from summarizer.corpus.ledger import Ledger
from summarizer.observer import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from summarizer.corpus.folder import Folder
    from summarizer.observer import Observer

EVERY = 1.0
"""Seconds between two looks at the folder."""


@contextmanager
def following(folder: Folder, observer: Observer, kept: int, *, asks: bool) -> Iterator[None]:
    """Tell the observer while the run lasts; with what was spent where a server is asked.

    `kept` are the papers from before.
    """
    over = Event()
    watch = Thread(
        target=_watch,
        args=(folder, Progress(observer, done=kept, cached=kept), over, asks),
        daemon=True,
    )
    watch.start()
    try:
        yield
    finally:
        over.set()
        watch.join()


def _watch(folder: Folder, state: Progress, over: Event, asks: bool) -> None:
    seen = {path for each in (folder.papers, folder.failed) for path in tables.files(each)}
    ended = False
    while not ended:
        ended = over.wait(EVERY)  # and one look more, at what was finished meanwhile
        made, failed = (_fresh(each, seen) for each in (folder.papers, folder.failed))
        state.done += made + failed
        state.skipped += failed
        state.say(Ledger(folder.run / "ledger").read().usage() if asks else state.usage)


def _fresh(folder: Path, seen: set[Path]) -> int:
    """Rows of the files that are new."""
    new = [path for path in tables.files(folder) if path not in seen]
    seen.update(new)
    return sum(map(tables.count, new))
