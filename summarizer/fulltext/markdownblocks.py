"""The blocks of Markdown, in their order: headings, paragraphs, items, code, tables, pictures.

Tables and figures of LaTeX or HTML in between, as converters leave them, are one block each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HASHES = deferred(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_UNDERLINE = deferred(r"\s{0,3}(=+|-+)\s*")
_FENCE = deferred(r"\s{0,3}(```+|~~~+).*")
_ITEM = deferred(r"\s*(?:[*+-]|\d{1,3}[.)])\s+(.*)")
_ROW = deferred(r"\s*\|.*|\s*[-:| ]{3,}\|[-:| ]*")
_PICTURE = deferred(
    r"\s*!\[((?:[^\[\]]|\[[^\[\]]*\]){0,4000})\]\([^()]*(?:\([^()]*\)[^()]*)?\)\s*(?:\{[^{}]*\})?\s*"
)
_FOOTNOTE = deferred(r"\[\^([^\]]{1,20})\]:\s*(.*)")
_RULE = deferred(r"\s*(?:[-*_]\s*){3,}")
_FLOAT = deferred(
    r"\s*(?:\\begin\{((?:sideways|long|wrap)?(?:table|tabular|tabularx|figure)\*?)\}"
    r"|(?:<html>\s*<body>\s*)?<(table|figure)\b)",
)
_CAPTION = deferred(
    r"\\caption\*?(?:\[[^\]]*\])?\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\}){1,4000})\}"
    r"|<(?:fig)?caption\b[^<>]*>((?:[^<]|<(?!/?(?:fig)?caption)){1,4000})</(?:fig)?caption>",
    16,
)
_ANY_TAG = deferred(r"<[^<>]{1,400}>")
_COMMENT_BEGINS, _COMMENT_ENDS = "<!--", "-->"
_LONGEST_FLOAT = 400
"""Lines in which the end of a table or figure is looked for."""


class Block(NamedTuple):
    """A block: its kind, the level of a heading, its text."""

    kind: str
    level: int
    text: str


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Each block of these lines. A fence or table that does not end is text like any other."""
    held: list[str] = []
    place = 0
    searched: dict[str, int] = {}
    while place < len(lines):
        line = lines[place]
        end = _fenced(lines, place, searched) or _floated(lines, place, searched)
        if end:
            yield from _ended(held)
            yield from _whole(lines[place : end + 1])
            place = end + 1
            continue
        place += 1
        single = _single(line)
        if held and (under := _UNDERLINE.fullmatch(line)) and not _ITEM.fullmatch(held[-1]):
            yield Block("heading", 1 if under[1][0] == "=" else 2, " ".join(held))
            held = []
        elif single:
            yield from _ended(held)
            yield single
        elif not line.strip() or _RULE.fullmatch(line):
            yield from _ended(held)
        else:
            if _ITEM.fullmatch(line):
                yield from _ended(held)
            held.append(line)
    yield from _ended(held)


def without_comments(text: str) -> tuple[str, list[str]]:
    """The text without what is set between `<!--` and `-->`, and what that says."""
    said: list[str] = []
    kept: list[str] = []
    place = 0
    while (start := text.find(_COMMENT_BEGINS, place)) >= 0:
        end = text.find(_COMMENT_ENDS, start)
        if end < 0:
            break
        kept.append(text[place:start])
        said.append(text[start + len(_COMMENT_BEGINS) : end].strip())
        place = end + len(_COMMENT_ENDS)
    return "".join([*kept, text[place:]]), said


def _fenced(lines: Sequence[str], place: int, searched: dict[str, int]) -> int | None:
    """The line in which the code ends that begins here."""
    mark = _FENCE.fullmatch(lines[place])
    return _end(lines, range(place + 1, len(lines)), mark[1], searched) if mark else None


def _floated(lines: Sequence[str], place: int, searched: dict[str, int]) -> int | None:
    """The line in which the table or figure ends that begins here."""
    match = _FLOAT.match(lines[place])
    if match is None:
        return None
    close = f"\\end{{{match[1]}}}" if match[1] else f"</{match[2]}>"
    within = range(place, min(place + _LONGEST_FLOAT, len(lines)))
    return _end(lines, within, close, searched)


def _end(lines: Sequence[str], within: range, close: str, searched: dict[str, int]) -> int | None:
    """The first of these lines that closes; what was searched in vain is not searched again."""
    for end in range(max(within.start, searched.get(close, 0)), within.stop):
        words = lines[end]
        if close[0] in "`~":
            words = words.strip()
            if words.startswith(close) and not words.strip(close[0]):
                return end
        elif close in words:
            return end
    searched[close] = within.stop
    return None


def _whole(lines: Sequence[str]) -> Iterator[Block]:
    """Code, or a table or figure of which the captions are kept."""
    if _FENCE.fullmatch(lines[0]):
        yield Block("code", 0, "\n".join(lines[1:-1]))
        return
    text = "\n".join(lines)
    found = [match[1] or _ANY_TAG.sub(" ", match[2]) for match in _CAPTION.finditer(text)]
    kind = "figure" if "figure" in lines[0] else "table"
    for caption in found:
        yield Block(f"{kind} caption", 0, caption)
    if not found:
        yield Block(kind, 0, "")


def _single(line: str) -> Block | None:
    """A block that is one line."""
    if match := _HASHES.fullmatch(line):
        return Block("heading", len(match[1]), match[2])
    if match := _PICTURE.fullmatch(line):
        return Block("picture", 0, match[1])
    if _ROW.fullmatch(line):
        return Block("row", 0, "")
    if match := _FOOTNOTE.fullmatch(line):
        return Block("note", 0, f"{match[1]}\n{match[2]}")
    return None


def _ended(held: list[str]) -> Iterator[Block]:
    """The paragraph, item or picture that ends here; `held` is empty then."""
    if held:
        match = _ITEM.fullmatch(held[0])
        text = "\n".join([match[1], *held[1:]] if match else held)
        held.clear()
        picture = _PICTURE.fullmatch(text)
        yield Block("picture", 0, picture[1]) if picture else Block("text", 0, text)
