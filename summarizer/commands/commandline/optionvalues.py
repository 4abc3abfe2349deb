"""The values that options and arguments take, by the name that help has for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.papers.certainty import NO_TOPIC, NONE
from summarizer.text.counting import counted
from summarizer.text.plain import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.papers.periods import Kind
    from summarizer.topics.vocabulary import Vocabulary

TAG = "tag"
"""Of options that choose papers by topic: those without one can be asked for too."""
FILES = ":files"
"""Says that files fit too."""
_LONGEST = 60
"""The most characters of what a source can be asked for."""
Candidate = tuple[str, str]
"""A value and what it is."""


def of(kind: str, begun: str) -> Iterator[Candidate]:
    """What may stand for a value of a kind, given how it is begun."""
    if kind in _KINDS:
        yield from _KINDS[kind](begun)
    elif kind in {"FILE", "ID|FILE", "ID|URL|FILE", "GOLD", "CASSETTE", "DIR", "FOLDER"}:
        yield FILES, ""


def _commands(begun: str) -> Iterator[Candidate]:
    from summarizer.commands.commandline.catalogue import COMMANDS

    del begun
    return iter(COMMANDS.items())


def _clients(begun: str) -> Iterator[Candidate]:
    from summarizer.agents.clients import CLIENTS

    del begun
    return ((name, client.title) for name, client in CLIENTS.items())


def _write(begun: str) -> Iterator[Candidate]:
    del begun
    yield "write", "they may change what is stored"


def _topics(begun: str) -> Iterator[Candidate]:
    del begun
    return ((topic.name, topic.definition) for topic in _vocabulary())


def _tags(begun: str) -> Iterator[Candidate]:
    yield from _topics(begun)
    yield NONE, NO_TOPIC


def _groups(begun: str) -> Iterator[Candidate]:
    del begun
    return ((group, "") for group in _vocabulary().groups)


def _days(begun: str) -> Iterator[Candidate]:
    del begun
    return ((day, "stored") for day in _stored())


def _weeks(begun: str) -> Iterator[Candidate]:
    del begun
    return _periods("week")


def _months(begun: str) -> Iterator[Candidate]:
    del begun
    return _periods("month")


def _specs(begun: str) -> Iterator[Candidate]:
    """Sources, and of the one that is begun what it can be asked for; files too."""
    from summarizer.sources import Suggesting, sites

    prefix, colon, _ = begun.partition(":")
    for source in sites():
        site = source.SITE
        if colon and site.prefix == prefix and isinstance(source, Suggesting):
            yield from source.suggest(_stored(source.PROFILE.label or prefix))
        elif not colon:
            yield from ((form.spec, form.line) for form in site.forms if form.spec == site.prefix)
            every = "; ".join(dict.fromkeys(form.line for form in site.forms))
            yield f"{site.prefix}:", shortened(every, _LONGEST)
    if not colon:
        yield FILES, ""


def _forms(begun: str) -> Iterator[Candidate]:
    """Every form of a file."""
    from summarizer.sources import FAMILY

    del begun
    return ((each.PROFILE.name, each.PROFILE.reads) for each in FAMILY.all())


def _models(begun: str) -> Iterator[Candidate]:
    from summarizer.engines import models

    del begun
    return models()


def _formats(begun: str) -> Iterator[Candidate]:
    from summarizer.renderers import formats

    del begun
    return ((each.name, each.line) for each in formats())


def _queries(begun: str) -> Iterator[Candidate]:
    """Filters of a search, and the topics of `tag:`."""
    from summarizer.library.query import FILTERS

    if begun.startswith("tag:"):
        yield from ((f"tag:{name}", text) for name, text in _tags(begun))
        return
    yield from ((f"{name}:", "") for name in FILTERS)


def _vocabulary() -> Vocabulary:
    from summarizer import settings
    from summarizer.topics import vocabularyfile

    return vocabularyfile.in_use(settings.load())


def _stored(label: str | None = None) -> list[str]:
    """The days that are stored, of one source or of all, the newest first."""
    from summarizer.library.run import Run
    from summarizer.papers.days import parse_day

    stamps = Run().library.stamps()
    days = {day for name, day in stamps if label in {None, name} and parse_day(day)}
    return sorted(days, reverse=True)


def _periods(kind: Kind) -> Iterator[Candidate]:
    from collections import Counter

    from summarizer.papers.days import parse_day
    from summarizer.papers.periods import containing

    days = filter(None, map(parse_day, _stored()))
    for name, count in Counter(containing(day, kind).name for day in days).items():
        yield name, f"{counted(count, 'stored day')}"


def _settings(begun: str) -> Iterator[Candidate]:
    from summarizer.settings.table import HELP

    del begun
    return iter(HELP.items())


def _marks(begun: str) -> Iterator[Candidate]:
    from summarizer.reviews.marks import WORDS

    del begun
    return iter(WORDS.items())


def _weekdays(begun: str) -> Iterator[Candidate]:
    del begun
    return ((each, "") for each in ("weekdays", "daily", "weekends", "mon,wed,fri"))


def _profiles(begun: str) -> Iterator[Candidate]:
    """The reader's profiles, each with what it wants."""
    from summarizer.interests import interestsfile
    from summarizer.interests.wishes import each

    del begun
    for profile in interestsfile.read().profiles:
        yield profile.name, "; ".join(wish for _, wish in each(profile.wanted))


_KINDS: dict[str, Callable[[str], Iterator[Candidate]]] = {
    "COMMAND": _commands,
    "CLIENT": _clients,
    "[=write]": _write,
    "TOPIC": _topics,
    "INTO": _topics,
    TAG: _tags,
    "GROUP": _groups,
    "YYYY-MM-DD": _days,
    "WEEK": _weeks,
    "MONTH": _months,
    "SPEC": _specs,
    "SETTING": _settings,
    "DAYS": _weekdays,
    "MARK": _marks,
    "PROFILE": _profiles,
    "[=PROFILE]": _profiles,
    "MODEL": _models,
    "QUERY": _queries,
    "FORMAT": _formats,
    "FORM": _forms,
}
