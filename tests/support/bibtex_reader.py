"""BibTeX as a reader of others reads it: bibtexparser 1, the one that pyzotero can stand beside."""

from __future__ import annotations

import re
import warnings
from typing import NamedTuple

with warnings.catch_warnings():  # it is older than its own parser's advice
    warnings.simplefilter("ignore")
    from bibtexparser.bparser import BibTexParser
    from bibtexparser.customization import splitname

_AND = re.compile(r" and (?![^{}]*\})")


class Entry(NamedTuple):
    """An entry of a file: its key, its type, and its fields as they stand there."""

    key: str
    entry_type: str
    fields: dict[str, str]


def read(text):
    """The entries of a file, none of which was passed over; keys that come twice are told."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
        found = parser.parse(text)
    assert found.comments == []
    assert len(found.entries) == len(re.findall(r"(?m)^@(?!comment)", text))
    return [Entry(each.pop("ID"), each.pop("ENTRYTYPE"), each) for each in map(dict, found.entries)]


def people(author):
    """The names in an author field, each taken apart as BibTeX does."""
    return [splitname(name, strict_mode=True) for name in _AND.split(author)]
