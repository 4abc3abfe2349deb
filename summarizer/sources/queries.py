"""What a SPEC with `?q=` asks of a site, in the language of `summarize search`.

    sparse "attention sink" -survey title:cache author:"A. Author" since:2025-06 until:2025-12-09

Each source says which parts its site can look for and renders them in the site's own terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from summarizer.errors import UsageError
from summarizer.library.query import AUTHORS, Words, parse_query
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Collection

PARTS = ("without", "title", "author", "since", "until")
"""What a site may know beside words and phrases."""
_ESCAPED = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "%&#"})
"""Signs that mean something in a SPEC, and how they stand in a question."""
_BETWEEN_WORDS = deferred(r"(?<=[\w\").])\+(?=[\w\"(]|%(?!2[bB]))")
_NAMES = {"title": "title", AUTHORS: "author"}


@dataclass(frozen=True)
class Question:
    """The parts of a question; days are ISO, both ends included.

    All must hold: each of `words` and `phrases` anywhere, none of `without`, `titles` in the
    title; `authors` are names. `text` is the question as it was typed.
    """

    text: str
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    sort: str | None = None

    @property
    def plain(self) -> str:
        """Words and phrases alone, the phrases in quotes: what nearly every search box takes."""
        return " ".join((*self.words, *(f'"{each}"' for each in self.phrases)))


def terms_of(rest: str) -> dict[str, list[str]]:
    """The terms of a SPEC from its `?` on, each with its values; `%2B` is a plus anywhere.

    A plus is one, too, as people type it: `C++`. Only one that stands alone between words which
    nothing else parts is a blank, as in an address: `sparse+attention`.
    """
    parts = rest.removeprefix("?").split("&")
    return parse_qs("&".join(map(_with_pluses, parts)), keep_blank_values=True)


def escaped(text: str) -> str:
    """A text as it stands behind `?q=` so that it is read as the same."""
    shown = text.translate(_ESCAPED)
    return shown if " " in shown else _BETWEEN_WORDS.sub("%2B", shown)


def _with_pluses(part: str) -> str:
    if " " in part or "%20" in part:
        return part.replace("+", "%2B")
    return _BETWEEN_WORDS.sub(" ", part).replace("+", "%2B")


def asked_words(
    spec: str, rest: str, allowed: Collection[str] = PARTS, sorts: Collection[str] = ()
) -> Question:
    """What stands behind the prefix of a SPEC, from its `?` on: `?q=WORDS&sort=date`.

    `allowed` are those of `PARTS` that the site can look for, `sorts` its orders. Raises
    UsageError, a line with the SPEC, where anything else is asked, or nothing.
    """
    terms = terms_of(rest)
    text, sort = (terms.get(name, [""])[0].strip() for name in ("q", "sort"))
    others = sorted(set(terms) - ({"q", "sort"} if sorts else {"q"}))
    if others:
        known = "`q` and `sort`" if sorts else "`q`"
        if not terms[others[0]][0]:
            raise _refused(spec, f"to search for `{others[0]}`, write `?q={others[0]}`")
        raise _refused(spec, f"`{others[0]}=` is not known here: only {known}")
    if sort and sort not in sorts:
        raise _refused(spec, f"`sort={sort}` is not known here: {_listed(sorts)}")
    if not text:
        raise _refused(spec, "write what to search for behind `?q=`")
    question = _question(spec, text, sort or None)
    for part, found in (
        ("without", question.without),
        ("title", question.titles),
        ("author", question.authors),
        ("since", question.since),
        ("until", question.until),
    ):
        if found and part not in allowed:
            name = "`-`" if part == "without" else f"`{part}:`"
            raise _refused(spec, f"this site cannot search with {name}: leave it out")
    return question


def _question(spec: str, text: str, sort: str | None) -> Question:
    if not any(map(str.isalnum, text)):
        raise _refused(spec, "write words to search for behind `?q=`")
    try:
        found = parse_query(text)
    except UsageError as error:
        raise _refused(spec, str(error)) from error
    if found.tags or found.sources or found.marked or found.reviewed is not None:
        raise _refused(spec, "`tag:`, `source:`, `marked:` and `reviewed:` only search the library")
    if found.notes:
        raise _refused(spec, found.notes[0])
    for each in found.words:
        if each.column not in {None, *_NAMES}:
            raise _refused(spec, f"`{each.column}:` only searches the library: leave it out")
        if each.negated and each.column:
            raise _refused(spec, "`-` is for words only: leave `title:` or `author:` out behind it")
    wanted = [each for each in found.words if not each.negated]
    anywhere = [each.text for each in wanted if each.column is None]
    question = Question(
        text=text,
        words=tuple(each for each in anywhere if " " not in each),
        phrases=tuple(each for each in anywhere if " " in each),
        without=tuple(each.text for each in found.words if each.negated),
        titles=_texts(wanted, "title"),
        authors=_texts(wanted, AUTHORS),
        since=found.since,
        until=found.until,
        sort=sort,
    )
    if not (question.words or question.phrases or question.titles or question.authors):
        raise _refused(spec, "name something that papers should have, such as a word")
    return question


def _texts(words: Collection[Words], column: str) -> tuple[str, ...]:
    return tuple(each.text for each in words if each.column == column)


def _listed(sorts: Collection[str]) -> str:
    return f"write {' or '.join(f'`sort={each}`' for each in sorts)}"


def _refused(spec: str, why: str) -> UsageError:
    return UsageError(f"`{spec}`: {why}")
