"""How answers of catalogues are read on: page after page, or paper by paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import BadAnswer, InputError, ServiceError
from summarizer.papers.records import Dropped
from summarizer.sources import Fetched
from summarizer.sources.catalogues.asking import without_abstract
from summarizer.sources.content import Content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.sources import Ask

RANKING = 50
"""How many papers of a search are read where the reader does not say."""
SHORT_PAGES = 5
"""How many pages may hold less than was asked for before an answer is said to have no end."""


class Page(NamedTuple):
    """A page of a search: its bytes, how many entries it has, and what comes behind it.

    `bare` counts the entries without an abstract, `total` all that were found, where it is told;
    `following` names the next page, None where there is none. `unfit` entries were read and are
    no longer in it: the catalogue only ranks by what the question demands.
    """

    body: bytes
    read: int
    bare: int = 0
    total: int | None = None
    following: str | None = None
    unfit: int = 0


class Limits(NamedTuple):
    """The most entries of a page, and of all pages of one search."""

    page: int
    search: int


def pages(
    url: str, first: str, most: int, limits: Limits, one: Callable[[str, int], Page]
) -> Iterator[Page]:
    """Page after page that holds entries, to the end or to so many; each is asked for once.

    `one` gives the page of a name and a size. Raises BadAnswer where they come to no end.
    """
    wanted = min(most, limits.search)
    size = -(-wanted // -(-wanted // limits.page))  # pages of one size, no larger than allowed
    name: str | None = first
    seen: set[str] = set()
    read = 0
    while name is not None and read < wanted:
        if name in seen or len(seen) > wanted // size + SHORT_PAGES:
            message = f"{url} keeps sending pages without an end: try again later"
            raise BadAnswer(message)
        seen.add(name)
        page = one(name, size)
        if not page.read:
            return
        yield page
        read += page.read
        name = page.following


def ranked(ask: Ask, name: str, found: Iterator[Page]) -> Fetched | None:
    """The pages of a search; None where there are none. What came before a failure is kept."""
    contents: list[Content] = []
    read = bare = unfit = 0
    total: int | None = None
    missing: tuple[Dropped, ...] = ()
    try:
        for page in found:
            contents.append(Content(ask.spec, page.body))
            read, bare, total = read + page.read, bare + page.bare, page.total or total
            unfit += page.unfit
    except ServiceError as error:
        if not contents:
            raise
        missing = (Dropped(f"results from {read + 1} on", str(error)),)
    if not contents:
        return None
    notes = []
    if total and total > read and not missing:
        notes = [f"{name} found {total:,}; the first {read} were read, `--limit` reads more"]
    if unfit:
        notes.append(f"{unfit} of the {read} left out, as `title:` or `author:` does not fit them")
    if bare:
        notes.append(without_abstract(bare, read))
    return Fetched(tuple(contents), missing, tuple(notes))


def named(ask: Ask, name: str, one: Callable[[str], bytes | None]) -> Fetched:
    """Papers one by one; `one` gives the answer for an id, None where there is no such paper.

    Those that cannot be had are missing. Raises InputError where the catalogue has none of them,
    and ServiceError where it gives none.
    """
    contents: list[Content] = []
    missing: list[Dropped] = []
    failure: ServiceError | None = None
    for identity in ask.terms["ids"].split(","):
        try:
            body = None if failure else one(identity)
        except ServiceError as error:
            body, failure = None, error
        if body is None:
            missing.append(Dropped(identity, str(failure or f"{name} has no such paper")))
        else:
            contents.append(Content(ask.spec, body))
    if contents:
        return Fetched(tuple(contents), tuple(missing))
    if failure:
        raise failure
    message = f"{name} has no paper `{ask.terms['ids']}`: check the id"
    raise InputError(message)
