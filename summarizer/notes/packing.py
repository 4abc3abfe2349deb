"""What is known of one note, and how it is kept: read strictly, so that damage is met here."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.notes.contents import Listing
from summarizer.notes.styles import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.notes.styles import Name

_FORM = "summarizer/notes/1"
_LATER = re.compile(r"summarizer/notes/\d+")
DAMAGE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading something raises that is no record of ours."""

Mark = tuple[int, str]
"""How many lines a part has, and their hash."""


class Later(Exception):
    """The records are those of a later version."""


@dataclass
class Record:
    """One note as it was left.

    `stamp` is its file's, and `whole` a hash of all its bytes; `made` is one of what it was to be,
    `source` one of what that was made of. `fields` and `parts` know what was written of each
    property and part; one that the reader took away, or had before, has an empty hash. `shown` is
    what she can edit as it was written, and `pending` says that she did.
    """

    path: str
    stamp: str = ""
    whole: str = ""
    source: str = ""
    made: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    parts: dict[str, Mark] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)
    listing: Listing | None = None
    pending: bool = False


def told(identity: str, record: Record) -> str:
    """A record as a line of the journal."""
    return json.dumps([identity, _packed(record)]) + "\n"


def text_of(style: Name | None, notes: Mapping[str, Record]) -> str:
    """All records of a folder as a file has them."""
    packed = {name: _packed(each) for name, each in sorted(notes.items())}
    return json.dumps({"form": _FORM, "style": style, "notes": packed}, ensure_ascii=False)


def _packed(record: Record) -> dict[str, Any]:
    listing = vars(record.listing) if record.listing else None
    values = {**vars(record), "listing": listing}
    return {name: value for name, value in values.items() if value}


def read(text: str) -> tuple[Name | None, dict[str, Record]]:
    """The style and the records of a text. Raises Later, or one of `DAMAGE` where it is none."""
    data = json.loads(text)
    form = data["form"]
    if form != _FORM and isinstance(form, str) and _LATER.fullmatch(form):
        raise Later(form)
    if form != _FORM or data["style"] not in (None, *NAMES):
        message = f"it has format {form}"
        raise ValueError(message)
    return data["style"], {name: record(each) for name, each in data["notes"].items()}


def record(packed: dict[str, Any]) -> Record:
    """What was packed. Raises one of `DAMAGE` where it is none."""
    listed = packed.pop("listing", None)
    parts = {
        name: (int(count), str(known)) for name, (count, known) in packed.pop("parts", {}).items()
    }
    if listed:
        for name in ("topics", "days"):
            listed[name] = tuple(listed.get(name, ()))
    found = Record(**packed, parts=parts, listing=Listing(**listed) if listed else None)
    if not _is_sound(found):
        message = f"what is kept of `{found.path}` is of another form"
        raise ValueError(message)
    return found


def _is_sound(record: Any) -> bool:
    """Whether everything in a record is of the kind that it has to be."""
    shown, listed = record.shown, record.listing
    texts = [record.path, record.stamp, record.whole, record.source, record.made]
    if not all(isinstance(each, dict) for each in (shown, record.fields)):
        return False
    texts += [*record.fields.values(), shown.get("tldr") or ""]
    topics, marks = shown.get("topics", {}), shown.get("marks", [])
    if not isinstance(topics, dict) or not isinstance(marks, list):
        return False
    texts += [*topics.values(), *marks]
    if listed:
        texts += [listed.title, listed.tldr or "", *listed.topics, *listed.days]
    return all(isinstance(each, str) for each in texts)
