"""RSS and Atom of anyone, as far as their entries are papers: they link to one, or name its DOI.

Seen: feeds of Hugging Face's papers made by others, of bioRxiv and of journals (RSS 1.0, as RDF).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.papers.arxivids import addressed_in
from summarizer.sources import Parsed, Profile
from summarizer.sources.recognition import NO_FIT, Fit, weak
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from summarizer.sources.content import Content

PROFILE = Profile(
    name="rss",
    reads="RSS or Atom whose entries link to papers",
    example=(
        "<rss><channel><item><title>A title</title><description>An abstract.</description>"
        "<link>https://huggingface.co/papers/2512.00001</link></item></channel></rss>"
    ),
    label="feeds",
    endings=(".xml", ".rss", ".atom"),
    catch_all=True,
)

_FEED = deferred(r"<(?:\w+:)?(?:rss|RDF|feed)[\s>]")
_OURS = deferred(r"<generator\b[^<>]{0,200}>summarizer<")
_PAPER = deferred(
    r"(?:doi\.org/|doi:\s?|/doi/(?:abs/|full/)?|[/=])?(10\.\d{4,9}/[^\s<>\"]+)"
    r"|https?://(?:www\.)?(?:openreview\.net/forum|aclanthology\.org/\w|huggingface\.co/papers/"
    r"|proceedings\.mlr\.press/|papers\.nips\.cc/|proceedings\.neurips\.cc/|hal\.science/"
    r"|pubmed\.ncbi\.nlm\.nih\.gov/|semanticscholar\.org/paper/)"
)
_TEXTS = ("encoded", "abstract", "description", "summary", "content")
_TAG = deferred(r"<[^<>]{1,500}>")


def recognises(content: Content) -> Fit | bool:
    """A feed that links to papers; one of any other kind is none of this form."""
    if content.form != "markup":
        return NO_FIT
    head = content.head
    if not _FEED.search(head[:3000]) or _OURS.search(head[:20_000]):
        return NO_FIT
    return bool(addressed_in(head) or _PAPER.search(head)) or _of_nothing(head)


def _of_nothing(head: str) -> Fit:
    """A feed without entries is read, so that it is said to have none."""
    return NO_FIT if re.search(r"<(?:item|entry)[\s>]", head) else weak("a feed without entries")


def parse(content: Content) -> Parsed:
    """Read a feed; an entry that links to no paper is dropped. Raises InputError for no feed."""
    from summarizer.sources.mapping import papers

    root = content.xml
    for each in root.iter():
        each.tag = each.tag.rpartition("}")[2] if isinstance(each.tag, str) else ""
    if root.tag not in {"rss", "RDF", "feed"}:
        message = f"`{content.name}`: XML, but neither Atom nor RSS"
        raise InputError(message)
    entries = [each for each in root.iter() if each.tag in {"item", "entry"}]
    return Parsed(papers((f"entry {n}", _fields(each)) for n, each in enumerate(entries, 1)))


def _fields(entry: Element) -> dict[str, Any] | ValueError:
    texts = dict(_texts(entry))
    named = " ".join(
        filter(None, (texts.get(name) for name in ("link", "guid", "id", "identifier", "doi")))
    )
    arxiv, match = addressed_in(named), _PAPER.search(named)
    if not arxiv and not match:
        return ValueError("it links to no paper (an arXiv id, a DOI, a site of papers)")
    abstracts = [texts[name] for name in _TEXTS if name in texts]
    return {
        "title": texts.get("title"),
        "abstract": max(abstracts, key=len, default=None),
        "authors": [each for each in _authors(entry) if each],
        "published": texts.get("date") or texts.get("pubDate") or texts.get("published"),
        "url": texts.get("link") or texts.get("guid"),
        "doi": match[1] if match and match[1] else None,
        "arxiv_id": arxiv[1] if arxiv else None,
    }


def _texts(entry: Element) -> Iterator[tuple[str, str]]:
    """The texts of an entry by their names; of links the address."""
    for each in reversed(list(entry)):
        value = "".join(each.itertext()).strip() or each.get("href", "")
        if value:
            yield each.tag, value


def _authors(entry: Element) -> Iterator[str]:
    names = [each for each in entry if each.tag in {"creator", "author"}]
    for each in names:
        name = each.find("name")
        text = "".join((each if name is None else name).itertext()).strip()
        yield from _people(text) if len(names) == 1 else [text]


def _people(text: str) -> list[str]:
    """The names in one text: at semicolons, or at commas where those stand between names."""
    parts = [part.strip() for part in re.split(r";|,(?! ?(?:[A-Z]\.)+)", text)]
    return [part for part in parts if part]
