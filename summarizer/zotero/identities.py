"""Which item a paper is: by arXiv id and DOI, wherever an item has them; and the keys of new ones.

A key is made of the paper's own id, so that it is the same in every run and on every machine: what
a killed run had sent is found again, and Zotero itself takes no item twice.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from summarizer.papers import arxivids, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.papers.records import Paper

_LETTERS = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"
_KEY_LENGTH = 8
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_LINE = re.compile(r"(?im)^\s*(?:arxiv|doi)\b.*$")
"""Lines of `extra` that give an id."""


def key(*parts: str) -> str:
    """A key as Zotero has them, the same one for the same parts."""
    number = int.from_bytes(sha256("\n".join(parts).encode("utf-8", "surrogatepass")).digest())
    letters = []
    for _ in range(_KEY_LENGTH):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "".join(letters)


def of_paper(paper: Paper) -> set[str]:
    """The names under which a paper may be known."""
    arxiv = places.arxiv_id(paper)
    return set(_named([f"arXiv:{arxiv}" if arxiv else "", paper.doi or "", paper.url or ""]))


def of_item(data: dict[str, Any]) -> set[str]:
    """The names of an item, from its DOI, archive, extra and address."""
    given = [data.get(name) for name in ("DOI", "archiveID", "archiveLocation", "url")]
    texts = [each for each in given if isinstance(each, str)]
    extra = data.get("extra")
    texts += _LINE.findall(extra) if isinstance(extra, str) else []
    return set(_named(texts))


def _named(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        arxiv = arxivids.addressed_in(text) or arxivids.labelled(text)
        if arxiv:
            yield f"arXiv:{arxiv[1]}"
        elif match := _DOI.search(text):
            yield f"doi:{match[0].rstrip('.,;)').lower()}"
