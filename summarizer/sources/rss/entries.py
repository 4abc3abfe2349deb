"""The entries of a feed as fields of papers: what they link to tells which paper, if any, one is.

Seen: feeds of Hugging Face's papers made by others, of bioRxiv and of journals (RSS 1.0, as RDF),
and of blogs that tell of a paper.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.errors import InputError
from summarizer.papers.arxivids import addressed_in, all_addressed_in
from summarizer.text.jatsmarks import without_marks
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from summarizer.sources.content import Content

_FEED = deferred(r"<(?:\w+:)?(?:rss|RDF|feed)[\s>]")
_JSON_FEED = "jsonfeed.org/version"
_BEGINNING = 3000
_DOI = r"10\.\d{4,9}/[^\s<>\"'&?#]{1,200}"
_PAPER = deferred(
    rf"(?:doi\.org/|doi:\s?|/doi/(?:abs/|full/)?|[/=])?({_DOI})"
    r"|https?://(?:www\.)?(?:openreview\.net/forum|aclanthology\.org/\w|huggingface\.co/papers/"
    r"|proceedings\.mlr\.press/|papers\.nips\.cc/|proceedings\.neurips\.cc/|hal\.science/"
    r"|pubmed\.ncbi\.nlm\.nih\.gov/|semanticscholar\.org/paper/)"
)
_NAMED_DOI = deferred(rf"(?i:doi\.org/|doi:\s?)({_DOI})")
_AFTER_A_DOI = deferred(r"(?:(?<=\d)v\d{1,2})?(?:\.(?:full|abstract|pdf|short|html?))*[.,;)\]]*$")
_TEXTS = "encoded abstract description summary content content_html content_text".split()
_NAMES = ("link", "guid", "id", "identifier", "doi", "url", "external_url", "origLink")
_DAYS = ("date", "pubDate", "published", "issued", "created", "date_published", "updated")
_TAG = deferred(r"<[^<>]{1,500}>")
_ANNOUNCED = deferred(r"\s*arXiv:\S+\s+Announce Type:\s*\S+\s*(?:\n|\s)\s*Abstract:\s*")
_CITATION = deferred(
    r"\b(?:Published|Available) online\b|\bPublication date:|^\s*(?:Source|Volume|Vol\.|Pages?)\b"
)
"""What stands in feeds of journals where others have an abstract."""
_LONGEST_CITATION = 300
_SHORT = 400
"""Characters below which a text may be but the beginning of an abstract."""
_NOTHING = 80
"""Characters below which a text is no part of one."""
_CUT = ("...", "…", "[…]", "[...]", "&#8230;", "&hellip;")
_NO_PAPER = "it links to no paper (an arXiv id, a DOI, a site of papers)"


class Entry(NamedTuple):
    """An entry: where it is, its fields, and the paper it is or names (`arxiv:ID`, `doi:DOI`).

    One that is `own` links to its paper; another names one in its text, and is about it.
    """

    where: str
    fields: dict[str, Any]
    paper: str = ""
    own: bool = False

    @property
    def is_short(self) -> bool:
        """Whether its text is missing, cut, or too short for an abstract."""
        return not self.own or len(self._text) < _SHORT or self._text.endswith(_CUT)

    @property
    def says_nothing(self) -> bool:
        """Whether its text is too short to say what is in a paper."""
        return len(self._text) < _NOTHING

    @property
    def _text(self) -> str:
        return _TAG.sub("", self.fields.get("abstract") or "").strip()

    @property
    def why(self) -> str:
        """Why it is no paper by itself; empty where it is one."""
        if self.own or self.fields.get("linked"):
            return ""
        named = self.paper.removeprefix("doi:")
        return f"{_NO_PAPER}; it names `{named}`" if named else _NO_PAPER


def is_feed(content: Content) -> bool:
    """Whether a content is a feed at all, whatever is in it."""
    if content.form == "json":
        return _JSON_FEED in content.head[:_BEGINNING]
    return content.form == "markup" and bool(_FEED.search(content.head[:_BEGINNING]))


class Entries(NamedTuple):
    """The entries of a feed, and what its reader should know of how they were read, if anything."""

    all: tuple[Entry, ...]
    note: str = ""


def entries_of(content: Content) -> Entries:
    """The entries of a feed. Raises InputError where it is none."""
    if content.form == "json":
        return _entries(_json_items(content))
    try:
        root = content.xml
    except InputError as error:
        from summarizer.sources.rss.lenient import items

        found = _entries(items(content, error))
        return found._replace(note="the feed's XML is broken: it was read as far as possible")
    for each in root.iter():
        each.tag = each.tag.rpartition("}")[2] if isinstance(each.tag, str) else ""
    if root.tag not in {"rss", "RDF", "feed"}:
        message = f"`{content.name}`: XML, but neither Atom nor RSS"
        raise InputError(message)
    elements = (each for each in root.iter() if each.tag in {"item", "entry"})
    return _entries(_texts(each) | {"people": list(_authors(each))} for each in elements)


def _entries(items: Iterable[dict[str, Any]]) -> Entries:
    return Entries(tuple(_entry(number, each) for number, each in enumerate(items, start=1)))


def _json_items(content: Content) -> Iterator[dict[str, Any]]:
    """The items of a JSON Feed, with their people as names."""
    document = content.json
    found = document.get("items") if isinstance(document, dict) else None
    if not isinstance(found, list):
        message = f"`{content.name}`: JSON, but no feed with `items`"
        raise InputError(message)
    for item in found:
        known = item if isinstance(item, dict) else {}
        people = known.get("authors")
        people = people if isinstance(people, list) and people else [known.get("author")]
        names = [each.get("name") for each in people if isinstance(each, dict)]
        texts = {key: value for key, value in known.items() if isinstance(value, str)}
        yield texts | {"people": [each for each in names if isinstance(each, str)]}


def _entry(number: int, texts: dict[str, Any]) -> Entry:
    """An entry by its texts and the `people` in it."""
    named = " ".join(str(texts[name]) for name in _NAMES if texts.get(name))
    arxiv, match = addressed_in(named), _PAPER.search(named)
    doi = _AFTER_A_DOI.sub("", match[1]) if match and match[1] else None
    abstracts = [str(texts[name]) for name in _TEXTS if texts.get(name)]
    abstract = max(abstracts, key=len, default="")
    people = [each for each in texts.get("people", ()) if each]
    begun = _ANNOUNCED.match(abstract)
    abstract = abstract[begun.end() :] if begun else abstract
    is_text = not _is_citation(abstract, doi)
    fields = {
        "title": texts.get("title"),
        "abstract": (without_marks(abstract) or None) if is_text else None,
        "authors": _people(people[0]) if len(people) == 1 else people,
        "published": next((texts[name] for name in _DAYS if texts.get(name)), None),
        "url": next(
            (texts[name] for name in _NAMES if str(texts.get(name)).startswith("http")), None
        ),
        "doi": doi,
        "arxiv_id": arxiv[1] if arxiv else None,
        "linked": bool(match),
    }
    where = f"entry {number}"
    if arxiv or doi:
        return Entry(where, fields, f"arxiv:{arxiv[1]}" if arxiv else f"doi:{doi}", own=True)
    return Entry(where, fields, "" if match else _named_in(abstract))


def _is_citation(text: str, doi: str | None) -> bool:
    """Whether a text says where a paper was published, and not what is in it."""
    plain = _TAG.sub(" ", text).strip()
    if len(plain) > _LONGEST_CITATION:
        return False
    return bool(_CITATION.search(plain)) or bool(doi and doi.lower() in plain.lower())


def _named_in(text: str) -> str:
    """The one paper that a text names; nothing where it names none, or several."""
    found = {f"arxiv:{each}" for each in all_addressed_in(text)}
    dois = (_AFTER_A_DOI.sub("", each) for each in _NAMED_DOI.findall(text))
    found |= {f"doi:{each}" for each in dois if not each.lower().startswith("10.48550/")}
    return found.pop() if len(found) == 1 else ""


def _texts(entry: Element) -> dict[str, Any]:
    """The texts of an entry by their names; of links the address, of the page itself."""
    found: dict[str, Any] = {}
    for each in reversed(list(entry)):
        if each.tag == "link" and each.get("rel", "alternate") != "alternate":
            continue
        value = "".join(each.itertext()).strip() or each.get("href", "")
        if value:
            found[each.tag] = value
    return found


def _authors(entry: Element) -> Iterator[str]:
    names = [each for each in entry if each.tag in {"creator", "author"}]
    for each in names:
        name = each.find("name")
        text = "".join((each if name is None else name).itertext()).strip()
        yield text


def _people(text: str) -> list[str]:
    """The names in one text: at semicolons, or at commas where those stand between names."""
    parts = [part.strip() for part in re.split(r";|,(?! ?(?:[A-Z]\.)+)", text)]
    return [part for part in parts if part]


def wanted(entries: Iterable[Entry]) -> dict[str, list[str]]:
    """The papers whose text is wanted, by the kind of their ids: `arxiv` or `doi`."""
    found: dict[str, list[str]] = {"arxiv": [], "doi": []}
    for each in entries:
        kind, _, name = each.paper.partition(":")
        if each.is_short and kind and name not in found[kind]:
            found[kind].append(name)
    return found
