"""The places that digests are posted to, where the settings name some; no message is sent."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from summarizer.doctor.checkup import Finding
from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.doctor.checkup import Patient


def places(patient: Patient) -> Iterator[Finding]:
    """Whether each address of `post_to` can be read; nothing where none is set."""
    if not patient.settings.post_to:
        return
    from summarizer.deliver import addresses, webhook

    for url in addresses.given(patient.settings):
        try:
            found = addresses.addresses(patient.settings, [url])
            if os.environ.get(webhook.SECRET):
                webhook.signature("msg_1", "0", b"")
        except SummarizerError as error:
            advice = "change `post_to`; docs/post.md says how to get an address"
            yield Finding("post", "wrong", str(error), advice)
            continue
        for each in found:
            yield Finding("post", "ok", f"{each.name} can be read (no message was sent)")
