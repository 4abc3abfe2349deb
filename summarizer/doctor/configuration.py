"""What the reader has set: settings, vocabulary, prompt."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from summarizer import settings
from summarizer.doctor.checkup import Finding
from summarizer.doctor.choice import lacking
from summarizer.errors import SummarizerError
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.doctor.checkup import Patient

_OTHER_VARIABLES = {
    "SUMMARIZER_HOME",
    "SUMMARIZER_PAGER",
    "SUMMARIZER_SMTP_PASSWORD",
    "SUMMARIZER_WEBHOOK_SECRET",
}


def values(patient: Patient) -> Iterator[Finding]:
    """Every setting that is not a default, and what is wrong with settings."""
    found, problems = patient.examined
    for problem in problems:
        yield Finding("settings", "wrong", problem, "`summarize config` lists the settings")
    place = settings.config_path()
    there = "is valid" if place.is_file() else "does not exist, which is fine"
    yield Finding("settings", "ok", f"the configuration `{place}` {there}")
    for name, origin in found.origins.items():
        if origin != "default":
            value = shown(name, getattr(found, name))
            yield Finding("settings", "ok", f"{name} = {value} ({origin})")
    known = settings.variables() | _OTHER_VARIABLES
    for name in sorted(patient.environment):
        if name.startswith("SUMMARIZER_") and name not in known:
            near = get_close_matches(name, known, 1)
            advice = f"did you mean `{near[0]}`?" if near else "unset it"
            yield Finding(
                "settings", "warning", f"`{name}` is set, but there is no such setting", advice
            )


def shown(name: str, value: object) -> str:
    """A setting's value, without a password in it."""
    from summarizer.deliver.addresses import seen
    from summarizer.engines.llm.providers import HIDDEN, without_user

    if "password" in name or "secret" in name or "token" in name:
        return HIDDEN
    return without_user(str(seen(name, value)))


def vocabulary(patient: Patient) -> Iterator[Finding]:
    """Whether the vocabulary can be read, and has the daily topics."""
    from summarizer.topics import vocabularyfile

    path = patient.settings.topics_path
    try:
        known = vocabularyfile.in_use(patient.settings)
    except SummarizerError as error:
        advice = "`summarize topics check` checks it line by line"
        yield Finding("vocabulary", "wrong", str(error), advice)
        return
    place = path or vocabularyfile.default_path()
    yield Finding("vocabulary", "ok", f"{counted(len(known), 'topic')} in `{place}`")
    lack = lacking(patient.settings)
    if lack:
        yield Finding("settings", "wrong", *lack)


def prompt(patient: Patient) -> Iterator[Finding]:
    """Whether the prompt can be read and filled in."""
    from summarizer.engines.llm import prompts

    try:
        own = patient.settings.prompt_path
        found = prompts.load(own)
    except (SummarizerError, OSError) as error:
        mend = (
            "correct the file, or unset `prompt`"
            if patient.settings.prompt
            else "install summarizer again"
        )
        yield Finding("prompt", "wrong", str(error), mend)
        return
    where = f" in `{own}`" if own else ""
    yield Finding("prompt", "ok", f"{found.identity(patient.settings.language)}{where}")
