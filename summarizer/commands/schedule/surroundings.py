"""What a timer does not know of a command's surroundings: variables, keys, the program's path."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from summarizer.schedules.routine import Variable, Zone
    from summarizer.settings import Settings

_KEYS = (
    *("HF_TOKEN", "S2_API_KEY", "OPENALEX_API_KEY", "NCBI_API_KEY", "CROSSREF_TOKEN"),
    *("OPENREVIEW_TOKEN", "ZOTERO_API_KEY"),
)
"""Keys of sites, which a timer has to be told too where the shell knows them."""
_OTHERS = {"SUMMARIZER_HOME", "SUMMARIZER_PAGER", "SUMMARIZER_DEBUG", "SUMMARIZER_SERVE_TOKEN"}
"""Variables of this program that are no settings, and no keys that a job needs."""
_HERE = ("topics", "prompt", "smtp_ca_file")
"""Settings that name a file of this machine."""
_MAILS = ("mail_to", "mail_from", "smtp_host", "smtp_user", "contact")
"""Settings that nobody else need know: on GitHub they are secrets too."""


def variables(chosen: Settings, command: str, *, elsewhere: bool) -> Iterator[Variable]:
    """The variables that the command needs and a timer does not know."""
    from summarizer import settings
    from summarizer.schedules.routine import Variable

    secrets = needed_secrets(chosen, mails=command == "mail" or bool(chosen.mail_to))
    mine = settings.variables()
    for name in sorted(os.environ):
        is_other = name.startswith("SUMMARIZER_") and name not in mine | _OTHERS
        if (name in _KEYS or is_other) and os.environ[name] and name not in secrets:
            secrets.append(name)
    yield from (Variable(name) for name in secrets)
    home = os.environ.get("SUMMARIZER_HOME")
    if home and not elsewhere:
        yield Variable("SUMMARIZER_HOME", os.path.abspath(home))  # noqa: PTH100 - a leading `~` stays
    yield from _settings(chosen, elsewhere=elsewhere)


def _settings(chosen: Settings, *, elsewhere: bool) -> Iterator[Variable]:
    """Settings that come from the shell's variables; elsewhere, those of the file too."""
    from summarizer.schedules.routine import Variable
    from summarizer.settings import COMMAND_LINE, ENDPOINTS
    from summarizer.settings.table import VARIABLES

    for name, origin in chosen.origins.items():
        called = VARIABLES[name]
        if origin in {"default", COMMAND_LINE} or (origin != called and not elsewhere):
            continue
        value = str(getattr(chosen, name))
        hidden = elsewhere and name in _MAILS
        known = name in {*ENDPOINTS, "base_url"}
        private = "://" in value and ("@" in value or not known)
        if not (elsewhere and name in _HERE):
            yield Variable(called, None if hidden or private else value)


def needed_secrets(chosen: Settings, *, mails: bool) -> list[str]:
    """The variables with keys and passwords that the model and the mail server need."""
    from summarizer.engines.llm.providers import PROVIDERS

    provider = PROVIDERS.get(chosen.model.partition("/")[0])
    names = [*provider.variables] if provider and not chosen.base_url else []
    if mails and chosen.smtp_user:
        from summarizer.mail.server import PASSWORD

        names.append(PASSWORD)
    return names


def lacking(chosen: Settings, words: Sequence[str]) -> list[str]:
    """The settings without which a command cannot send anything, of those that are not set."""
    if words[0] == "post":
        return [] if chosen.post_to else ["post_to"]
    if words[0] != "mail":
        return []
    from summarizer.mail.delivery import missing

    named = chosen.mail_to or any(each.startswith("--to") for each in words)
    return [*missing(chosen), *([] if named else ["mail_to"])]


def program() -> tuple[str, ...]:
    """How this program is called without a search path."""
    called = Path(sys.argv[0])
    if called.name.startswith("summarize") and called.is_file():
        return (str(called.resolve()),)
    return sys.executable, "-m", "summarizer"


def zone(now: datetime) -> Zone:
    """The zone of an aware moment, as this machine calls it."""
    from summarizer.schedules.routine import Zone

    offset = now.utcoffset()
    ahead = round(offset.total_seconds() / 60) if offset else 0
    called = os.environ.get("TZ", "").lstrip(":") or now.tzname() or ""
    return Zone("".join(each for each in called if each.isalnum() or each in "/_+-:"), ahead)


def strange(form: str) -> bool:
    """Whether the paths of this machine are none there."""
    return (form == "windows") != (sys.platform == "win32")


def usual_form() -> str:
    """The form of this machine."""
    from summarizer.schedules import usual

    return usual(sys.platform, systemd=Path("/run/systemd/system").is_dir())
