"""What catalogues share in how they answer: in JSON, or with a refusal that says why."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.errors import BadAnswer, Refused, TooMany
from summarizer.network.manners import Manners

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from summarizer.network.connection import Answer
    from summarizer.network.http import Client
    from summarizer.sources.catalogues.asking import Catalogue

NOT_FOUND = 404
_WRONG, _NO_KEY, _UNPAID, _FORBIDDEN = 400, 401, 402, 403
_LONGEST_SAID = 160


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
