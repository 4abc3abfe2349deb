"""What a copy says: read once where reading takes long, and kept beside the copy.

A reading can be made again at any time. One that is damaged, of another copy or of another reader
is, so that a better reader is of use for what was fetched before.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.files import write_atomic
from summarizer.fulltext import Content
from summarizer.fulltext.reading import named, read
from summarizer.fulltext.records import (
    Affiliation,
    Caption,
    FullText,
    Link,
    Lost,
    Noted,
    Reading,
    Section,
    Source,
    Span,
)
from summarizer.papers.wire import fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.fulltext.copies import Copies, Copy

T = TypeVar("T")


def full_text(copy: Copy, copies: Copies) -> FullText:
    """The text of a copy that is kept. Raises InputError, UsageError."""
    found = _kept(copy, copies)
    if found is None:
        found = read(Content(copy.url, copy.data, copy.address))
        keep(found, copy, copies)
    return sourced(found, copy)


def keep(text: FullText, copy: Copy, copies: Copies) -> None:
    """Keep what was read of a copy, where reading it again would take long."""
    if not named(text.source.form).PROFILE.slow:
        return
    body = encoded(text)
    head = {
        "reader": reader(),
        "of": hashlib.sha256(copy.data).hexdigest(),
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    content = json.dumps(head).encode() + b"\n" + body
    try:
        write_atomic(copies.reading(copy), content, durable=False, private=True)
    except OSError as error:
        copies.warnings.unwritable(f"what was read of {copy.id}", error)


def sourced(text: FullText, copy: Copy) -> FullText:
    """The text, with what its copy knows of its source: which paper it is kept as, above all."""
    if copy.id and text.source.id not in {None, copy.id}:
        text = replace(text, source=replace(text.source, id=copy.id, version=copy.version))
    return text.sourced(id=copy.id, version=copy.version, fetched=copy.fetched)


def _kept(copy: Copy, copies: Copies) -> FullText | None:
    """The reading that this reader made of just this copy; None where there is none."""
    try:
        line, _, body = copies.reading(copy).read_bytes().partition(b"\n")
        head = json.loads(line)
        whole = head["sha256"] == hashlib.sha256(body).hexdigest()
        own = head["of"] == hashlib.sha256(copy.data).hexdigest()
        return decoded(body) if whole and own and head["reader"] == reader() else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


@cache
def reader() -> str:
    """What changes whenever a text may be read in another way: our own files, and the library."""
    from importlib.metadata import PackageNotFoundError, version

    from summarizer import __version__

    package = Path(__file__).parents[1]
    found = hashlib.sha256(__version__.encode())
    for path in sorted((*package.glob("fulltext/**/*.py"), *package.glob("text/*.py"))):
        found.update(path.read_bytes())
    with suppress(PackageNotFoundError):
        found.update(version("pypdf").encode())
    return found.hexdigest()


def encoded(text: FullText) -> bytes:
    """A text as one line of JSON; every sign comes back, half of a pair too."""
    return json.dumps(text, default=fields).encode()


def decoded(line: bytes) -> FullText:
    """The text again. Raises ValueError, KeyError, TypeError for another line."""
    known: dict[str, Any] = json.loads(line)
    sections = (
        {**each, "paragraphs": _all(Span, each["paragraphs"])} for each in known["sections"]
    )
    report = known["report"]
    lost = _all(Lost, report["lost"])
    return FullText(
        source=Source(**known["source"]),
        title=known["title"],
        text=known["text"],
        front=_all(Span, known["front"]),
        sections=_all(Section, sections),
        captions=_all(Caption, known["captions"]),
        footnotes=_all(Noted, known["footnotes"]),
        references=_all(Noted, known["references"]),
        report=Reading(
            **{**report, "blank": tuple(report["blank"]), "lost": lost}
            | {"notes": tuple(report["notes"])}
        ),
        affiliations=_all(Affiliation, known["affiliations"]),
        links=_all(Link, known["links"]),
    )


def _all(kind: type[T], found: Iterable[dict[str, Any]]) -> tuple[T, ...]:
    return tuple(kind(**each) for each in found)
