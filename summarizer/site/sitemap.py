"""The list of a site's pages that search engines read; of a very large one, a list of lists."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from summarizer.site.folder import MAP_SIGN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.site.folder import File
    from summarizer.site.frame import Look

MOST = 50_000
"""Addresses in one file: what the format allows."""
_HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n{MAP_SIGN}\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def mapped(files: Iterable[File], look: Look) -> Iterator[File]:
    """The files, and the map of the pages among them.

    A site without an address has none, as a map holds whole addresses; nor has a reader's own,
    which is not for search engines.
    """
    pages: list[str] = []
    for file in files:
        if file.path.endswith(".html"):
            pages.append(file.path)
        yield file
    if look.url and not look.personal:
        yield from _maps(pages, look, look.url)


def _maps(pages: Sequence[str], look: Look, url: str) -> Iterator[File]:
    parts = [pages[first : first + MOST] for first in range(0, len(pages), MOST)]
    if len(parts) <= 1:
        yield look.file("sitemap.xml", pages, lambda: _listed("urlset", "url", pages, url))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield look.file(name, part, partial(_listed, "urlset", "url", part, url))
    yield look.file("sitemap.xml", names, lambda: _listed("sitemapindex", "sitemap", names, url))


def _listed(whole: str, each: str, paths: Iterable[str], url: str) -> str:
    lines = (f"<{each}><loc>{escape(url + path)}</loc></{each}>\n" for path in paths)
    return f"{_HEAD}<{whole} {_SPACE}>\n{''.join(lines)}</{whole}>\n"
