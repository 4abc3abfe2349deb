"""Checks the built site: its links and anchors lead somewhere, and it loads nothing from elsewhere.

`python docs/sitecheck.py build/docs` lists what is wrong and then ends with exit code 1.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADED = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("link", "href")}
"""What a browser fetches by itself when it shows a page."""
REMOTE = re.compile(r"""url\(\s*["']?(?:https?:)?//|@import\s+["'](?:https?:)?//""")


@dataclass
class Page(HTMLParser):
    """The addresses and anchors of a page."""

    path: Path
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the page."""
        super().__init__()
        self.feed(self.path.read_text())

    @property
    def all(self) -> list[str]:
        """Every address, whatever for."""
        return self.loads + self.links

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where an element leads, what it loads and what it is called."""
        for name, value in attrs:
            if name == "id":
                self.ids.add(value or "")
            elif (tag, name) in LOADED:
                self.loads.append(value or "")
            elif (tag, name) == ("a", "href"):
                self.links.append(value or "")


def problems(site: Path) -> list[str]:
    """Every link that leads nowhere and everything that would be loaded from another host."""
    read = (Page(path.resolve()) for path in sorted(site.rglob("*.html")))
    pages = {page.path: page for page in read if page.path.name != "404.html"}
    found = [] if pages else [f"{site}: no pages"]
    for path, page in pages.items():
        wrong = (*map(foreign, page.loads), *(broken(each, page, pages) for each in page.all))
        found += (f"{path.relative_to(site.resolve())}: {each}" for each in wrong if each)
    for path in site.rglob("*.css"):
        if REMOTE.search(path.read_text()):
            found += [f"{path.relative_to(site)}: loads something from elsewhere"]
    return found


def foreign(address: str) -> str | None:
    """What is wrong with an address that a browser loads: it is another host's."""
    parts = urlsplit(address)
    return f"loads {address}" if parts.netloc or parts.scheme not in {"", "data"} else None


def broken(address: str, page: Page, pages: dict[Path, Page]) -> str | None:
    """What is wrong with an address within the site: no such file, or no such anchor."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    target = (page.path.parent / unquote(parts.path)).resolve() if parts.path else page.path
    target = target / "index.html" if target.is_dir() else target
    if not target.exists():
        return f"no such file: {address}"
    if target in pages and parts.fragment and unquote(parts.fragment) not in pages[target].ids:
        return f"no such anchor: {address}"
    return None


if __name__ == "__main__":
    wrong = problems(Path(sys.argv[1]))
    print(*wrong or ["every link leads somewhere, and nothing is loaded from elsewhere"], sep="\n")
    sys.exit(1 if wrong else 0)
