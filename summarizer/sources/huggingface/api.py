"""Entries of Hugging Face's API as papers.

Every field but id, title and summary came and went over the years, so each is
read as optional. The listed day is `submittedOnDailyAt`; the outer and inner
`publishedAt` are other days more often than not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.papers.arxivids import NEW, without_version
from summarizer.papers.days import parse_day
from summarizer.papers.records import Dropped, Paper
from summarizer.text.patterns import deferred
from summarizer.text.plain import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

HUB = "https://huggingface.co/"
PAPER_URL = f"{HUB}papers/"
LINKED = {"models": "", "datasets": "datasets/", "spaces": "spaces/"}
"""Kinds of repositories that may be linked to a paper, and where their pages are."""
_REPOSITORY = deferred(r"[\w.-]+(?:/[\w.-]+)?", re.ASCII)
_BARE = {"linkedModels", "numTotalModels", "submittedOnDailyAt", "discussionId"}
"""What tells a paper of the API that stands by itself from other objects with a summary."""
_ID = deferred(r"\w[\w./-]*", re.ASCII)


def is_item(entry: object) -> bool:
    """Whether an entry holds a paper, also where it was stored as Python's repr."""
    if isinstance(entry, str):
        return entry.startswith("{'paper': {")
    return isinstance(entry, dict) and (isinstance(entry.get("paper"), dict) or is_bare(entry))


def is_bare(entry: object) -> bool:
    """Whether this is a paper as the API answers for its id: no entry is around it."""
    known = isinstance(entry, dict) and {"id", "title", "summary"} <= entry.keys()
    return known and isinstance(entry, dict) and not _BARE.isdisjoint(entry)


def papers(entries: list[Any], day: str | None) -> Iterator[Paper | Dropped]:
    """A paper for each entry, or its place and why not; `day` is that of entries without one."""
    for number, given in enumerate(entries, start=1):
        entry = {"paper": given} if is_bare(given) else given
        paper = entry.get("paper") if isinstance(entry, dict) else None
        if not isinstance(paper, dict):
            yield Dropped(f"item {number}", "no `paper` object")
            continue
        name = _string(paper, "id")
        if name and not _ID.fullmatch(name):
            yield Dropped(f"item {number}", f"`{shortened(name, 40)}` is no id of a paper")
            continue
        title = _string(paper, "title") or _string(entry, "title")
        abstract = _string(paper, "summary") or _string(entry, "summary")
        if name and title and abstract:
            yield _paper(entry, paper, (without_version(name), title, abstract), day)
        else:
            texts = {"id": name, "title": title, "summary": abstract}
            missing = [key for key, text in texts.items() if text is None]
            yield Dropped(f"item {number}", f"no {' and no '.join(missing)}")


def _paper(
    entry: dict[str, Any], paper: dict[str, Any], texts: tuple[str, str, str], day: str | None
) -> Paper:
    identity, title, abstract = texts
    authors = _authors(paper.get("authors"))
    listed = _day(paper, "submittedOnDailyAt") or day
    repository, project = _string(paper, "githubRepo"), _string(paper, "projectPage")
    return Paper(
        id=identity,
        title=title,
        abstract=abstract,
        authors=authors,
        author_count=_count(paper, "author_count") or len(authors) or None,
        organization=_named(paper.get("organization")) or _named(entry.get("organization")),
        published=_day(paper, "publishedAt"),
        listed=listed,
        upvotes=_count(paper, "upvotes"),
        comments=_count(entry, "numComments"),
        url=PAPER_URL + identity,
        links=tuple(dict.fromkeys(filter(None, (repository, project)))),
        source=f"hf:{listed}" if listed else "hf",
        code=repository,
        stars=_count(paper, "githubStars"),
        project_page=project,
        submitter=_named(paper.get("submittedOnDailyBy")) or _named(entry.get("submittedBy")),
        ai_keywords=_strings(paper.get("ai_keywords")),
        ai_summary=_string(paper, "ai_summary"),
        thumbnail=_string(entry, "thumbnail"),
        markdown_url=f"{PAPER_URL}{identity}.md" if re.fullmatch(NEW, identity) else None,
        models=linked(paper, "models"),
        datasets=linked(paper, "datasets"),
        spaces=linked(paper, "spaces"),
    )


def linked(paper: dict[str, Any], kind: str) -> tuple[str, ...]:
    """The addresses of a paper's models, datasets or spaces."""
    listed = paper.get(f"linked{kind.title()}")
    found = (each.get("id") for each in (listed if isinstance(listed, list) else ())
             if isinstance(each, dict))  # fmt: skip
    names = (each for each in found if isinstance(each, str) and _REPOSITORY.fullmatch(each))
    return tuple(dict.fromkeys(f"{HUB}{LINKED[kind]}{name}" for name in names))


def listed_day(items: list[Paper | Dropped]) -> str | None:
    """The day all papers share; None where they are of several, or of none."""
    days = {item.listed for item in items if isinstance(item, Paper)}
    return days.pop() if len(days) == 1 else None


def _authors(value: object) -> tuple[str, ...]:
    people = value if isinstance(value, list) else []
    try:
        names = [person["name"] for person in people]
    except (TypeError, KeyError, IndexError):
        names = [person.get("name") for person in people if isinstance(person, dict)]
    return tuple([name for name in names if type(name) is str and name and not name.isspace()])


def _named(value: object) -> str | None:
    """The full name of a person or an organisation."""
    if not isinstance(value, dict):
        return None
    return _string(value, "fullname") or _string(value, "name")


def _strings(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else []
    texts = (item for item in listed if type(item) is str and item and not item.isspace())
    return tuple(dict.fromkeys(texts))


def _string(holder: dict[str, Any], key: str) -> str | None:
    value = holder.get(key)
    return value if type(value) is str and value and not value.isspace() else None


def _count(holder: dict[str, Any], key: str) -> int | None:
    value = holder.get(key)
    return value if type(value) is int and value >= 0 else None


def _day(holder: dict[str, Any], key: str) -> str | None:
    text = (_string(holder, key) or "")[:10]
    return text if parse_day(text) else None
