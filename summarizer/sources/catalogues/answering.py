"""What catalogues share: SPECs of words or of ids, and answers that say no."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.errors import BadAnswer, Refused, TooMany, UsageError
from summarizer.network.manners import Manners
from summarizer.sources import Ask
from summarizer.text.plain import labelled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from summarizer.network.connection import Answer
    from summarizer.network.http import Client
    from summarizer.sources.queries import Question

NOT_FOUND = 404
_WRONG, _NO_KEY, _UNPAID, _FORBIDDEN = 400, 401, 402, 403
_LONGEST_SAID = 160


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
        return Ask(name, labelled(catalogue.prefix, joined), "papers", None, {"ids": joined})
    known = f"`{catalogue.prefix}:?q=WORDS`, or {catalogue.ids}"
    message = f"`{spec}`: {catalogue.name} takes {known}; commas join several"
    raise UsageError(message)


def _search(catalogue: Catalogue, spec: str, rest: str) -> Ask:
    from summarizer.sources.queries import asked_words

    question = asked_words(spec, rest, catalogue.parts, catalogue.sorts)
    if question.phrases and not catalogue.phrases:
        phrase = f'"{question.phrases[0]}"'
        message = f"`{spec}`: {catalogue.name} cannot search for a phrase: unquote {phrase}"
        raise UsageError(message)
    own = question.sort in {None, catalogue.sorts[0]}
    behind = "" if own else f"&sort={question.sort}"
    label = labelled(f"{catalogue.prefix}-search", f"{question.text}{behind}")
    terms = {"q": question.text} | ({} if own else {"sort": str(question.sort)})
    return Ask(f"{catalogue.prefix}:?q={question.text}{behind}", label, "ranking", None, terms)


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


@dataclass(frozen=True)
class Desk:
    """Where one catalogue is asked: its manners, and what a refusal of it means."""

    catalogue: Catalogue
    client: Client
    manners: Manners = field(default_factory=Manners)
    keyed: bool = False

    def ask(self, url: str, query: Mapping[str, str], accept: Collection[int] = ()) -> Answer:
        """What the API answers. Raises Refused in words that say what to do about it."""
        statuses = {_WRONG, _NO_KEY, _UNPAID, _FORBIDDEN, *accept}
        try:
            answer = self.client.get(url, query, statuses, manners=self.manners)
        except TooMany as error:
            why = "" if self.keyed or not self.catalogue.key else self.catalogue.without
            message = f"{error}; {why}" if why else str(error)
            raise Refused(message) from error
        if answer.status in statuses - set(accept):
            raise Refused(self._refusal(answer))
        return answer

    def document(self, url: str, query: Mapping[str, str]) -> tuple[Answer, dict[str, Any]]:
        """An answer, and the JSON object it is. Raises Refused, and BadAnswer where it is none."""
        answer = self.ask(url, query)
        return answer, objects(url, answer.body)

    def _refusal(self, answer: Answer) -> str:
        """Which key is wrong, or what the catalogue says is; never what it says of a key."""
        name, key, status = self.catalogue.name, self.catalogue.key, answer.status
        said = self._said(answer)
        if "rate limit" in said.casefold():
            return f"{name} allows no more requests now ({status}): try again later"
        if "api key" in said.casefold() or status in {_NO_KEY, _FORBIDDEN}:
            if self.keyed:
                return f"{name} refused the key in `{key}` ({status}): check it, or unset it"
            return f"{name} refused the request ({status}): {self.catalogue.without or said}"
        if status == _UNPAID:
            return f"{name} says that its budget is used up ({status}): {self.catalogue.without}"
        told = f": {said}" if said else ""
        return f"{name} cannot answer this question ({status}){told}"

    def _said(self, answer: Answer) -> str:
        """What an error says, in a line, if it does so in JSON."""
        from summarizer.text.plain import shortened

        try:
            found = json.loads(answer.body)
        except (ValueError, RecursionError):
            return ""
        fields = found if isinstance(found, dict) else {}
        for name in ("message", "error"):
            value = fields.get(name)
            if isinstance(value, list) and value and isinstance(value[0], dict):
                value = value[0].get("message")
            if isinstance(value, str) and value.strip():
                return shortened(self._hushed(value), _LONGEST_SAID)
        return ""

    def _hushed(self, text: str) -> str:
        """A text without any key: an error may repeat it."""
        for secret in (*self.manners.secrets.values(), *self.manners.headers.values()):
            for part in secret.split():
                text = text.replace(part, "...")
        return text


def objects(url: str, body: bytes) -> dict[str, Any]:
    """The JSON object that an answer is. Raises BadAnswer where it is something else."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        what = "a page of HTML" if body.lstrip()[:1] == b"<" else "an answer that is not JSON"
        message = f"{url} sent {what}: try again later"
        raise BadAnswer(message) from error
    if not isinstance(found, dict):
        message = f"{url} sent JSON that is no answer of its API: try again later"
        raise BadAnswer(message)
    return found


def listed(url: str, value: object) -> list[Any]:
    """The list of an answer. Raises BadAnswer where there is none."""
    if isinstance(value, list):
        return value
    message = f"{url} sent JSON without a list of papers: try again later"
    raise BadAnswer(message)
