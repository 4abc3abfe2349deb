"""Whether what a reader chooses for a setting can be used, before it is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from summarizer import settings
from summarizer.errors import SettingsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.settings import Settings


def usable(name: str, value: object) -> object:
    """The value as it is kept, a path absolute. Raises SummarizerError that says what is wrong."""
    taken: Any = settings.anywhere(name, settings.checked(name, value))
    check = _CHECKS.get(name)
    if check:
        known, _ = settings.examined()
        check(replace(known, **{name: taken}))
    return taken


def lacking(chosen: Settings) -> tuple[str, str] | None:
    """What of `daily_topics` the vocabulary lacks, and what to do; None where it has them all.

    Raises VocabularyError.
    """
    if not chosen.followed:
        return None
    from summarizer.topics import vocabularyfile
    from summarizer.topics.vocabulary import wanted

    known = vocabularyfile.in_use(chosen)
    strange = []
    for each in chosen.followed:
        try:
            wanted(each, known)
        except UsageError:
            strange.append(f"`{each}`")
    if not strange:
        return None
    origin = chosen.origins.get("daily_topics", "default")
    mend = (
        "`summarize config set daily_topics` changes it, `summarize config unset daily_topics` "
        "removes it"
    )
    if origin in settings.variables():
        mend = f"change or unset the variable `{origin}`"
    noun = "unknown topic" if len(strange) == 1 else "unknown topics"
    return f"{noun} {', '.join(strange)} in your setting `daily_topics`", mend


def _model(chosen: Settings) -> None:
    from summarizer import engines

    engines.create(chosen)


def _daily(chosen: Settings) -> None:
    from summarizer import sources

    asked = sources.asked(chosen.daily, chosen)
    if asked is None or asked[1].kind != "daily" or asked[1].day:
        message = (
            f"`{chosen.daily}` is not a source that lists papers by day: use one such as `hf` or "
            "`arxiv:cs.CL`"
        )
        raise SettingsError(message)


def _daily_topics(chosen: Settings) -> None:
    from summarizer.pipeline import wanted_topics

    wanted_topics(chosen.followed, chosen)


def _daily_for_me(chosen: Settings) -> None:
    from summarizer import ranking
    from summarizer.library.run import Run

    if chosen.daily_for_me not in {None, "none"}:
        ranking.chosen(Run(chosen), chosen.daily_for_me)


def _vocabulary(chosen: Settings) -> None:
    from summarizer.topics import vocabularyfile

    vocabularyfile.load(chosen.topics_path)


def _base_url(chosen: Settings) -> None:
    from summarizer.engines.llm import providers

    model = chosen.model if "/" in chosen.model else "openai/any"
    providers.server(replace(chosen, model=model))


def _mail_to(chosen: Settings) -> None:
    from summarizer.mail.delivery import recipients_of

    recipients_of(chosen)


def _mail_from(chosen: Settings) -> None:
    from summarizer.mail.delivery import address_in

    address_in(chosen.mail_from or "")


def _post_to(chosen: Settings) -> None:
    from contextlib import suppress

    from summarizer.deliver.addresses import addresses, given

    with suppress(SettingsError):  # what knows the service can be installed later
        if given(chosen):
            addresses(chosen)


def _zotero_library(chosen: Settings) -> None:
    from summarizer.sources.zotero.places import checked_library

    try:
        checked_library(chosen.zotero_library or "")
    except ValueError as error:
        message = f"`zotero_library` {error}"
        raise SettingsError(message) from error


def _contact(chosen: Settings) -> None:
    from summarizer.network.manners import user_agent

    user_agent(chosen.contact)


_CHECKS: dict[str, Callable[[Settings], None]] = {
    "model": _model,
    "base_url": _base_url,
    "daily": _daily,
    "daily_topics": _daily_topics,
    "daily_for_me": _daily_for_me,
    "topics": _vocabulary,
    "mail_to": _mail_to,
    "mail_from": _mail_from,
    "post_to": _post_to,
    "zotero_library": _zotero_library,
    "contact": _contact,
}
