"""What was given to items: so that nothing is given twice, nor again once its reader took it away.

A file for each library, in the folder of the copies; it goes by the keys of items.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.errors import OutputError
from summarizer.files import write_atomic
from summarizer.settings import folder
from summarizer.text.plain import labelled

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = "summarizer/zotero-pushed/1"


@dataclass
class Given:
    """What an item was given: `note` are the words of its note, None where it has none of ours.

    `pdf` says that the question of a PDF is settled: it has one, ours or not.
    """

    paper: str
    tags: list[str] = field(default_factory=list)
    collections: list[str] = field(default_factory=list)
    note: str | None = None
    pdf: bool = False


@dataclass
class Ledger:
    """What the items of a library were given, by their keys."""

    library: str
    items: dict[str, Given] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """Where it lies."""
        return folder("data") / "zotero" / f"{labelled('pushed', self.library)}.json"

    def of_paper(self, identity: str) -> str | None:
        """The key of the item that a paper was pushed as; None for none."""
        return next((key for key, each in self.items.items() if each.paper == identity), None)

    def save(self) -> None:
        """Write it whole. Raises OutputError."""
        items = {key: asdict(each) for key, each in self.items.items()}
        text = json.dumps({"schema": SCHEMA, "items": items})
        try:
            write_atomic(self.path, text, private=True)
        except OSError as error:
            why = f"cannot record what was pushed in `{self.path}`: {error.strerror}"
            message = f"{why}: mend this and run it again; nothing is made twice"
            raise OutputError(message) from error


def read(library: str) -> Ledger:
    """What is known of a library; nothing where its record cannot be read."""
    found = Ledger(library)
    try:
        table: dict[str, dict[str, Any]] = json.loads(found.path.read_bytes())["items"]
        items = {key: Given(**each) for key, each in table.items()}
        found.items = items if all(map(_is_sound, items.values())) else {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    return found


def _is_sound(given: Given) -> bool:
    """Whether everything that is known of an item is of the kind that it has to be."""
    lists = (given.tags, given.collections)
    if not all(isinstance(each, list) for each in lists):
        return False
    texts = [given.paper, given.note or "", *given.tags, *given.collections]
    return all(isinstance(each, str) for each in texts)
