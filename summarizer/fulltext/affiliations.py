"""Affiliations: where the authors are, by the lines below the title and by notes.

A passage that names an organisation beyond doubt has its name; the name of any other is None. A
wrong affiliation is worse than none: what is an address, a name or a sentence is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.fulltext.organisations import is_sub_unit, named
from summarizer.fulltext.records import Affiliation, Span
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from summarizer.fulltext.records import Noted

_SIGNS = "*\u2217\u22c6\u2020\u2021\u00a7\u00b6\u2016#\u2660\u2663\u2665\u2666\u25c7\u2662\u2661"
_RAISED = str.maketrans(
    "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079", "1230456789"
)
_BEGINS = deferred(
    rf"\s*\(?(\d{{1,2}}(?!\d)|[{_SIGNS}]{{1,2}}|[a-h](?= ?[A-Z]))[).:\]]?\s*(?=[^\W\d_])"
)
_INNER = deferred(rf"(?:(?<=\s)|(?<=[,;]))(\d{{1,2}}|[{_SIGNS}]{{1,2}})\s?(?=[^\W\d_])")
_EMAIL = deferred(
    r"(?i)(?:[{\[(][^{}\[\]()@]{0,400}[}\])]\s*|[\w.+/,-]{1,200}\s?)@\s?[\w-]+(?:\.[\w-]+)+|"
    r"[{(\[]?\b[\w.+-]{1,80} ?[\[(](?:at|@)[\])] ?\w\S*|"
    r"(?:\be-?mails?\b|\bcorrespondence\b)\s*:?.*|https?://\S+|\bwww\.\S+|\borcid\b.*|\S{0,80}@\S{0,80}"
)
_NO_AFFILIATION = deferred(
    r"(?i)\b(?:contribut\w+|correspond\w+|equal\w*|work(?:ed)? (?:was )?(?:done|performed)|"
    r"intern\w*|authors|funded|supported|grants?|accepted|published|publication|conference|workshop|"
    r"proceedings|journal|preprint|arxiv|version|submitted|received|revised|copyright|keywords|"
    r"licen[cs]ed?|isbn|doi|under review|abstract|advis\w+|former\w*|previous\w*|visiting|"
    r"we|our|is|are|was|were|this|these|that|which|has|have|here|january|february|march|april|may|"
    r"june|july|august|september|october|november|december)\b|\u00a9|^\s*\W*$"
)
_OPEN_END = deferred(r"(?i)(?:,|&|\b(?:of|for|and|the|in|at|de|der|di|du|des)|[^\W\d_]-)\s*$")
_WITH = deferred(
    r"\b(?:is|are) (?:also )?with (?:the )?(.{4,300}?)(?=\.\s|\.?$|;|\s*\(?\s*\be-?mail|\s\(|"
    r"\s(?:and|while) [^,;]{0,80}\b(?:is|are) )"
)
_LONE = deferred(r"(?!.*(?: and | - ))[^\s,;\d/]+(?: [^\s,;\d/]+){0,3}")
"""A short name without parts: a mark that authors have says that it is an organisation."""
_MOST, _FEW, _LONG_LINE, _AT_MOST = 300, 8, 100, 60
_FURTHEST, _LONGEST = 20_000, 1500
"""Characters below the title that are looked at, and those of a line."""


def affiliations(
    text: str,
    front: Sequence[Span],
    footnotes: Sequence[Noted],
    institutions: Collection[str] = (),
    *,
    apart: bool = True,
) -> tuple[Affiliation, ...]:
    """The affiliations in their order, each once; spans are of `text`, of which all these are.

    `institutions` are told to be such by the form: parts of a line, or whole footnotes. Lines that
    are not set `apart` by it may have an author and an organisation side by side.
    """
    found = [
        *_of_front(text, front, institutions, apart=apart),
        *_of_notes(text, [*front, *footnotes]),
        *_told(text, footnotes, institutions),
    ]
    known: set[str] = set()
    kept: list[Affiliation] = []
    for each, after in zip(found, [*found[1:], None], strict=False):
        words = _plain(text[each.start : each.end])
        key = (each.name or words).casefold()
        parted = not each.name and after and after.name and is_sub_unit(words)
        if key not in known and not (parted and after and after.start == each.end + 1):
            known.add(key)
            kept.append(each)
    return tuple(kept[:_AT_MOST])


def _of_front(
    text: str, front: Sequence[Span], institutions: Collection[str], *, apart: bool
) -> Iterator[Affiliation]:
    used: set[str] = set()
    for block in _blocks(text, front):
        first = block.start == front[0].start
        for mark, span in _marked(text, block):
            words = text[span.start : span.end]
            tight = apart and not first and not _EMAIL.search(text[block.start : block.end])
            told = next((part for part in _parts(words) if part in institutions), None)
            if told and not _EMAIL.search(told):
                yield Affiliation(told, span.start, span.end)
                continue
            found = _judged(text, span, is_marked=mark in used, tight=tight or mark in used)
            if found:
                yield found
            elif mark is None:
                used.update(_marks(words))


def _parts(words: str) -> list[str]:
    """What may be the name of an institution: all of it, or what stands between commas."""
    pieces = words.split(", ")
    return [
        ", ".join(pieces[begin:end])
        for begin in range(min(len(pieces), _FEW))
        for end in range(begin + 1, min(len(pieces), _FEW) + 1)
    ]


def _told(
    text: str, footnotes: Sequence[Noted], institutions: Collection[str]
) -> Iterator[Affiliation]:
    """Footnotes that the form tells to be an affiliation."""
    for note in footnotes:
        if text[note.start : note.end] in institutions:
            span = _trimmed(text, note.start, note.end)
            found = _judged(text, span, is_marked=False, tight=True)
            if found:
                yield found


def _judged(text: str, span: Span, *, is_marked: bool, tight: bool) -> Affiliation | None:
    """What a passage is: an affiliation with or without a name, or none."""
    words = _plain(text[span.start : span.end])
    if not words or len(words) > _MOST or _NO_AFFILIATION.search(words) or not words[0].isupper():
        return None
    if _OPEN_END.search(words):
        return Affiliation(None, span.start, span.end) if named(words, tight=True).told else None
    found = named(words, tight=tight and (is_marked or len(words) <= _LONG_LINE))
    if found.told or is_sub_unit(words):
        return Affiliation(found.name, span.start, span.end)
    if is_marked and len(words.split()) <= _FEW:
        lone = _LONE.fullmatch(words)
        return Affiliation(words if lone else None, span.start, span.end)
    return None


def _blocks(text: str, front: Sequence[Span]) -> Iterator[Span]:
    """Lines, each with those that go on with it; those of an e-mail in braces are left out."""
    held: Span | None = None
    in_braces = False
    for line in front:
        words = text[line.start : line.end]
        if line.end - front[0].start > _FURTHEST:
            break
        if len(words) > _LONGEST:
            continue
        if in_braces or _opens_braces(words):
            in_braces = "}" not in words
            continue
        if held and _goes_on(text[held.start : held.end], words):
            held = Span(held.start, line.end)
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _opens_braces(words: str) -> bool:
    return words.lstrip().startswith("{") and "}" not in words


def _goes_on(before: str, words: str) -> bool:
    if _BEGINS.match(words) or _EMAIL.match(words.strip()) or _EMAIL.search(before):
        return False
    return bool(_OPEN_END.search(before)) or words[:1].islower()


def _marked(text: str, block: Span) -> Iterator[tuple[str | None, Span]]:
    """The passages of a block, each with its mark: a block that begins with one may have more."""
    words = text[block.start : block.end]
    begin = _BEGINS.match(words.translate(_RAISED))
    if begin is None:
        yield None, _trimmed(text, block.start, block.end)
        return
    mark, start = begin[1], begin.end()
    for match in _INNER.finditer(words.translate(_RAISED), start):
        if mark.isdigit() != match[1].isdigit():
            continue
        if mark.isdigit() and int(match[1]) != int(mark) + 1:
            continue
        yield mark, _trimmed(text, block.start + start, block.start + match.start())
        mark, start = match[1], match.end()
    yield mark, _trimmed(text, block.start + start, block.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without the e-mail behind it, and signs at its ends."""
    match = _EMAIL.search(text, start, end)
    if match:
        end = match.start()
    while end > start and (
        text[end - 1].isspace() or text[end - 1] in ",;:(|\u2022\u00b7" + _SIGNS
    ):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",;:|\u2022\u00b7"):
        start += 1
    return Span(start, end)


def _marks(words: str) -> Iterator[str]:
    """The marks that stand behind the names of authors."""
    plain = words.translate(_RAISED)
    for match in re.finditer(rf"(?<=[^\W\d_.])[\s,]{{0,2}}((?:[\d{_SIGNS}][\s,]{{0,2}})+)", plain):
        yield from re.findall(rf"\d{{1,2}}|[{_SIGNS}]", match[1])
    yield from re.findall(r"(?<=[a-z])\s?,?([a-h])(?=,|\s*$)", plain)


def _of_notes(text: str, footnotes: Sequence[Noted | Span]) -> Iterator[Affiliation]:
    """Notes that say with whom an author is, as journals of engineering have them."""
    for note in footnotes:
        for match in _WITH.finditer(text, note.start, note.end):
            span = _trimmed(text, *match.span(1))
            words = _plain(text[span.start : span.end])
            found = named(words, tight=True)
            if found.told or is_sub_unit(words):
                yield Affiliation(found.name, span.start, span.end)


def _plain(words: str) -> str:
    """The words on one line; a word that is broken at the end of a line is whole again."""
    whole = re.sub(r"(?<=[a-z])-\s*\n\s*(?=[a-z])", "", words)
    return " ".join(re.sub(r"-\s*\n\s*", "-", whole).split())
