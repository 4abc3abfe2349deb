"""Links: addresses in a text, with what the authors call their own behind them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.fulltext.ownership import Words, is_own, joins, said_kind
from summarizer.fulltext.records import Link, Span
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.fulltext.records import LinkKind, Noted, Section

_HOSTED = (
    r"(?:www\.)?(?:github\.com|gitlab\.com|huggingface\.co|hf\.co|bitbucket\.org|codeberg\.org|zenodo\.org|"
    r"kaggle\.com|osf\.io|figshare\.com|anonymous\.4open\.science|[\w-]{1,60}\.github\.io)"
)
_URL = deferred(
    rf"(?i)(?:\bhttps?:\s?//|\bwww\.|\b{_HOSTED}(?=/))[^\s<>\"'{{}}|\\^`\u201c\u201d\u2019$]+"
)
_TRAILING = ".,;:!?*\u2026"
_SENTENCE = deferred(r"[.!?]['\u201d\"]?\s+(?=[A-Z(\u201c])(?<!al\. )(?<!e\.g\. )(?<!i\.e\. )")
_CODE = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gist.github.com",
         "sourceforge.net", "anonymous.4open.science", "gitee.com")  # fmt: skip
_DATA = (
    "zenodo.org",
    "figshare.com",
    "osf.io",
    "datadryad.org",
    "physionet.org",
    "ieee-dataport.org",
)
_DEMO = ("colab.research.google.com", "replicate.com", "youtube.com", "youtu.be")
_AT_KAGGLE: dict[str, LinkKind] = {"datasets": "data", "models": "model"}
_PAGES = (".github.io", ".gitlab.io", "sites.google.com")
_SITE = ("datasets", "spaces", "papers", "docs", "blog", "collections", "models", "tasks", "learn")
_WORD = deferred(r"[^\W\d_]{2,}")
_END = deferred(r"[.!?](?:\s|$)")
_BARE, _AT_MOST, _NEAR = 3, 300, 400


def links(
    text: str, front: Sequence[Span], sections: Sequence[Section], footnotes: Sequence[Noted]
) -> tuple[Link, ...]:
    """Addresses above and in the sections, then in the footnotes; spans are of `text`."""
    return tuple(islice(_every(text, front, sections, footnotes), _AT_MOST))


def _every(
    text: str, front: Sequence[Span], sections: Sequence[Section], footnotes: Sequence[Noted]
) -> Iterator[Link]:
    called = sorted(note.called for note in footnotes if note.called is not None)
    for line in front:
        yield from _of_passage(text, line, None, ())
    for section in sections:
        for each in section.paragraphs:
            if _URL.search(text, each.start, each.end):
                yield from _of_passage(text, each, _shown(section), _calls(called, each))
    for note in footnotes:
        if _URL.search(text, note.start, note.end):
            yield from _of_note(text, note, sections, called)


def _shown(section: Section) -> str | None:
    return " ".join(filter(None, (section.number, section.heading))) or None


def _calls(called: Sequence[int], within: Span) -> Sequence[int]:
    """Where the marks of footnotes stand in a paragraph, of all their places in order."""
    return called[bisect_left(called, within.start) : bisect_right(called, within.end)]


def _of_passage(text: str, span: Span, section: str | None, calls: Sequence[int]) -> Iterator[Link]:
    last: int | None = None
    own, kind = False, None
    for start, end in _addresses(text, span):
        url = _whole(text[start:end])
        words = _context(text, span, start, [*calls, *([last] if last else [])])
        if last is None or not joins(text[last:start]):
            own = is_own(words)
        else:
            words = words._replace(clause=words.sentence)
        kind = _kind(url, words) if own else None
        last = end
        yield Link(url, kind, start, end, section)


def _of_note(
    text: str, note: Noted, sections: Sequence[Section], called: Sequence[int]
) -> Iterator[Link]:
    """Links of a footnote: one of bare addresses is spoken of in the sentence that calls it."""
    span = Span(note.start, note.end)
    place = -1 if note.called is None else note.called
    last = bisect_right(sections, place, key=lambda each: each.start)
    inside = [each for each in sections[max(0, last - 2) : last] if place <= each.end]
    heading = _shown(inside[-1]) if inside else None
    own_words = _WORD.findall(_URL.sub(" ", text[note.start : note.end]))
    paragraphs = (each for section in inside for each in section.paragraphs)
    around = next((each for each in paragraphs if each.start <= place <= each.end), None)
    if around is None or len(own_words) > _BARE:
        yield from _of_passage(text, span, heading, ())
        return
    calls = [each for each in _calls(called, around) if each < place]
    caller = _caller(text, around, place, calls)
    for start, end in _addresses(text, span):
        url = _whole(text[start:end])
        words = caller._replace(clause=f"{caller.clause} {text[note.start : start]}")
        yield Link(url, _kind(url, words) if is_own(words) else None, start, end, heading)


def _context(text: str, span: Span, place: int, marks: Sequence[int]) -> Words:
    """The sentence up to a place, what in it is behind the last mark, and the sentence before."""
    begin = max(span.start, place - _NEAR)
    starts = [begin, *(match.end() for match in _SENTENCE.finditer(text, begin, place))]
    start = starts[-1]
    behind = max((each for each in marks if start <= each < place), default=start)
    previous = text[starts[-2] : start] if len(starts) > 1 else ""
    return Words(text[start:place], text[behind:place], previous)


def _caller(text: str, span: Span, place: int, marks: Sequence[int]) -> Words:
    """The whole sentence with the mark of a footnote, which may stand behind its full stop."""
    head = text[span.start : place].rstrip()
    words = _context(text, span, span.start + len(head), marks)
    if head.endswith((".", "!", "?")):
        return words
    match = _END.search(text, place, min(span.end, place + _NEAR))
    tail = text[place : match.start()] if match else ""
    return words._replace(sentence=words.sentence + tail)


def _addresses(text: str, span: Span) -> Iterator[tuple[int, int]]:
    for match in _URL.finditer(text, span.start, span.end):
        end = match.end()
        while end > match.start():
            sign = text[end - 1]
            piece = text[match.start() : end]
            unpaired = any(
                sign == close and piece.count(close) > piece.count(mate)
                for mate, close in ("()", "[]")
            )
            if sign not in _TRAILING and not unpaired:
                break
            end -= 1
        parts = _parts(_whole(text[match.start() : end]))
        if parts and "." in parts[0]:
            yield match.start(), end


def _whole(words: str) -> str:
    """The address without blanks, and with a scheme."""
    url = "".join(words.split())
    return url if url.lower().startswith("http") else f"https://{url}"


def _parts(url: str) -> tuple[str, list[str]] | None:
    """Host, without `www.`, and the parts of the path; None for what is no address."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return (host, [each for each in parts.path.split("/") if each]) if host else None


def _kind(url: str, words: Words) -> LinkKind | None:
    """What the authors' own address has, by its host, or by what it is called."""
    told = said_kind(words.clause) or said_kind(words.sentence)
    host, path = _parts(url) or ("", [])
    first = path[0] if path else ""
    if host in {"huggingface.co", "hf.co"}:
        return _at_hugging_face(path) or told
    if host in _CODE:
        return _in_repository(words.clause) if path else None
    if host in _DEMO:
        return "demo"
    if host.endswith(_PAGES):
        return told if told in {"demo", "data"} else "project"
    if host == "kaggle.com" and first in _AT_KAGGLE:
        return _AT_KAGGLE[first]
    return told or ("data" if host in _DATA else None)


def _at_hugging_face(path: Sequence[str]) -> LinkKind | None:
    if path[:1] == ["datasets"] and len(path) > 1:
        return "data"
    if path[:1] == ["spaces"] and len(path) > 1:
        return "demo"
    return "model" if len(path) > 1 and path[0] not in _SITE else None


def _in_repository(clause: str) -> LinkKind:
    """A repository holds code, if it is not only called data."""
    return "data" if said_kind(clause) == "data" else "code"
