"""What catalogues share in how they are asked: SPECs of words, or of ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.errors import UsageError
from summarizer.sources import Ask
from summarizer.text.counting import counted
from summarizer.text.plain import labelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.sources.queries import Question


@dataclass(frozen=True)
class Catalogue:
    """What a catalogue is called, how its SPECs begin, and what it can be asked for.

    `parts` are those of `queries.PARTS` that it knows, `sorts` its orders; the first is its own.
    `identity` gives an id as the catalogue writes it, None where a text is none; `ids` says in
    words which ids it knows. `key` is the variable of its key, `without` what it is like to ask
    without one, in words.
    """

    name: str
    prefix: str
    parts: tuple[str, ...]
    sorts: tuple[str, ...]
    ids: str
    identity: Callable[[str], str | None]
    key: str
    without: str
    phrases: bool = True


def asked(catalogue: Catalogue, spec: str, rest: str) -> Ask:
    """What stands behind the prefix of a SPEC: `?q=WORDS`, or ids. Raises UsageError."""
    if rest.startswith("?"):
        return _search(catalogue, spec, rest)
    names = _split(catalogue, rest)
    if names:
        joined = ",".join(names)
        name = f"{catalogue.prefix}:{joined}"
        label = labelled(catalogue.prefix, joined)
        return Ask(name, label, "papers", None, {"ids": joined}, ids=tuple(names))
    known = f"`{catalogue.prefix}:?q=WORDS`, or {catalogue.ids}"
    message = f"`{spec}`: {catalogue.name} takes {known}; commas join several"
    raise UsageError(message)


def _search(catalogue: Catalogue, spec: str, rest: str) -> Ask:
    from summarizer.sources.queries import asked_words, escaped

    question = asked_words(spec, rest, catalogue.parts, catalogue.sorts)
    if question.phrases and not catalogue.phrases:
        phrase = f'"{question.phrases[0]}"'
        message = f"`{spec}`: {catalogue.name} cannot search for a phrase: unquote {phrase}"
        raise UsageError(message)
    own = question.sort in {None, catalogue.sorts[0]}
    behind = "" if own else f"&sort={question.sort}"
    label = labelled(f"{catalogue.prefix}-search", f"{question.text}{behind}")
    terms = {"q": question.text} | ({} if own else {"sort": str(question.sort)})
    shown = f"{catalogue.prefix}:?q={escaped(question.text)}{behind}"
    return Ask(shown, label, "ranking", None, terms)


def question_of(catalogue: Catalogue, ask: Ask) -> Question:
    """The question that a ranking asks."""
    from urllib.parse import quote

    from summarizer.sources.queries import asked_words

    order = f"&sort={ask.terms['sort']}" if "sort" in ask.terms else ""
    return asked_words(
        ask.spec, f"?q={quote(ask.terms['q'])}{order}", catalogue.parts, catalogue.sorts
    )


def _split(catalogue: Catalogue, rest: str) -> list[str]:
    """The ids that a text names, each once; none where any of it is none. A DOI may have commas."""
    found: list[str] = []
    text = ""
    for piece in map(str.strip, rest.split(",")):
        name = catalogue.identity(piece)
        longer = None if name else catalogue.identity(f"{text},{piece}")
        if name is None and longer is None:
            return []
        found = [*found, name] if name else [*found[:-1], str(longer)]
        text = piece if name else f"{text},{piece}"
    return list(dict.fromkeys(found))


def without_abstract(bare: int, read: int) -> str:
    """How many of the papers read have no abstract in the catalogue, in words."""
    return f"{bare} of {counted(read, 'paper')} {'has' if bare == 1 else 'have'} no abstract there"
