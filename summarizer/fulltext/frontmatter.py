"""The YAML above a paper in Markdown: title, authors, affiliations, abstract, license.

Written as the Journal of Open Source Software, R Markdown, Quarto and pandoc's templates have it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = re.compile(r"\s*\w{1,3}(?:\s*(?:,|;|and|&)\s*\w{1,3})*\s*")
_TITLE = re.compile(r"""(?m)^title:[ \t]*["']?(.*?)["']?[ \t]*$""")
_GIVEN = ("given-names", "given", "first", "firstname")
_FAMILY = ("dropping-particle", "surname", "family", "last", "lastname")
_OF_PLACE = ("department", "division", "group", "name", "institution", "organization", "address",
             "city", "region", "state", "country")  # fmt: skip
_MOST = 200
"""Authors, and affiliations, that are looked at."""


@dataclass(frozen=True)
class FrontMatter:
    """What the YAML tells; `lines` are authors and affiliations as stand below a title."""

    title: str = ""
    lines: tuple[str, ...] = ()
    abstract: tuple[str, ...] = ()
    license: str | None = None


def front_matter(text: str) -> FrontMatter | None:
    """Read it; of what is no YAML only the title, and None where no line tells one."""
    from summarizer.text.yamldocuments import documents

    try:
        told = next(iter(documents(text)), None)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        match = _TITLE.search(text)
        return FrontMatter(match[1]) if match else None
    abstract = _words(told.get("abstract")) or ""
    return FrontMatter(
        title=" ".join((_title(told.get("title")) or "").split()),
        lines=tuple(_lines(told)),
        abstract=tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", abstract) if part),
        license=_title(told.get("license") or told.get("copyright")),
    )


def _lines(told: dict[str, Any]) -> Iterator[str]:
    """Each author, with the marks of affiliations; then each affiliation with its mark."""
    shared = _shared(_listed(told, "affiliations", "affiliation", "institute", "address"))
    for author in _listed(told, "authors", "author"):
        name = _name(author)
        own = _own(author) if isinstance(author, dict) else []
        marks = [mark for each in own for mark in _marked(each, shared)]
        places = [each for each in own if not _marked(each, shared)]
        if name:
            yield f"{name} {','.join(marks)}".strip()
        yield from places
    for mark, place in shared.values():
        yield f"{mark} {place}"


def _shared(affiliations: list[Any]) -> dict[str, tuple[str, str]]:
    """By what authors call it, each affiliation's mark and its words."""
    found: dict[str, tuple[str, str]] = {}
    for number, each in enumerate(affiliations, start=1):
        if not isinstance(each, dict):
            place, key = _words(each), str(number)
        else:
            keys = (_words(each.get(name)) for name in ("index", "code", "id", "num", "ref"))
            place, key = _place(each), next(filter(None, keys), str(number))
        if place:
            found[key] = (key if key.isdigit() else str(number), place)
    return found


def _own(author: dict[str, Any]) -> list[str]:
    """What an author's entry tells of places: marks of shared ones, or their words."""
    found: list[str] = []
    for each in _listed(author, "affiliations", "affiliation", "affil", "institute"):
        if isinstance(each, dict):
            found.append(_words(each.get("ref")) or _place(each))
        else:
            found.append(_words(each) or "")
    return [each for each in found if each]


def _marked(own: str, shared: dict[str, tuple[str, str]]) -> list[str]:
    """The marks that stand for shared affiliations; none where it is told in words."""
    if own in shared:
        return [shared[own][0]]
    parts = re.split(r"\s*(?:,|;|\band\b|&)\s*", own.strip()) if _MARKS.fullmatch(own) else []
    known = [shared[part][0] for part in parts if part in shared]
    return known if len(known) == len(parts) else []


def _name(author: Any) -> str:
    if not isinstance(author, dict):
        return _words(author) or ""
    name = author.get("name", author)
    if not isinstance(name, dict):
        return _words(name) or ""
    given = next((_words(name[key]) for key in _GIVEN if key in name), None)
    family = (_words(name[key]) for key in _FAMILY if key in name)
    return " ".join(filter(None, (given, *family)))


def _place(told: dict[str, Any]) -> str:
    return ", ".join(filter(None, (_words(told[key]) for key in _OF_PLACE if key in told)))


def _listed(told: dict[str, Any], *names: str) -> list[Any]:
    """The entries under the first of these names that is there."""
    value: Any = next((told[name] for name in names if told.get(name)), [])
    return value[:_MOST] if isinstance(value, list) else [value]


def _words(value: Any) -> str | None:
    """A text on one line but for its paragraphs; None for all else."""
    return value.strip() or None if isinstance(value, str) else None


def _title(value: Any) -> str | None:
    """A text, or the one that is meant for readers of plain text."""
    if isinstance(value, dict):
        value = next(
            (value[key] for key in ("plain", "text", "name", "formatted") if key in value), None
        )
    return _words(value)
