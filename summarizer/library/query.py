"""What a reader asks the stored papers: words, phrases and filters.

    sparse "attention sink" -survey tag:rag,agents since:2025-06 source:hf reviewed:yes marked:star

Every part must hold; `-` before a part turns it round, a comma in a filter means either.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from summarizer.errors import UsageError

_PART = re.compile(
    r"""(-?)(?: ([A-Za-z]+): (?: "([^"]*)"? | (\S*) ) | "([^"]*)"? | (\S+) )""", re.VERBOSE
)
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-?W(\d{2}))?")
_QUOTES = str.maketrans("“”„‟«»", '""""""')
_YES = {"yes": True, "true": True, "no": False, "false": False}
_LETTER = re.compile(r"[^\W_]")
_DECEMBER = 12

AUTHORS, ORGANIZATION = "authors", "organization"
COLUMNS = {
    "title": "title",
    "abstract": "abstract",
    "tldr": "tldr",
    "author": AUTHORS,
    "organization": ORGANIZATION,
}
"""Filters that hold words, and the part of a paper in which these are looked for.

Those of authors and of the organisation name someone, in whatever spelling.
"""
_ALSO = {"organisation": "organization", "authors": "author"}
"""Filters as others write them."""
FILTERS = (*COLUMNS, "tag", "since", "until", "source", "reviewed", "marked")
ANY_MARK = "any"
"""What stands for all kinds of marks."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand in this order, anywhere or in one part of a paper."""

    text: str
    column: str | None = None
    negated: bool = False

    @property
    def named(self) -> bool:
        """Whether they name someone, instead of standing in a text."""
        return self.column in {AUTHORS, ORGANIZATION}


@dataclass(frozen=True, slots=True)
class OneOf:
    """A filter with the values of which one must fit, or none where it is negated.

    `exact` ones are as they are stored, and not only as they are typed.
    """

    values: tuple[str, ...]
    negated: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A question in its parts; days are ISO, both ends included.

    `notes` say what was read otherwise than it may have been meant.
    """

    words: tuple[Words, ...] = ()
    tags: tuple[OneOf, ...] = ()
    sources: tuple[OneOf, ...] = ()
    since: str | None = None
    until: str | None = None
    reviewed: bool | None = None
    marked: tuple[OneOf, ...] = ()
    notes: tuple[str, ...] = ()


def parse_query(text: str) -> Query:
    """Read a query. Raises UsageError where nothing is asked or a filter has no such value."""
    reader = _Reader()
    for match in _PART.finditer(text.translate(_QUOTES)):
        minus, name, *values = match.groups()
        reader.take(bool(minus), name, next(filter(None, values), ""))
    query = reader.query()
    if query == Query(notes=query.notes):
        known = ", ".join(f"{name}:" for name in FILTERS)
        message = f"nothing to search for in `{text}`: give words, or one of {known}"
        raise UsageError(message)
    return query


class _Reader:
    """Collects the parts of a query."""

    def __init__(self) -> None:
        self._words: list[Words] = []
        self._lists: dict[str, list[OneOf]] = {"tag": [], "source": [], "marked": []}
        self._days: dict[str, str | None] = {"since": None, "until": None}
        self._reviewed: bool | None = None
        self._notes: list[str] = []

    def take(self, negated: bool, name: str | None, value: str) -> None:
        """Add one part."""
        kind = (name or "").lower()
        kind = _ALSO.get(kind, kind)
        if kind in self._lists:
            values = tuple(filter(None, (each.strip() for each in value.split(","))))
            values = _marks(values) if kind == "marked" else values
            self._lists[kind].append(OneOf(values or _missing(kind), negated))
        elif kind in self._days:
            self._take_day(kind, value, negated)
        elif kind in COLUMNS and not value.strip():
            _missing(kind)
        elif kind == "reviewed":
            if value.lower() not in _YES:
                message = f"`reviewed:{value}`: write `reviewed:yes` or `reviewed:no`"
                raise UsageError(message)
            self._reviewed = _YES[value.lower()] is not negated
        else:
            if name and kind not in COLUMNS:
                self._notes.append(
                    f"`{name}:` is not a filter and is searched as a word{_filters(kind)}"
                )
                value = f"{name} {value}"
            self._take_words(value, COLUMNS.get(kind), negated)

    def _take_words(self, text: str, column: str | None, negated: bool) -> None:
        if _LETTER.search(text):
            self._words.append(Words(text, column, negated))
        elif text.strip():
            self._notes.append(f"`{text}` has no letter or digit and is ignored")

    def _take_day(self, kind: str, value: str, negated: bool) -> None:
        if negated:
            message = f"`-{kind}:{value}`: use `since:` and `until:` without `-`"
            raise UsageError(message)
        first, last = _span(kind, value)
        day = first if kind == "since" else last
        known = self._days[kind] or day
        self._days[kind] = max(known, day) if kind == "since" else min(known, day)

    def query(self) -> Query:
        """All parts together."""
        return Query(
            tuple(dict.fromkeys(self._words)),
            tuple(self._lists["tag"]),
            tuple(self._lists["source"]),
            self._days["since"],
            self._days["until"],
            self._reviewed,
            tuple(self._lists["marked"]),
            tuple(self._notes),
        )


def _filters(kind: str) -> str:
    """What to do about a filter that is not known."""
    from summarizer.text.spelling import question

    return question(f"{kind}:", [f"{each}:" for each in FILTERS]) or (
        f": the filters are {' '.join(f'{each}:' for each in FILTERS)}"
    )


def _marks(values: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of marks that were typed, each as it is or as people call it."""
    from summarizer.reviews.marks import KINDS, WORDS

    kinds = {word.casefold(): kind for kind, word in WORDS.items()}
    kinds |= {each: each for each in (*KINDS, ANY_MARK)}
    for each in values:
        if each.casefold() not in kinds:
            from summarizer.text.spelling import question

            known = ", ".join(f"`{kind}`" for kind in KINDS)
            hint = question(each, kinds) or f": write one of {known}, or `{ANY_MARK}`"
            message = f"`marked:{each}`: no such mark{hint}"
            raise UsageError(message)
    return tuple(kinds[each.casefold()] for each in values)


def _missing(kind: str) -> tuple[str, ...]:
    message = f"`{kind}:` has no value: write `{kind}:NAME`, without a space"
    raise UsageError(message)


def _span(kind: str, text: str) -> tuple[str, str]:
    """The first and the last day of a day, week, month or year."""
    match = _DAY.fullmatch(text.upper())
    if match:
        with suppress(ValueError, OverflowError):
            first, last = _first_and_last(*match.groups())
            return first.isoformat(), last.isoformat()
    message = f"`{kind}:{text}`: write YYYY-MM-DD, YYYY-MM, YYYY-Www or YYYY"
    raise UsageError(message)


def _first_and_last(
    year: str, month: str | None, day: str | None, week: str | None
) -> tuple[date, date]:
    number = int(year)
    if week:
        monday = date.fromisocalendar(number, int(week), 1)
        return monday, monday + timedelta(days=6)
    if month is None:
        return date(number, 1, 1), date(number, _DECEMBER, 31)
    if day is None:
        first = date(number, int(month), 1)
        following = date(number + int(month) // _DECEMBER, int(month) % _DECEMBER + 1, 1)
        return first, following - timedelta(days=1)
    only = date(number, int(month), int(day))
    return only, only
