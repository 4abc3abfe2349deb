"""Works as Crossref gives them in an answer of its API: JATS, days in parts, relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.papers import dois
from summarizer.papers.authors import folded, is_author
from summarizer.sources.catalogues.venues import (
    identity,
    is_taken_back,
    no_paper,
    published_in,
    secure,
)
from summarizer.sources.dates import day
from summarizer.sources.people import names
from summarizer.text.hypertext import without_markup
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.sources.queries import Question

_WORD = deferred(r"[^\W_]+")

_DAYS = ("published-online", "published", "published-print", "posted", "issued")
"""Where a whole day may stand, the likeliest to be the first first."""
_SAME = ("is-preprint-of", "has-preprint", "is-identical-to", "is-same-as", "has-manuscript")
"""Relations that lead to the same paper: its preprint, its journal."""
_TAKEN_BACK = {"retraction", "withdrawal", "removal", "partial_retraction"}


def entries(document: Any) -> list[Any] | None:
    """The works of an answer, whichever it is; None where it is none."""
    message = document.get("message") if isinstance(document, dict) else None
    if isinstance(message, dict) and "status" in document:
        found = message.get("items")
        if isinstance(found, list):
            return found if any(map(_is_work, found)) or not found else None
        return [message] if _is_work(message) else None
    if isinstance(document, list):
        return document if any(map(_is_crossrefs, document)) else None
    return [document] if _is_crossrefs(document) else None


def _is_work(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("DOI"), str)


def _is_crossrefs(entry: object) -> bool:
    """Whether an entry that stands alone is a work of Crossref's, and no citation in CSL."""
    return _is_work(entry) and isinstance(entry, dict) and {"indexed", "member"} <= entry.keys()


def bare(found: list[Any]) -> int:
    """How many of the works have no abstract."""
    return sum(isinstance(each, dict) and not each.get("abstract") for each in found)


def fits(work: object, question: Question) -> bool:
    """Whether a work has the titles and authors that a question names."""
    if not isinstance(work, dict):
        return False
    title = _plain(_title(work) or "")
    people = names(work.get("author"))
    return all(_plain(each) in title for each in question.titles) and all(
        any(is_author(each, person) for person in people) for each in question.authors
    )


def _plain(text: str) -> str:
    """The words of a text, a blank before each."""
    return "".join(f" {each}" for each in _WORD.findall(folded(text)))


def fields(found: list[Any]) -> Iterator[tuple[str, object]]:
    """`(place, entry)` of each, under the names that `mapping` knows."""
    for number, entry in enumerate(found, start=1):
        if isinstance(entry, dict):
            yield f"item {number}", no_paper(entry.get("type")) or _fields(entry)
        else:
            yield f"item {number}", entry


def _fields(work: dict[str, Any]) -> dict[str, Any]:
    related = list(_related(work))
    name, doi = identity([f"https://doi.org/{each}" for each in related], work.get("DOI"))
    title = _title(work)
    others = dict.fromkeys(each for each in related if each != doi and not dois.is_arxiv(each))
    abstract = work.get("abstract")
    preprint = work.get("type") == "posted-content"
    return {
        "id": name,
        "title": title,
        "abstract": without_markup(abstract).strip() if isinstance(abstract, str) else None,
        "authors": work.get("author"),
        "published": next(filter(None, (day(work.get(each)) for each in _DAYS)), None),
        "url": dois.page(doi) if doi else secure(work.get("URL")),
        "links": list(map(dois.page, others)),
        "source": "crossref",
        "doi": doi,
        "journal_ref": None
        if preprint
        else published_in(
            _first(work.get("container-title")),
            work.get("volume"),
            work.get("issue"),
            work.get("page") or work.get("article-number"),
            _year(work),
        ),
        "withdrawn": True if _is_taken_back(work) or is_taken_back(title) else None,
    }


def _title(work: dict[str, Any]) -> str | None:
    """The title, with the subtitle that stands apart, without markup."""
    title, under = _first(work.get("title")), _first(work.get("subtitle"))
    if title and under and under.casefold() not in title.casefold():
        title = f"{title.rstrip(' :')}: {under}"
    return " ".join(without_markup(title).split()) if title else None


def _first(value: object) -> str | None:
    texts = value if isinstance(value, list) else [value]
    return next((each for each in texts if isinstance(each, str) and each.strip()), None)


def _related(work: dict[str, Any]) -> Iterator[str]:
    """The DOIs of the same paper elsewhere, as `dois.bare` has them."""
    relation = work.get("relation")
    for kind in _SAME:
        given = relation.get(kind) if isinstance(relation, dict) else None
        for each in given if isinstance(given, list) else ():
            known = isinstance(each, dict) and str(each.get("id-type", "doi")).casefold() == "doi"
            name = dois.bare(str(each.get("id", ""))) if known else None
            if name:
                yield name


def _year(work: dict[str, Any]) -> int | None:
    for name in (*_DAYS, "issued"):
        value = work.get(name)
        parts = value.get("date-parts") if isinstance(value, dict) else None
        first = parts[0] if isinstance(parts, list) and parts else None
        if isinstance(first, list) and first and type(first[0]) is int:
            return first[0]
    return None


def _is_taken_back(work: dict[str, Any]) -> bool:
    """Whether the publisher or Retraction Watch says so; a notice of that says it of another."""
    updates = work.get("updated-by")
    return any(
        isinstance(each, dict) and each.get("type") in _TAKEN_BACK
        for each in (updates if isinstance(updates, list) else ())
    )
