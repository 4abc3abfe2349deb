"""bioRxiv and medRxiv, which are one software: their SPECs and URLs, and their days.

What each has of its own (name, categories) is a `Server`; the modules `biorxiv` and `medrxiv` are
the sources. The days of both are New York's, weekends included.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import UsageError
from summarizer.papers.days import on_clocks, parse_day
from summarizer.papers.periods import parse_span
from summarizer.sources import Ask, Probe, Site, behind_prefix
from summarizer.text.patterns import deferred
from summarizer.text.plain import labelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from urllib.parse import SplitResult

    from summarizer.sources import Form

REGISTRANTS = r"10\.(?:1101|64898)"
"""How their DOIs begin: the second since December 2025. Journals have some of the first too."""
DOI = deferred(
    rf"({REGISTRANTS}/(?:\d{{4}}\.\d\d\.\d\d\.)?(?:\d{{6,7}}|(\d{{8}})))(?:v(\d{{1,2}}))?(?!\d)"
)
"""Group 1 is the DOI, 2 its eight digits where it is medRxiv's, 3 a version."""
_CITED = deferred(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s?)", re.IGNORECASE)
_CONTENT = deferred(r"content/(?:biorxiv/|medrxiv/)?(?:early/[\d/]+/)?(.+)")
_LOOKS_DATED = deferred(r"\d{4}-[\dWw-]*(?:\.\.\S*)?")
_BETWEEN = deferred(r"[\W_]+")
_EASTERN = "America/New_York"


class Server(NamedTuple):
    """One of the two: the prefix of its SPECs, its name, and its categories as it writes them."""

    prefix: str
    name: str
    categories: tuple[str, ...]

    def category(self, text: str) -> str | None:
        """The category that a text names, however it is written; None where none is."""
        return {plain(each): each for each in self.categories}.get(plain(text))


def site(server: Server, forms: tuple[Form, ...]) -> Site:
    """What a server can be asked for, in these forms of SPECs."""
    name = server.prefix
    return Site(
        prefix=name,
        name=server.name,
        forms=forms,
        hosts=(f"www.{name}.org", f"{name}.org", f"connect.{name}.org"),
        probes=(Probe("biorxiv_endpoint", f"{server.name}'s API", f"/details/{name}/1/0/json"),),
        dated=True,
        weekends=True,
    )


def plain(text: str) -> str:
    """The words of a category: `Cell-Biology`, `cell_biology` and `cell biology` are one."""
    return " ".join(_BETWEEN.sub(" ", text.replace("&", " and ")).split()).casefold()


def asked(server: Server, known: Site, spec: str) -> Ask | None:
    """What a SPEC, a URL or a DOI asks of a server. Raises UsageError where it is wrong."""
    cited = _CITED.match(spec)
    if cited:
        match = DOI.fullmatch(spec[cited.end() :])
        return _papers(server, [match]) if match and _is_of(server, match) else None
    rest = behind_prefix(spec, known, (), _named_by_url)
    if rest is None:
        return None
    dois = [DOI.fullmatch(_CITED.sub("", each.strip())) for each in rest.split(",")]
    if all(dois):
        return _papers(server, [match for match in dois if match])
    if rest.startswith("?"):
        instead = f"give `{server.prefix}:CATEGORY`, or ask an index such as `s2:?q=WORDS`"
        message = f"`{spec}`: {server.name}'s API cannot search for words: {instead}"
        raise UsageError(message)
    if rest.startswith("10."):
        instead = f"no DOI of {server.name}'s, such as `10.1101/2024.01.16.575895`"
        message = f"`{spec}`: {instead}: give `crossref:{rest}` for those of journals"
        raise UsageError(message)
    if "://" in spec and rest.startswith(" "):
        message = (
            f"`{spec}` is no page that lists papers: give `{server.prefix}:CATEGORY`, or the "
            "address of a paper"
        )
        raise UsageError(message)
    return _listing(server, spec, rest)


def _is_of(server: Server, match: re.Match[str]) -> bool:
    """Whether a DOI is the server's: medRxiv's end in eight digits."""
    return (server.prefix == "medrxiv") is bool(match[2])


def _papers(server: Server, dois: Sequence[re.Match[str]]) -> Ask:
    named = list(dict.fromkeys(f"{each[1]}v{each[3]}" if each[3] else each[1] for each in dois))
    joined = ",".join(named)
    label = labelled(server.prefix, joined)
    name = f"{server.prefix}:{joined}"
    return Ask(name, label, "papers", None, {"dois": joined}, ids=tuple(named))


def _listing(server: Server, spec: str, rest: str) -> Ask:
    """Categories, a time, or both with a colon between them."""
    before, colon, last = rest.rpartition(":")
    if colon and _LOOKS_DATED.fullmatch(before) and server.category(last):
        message = f"`{spec}`: the category stands first: `{server.prefix}:{last}:{before}`"
        raise UsageError(message)
    when = last if colon or _LOOKS_DATED.fullmatch(rest) else ""
    named = before if colon else "" if when else rest
    joined = _categories(server, spec, named) if named else ""
    name = ":".join(filter(None, (server.prefix, joined)))
    folder = "-".join(filter(None, (server.prefix, joined)))
    terms = {"categories": joined} if joined else {}
    day = parse_day(when)
    if day or not when:
        return Ask(f"{name}:{day}" if day else name, folder, "daily", day, terms)
    since, until, shown = _time(spec, when)
    terms |= {"since": since.isoformat(), "until": until.isoformat()}
    return Ask(f"{name}:{shown}", f"{folder}-{shown}", "period", None, terms)


def _categories(server: Server, spec: str, text: str) -> str:
    found = [server.category(each) for each in text.split("+")]
    if all(found):
        return "+".join(sorted({plain(each).replace(" ", "-") for each in found if each}))
    from summarizer.text.spelling import question

    wrong = next(each for each, name in zip(text.split("+"), found, strict=True) if not name)
    if not wrong.strip():
        message = f"`{spec}`: name a category on both sides of the `+`"
        raise UsageError(message)
    if "," in wrong and all(map(server.category, text.split(","))):
        message = f"`{spec}`: join categories with `+`: `{server.prefix}:{text.replace(',', '+')}`"
        raise UsageError(message)
    names = [plain(each).replace(" ", "-") for each in server.categories]
    meant = question(plain(wrong).replace(" ", "-"), names) or f": give one of {', '.join(names)}"
    message = f"`{spec}`: {server.name} has no category `{wrong}`{meant}"
    raise UsageError(message)


def _time(spec: str, text: str) -> tuple[date, date, str]:
    """The first and the last day of a week, a month or `DAY..DAY`, and how it is written."""
    first, dots, last = text.partition("..")
    since, until = parse_day(first), parse_day(last)
    if dots and since and until and since <= until:
        return since, until, f"{since}..{until}"
    span = None if dots else parse_span(text, "week") or parse_span(text, "month")
    if span:
        return span.since, span.until, span.name
    backwards = dots and since and until
    no_such = _LOOKS_DATED.fullmatch(text) and not backwards
    none = "the calendar has no such time; " if no_such else ""
    message = (
        f"`{spec}`: {none}write a day `YYYY-MM-DD`, a week `YYYY-Www`, a month `YYYY-MM` or "
        "`DAY..DAY`, the earlier day first"
    )
    raise UsageError(message)


def _named_by_url(parts: SplitResult) -> str:
    """What a URL of the site stands for, as it is written behind the prefix."""
    from urllib.parse import parse_qs, unquote

    path = unquote(parts.path).strip("/")
    if subject := parse_qs(parts.query).get("subject"):
        return "" if subject[0] == "all" else subject[0].replace(" ", "-")
    kind, _, name = path.partition("/")
    if kind == "collection" and name:
        return name
    content = _CONTENT.fullmatch(path)
    named = content[1] if content else ""
    doi = DOI.match(named) or DOI.match(f"10.1101/{named}")
    return doi[0] if doi else "" if not path else f" {path}"


def in_new_york(now: datetime) -> datetime:
    """A moment in UTC on the clocks of New York; five hours back where the zones are unknown."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return now.astimezone(ZoneInfo(_EASTERN))
    except ZoneInfoNotFoundError:
        return now - timedelta(hours=5)


def why_empty(day: date, now: datetime) -> str:
    """The likeliest reason why nothing is listed for a day: future, early, or none came."""
    there = in_new_york(now)
    if day > now.date():
        return "it is in the future"
    if day > there.date():
        begins = now + (timedelta(days=1) - timedelta(hours=there.hour, minutes=there.minute))
        return f"it begins with New York's day, at {on_clocks(begins)}"
    if day == there.date():
        return f"nothing posted yet; in New York it is {there:%H:%M}"
    return "nothing was posted that day"


def suggestions(server: Server, days: Sequence[str]) -> Iterator[tuple[str, str]]:
    """All categories, and the days that are stored."""
    for each in server.categories:
        yield f"{server.prefix}:{plain(each).replace(' ', '-')}", ""
    yield from ((f"{server.prefix}:{day}", "stored") for day in days)
