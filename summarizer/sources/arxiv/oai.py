"""arXiv's OAI-PMH: records as `arXiv`, `arXivRaw` or Dublin Core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.sources import Parsed
from summarizer.sources.mapping import papers
from summarizer.sources.recognition import NO_FIT, Fit, strong
from summarizer.text.patterns import deferred
from summarizer.text.xml import text_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from summarizer.sources.content import Content

_ROOT = deferred(r"<(?:\w+:)?OAI-PMH[\s>]")
_ID = deferred(r"oai:arXiv\.org:(\S+)")
_BRACKETS = deferred(r"\([^()]*\)")
_BETWEEN = deferred(r",(?:\s*and\b)?|\s+and\s+|&|;")
_FIELDS = {
    "title": "title",
    "abstract": "abstract",
    "authors": "authors",
    "categories": "categories",
    "comments": "comment",
    "journal-ref": "journal",
    "doi": "doi",
    "created": "published",
    "updated": "updated",
}
_DUBLIN_CORE = {"title": "title", "description": "abstract", "date": "published"}


def fit(head: str) -> Fit:
    """Whether a text is an answer of OAI-PMH."""
    return strong("an OAI-PMH answer") if _ROOT.search(head[:5000]) else NO_FIT


def parsed(content: Content) -> Parsed:
    """The records of an answer. Raises InputError where it is no XML; its own error is a note."""
    root = content.xml
    for each in root.iter():
        each.tag = each.tag.rpartition("}")[2] if isinstance(each.tag, str) else ""
    error = root.find("error")
    said = "" if error is None else text_at(root, "error") or error.get("code", "")
    notes = [f"the server said: {said}"] if said else []
    return Parsed(papers(_records(root)), None, notes)


def _records(root: Element) -> Iterator[tuple[str, object]]:
    for number, record in enumerate(root.iter("record"), start=1):
        header = record.find("header")
        where = f"record {number}"
        if header is not None and header.get("status") == "deleted":
            yield where, ValueError("deleted there")
            continue
        metadata = record.find("metadata")
        holder = next(iter(metadata), None) if metadata is not None else None
        identity = _ID.fullmatch(text_at(record, "header/identifier"))
        yield where, _fields(holder, identity[1] if identity else "") if holder is not None else {}


def _fields(holder: Element, identity: str) -> dict[str, Any]:
    core = holder.tag == "dc"
    names = _DUBLIN_CORE if core else _FIELDS
    found: dict[str, Any] = {}
    for element in holder:
        name = names.get(element.tag)
        if name and name not in found:
            found[name] = "".join(element.itertext()).strip()
    people = holder.findall("authors/author")
    if people:
        found["authors"] = [_name(each) for each in people]
    elif core:
        found["authors"] = [
            " ".join(reversed([part.strip() for part in (each.text or "").split(",", 1)]))
            for each in holder.findall("creator")
        ]
    elif holder.find("version") is not None:
        found["authors"] = _names(text_at(holder, "authors"))
    versions = [each for each in holder.findall("version") if each.get("version")]
    if versions:
        found["published"] = text_at(versions[0], "date")
        found["updated"] = text_at(versions[-1], "date")
        found["version"] = str(versions[-1].get("version")).removeprefix("v")
    number = identity or text_at(holder, "id")
    if number:
        found |= {"id": number, "url": f"https://arxiv.org/abs/{number}", "source": "arxiv"}
    return found


def _names(text: str) -> list[str]:
    """The names in a line of `arXivRaw`, without the institutes in brackets."""
    while (bare := _BRACKETS.sub(" ", text)) != text:
        text = bare
    parts = (" ".join(each.split()) for each in _BETWEEN.split(text))
    return [each for each in parts if each]


def _name(author: Element) -> str:
    parts = (text_at(author, each) for each in ("forenames", "keyname", "suffix"))
    return " ".join(filter(None, parts))
