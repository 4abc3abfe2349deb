"""SPECs to listings: files are read here, all else is asked for live."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from summarizer import content, live, sources

if TYPE_CHECKING:
    from summarizer.run import Options, Run
    from summarizer.sources import Listing


def listing(spec: str, options: Options, run: Run) -> Listing:
    """What a SPEC names. Raises UsageError, NothingListed or ServiceError."""
    asked = sources.live(spec, run.settings)
    if asked:
        return live.listing(*asked, options, run)
    is_file = spec == content.STANDARD_INPUT or os.path.exists(spec)  # noqa: PTH110 - never raises
    if not is_file and "." not in spec and "/" not in spec:
        raise sources.unknown_spec(spec)
    return _file_listing(spec, options, run)


def _file_listing(spec: str, options: Options, run: Run) -> Listing:
    read = sources.parse(content.read(spec, options.day))
    for note in (*read.notes, *live.losses(read.report)):
        run.observer.note(f"{content.shown_name(spec)}: {note}")
    return read
