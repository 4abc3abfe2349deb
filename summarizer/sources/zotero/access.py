"""How Zotero is asked: its two addresses, the reader's key, and refusals in a line.

The house's own client asks, for what it keeps to: waits, a limit of them, redirects, private
addresses, recordings. pyzotero, which writes for us, reads by a client of its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.errors import (
    BadAnswer,
    InputError,
    MissingKey,
    Refused,
    ServiceError,
    Unreachable,
)
from summarizer.network.manners import Manners
from summarizer.text.plain import one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summarizer.network.connection import Answer
    from summarizer.network.http import Client

KEY = "ZOTERO_API_KEY"
KEYS_PAGE = "https://www.zotero.org/settings/keys"
AT_ONCE = 100
"""Objects that one answer holds at most."""
_MOST_PAGES = 2000
"""Pages of a list: libraries of a hundred thousand items are rare."""
NOT_MODIFIED = 304
_WORDS = 200
_NO_PAGE = ", use `--offline` for what is stored, or save the page and give the file"
"""Advice that fits other sites."""
_BAD, _UNKNOWN, _FORBIDDEN, _NOT_FOUND = 400, 401, 403, 404
_ANSWERS = (NOT_MODIFIED, _BAD, _UNKNOWN, _FORBIDDEN, _NOT_FOUND)


@dataclass(frozen=True)
class Access:
    """The API at an address. `local` is that of the Zotero program, which needs no key to read."""

    client: Client
    base: str
    local: bool = False
    key: str = ""

    def get(
        self, path: str, query: Mapping[str, str] | None = None, since: int | None = None
    ) -> Answer:
        """An answer of 200, or of 304 where nothing has changed `since` that version.

        Raises Unreachable and Refused; InputError where it is not there.
        """
        headers = {"Zotero-API-Version": "3"}
        if self.key and not self.local:
            headers["Zotero-API-Key"] = self.key
        if since is not None:
            headers["If-Modified-Since-Version"] = str(since)
        url = f"{self.base.rstrip('/')}{path}"
        manners = Manners(headers=headers)
        try:
            answer = self.client.get(url, query or {}, accept=_ANSWERS, manners=manners)
        except ServiceError as error:
            raise self._told(error) from None  # what is beneath may repeat the key
        self._check(answer, path)
        return answer

    def pages(self, path: str, query: Mapping[str, str]) -> Iterator[tuple[list[Any], Answer]]:
        """The objects of a list, page by page; the program on this machine sends all at once."""
        start, first = 0, None
        for _ in range(_MOST_PAGES):
            paging = {"limit": str(AT_ONCE), "start": str(start)}
            answer = self.get(path, {**query, **paging})
            found = objects(answer, path)
            if start and (not found or found[0].get("key") == first):
                return
            first = found[0].get("key") if found else None
            yield found, answer
            start += len(found)
            total = number(answer, "total-results")
            if start >= total if total is not None else len(found) != AT_ONCE:
                return
        message = f"Zotero's list has no end ({start} objects of {path}): name a collection"
        raise BadAnswer(message)

    def _told(self, error: ServiceError) -> ServiceError:
        """The same failure in words that fit, without the key."""
        message = self.hidden(str(error))
        if isinstance(error, Unreachable) and not isinstance(error, BadAnswer):
            message = (
                f"no answer from the Zotero program at {self.base}: start Zotero, or drop "
                "`local` to ask zotero.org"
                if self.local
                else message.replace(_NO_PAGE, "")
            )
        return type(error)(message)

    def hidden(self, words: str) -> str:
        """What Zotero says, without the key that it may repeat."""
        return words.replace(self.key, "***") if self.key else words

    def _check(self, answer: Answer, path: str) -> None:
        what = "/".join(path.strip("/").split("/")[:2])
        if answer.status in {_UNKNOWN, _FORBIDDEN}:
            raise self._refused(what)
        if answer.status == _NOT_FOUND:
            if path.startswith("/keys"):
                raise self._refused(what)
            where = f"yours is at {KEYS_PAGE}"
            if what.startswith("groups/"):
                where = "it is in the address of the group's page"
            message = f"Zotero has no `{what}`: check the number ({where})"
            if "/collections/" in path:
                message = f"`{what}` at Zotero has no such collection any more ({path})"
            raise InputError(message)
        if answer.status == _BAD:
            words = one_line(self.hidden(answer.body.decode("utf-8", "replace")))
            message = f"Zotero cannot do this ({path}): {shortened(words, _WORDS)}"
            raise Refused(message)

    def _refused(self, what: str) -> Refused:
        if self.local:
            message = (
                "the Zotero program keeps its library to itself: in its settings, under Advanced, "
                "allow other applications to communicate with Zotero"
            )
            return Refused(message)
        if not self.key:
            message = f"`{what}` at Zotero is not public: set `{KEY}` to a key from {KEYS_PAGE}"
            return MissingKey(message)
        if what.startswith("keys"):
            message = f"Zotero does not know the key in `{KEY}`: make one at {KEYS_PAGE}"
            return Refused(message)
        message = f"Zotero refuses `{what}`: the key in `{KEY}` may not read it, or is none of its"
        return Refused(f"{message} keys: see {KEYS_PAGE}")


def objects(answer: Answer, path: str) -> list[dict[str, Any]]:
    """The objects of an answer. Raises BadAnswer where it is no list of them."""
    found = decoded(answer, path)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        message = f"Zotero sent no list where one was asked for ({path}): try again later"
        raise BadAnswer(message)
    return found


def decoded(answer: Answer, path: str) -> Any:
    """What an answer says. Raises BadAnswer where that is no JSON."""
    try:
        return json.loads(answer.body)
    except ValueError as error:
        message = f"Zotero sent an answer that cannot be read ({path}): try again later"
        raise BadAnswer(message) from error


def number(answer: Answer, header: str) -> int | None:
    """A header that is a number; None where it is not there."""
    text = answer.headers.get(header, "")
    return int(text) if text.isascii() and text.isdigit() else None
