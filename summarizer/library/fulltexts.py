"""A paper's full text as a run has it: the copy that is kept, read once, or fetched now."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import InputError, UsageError
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from summarizer.fulltext.copies import Copies, Copy
    from summarizer.fulltext.places import Wanted
    from summarizer.fulltext.records import FullText
    from summarizer.fulltext.retrieval import Retrieval
    from summarizer.keypoints.asking import Asker
    from summarizer.keypoints.records import Asked
    from summarizer.library.run import Run
    from summarizer.observer import Observer
    from summarizer.papers.papertext import PaperText
    from summarizer.papers.records import Paper
    from summarizer.settings import Settings

_WORD = deferred(r"\w{4,}")
_ALIKE = 0.5
"""The share of a title's words that another version of it has too."""
_AT_HAND = 8
"""Full texts that a server keeps read."""
_OTHERWISE = (
    "SELECT paper, stored FROM paper JOIN body USING (id) "
    "WHERE paper NOT GLOB '[0-9][0-9][0-9][0-9].[0-9]*' "
    "AND (stored LIKE '%arxiv%' OR stored LIKE '%huggingface.co/papers/%')"
)


def wanted_of(paper: Paper) -> Wanted:
    """How a stored paper's full text is asked for, and under which id its copies are kept."""
    from summarizer.fulltext.places import Wanted, wanted
    from summarizer.papers.places import pdfs

    identity = copied_as(paper)
    return wanted(identity) or Wanted(identity, title=paper.title, pdfs=pdfs(paper))


def copied_as(paper: Paper) -> str:
    """The id under which copies of a paper are kept: arXiv's, where it has one."""
    from summarizer.papers.places import arxiv_id

    return arxiv_id(paper) or paper.id


def kept(wanted: Wanted, run: Run) -> FullText | None:
    """The copy that is kept; None where there is none. Raises InputError, UsageError."""
    copy = run.texts.find(wanted.id, wanted.version, wanted.only)
    found = _read(copy, run.texts) if copy else None
    if isinstance(found, InputError):
        raise InputError(str(found))
    return found


@lru_cache(maxsize=_AT_HAND)
def _read(copy: Copy, copies: Copies) -> FullText | InputError:
    """The text, or why there is none: a PDF that cannot be read may take minutes to tell."""
    from summarizer.fulltext.readings import full_text

    try:
        return full_text(copy, copies)
    except InputError as error:
        return error


class Pointed(NamedTuple):
    """A full text and its points."""

    text: FullText
    points: Asked


def stamp(paper: Paper, run: Run) -> str:
    """What changes whenever a copy of a stored paper's text does, or a model's answer about it.

    "" where no copy is kept.
    """
    identity = copied_as(paper)
    return _joined(run.texts.stamp(identity), run.points.stamp(run.texts.name(identity)))


@dataclass(frozen=True)
class KeptTexts:
    """The copies of a run as what may prove something of papers; `known` are their stamps."""

    run: Run
    known: Mapping[str, str]

    def stamp(self, paper: Paper) -> str:
        """What changes whenever a copy of a paper's text does; "" where none is kept."""
        return self.known.get(self.run.texts.name(copied_as(paper)), "")

    def text(self, paper: Paper) -> PaperText | None:
        """The copy of a paper; None where it cannot be read or is another paper's.

        Raises UsageError where a library is lacking.
        """
        identity = copied_as(paper)
        copy = self.run.texts.find(identity, None, None)
        if copy is None or copy.id not in {None, identity}:
            return None
        found = _read(copy, self.run.texts)
        if isinstance(found, InputError) or not _is_of(found, paper):
            return None
        return paper_text(found)


def texts(run: Run) -> KeptTexts | None:
    """What full texts may prove; None where no copy is kept."""
    known = run.texts.stamps()
    return KeptTexts(run, known) if known else None


def paper_text(text: FullText) -> PaperText:
    """The paragraphs of a text in which its authors say what they did."""
    from summarizer.keypoints.roles import role_of, roles
    from summarizer.papers.papertext import PaperText, Paragraph

    own = (
        (section, "introduction" if role_of(section) == "introduction" else role)
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
    """The same of every paper, from one look at all copies and answers."""
    known = run.texts.stamps()
    answers = run.points.stamps() if known else {}

    def of(paper: Paper) -> str:
        name = run.texts.name(copied_as(paper)) if known else ""
        return _joined(known.get(name, ""), answers.get(name, ""))

    return of


def _joined(copies: str, answers: str) -> str:
    return f"{copies}\n{answers}" if copies and answers else copies


def points_of(text: FullText, run: Run) -> Asked:
    """A text's points without asking anybody: a model's that are kept, or its own sentences."""
    from summarizer.keypoints.standing import attributed

    return attributed(text, run.points)


def stored_otherwise(run: Run) -> dict[str, str]:
    """By the id of their copies, the ids of stored papers that arXiv has and that have another."""
    from summarizer.library.search import on_index
    from summarizer.papers.records import Paper

    if not run.library.stamps():
        return {}
    found = {}
    for identity, text in on_index(run, lambda index: index.rows(_OTHERWISE)):
        told = json.loads(text)
        known = {"doi": told.get("doi"), "url": told.get("url")}
        paper = Paper(id=identity, title="", abstract="", **known)
        found[copied_as(paper)] = identity
    return found


def asker(run: Run, given: Settings | None = None) -> Asker:
    """What asks the model of the settings, by default the run's. Raises SettingsError."""
    from summarizer import engines
    from summarizer.keypoints import asking

    engines.create(run.settings)  # says what is wrong with a model's name
    return asking.asker(given or run.settings, run.points, run.observer)


def pointed(paper: Paper, run: Run) -> Pointed | None:
    """The copy of a stored paper's text and its points, without asking anybody.

    None where none is kept, or it cannot be read.
    """
    try:
        text = kept(wanted_of(paper), run)
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
