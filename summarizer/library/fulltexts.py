"""A paper's full text as a run has it: the copy that is kept, read once, or fetched now."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.fulltext.copies import Copy
    from summarizer.fulltext.places import Wanted
    from summarizer.fulltext.records import FullText
    from summarizer.fulltext.retrieval import Retrieval
    from summarizer.keypoints.records import Attributed
    from summarizer.library.run import Run
    from summarizer.observer import Observer
    from summarizer.papers.records import Paper

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


class Pointed(NamedTuple):
    """A full text and its points."""

    text: FullText
    points: Attributed


def stamp(paper: Paper, run: Run) -> str:
    """What changes whenever a copy of a stored paper's text does, or a model's answer about it.

    "" where no copy is kept.
    """
    wanted = wanted_of(paper)
    copies = run.texts.stamp(wanted.id) if wanted else ""
    return _joined(copies, run.points.stamp(run.texts.name(wanted.id))) if wanted else ""


def stamps(run: Run) -> Callable[[Paper], str]:
    """The same of every paper, from one look at all copies and answers."""
    known = run.texts.stamps()
    answers = run.points.stamps() if known else {}

    def of(paper: Paper) -> str:
        wanted = wanted_of(paper) if known else None
        name = run.texts.name(wanted.id) if wanted else ""
        return _joined(known.get(name, ""), answers.get(name, ""))

    return of


def _joined(copies: str, answers: str) -> str:
    return f"{copies}\n{answers}" if copies and answers else copies


def points_of(text: FullText, run: Run) -> Attributed:
    """A text's points without asking anybody: a model's that are kept, or its own sentences."""
    from summarizer.keypoints.standing import attributed

    return attributed(text, run.points)


def pointed(paper: Paper, run: Run) -> Pointed | None:
    """The copy of a stored paper's text and its points, without asking anybody.

    None where none is kept, or it cannot be read.
    """
    wanted = wanted_of(paper)
    try:
        text = kept(wanted, run) if wanted else None
    except (InputError, UsageError):
        return None
    return Pointed(text, points_of(text, run)) if text else None


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
