"""Records of other services as the objects that are read here: their fields laid open.

OpenAlex, Crossref, Semantic Scholar, Europe PMC, bioRxiv, OpenReview, Zotero and Better BibTeX,
CSL, INSPIRE, DataCite, the Hugging Face dataset viewer. What stands where is told by the names
of the fields, never by the service: a list saved from one of them may come in any wrapping.
"""

from __future__ import annotations

from typing import Any

from summarizer.sources.fieldnames import field_of
from summarizer.sources.forumnotes import laid_open
from summarizer.sources.wordindex import running

_WRAPPERS = ("row", "data", "attributes", "metadata", "fields", "paper", "_source", "item", "note")
_FOREIGN = frozenset(
    {
        *("externalIds", "authorships", "abstract_inverted_index", "creators", "issued", "DOI"),
        *("authorString", "authorList", "abstractText", "itemType", "content", "server", "ids"),
        *("arxiv_eprints", "dois", "descriptions", "tldr_origin", "locations", "container-title"),
        *("external_ids", "best_oa_location", "primary_location"),
    }
)


def record(entry: Any) -> Any:
    """The entry with its fields laid open; the same one where they are so already."""
    if not isinstance(entry, dict):
        return entry
    if _FOREIGN.isdisjoint(entry) and isinstance(entry.get("title"), str):
        return entry
    if isinstance(entry.get("content"), dict) and "title" not in entry:
        return laid_open(entry)
    inner = _unwrapped(entry)
    return _laid_open(inner) if not _FOREIGN.isdisjoint(inner) else inner


def _unwrapped(entry: dict[str, Any]) -> dict[str, Any]:
    """What stands inside of wrappings such as `{"row": {...}}`."""
    for _ in range(3):
        if any(isinstance(key, str) and _is_title(key) for key in entry):
            break
        inner = next((entry[key] for key in _WRAPPERS if isinstance(entry.get(key), dict)), None)
        if inner is None:
            break
        outer = {key: entry[key] for key in ("id", "doi") if isinstance(entry.get(key), str)}
        entry = outer | inner
    return entry


def _is_title(key: str) -> bool:
    return (field_of(key) or ("",))[0] == "title"


def _laid_open(entry: dict[str, Any]) -> dict[str, Any]:
    if "tldr_origin" in entry:  # our own: its people are named already
        authors = entry.get("authors")
        if isinstance(authors, list) and all(isinstance(each, str) for each in authors):
            return entry | {"authors": tuple(authors)}
        return entry
    found = dict(entry)
    found.pop("source", None)  # the catalogue there, not the listing here
    words = entry.get("abstract_inverted_index")
    if words and not found.get("abstract"):
        found["abstract"] = running(words)
    if isinstance(entry.get("creators"), list) and "authors" not in entry:
        found["authors"] = [each for each in entry["creators"] if _is_author(each)]
    if isinstance(entry.get("authorList"), dict):
        found["authors"] = entry["authorList"].get("author")
    for name in ("descriptions", "abstracts"):
        if isinstance(entry.get(name), list) and not found.get("abstract"):
            found["abstract"] = _described(entry[name])
    _add_place(entry, found)
    if identity := _arxiv_id(entry):
        found["arxiv_id"] = identity
    others = entry.get("externalIds")
    if isinstance(others, dict) and "doi" not in found:
        found["doi"] = others.get("DOI")
    return found


def _is_author(person: object) -> bool:
    kind = person.get("creatorType") if isinstance(person, dict) else None
    return kind in {None, "author"}


def _described(values: list[Any]) -> str | None:
    """The abstract among descriptions, such as DataCite's and INSPIRE's."""
    for value in values:
        if isinstance(value, str):
            return value
        if isinstance(value, dict) and value.get("descriptionType", "Abstract") == "Abstract":
            text = value.get("description") or value.get("value")
            if isinstance(text, str):
                return text
    return None


def _add_place(entry: dict[str, Any], found: dict[str, Any]) -> None:
    """Where a work of OpenAlex's was published, and its page; an unqualified id is no address."""
    place = entry.get("primary_location") or entry.get("best_oa_location")
    if not isinstance(place, dict):
        return
    found.setdefault("url", place.get("landing_page_url"))
    if isinstance(place.get("source"), dict):
        found.setdefault("journal", place["source"].get("display_name"))


def _arxiv_id(entry: dict[str, Any]) -> str | None:
    """The arXiv id among the ids that a service lists."""
    for name in ("externalIds", "ids"):
        ids = entry.get(name)
        for key in ("ArXiv", "arxiv", "arXiv"):
            if isinstance(ids, dict) and isinstance(ids.get(key), str):
                return str(ids[key])
    for name in ("arxiv_eprints", "external_ids"):
        for each in entry[name] if isinstance(entry.get(name), list) else ():
            if isinstance(each, dict) and each.get("type", "arxiv") == "arxiv":
                value = each.get("value")
                return value if isinstance(value, str) else None
    return None
