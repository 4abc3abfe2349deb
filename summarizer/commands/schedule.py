"""The line by which cron makes the daily digest."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.settings import Settings


def cron_lines(chosen: Settings, hour: int, minute: int) -> Iterator[str]:
    """Lines for `crontab -e`: on weekdays, mail where somebody gets it, else a file."""
    needed = secrets(chosen)
    fill = " and fill in the dots" if needed else ""
    yield f"# add these lines with `crontab -e`{fill}: your papers, every weekday"
    for name in needed:
        yield f"{name}=..."
    if os.environ.get("SUMMARIZER_HOME"):
        yield f"SUMMARIZER_HOME={os.path.abspath(os.environ['SUMMARIZER_HOME'])}"  # noqa: PTH100 - a leading `~` stays as it is
    typed = [*_program(), "mail", "--quiet"]
    if not chosen.mail_to:
        typed = [*_program(), "today", "--quiet", "-o", str(Path.home() / "digests" / "today.md")]
    command = shlex.join(typed).replace("%", r"\%")
    yield f"{minute} {hour} * * 1-5  {command}"


def secrets(chosen: Settings) -> list[str]:
    """The variables with keys and passwords that cron has to be told."""
    from summarizer.engines.llm.providers import PROVIDERS

    provider = PROVIDERS.get(chosen.model.partition("/")[0])
    names = [*provider.variables] if provider and not chosen.base_url else []
    if chosen.mail_to and chosen.smtp_user:
        from summarizer.mail.server import PASSWORD

        names.append(PASSWORD)
    return names


def _program() -> list[str]:
    """How this program is called without a search path."""
    called = Path(sys.argv[0])
    if called.name.startswith("summarize") and called.is_file():
        return [str(called.resolve())]
    return [sys.executable, "-m", "summarizer"]
