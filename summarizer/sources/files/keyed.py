"""Records of `key: value` as YAML has them: papis keeps one a paper, others list several.

Read by PyYAML's plain loader: every value is text, an id such as `2503.11110` too. Documents with
aliases are refused, since one of a few lines can stand for more than any memory holds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.sources import Parsed, Profile
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.sources.content import Content

PROFILE = Profile(
    name="keyed",
    reads="YAML with a title and an abstract, such as papis's info.yaml",
    example="abstract: |-\n  An abstract.\nref: A1\ntitle: A title\n",
    endings=(".yaml", ".yml"),
)

_KEY = r"(?:[- ] )?[a-z][a-z0-9_-]{1,40}:"
_TITLE = deferred(r"^(?:[- ] )?title:(?: |$)", re.MULTILINE)
_ABSTRACT = deferred(r"^(?:[- ] )?(?:abstract|summary):(?: |$)", re.MULTILINE)
_SIGN = deferred(
    r"^(?:[- ] )?[a-z][a-z0-9_-]{1,40}: [|>][+-]?$"
    r"|^(?:[- ] )?(?:ref|papis_id|author_list|cff-version):"
    r"|^[a-z][a-z0-9_-]{1,40}:[ ]*\n[ ]*- ",
    re.MULTILINE,
)
"""What labelled text has not: a block of lines, a list, or a key of papis's."""
_LINE = deferred(rf"(?:---|\.\.\.|#.*|[ \t].*|- .*|-|{_KEY}(?: .*)?|)$")


def recognises(content: Content) -> bool:
    """Text whose lines are keys in small letters, or indented, with YAML's blocks or lists."""
    if content.form != "text":
        return False
    head = content.head.replace("\r\n", "\n")
    if not (_TITLE.search(head) and _ABSTRACT.search(head) and _SIGN.search(head)):
        return False
    return all(map(_LINE.match, head.split("\n")[:-1]))


def parse(content: Content) -> Parsed:
    """Read records. Raises InputError where the text is no YAML, or refers to itself."""
    from summarizer.sources.mapping import papers

    return Parsed(papers(_entries(content)))


def _entries(content: Content) -> Iterator[tuple[str, object]]:
    from summarizer.sources.files.jsonlists import entries_of
    from summarizer.text.yamldocuments import documents

    try:
        found = documents(content.text)
    except ValueError as error:
        message = f"`{content.name}`: not readable as YAML: {str(error)[:200]}"
        raise InputError(message) from error
    for number, document in enumerate(found, start=1):
        where = f"document {number}, " if len(found) > 1 else ""
        for place, entry in entries_of(document) or ():
            yield f"{where}{place}", entry
