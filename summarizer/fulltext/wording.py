"""A line of Markdown as its reader sees it: no links, no emphasis, formulas between dollars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    import re

_LONGEST = 20_000
"""Characters of a paragraph in which marks are looked for: none that people write is longer."""
_MASK = "\ue010"
_LITERAL = deferred(
    r"\$\$[^$]{1,2000}\$\$|\$(?=\S)[^$\n]{1,600}?(?<=\S)\$(?!\d)|\\\((.{1,600}?)\\\)|\\\[(.{1,2000}?)\\\]"
    r"|``(?!`)((?:[^`\n']|'(?!')|`(?!`)){1,300})``(?!`)|(?<!`)`([^`\n]{1,300})`(?!`)",
    16,
)
_OF_LATEX = deferred(r"[\\^_={}<>]|^\s*[^\W\d]\s*$")
_PICTURE = deferred(r"!\[[^\]]{0,300}\]\([^)\s]{0,2000}(?:\s+\"[^\"]{0,300}\")?\)")
_LINK = deferred(
    r"\[((?:[^\[\]]|\[[^\[\]]*\]){0,600})\]\(\s*<?(?:[^()\s]|\([^()\s]*\)){0,2000}>?(?:\s+\"(?:[^\"]|\"(?!\))){0,300}\")?\)"
)
_PARTED = deferred(
    r"\[(https?://[^\s\[\]]{0,300})\]\((https?://[^()\s]{1,600})\)\s+\[([^\s\[\]]{1,300})\]\(\2\)"
)
"""One address that a converter cut in two at a line's end."""
_BARE_LINK = deferred(r"<(https?://[^\s>]+)>")
_TAG = deferred(
    r"</?(?:sub|sup|br|i|b|em|strong|a|span|u|div|p|center|img|small|code)\b[^<>]{0,400}/?>"
)
_STRONG = deferred(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_EMPHASIS = deferred(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,800}?)(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]{1,800}?)(?<=\S)_(?!\w)"
)
_WHOLLY = deferred(r"\s*\*(?=[^\s*])([^*]+)(?<=\S)\*\s*")
"""A paragraph in italics from its beginning to its end, as abstracts are set."""
_ESCAPED = deferred(r"\\([\\`*_{}\[\]()#+\-.!|~<>&])")
_NOTE = deferred(r"\[\^[^\]]{1,20}\]")
_TRIPLE = deferred(r"(?<=[^\s\d])\s?(\d{1,2}) \1 \1(?=\D)")

_MARKED = deferred(r"[*_`$\\\[<\ue010]")
"""What all marks begin with but those of a footnote."""


def shown(text: str) -> str:
    """The words; a footnote that a converter put into the sentence is marked as one."""
    if len(text) > _LONGEST:
        return text
    if not _MARKED.search(text):
        return _noted(text)
    literal: list[str] = []
    wholly = _WHOLLY.fullmatch(text)
    text = wholly[1] if wholly else text

    def masked(match: re.Match[str]) -> str:
        inner = match[1] or match[2]
        if inner and not _OF_LATEX.search(inner):
            return match[0]
        code = (match[3] or "").strip() or match[4]
        literal.append(code or (f"${inner.strip()}$" if inner else match[0]))
        return _MASK

    text = _LITERAL.sub(masked, text.replace(_MASK, ""))
    text = _NOTE.sub("", _PICTURE.sub("", text))
    text = _PARTED.sub(r"\1\3", text)
    for _ in range(2):
        text = _LINK.sub(r"\1", text)
    text = _TAG.sub("", _BARE_LINK.sub(r"\1", text))
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(lambda match: match[1] or match[2], text)
    text = _noted(_ESCAPED.sub(r"\1", text))
    pieces = iter(literal)
    return "".join(next(pieces) if sign == _MASK else sign for sign in text) if literal else text


def _noted(text: str) -> str:
    return _TRIPLE.sub(r" (footnote \1) ", text)
