"""The stored paper that an agent names: by an id, an address, or how a title begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import UsageError
from summarizer.papers.certainty import at_least
from summarizer.papers.records import Entry
from summarizer.text.plain import echoed

if TYPE_CHECKING:
    from summarizer.library.run import Run


def called(text: str, run: Run) -> Entry:
    """The stored or marked paper that is called so, as its reader corrected and marked it.

    Raises UsageError where there is none such, or several.
    """
    from summarizer.annotate.entries import unannotated
    from summarizer.library.identification import identified
    from summarizer.library.search import stored
    from summarizer.papers.arxivids import typed
    from summarizer.reviews.corrections import laid_over

    entry = stored(typed(text) or text, run)
    if entry is None:
        found = identified([text], run)
        if found.problems:
            raise UsageError(_without_titles(found.problems[0]))
        if found.elsewhere:
            message = f"{echoed(found.elsewhere[text])} is not stored: `search` finds what is"
            raise UsageError(message)
        paper = found.papers[text]
        entry = paper if isinstance(paper, Entry) else unannotated(paper)
    [shown] = at_least(laid_over([entry], run.reviews, run.marks), run.settings.min_score)
    return shown


def _without_titles(problem: str) -> str:
    """What is wrong, but for the titles of papers: an error is read as the program's own word."""
    told, titles, _ = problem.partition(" (")
    return f"{told}: type more of it, or find its id by `search`" if titles else problem
