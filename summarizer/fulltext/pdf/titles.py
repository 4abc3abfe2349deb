"""The title among what stands above the abstract, and what stands there besides.

It is what the file says that it is called, where that stands there. Otherwise it is what is set
largest, unless that names a journal, a license or the state of a manuscript.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.fulltext.pdf.blocks import Block
    from summarizer.fulltext.pdf.kinds import Kind
    from summarizer.fulltext.pdf.lines import Line
    from summarizer.fulltext.pdf.style import Style

_NO_TITLE = deferred(
    r"(?i)\W*(?:(?:accepted|author'?s?|unedited|published|original|corrected|final|submitted)\W+"
    r"(?:\w+\W+){0,2}(?:manuscript|version|article|paper|draft|proof|preprint)s?\b"
    r"|(?:pre-?print|post-?print|technical report|white paper|working paper|tech(?:nical)? note|"
    r"(?:research|review|original|short|full|regular) (?:article|paper|communication)s?|"
    r"open access|letters?|article|review|survey|tutorial|editorial|poster|demo)s?\W*(?:\d.*)?$"
    r"|(?:journal|transactions|proceedings|annals|bulletin|archives|letters|advances|lecture notes)"
    r" (?:of|on|in|for)\b"
    r"|(?:the )?(?:international|european|american|british|ieee|acm|siam)\b.{0,60}"
    r"\b(?:journal|transactions|conference|letters|magazine|symposium|workshop)\b"
    r"|(?:\d+(?:st|nd|rd|th)|\w+ieth) (?:annual |international |acm |ieee )*"
    r"(?:conference|meeting|workshop)"
    r"|.{0,60}\b(?:conference|workshop|symposium) (?:on|at|of)\b"
    r"|arxiv:|arxiv e-?prints?|hal id\b|issn\b|isbn\b|vol(?:ume)?\.? \d|doi\b|https?://|www\."
    r"|.{0,40}\b(?:licen[sc]ed? under|creative commons|cc[ -]by|all rights reserved)\b"
    r"|\u00a9|\(c\) \d"
    r"|(?:this|the) (?:work|article|paper) is licen[sc]ed|contents lists? available|under review\b"
    r"|published (?:as|in|by|at)\b|to appear in\b|provided (?:proper|by)\b|sciencedirect\b"
    r"|jss\W*$|nih public access|jmlr\b|tmlr\b|pmlr\b)"
)
_LISTS = deferred(r"(?i)contents lists? available")
_HOMEPAGE = deferred(r"(?i)journal home ?page")
_OF_COVER = deferred(
    r"(?i)unedited manuscript|this is a pdf file of|permission to make (?:digital|copies)|"
    r"please cite|to cite this|downloaded from|for personal use|terms (?:of use|and conditions)|"
    r"licen[sc]ed? under|creative commons|all rights reserved|hereby grants|copyright holders?"
)
_LISTED = deferred(r"(?i).*(?:\s?\.){5,}\s*[ivxl\d]+\s*|\W*(?:table of )?contents\W*")
_CONTENTS = deferred(r"(?i)\W*(?:table of )?contents\W*")
_ENTRY = deferred(r".*[^\W\d_].*\s\d{1,3}\s*")
_KEY = deferred(r"\W+")
_LEAST, _WORDS, _NAME = 12, 3, 9
"""Letters and words of a title at the least, and of a journal's name fewer than so many."""
_ENTRIES = 3
"""Headings with a page's number, one below the other, that are a table of contents for certain."""
_VOLUME = 1


def title_of(blocks: Sequence[Block], style: Style, named: str) -> list[Line]:
    """The lines of the title, among the blocks above the abstract."""
    lines = [line for block in blocks for line in block.lines]
    return _as_named(lines, named) or _largest(lines, style)


def is_listed(text: str) -> bool:
    """Whether a line is one of a table of contents, or names one."""
    return bool(_LISTED.fullmatch(text))


def is_of_cover(text: str) -> bool:
    """Whether prose above the abstract is a publisher's, about the file or who may use it."""
    return bool(_OF_COVER.search(text))


def leave_contents(blocks: Sequence[Block], kinds: list[Kind]) -> set[int]:
    """Make cells of a table of contents: below its name, or headings with a page's number.

    The places of its blocks.
    """
    within = False
    row: list[int] = []
    found: set[int] = set()
    for place, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        entry = all(_ENTRY.fullmatch(line.text) for line in block.lines)
        listed = entry or kind == "cells" or is_listed(block.text)
        if _CONTENTS.fullmatch(block.text):
            within = True
        elif within:
            within = listed
        if within:
            found.add(place)
        row = [*row, place] if kind == "heading" and entry else []
        if len(row) >= _ENTRIES:
            found.update(row)
    for place in found:
        kinds[place] = "cells"
    return found


def _as_named(lines: Sequence[Line], named: str) -> list[Line]:
    """The lines that say together what the file is called."""
    wanted = _key(named)
    if len(wanted) < _LEAST or len(named.split()) < _WORDS:
        return []
    for place in range(len(lines)):
        said = ""
        for end in range(place, min(place + 5, len(lines))):
            said += _key(lines[end].text)
            if said == wanted:
                return list(lines[place : end + 1])
            if not wanted.startswith(said):
                break
    return []


def _largest(lines: Sequence[Line], style: Style) -> list[Line]:
    """The largest lines that follow each other and may be a title."""
    groups: list[list[Line]] = []
    for line in lines:
        before = groups[-1][-1] if groups else None
        if before and _goes_on(before, line):
            groups[-1].append(line)
        elif not is_listed(line.text):
            groups.append([line])
    groups.sort(key=lambda group: -group[0].size)
    usual = [group for group in groups if group[0].size > style.size]
    may_be = (group for group in usual if not _is_none(group, lines))
    return next(may_be, []) or _below_cover(lines, style)


def _below_cover(lines: Sequence[Line], style: Style) -> list[Line]:
    """The first words below a publisher's, where a cover has the title in no larger letters."""
    covers = [place for place, line in enumerate(lines) if _NO_TITLE.match(line.text)]
    if not covers or lines[covers[0]].size <= style.size:
        return []
    for line in lines[covers[0] + 1 :]:
        if len(line.text.split()) > _WORDS and not _NO_TITLE.match(line.text):
            at = lines.index(line)
            return [line, *(each for each in lines[at + 1 : at + 2] if _goes_on(line, each))]
    return []


def _goes_on(before: Line, line: Line) -> bool:
    near = before.page == line.page and 0 <= before.y - line.y < 2 * line.size
    return near and abs(before.size - line.size) < 0.03 * line.size and not is_listed(line.text)


def _is_none(group: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether words are no title: a journal's by name, or by what its own page says beside it."""
    text = " ".join(line.text.strip() for line in group)
    if _NO_TITLE.match(text) or len(_key(text)) < _WORDS:
        return True
    place = lines.index(group[0])
    above, below = lines[max(place - 1, 0) : place], lines[place + len(group) :][:1]
    homepage = any(_LISTS.match(each.text) for each in above)
    homepage |= any(_HOMEPAGE.match(each.text) for each in below)
    return homepage and len(text.split()) < _NAME


def _key(text: str) -> str:
    return _KEY.sub("", text).casefold()
