"""A content that is text, as its characters: in whichever encoding, up to a size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.text.encodings import NotText, decoded, is_wide

if TYPE_CHECKING:
    from summarizer.fulltext import Content
    from summarizer.fulltext.draft import Draft


def written(content: Content, most: int, called: str, draft: Draft) -> str:
    """The text, with a note of what was assumed to read it. Raises InputError."""
    if len(content.data) > most:
        message = f"`{content.name}` has more than {most >> 20} MB: it was not read"
        raise InputError(message)
    try:
        found = decoded(content.data, forgiving=True)
    except NotText as error:
        if error.place is not None and is_wide(content.data):
            what = f"is UTF-16 or UTF-32 that is cut off or damaged at byte {error.place}"
            message = f"`{content.name}` {what}: save it as UTF-8"
        else:
            message = f"`{content.name}` is a binary file, not {called}"
        raise InputError(message) from error
    if found.assumed:
        draft.notes.append(found.assumed)
    return found.text.replace("\0", "")
