"""The abstracts of a day in a file of their own, which `abstracts.js` asks for.

They are most of a day. Its page stays small, and complete without scripts, as each paper's own
page has its abstract.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.site import sharedfiles
from summarizer.site.frame import day_path
from summarizer.site.scriptfiles import script
from summarizer.text.plain import single_spaced
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from summarizer.renderers.html.policy import Policy
    from summarizer.site.contents import Contents
    from summarizer.site.dayreader import Reader
    from summarizer.site.folder import File
    from summarizer.site.frame import Look

SCRIPT = Path(__file__).with_name("abstracts.js")


def guard(look: Look) -> Policy:
    """The policy of a page whose abstracts are in such a file."""
    return sharedfiles.guard(SCRIPT, files=True, pictures=look.pictures)


def path(day: str) -> str:
    """Where the file of a day is, or of a collection."""
    return f"{day_path(day).removesuffix('.html')}.js"


def file(contents: Contents, look: Look, reader: Reader, day: str) -> File:
    """The file: by each paper's id what people read of its abstract."""

    def make() -> str:
        found = {}
        for known, shelf in contents.of_day(day):
            entry = reader.entry(shelf.label, shelf.day, known.id)
            text = entry and single_spaced(entry.readable_abstract or readable(entry.abstract))
            if known.annotated and text:
                found[known.id] = text
        return f"summarizerAbstracts({script(found)});\n"

    return look.file(path(day), [shelf.mark for shelf in contents.days[day]], make)
