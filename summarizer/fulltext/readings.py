"""What a copy says: read once where reading takes long, and kept beside the copy.

A reading can be made again at any time. One that is damaged or forged, of another copy or of
another reader is, so that a better reader is of use for what was fetched before.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.files import write_atomic
from summarizer.fulltext import Content
from summarizer.fulltext.reading import named, read
from summarizer.fulltext.wire import decoded, encoded

if TYPE_CHECKING:
    from summarizer.fulltext.copies import Copies, Copy
    from summarizer.fulltext.records import FullText

_MOST_BYTES = 64 << 20
"""What was read of the largest copy takes a small part of it."""


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
    path = copies.reading(copy)
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        line, _, body = path.read_bytes().partition(b"\n")
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
