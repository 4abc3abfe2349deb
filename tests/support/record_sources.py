"""Record the conversations with sites anew: `python tests/support/record_sources.py [--live]`."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from conversations import CONVERSATIONS, FOLDER, NOW, played

from summarizer.library.run import Options, Run
from summarizer.network import http, throttle
from summarizer.network.replay import Recorder
from summarizer.settings import ENDPOINTS, Settings
from summarizer.sources import remote, specs


def record(conversation, settings):
    """The conversation a SPEC leads to, as it is had now at the endpoints."""
    recorder = Recorder()
    run = Run(settings)
    run._client = http.Client(settings, recorder=recorder)
    specs.resolve_all([conversation.at(settings.hf_endpoint)], Options(**conversation.options), run)
    return recorder


def main():
    """Write every cassette; those of the real sites only where they are asked for."""
    for name, conversation in CONVERSATIONS.items():
        if "--live" in sys.argv and conversation.at("") != conversation.spec:
            continue  # no site of its own: a feed that is played
        if "--live" in sys.argv:
            recorder = record(conversation, Settings())
        else:
            now = datetime(*NOW, tzinfo=UTC)
            with (
                played(conversation) as server,
                http.testing(),
                patch.object(remote, "utc_now", lambda: now),  # noqa: B023 - used at once
                patch.object(throttle, "_folder", lambda: Path(tempfile.gettempdir())),
            ):
                settings = Settings(**dict.fromkeys(ENDPOINTS, server.url))
                recorder = record(conversation, settings)
        recorder.save(FOLDER / f"{name}.json")
        print(f"{name}: {len(recorder.exchanges)} exchanges")  # noqa: T201


if __name__ == "__main__":
    main()
