"""A paper's full text as a run has it: the copy that is kept, read once, or fetched now."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.errors import InputError, UsageError
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from summarizer.fulltext.copies import Copy
    from summarizer.fulltext.places import Wanted
    from summarizer.fulltext.records import FullText
    from summarizer.fulltext.retrieval import Retrieval
    from summarizer.keypoints import Points
    from summarizer.library.run import Run
    from summarizer.observer import Observer
    from summarizer.papers.papertext import PaperText
    from summarizer.papers.records import Paper

_WORD = deferred(r"\w{4,}")
_ALIKE = 0.5
"""The share of a title's words that another version of it has too."""
_AT_HAND = 8
"""Full texts that a server keeps read: a PDF takes seconds."""


def wanted_of(paper: Paper) -> Wanted | None:
    """How a stored paper's full text is asked for; None for a paper that arXiv does not have."""
    from summarizer.fulltext.places import wanted
    from summarizer.papers.places import arxiv_id

    return wanted(arxiv_id(paper) or "")


def kept(wanted: Wanted, run: Run) -> FullText | None:
    """The copy that is kept; None where there is none. Raises InputError, UsageError."""
    copy = run.texts.find(wanted.id, wanted.version, wanted.only)
    found = _read(copy, wanted.id) if copy else None
    if isinstance(found, InputError):
        raise InputError(str(found))
    return found


@lru_cache(maxsize=_AT_HAND)
def _read(copy: Copy, identity: str) -> FullText | InputError:
    """The text, or why there is none: a PDF that cannot be read may take minutes to tell."""
    from summarizer.fulltext import Content
    from summarizer.fulltext.reading import read

    try:
        found = read(Content(copy.url, copy.data, copy.url))
    except InputError as error:
        return error
    return found.sourced(id=identity, version=copy.version, fetched=copy.fetched)


def stamp(paper: Paper, run: Run) -> str:
    """What changes whenever a copy of a stored paper's text does; "" where none is kept."""
    wanted = wanted_of(paper)
    return run.texts.stamp(wanted.id) if wanted else ""


@dataclass(frozen=True)
class KeptTexts:
    """The copies of a run as what may prove something of papers; `known` are their stamps."""

    run: Run
    known: Mapping[str, str]

    def stamp(self, paper: Paper) -> str:
        """What changes whenever a copy of a paper's text does; "" where none is kept."""
        wanted = wanted_of(paper)
        return self.known.get(self.run.texts.name(wanted.id), "") if wanted else ""

    def text(self, paper: Paper) -> PaperText | None:
        """The copy of a paper; None where it cannot be read or is another paper's.

        Raises UsageError where a library is lacking.
        """
        wanted = wanted_of(paper)
        copy = self.run.texts.find(wanted.id, wanted.version, wanted.only) if wanted else None
        if wanted is None or copy is None or copy.id not in {None, wanted.id}:
            return None
        found = _read(copy, wanted.id)
        if isinstance(found, InputError) or not _is_of(found, paper):
            return None
        return paper_text(found)


def texts(run: Run) -> KeptTexts | None:
    """What full texts may prove; None where no copy is kept."""
    known = run.texts.stamps()
    return KeptTexts(run, known) if known else None


def paper_text(text: FullText) -> PaperText:
    """The paragraphs of a text in which its authors say what they did."""
    from summarizer.keypoints.roles import roles
    from summarizer.papers.papertext import PaperText, Paragraph

    own = (
        (section, role)
        for section, role in zip(text.sections, roles(text.sections), strict=True)
        if role != "related" and section.kind != "appendix"
    )
    return PaperText(
        text.text,
        tuple(
            Paragraph(each.start, each.end, section.heading or None, role)
            for section, role in own
            for each in section.paragraphs
        ),
    )


def _is_of(text: FullText, paper: Paper) -> bool:
    """Whether a text may be a paper's: a copy in another's place has another title."""
    own, other = (set(_WORD.findall(each.lower())) for each in (text.title, paper.title))
    if not (own and other):
        return True
    return len(own & other) >= _ALIKE * min(len(own), len(other))


def stamps(run: Run) -> Callable[[Paper], str]:
    """The same of every paper, from one look at all copies."""
    known = run.texts.stamps()

    def of(paper: Paper) -> str:
        wanted = wanted_of(paper) if known else None
        return known.get(run.texts.name(wanted.id), "") if wanted else ""

    return of


def pointed(paper: Paper, run: Run) -> tuple[FullText, Points] | None:
    """The copy of a stored paper's text and its points, without asking anybody.

    None where none is kept, it cannot be read, or it states no point.
    """
    from summarizer.keypoints.extraction import points

    wanted = wanted_of(paper)
    try:
        text = kept(wanted, run) if wanted else None
    except (InputError, UsageError):
        return None
    found = points(text) if text else None
    if text is None or found is None or not any(point for _, point in found.named()):
        return None
    return text, found


@contextmanager
def retrieval(run: Run, observer: Observer | None = None) -> Iterator[Retrieval]:
    """Who asks, with a client that keeps no answers: copies are kept instead.

    `observer` is told how it goes; by default the run's own.
    """
    from summarizer.fulltext.retrieval import Retrieval
    from summarizer.network.http import Client
    from summarizer.papers.days import utc_now

    told = observer or run.observer
    client = Client(run.settings, told)
    try:
        yield Retrieval(client, run.texts, told, utc_now().date())
    finally:
        client.close()


def fetched(wanted: Wanted, run: Run) -> FullText:
    """The copy that is kept, or what a place has of it now. Raises ServiceError, InputError."""
    found = kept(wanted, run)
    if found:
        return found
    with retrieval(run) as asked:
        return asked.paper(wanted)
