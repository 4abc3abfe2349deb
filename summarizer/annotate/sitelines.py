"""The line that a paper's site has for it, in the place of our TL;DR where it holds.

It is chosen over entries that are made, and kept nowhere: no answer depends on it, and stored
days hold our own lines whatever was shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.settings import COMMAND_LINE
from summarizer.text.counting import counted
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.observer import Observer
    from summarizer.papers.records import Entry, Paper, Passage
    from summarizer.settings import Settings

MOST_WORDS = 40
"""Words of a site's line: nobody asked it for as few as a model is asked for."""
LONGEST = 1_000
"""Letters of a site's line that are read at all: what is longer is no line."""
_MARKUP = deferred(
    r"(\*\*|__|~~|[*`])(?=\S)[^*_~`]{1,200}(?<=\S)\1|^\s*(?:#{1,6}|[-*+>=|]|\d{1,2}[.)])\s|\]\(|\]\[|```"
    r"|</?[a-z][^<>]{0,200}>|<!--|&(?:[a-z]{2,6}|#\d{1,6});|\|[^|]{0,200}\|",
    re.MULTILINE | re.IGNORECASE,
)
_ADDRESS = deferred(r"https?:|\bwww\.|\b[\w.+-]+@[\w-]+\.\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A site's line, tidied; why it does not hold, and the passages nearest to it."""

    text: str
    problems: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()


def site_line(paper: Paper, language: str | None = None) -> SiteLine | None:
    """The line of a paper's site, held against the paper like a model's; None where it has none."""
    if not paper.ai_summary:
        return None
    from summarizer.grounding.checks import tidy
    from summarizer.grounding.passages import sentences_of

    if len(paper.ai_summary) > LONGEST:
        return SiteLine("", (f"it has more than {LONGEST:,} letters",))
    line = tidy(paper.ai_summary)
    problems = tuple(_problems(line, paper, language))
    return SiteLine(line, problems, () if problems else sentences_of(line, paper, enough=0.0))


def _problems(line: str, paper: Paper, language: str | None) -> Iterator[str]:
    """What a model's line is asked, and what a model is never seen to do."""
    from summarizer.grounding.checks import tldr_problems
    from summarizer.grounding.injections import instructions
    from summarizer.grounding.support import contradictions
    from summarizer.grounding.support import unsupported_names as names
    from summarizer.text.languages import is_english_name

    if _MARKUP.search(paper.ai_summary or ""):
        yield "it holds Markdown or HTML"
    if _ADDRESS.search(line):
        yield "it holds an address"
    if line.rstrip(".").endswith("?"):
        yield "it asks something"
    if instructions(line):
        yield "it tells its reader what to do"
    if line.isascii() and not is_english_name(language):
        yield f"it is not in {language}"
        return
    yield from (f"it names `{name}`, which the paper does not" for name in names(line, paper))
    found = tldr_problems(line, paper, language, MOST_WORDS)
    found = found or contradictions(line, paper, language)
    yield from (each.replace("the TL;DR", "it", 1) for each in found)


def chosen(
    entries: Iterable[Entry], settings: Settings, observer: Observer | None = None
) -> Sequence[Entry]:
    """The entries with the TL;DRs that the settings ask for; a reviewed one always stays.

    `observer` is told which lines of sites were not taken.
    """
    entries = tuple(entries)
    if settings.tldr != "site":
        return entries
    found = tuple(_by_the_site(each, settings.language, observer) for each in entries)
    if observer:
        asked = settings.origins.get("tldr") == COMMAND_LINE
        _say(entries, found, observer, asked=asked)
    return found


def _by_the_site(entry: Entry, language: str | None, observer: Observer | None) -> Entry:
    """The entry with its site's line where that holds."""
    if entry.tldr_origin == "review" or (line := site_line(entry, language)) is None:
        return entry
    if line.problems:
        if observer:
            observer.detail(f"{entry.id}: the site's line is not taken: {'; '.join(line.problems)}")
        return entry
    return replace(entry, tldr=line.text, tldr_origin="site", tldr_evidence=line.passages)


def _say(
    before: Sequence[Entry], after: Sequence[Entry], observer: Observer, *, asked: bool
) -> None:
    """How many lines did not hold; that there are none at all, where they were `asked` for."""
    given = any(each.ai_summary for each in before)
    refused = sum(
        bool(each.ai_summary) and each.tldr_origin not in {"site", "review"} for each in after
    )
    if asked and before and not given:
        observer.note("no paper here has a line of its site: all TL;DRs are our own")
    if refused:
        observer.note(
            f"the site's line of {counted(refused, 'paper')} did not hold: our own stands there; "
            "`--verbose` says why"
        )
