"""The tool that reads a paper: its key points and sections first, then a section, in parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.agents.answers import Answer, line, quoted
from summarizer.agents.arguments import Argument
from summarizer.agents.excerpts import UNTRUSTED
from summarizer.agents.overviews import BEHIND, distrust, overview, shown_name
from summarizer.agents.reference import called
from summarizer.agents.suspicion import seen, suspicious
from summarizer.agents.tools import Tool
from summarizer.errors import UsageError
from summarizer.library import fulltexts
from summarizer.text.plain import echoed, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.fulltext.places import Wanted
    from summarizer.fulltext.records import FullText, Section
    from summarizer.library.run import Run

_ROOM = 4000
"""Characters of a paper's text in one answer."""
_TEXT: dict[str, Any] = {"type": "string"}
_MAYBE: dict[str, Any] = {"type": ["string", "null"]}
_NUMBER: dict[str, Any] = {"type": "integer"}


def tool(*, fetches: bool) -> Tool:
    """The tool; with `fetches` it asks for a text that is not kept, and keeps it."""
    about = (
        "A paper's key points (problem, approach, results, limits, code), affiliations, links and "
        "sections; with `section` its text, in parts."
    )
    more = "" if fetches else " Only of papers that the reader has read."
    return Tool(
        name="read_paper",
        title="Read a paper",
        about=about + more,
        arguments=(
            Argument(name="id", about="arXiv id, or beginning of the title", required=True),
            Argument(
                name="section",
                about="its number or heading, or captions, footnotes, references",
            ),
            Argument(
                name="offset",
                about="`next_offset` of the answer before",
                kind="integer",
                default=0,
                least=0,
                most=10_000_000,
            ),
        ),
        output=_schema,
        answer=Reader(fetches=fetches).read,
        writes=fetches,
        reaches_out=fetches,
    )


def _schema() -> dict[str, Any]:
    place = {"start": _NUMBER, "end": _NUMBER}
    section = {"number": _MAYBE, "heading": _TEXT, "kind": _TEXT, "level": _NUMBER, **place}
    point = {"line": _TEXT, "by": _MAYBE, "section": _MAYBE, **place}
    affiliation = {"name": _MAYBE, "quote": _TEXT, **place}
    link = {"url": _TEXT, "kind": _TEXT, "section": _MAYBE, **place}
    return {
        "type": "object",
        "properties": {
            "untrusted": _TEXT,
            "id": _TEXT,
            "title": _TEXT,
            "source": {"type": "object"},
            "points": {
                "type": "object",
                "additionalProperties": {"type": ["object", "null"], "properties": point},
            },
            "affiliations": _list_of(affiliation),
            "links": _list_of(link),
            "sections": _list_of(section),
            "section": _TEXT,
            "text": _TEXT,
            **place,
            "next_offset": {"type": ["integer", "null"]},
            "injections": {"type": "array", "items": {"type": "object"}},
            "notes": {"type": "array", "items": _TEXT},
        },
        "required": ["untrusted", "id", "title", "injections"],
    }


def _list_of(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "object", "properties": properties}}


@dataclass(frozen=True)
class Reader:
    """Reads kept copies; with `fetches` others too."""

    fetches: bool

    def read(self, run: Run, given: Mapping[str, Any]) -> Answer:
        """The points and sections, or a part of one. Raises UsageError, ServiceError."""
        wanted = _wanted(given["id"], run)
        text = fulltexts.fetched(wanted, run) if self.fetches else fulltexts.kept(wanted, run)
        if text is None:
            named = wanted.id if wanted.askable else f"FILE --keep-as {wanted.id}"
            more = ", or starts this server with `--write`" if wanted.askable else ""
            message = (
                f"no full text of {wanted.id} is kept: the reader fetches it with "
                f"`summarize fulltext {named}`{more}"
            )
            raise UsageError(message)
        head = {
            "untrusted": UNTRUSTED,
            "id": wanted.id,
            "title": shortened(seen(text.title), 300),
        }
        if given["section"]:
            return _part(text, given["section"], given["offset"], head)
        return overview(text, fulltexts.points_of(text, run), head)


def _wanted(typed: str, run: Run) -> Wanted:
    """The paper that is called so: by its id alone also where it is not stored."""
    from summarizer.fulltext.places import wanted

    return wanted(typed) or fulltexts.wanted_of(called(typed, run))


def _part(text: FullText, asked: str, offset: int, head: Mapping[str, Any]) -> Answer:
    """A part of a section, from `offset` on (0: its beginning). Raises UsageError."""
    name, start, end = _extent(text, asked)
    begin = offset or start
    if not start <= begin < end:
        message = f"`offset` must be from {start} to {end - 1} in this section, or left out"
        raise UsageError(message)
    stop = _stop(text.text, begin, end)
    words = text.text[begin:stop]
    data = {
        **head,
        "section": shown_name(name) or "",
        "text": seen_lines(words),
        "start": begin,
        "end": stop,
        "next_offset": stop if stop < end else None,
        "injections": list(suspicious("text", words)),
    }
    following = f"\nNext part: offset {stop}" if stop < end else ""
    title = f"{line(head['title'])}, {line(data['section']) or 'before the first heading'}"
    lines = quoted([title, *map(line, words.split("\n"))])
    return Answer(data, f"{distrust(data)}{lines}{following}")


def seen_lines(words: str) -> str:
    """Words in which nothing hides, of the same length, in their paragraphs."""
    return "\n".join(map(seen, words.split("\n")))


def _stop(text: str, begin: int, end: int) -> int:
    """Where a part ends: at a paragraph's end, or else between two words."""
    if end - begin <= _ROOM:
        return end
    for sign in ("\n", " "):
        cut = text.rfind(sign, begin + _ROOM // 2, begin + _ROOM)
        if cut > 0:
            return cut + 1
    return begin + _ROOM


def _extent(text: FullText, asked: str) -> tuple[str, int, int]:
    """The section that is called so with those below it, or what stands behind all sections."""
    number = _numbered(text.sections, asked)
    if number is not None:
        first = text.sections[number]
        last = first
        for each in text.sections[number + 1 :]:
            if each.level <= first.level:
                break
            last = each
        return " ".join(filter(None, (first.number, first.heading))), first.start, last.end
    parts = getattr(text, BEHIND.get(asked.strip().lower(), ""), ())
    if parts:
        return asked.strip().lower(), parts[0].start, parts[-1].end
    message = f"there is no section `{echoed(asked)}`: leave `section` out to see which there are"
    raise UsageError(message)


def _numbered(sections: Sequence[Section], asked: str) -> int | None:
    """The place of the section with this number, this heading, or a heading that has it."""
    wanted = _plain(asked)
    names = [
        (_plain(each.number or ""), _plain(each.heading), _plain(f"{each.number} {each.heading}"))
        for each in sections
    ]
    for place, each in enumerate(names):
        if wanted in each and wanted:
            return place
    inside = (place for place, each in enumerate(names) if wanted and wanted in each[1])
    return next(inside, None)


def _plain(text: str) -> str:
    return " ".join(text.casefold().strip(" .§#").split())
