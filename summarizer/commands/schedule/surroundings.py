"""What a timer does not know of a command's surroundings: variables, keys, the program's path."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from summarizer.schedules.routine import Routine, Variable, Zone
    from summarizer.settings import Settings

_CALLED = {"windows": "Windows"}
"""Forms whose names are written otherwise."""
_KEYS = (
    *("HF_TOKEN", "S2_API_KEY", "OPENALEX_API_KEY", "NCBI_API_KEY", "CROSSREF_TOKEN"),
    *("OPENREVIEW_TOKEN", "ZOTERO_API_KEY"),
)
"""Keys of sites, which a timer has to be told too where the shell knows them."""
_OTHERS = {"SUMMARIZER_HOME", "SUMMARIZER_PAGER", "SUMMARIZER_DEBUG", "SUMMARIZER_SERVE_TOKEN"}
"""Variables of this program that are no settings, and no keys that a job needs."""
_HERE = ("topics", "prompt", "smtp_ca_file")
"""Settings that name a file of this machine."""
_SMTP = ("mail_to", "mail_from", "smtp_host", "smtp_port", "smtp_security", "smtp_user")
"""Settings of mail, which nobody else need know: on GitHub they are secrets too."""
STORED = frozenset("site week month trends search similar library".split())
"""Commands that read what is stored: no model annotates for them."""


def variables(chosen: Settings, words: Sequence[str], *, elsewhere: bool) -> Iterator[Variable]:
    """The variables that the command needs and a timer does not know."""
    from summarizer import settings
    from summarizer.schedules.routine import Variable

    mails = words[0] == "mail" or "--mail" in words
    secrets = needed_secrets(chosen, mails=mails, annotates=words[0] not in STORED)
    if tuple(words[:2]) == ("zotero", "push") and "--local" not in words:
        secrets.append("ZOTERO_API_KEY")  # also where the shell does not know it
    mine = settings.variables()
    for name in sorted(os.environ):
        is_other = name.startswith("SUMMARIZER_") and name not in mine | _OTHERS
        if (name in _KEYS or is_other) and os.environ[name] and name not in secrets:
            secrets.append(name)
    yield from (Variable(name) for name in secrets)
    home = os.environ.get("SUMMARIZER_HOME")
    if home and not elsewhere:
        yield Variable("SUMMARIZER_HOME", os.path.abspath(home))  # noqa: PTH100 - a leading `~` stays
    unwanted = () if mails else _SMTP
    yield from (
        each for name, each in _settings(chosen, elsewhere=elsewhere) if name not in unwanted
    )


def _settings(chosen: Settings, *, elsewhere: bool) -> Iterator[tuple[str, Variable]]:
    """Settings that come from the shell's variables; elsewhere, those of the file too."""
    from summarizer.schedules.routine import Variable
    from summarizer.settings import COMMAND_LINE, ENDPOINTS
    from summarizer.settings.table import VARIABLES

    for name, origin in chosen.origins.items():
        called = VARIABLES[name]
        if origin in {"default", COMMAND_LINE} or (origin != called and not elsewhere):
            continue
        value = str(getattr(chosen, name))
        hidden = elsewhere and name in {*_SMTP, "contact"}
        known = name in {*ENDPOINTS, "base_url"}
        private = "://" in value and ("@" in value or not known)
        if not (elsewhere and name in _HERE):
            yield name, Variable(called, None if hidden or private else value)


def needed_secrets(chosen: Settings, *, mails: bool, annotates: bool = True) -> list[str]:
    """The variables with keys and passwords that the model and the mail server need."""
    from summarizer.engines.llm.providers import PROVIDERS

    provider = PROVIDERS.get(chosen.model.partition("/")[0])
    keys = provider.variables if provider and annotates else ()
    names = [each for each in keys if not chosen.base_url or os.environ.get(each)]
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


def plain(what: str, *texts: str) -> None:
    """Raise UsageError for a text that no line of a file can hold."""
    from summarizer.errors import UsageError

    for each in "".join(texts):
        if each < " " or "\x7f" <= each <= "\x9f" or "\ud800" <= each <= "\udfff":
            message = f"{what} holds a line break, a control character or bytes that are no text"
            raise UsageError(message)


def notes(routine: Routine, form: str, *, elsewhere: bool) -> Iterator[str]:
    """What is good to know of the command itself."""
    if elsewhere:
        yield (
            f"This machine does not run {_CALLED.get(form, form)}, and the paths above are its "
            "own: run `summarize schedule` on the machine that is to do the work."
        )
    command = routine.words[0]
    if command in {"today", "papers", "week", "month"} and not routine.result and form != "github":
        yield f"`{command}` prints the digest: `-o FILE` in `--run` would write it to a file."
    if command in STORED:
        yield f"`{command}` reads what is stored: another schedule has to read the papers, earlier."
    if command in {"today", "mail", "post", "notes", "papers"}:
        yield (
            "Sites count days in UTC: Hugging Face adds papers to a day until midnight UTC, arXiv "
            "announces at 20:00 New York time, Sunday to Thursday. Reading a day twice loses "
            "nothing."
        )
    if form == "github" and command not in {"site", "papers"}:
        yield "Settings of yours that name files, and your interests, are not taken along."
