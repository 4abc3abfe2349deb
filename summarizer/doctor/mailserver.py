"""The mail server, where the settings name one; no mail is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.doctor.checkup import Finding
from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.doctor.checkup import Patient

_PATIENCE = 10.0


def server(patient: Patient) -> Iterator[Finding]:
    """Whether the mail server of the settings would take mail; nothing where none is set."""
    if not patient.settings.smtp_host:
        if patient.settings.mail_to:
            message = "`mail_to` is set, but no mail server is"
            yield Finding("mail", "wrong", message, "set `smtp_host`")
        return
    from summarizer.mail import delivery, smtp

    try:
        found = delivery.server(patient.settings)
        if patient.offline:
            yield Finding("mail", "ok", f"{found.name} not tested (--offline)")
            return
        smtp.check(replace(found, timeout=_PATIENCE))
    except SummarizerError as error:
        yield Finding(
            "mail", "wrong", str(error), "check the `smtp_` settings with `summarize config`"
        )
        return
    login = f" and accepts the password of `{found.user}`" if found.user else ""
    yield Finding("mail", "ok", f"the mail server {found.name} answers{login}")
