"""The Markdown that other makers of sites get: as many pages, of the same papers and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.papers.records import Entry

PELICAN = """\
SITENAME = "Papers"
PATH = "content"
PAGE_PATHS = ["pages"]
PAGE_URL = "{slug}.html"
PAGE_SAVE_AS = "{slug}.html"
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
DISPLAY_PAGES_ON_MENU = False
TIMEZONE = "UTC"
"""
MKDOCS = "site_name: Papers\nnav: [index.md]\nvalidation:\n  nav:\n    omitted_files: ignore\n"


def item(paper: Entry) -> str:
    """A paper in a list."""
    topics = " · ".join(f"[{tag}](../topics/{tag}.md)" for tag in paper.tags)
    return (
        f"## [{plain(paper.title)}](../papers/{paper.id}.md)\n\n{plain(paper.tldr)}\n\n{topics}\n"
    )


def page(paper: Entry) -> str:
    """A paper's own page."""
    quotes = "".join(f"- {each.tag}: {plain(each.quote)}\n" for each in paper.evidence)
    return f"{item(paper)}\n{plain(paper.abstract)}\n\n{quotes}"


def plain(text: str | None) -> str:
    """Text that Markdown leaves alone."""
    return "".join(f"\\{each}" if each in "\\`*_{}[]<>#|" else each for each in text or "")


def sources(folder: Path, pages: int, stored: list[tuple[str, list[Entry]]]) -> None:
    """Write as many pages of Markdown: of papers, of days, of topics, then more lists of a day."""
    topics: dict[str, list[Entry]] = {}
    made = {}
    for name, papers in reversed(stored):
        made[f"days/{name}"] = f"# {name}\n\n" + "\n".join(map(item, papers))
        for paper in papers:
            made[f"papers/{paper.id}"] = f"# {paper.id}\n\n{page(paper)}"
            for tag in paper.tags:
                topics.setdefault(tag, []).append(paper)
    for tag, papers in topics.items():
        made[f"topics/{tag}"] = f"# {tag}\n\n" + "\n".join(map(item, papers))
    lists = [text for path, text in made.items() if path.startswith("days/")]
    for number in range(pages - 1 - len(made)):
        made[f"more/{number}"] = f"# More {number}\n\n{lists[number % len(lists)]}"
    made["index"] = f"# Papers\n\n{lists[0]}"
    for kind in ("pelican/content/pages", "mkdocs/docs"):
        for path, text in made.items():
            place = folder / kind / f"{path}.md"
            place.parent.mkdir(parents=True, exist_ok=True)
            slug = f"Title: {path}\nSlug: {path}\n\n" if kind.startswith("pelican") else ""
            if slug:
                text = text.replace("](../", "]({filename}../")  # noqa: PLW2901 - its spelling
            place.write_text(slug + text, encoding="utf-8")
    (folder / "pelican" / "conf.py").write_text(PELICAN)
    (folder / "mkdocs" / "mkdocs.yml").write_text(MKDOCS)
    (folder / "mkdocs" / "bare.yml").write_text(MKDOCS + "plugins: []\n")
