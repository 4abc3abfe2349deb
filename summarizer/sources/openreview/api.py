"""OpenReview's two APIs: what they answer, and what their refusals mean."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from summarizer.errors import BadAnswer, Refused
from summarizer.network.manners import Manners, key
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summarizer.network.http import Client

PAGE_SIZE, MAX_PAGES = 1_000, 60
PAUSE = 1.0
"""Seconds between requests: the site takes 180 questions for notes a minute."""
LOGIN = "OPENREVIEW_TOKEN"
"""The variable with the reader's token."""
_WRONG, _LOG_IN, _FORBIDDEN, _UNKNOWN = 400, 401, 403, 404
_SAID_NO = {_WRONG, _LOG_IN, _FORBIDDEN, _UNKNOWN}
_LONGEST_SAID = 200


class Answered:
    """An answer of the API: its document, or what it says instead of one."""

    def __init__(self, status: int, body: bytes) -> None:
        """Read the body; what is no JSON object is an empty one."""
        try:
            document = json.loads(body)
        except (ValueError, RecursionError):
            document = None
        self.status, self.body = status, body
        self.document: dict[str, Any] = document if isinstance(document, dict) else {}

    @property
    def is_there(self) -> bool:
        """Whether the API knows what was asked for."""
        return self.status not in {_WRONG, _UNKNOWN}

    @property
    def is_private(self) -> bool:
        """Whether what was asked for is for some people only."""
        return self.status == _FORBIDDEN

    @property
    def said(self) -> str:
        """The name and the words of a refusal, in a line."""
        errors = self.document.get("errors")
        inner = errors[0] if isinstance(errors, list) and errors else self.document
        parts = [inner.get("name"), inner.get("message")] if isinstance(inner, dict) else [inner]
        told = [each for each in parts if isinstance(each, str)]
        return one_line(": ".join(told))[:_LONGEST_SAID]

    @property
    def total(self) -> int | None:
        """How many notes there are, where the API says so."""
        count = self.document.get("count")
        return count if type(count) is int and count >= 0 else None


class Api:
    """One of the two APIs, with the pace and the token to ask it with."""

    def __init__(self, client: Client, endpoint: str) -> None:
        """Nothing is asked yet. Raises SettingsError where the token can be none."""
        token = key(LOGIN)
        self._client, self.url, self._has_token = client, endpoint.rstrip("/"), bool(token)
        headers = {"Authorization": f"Bearer {token.removeprefix('Bearer ')}"} if token else {}
        self._manners = Manners(pause=PAUSE, headers=headers)

    def get(self, path: str, query: Mapping[str, str]) -> Answered:
        """An answer, also one that says that there is no such thing or not for everyone.

        Raises ServiceError, and Refused where the site wants a person or a login first.
        """
        answer = self._client.get(f"{self.url}/{path}", query, _SAID_NO, manners=self._manners)
        found = Answered(answer.status, answer.body)
        why = self._shut_out(found) if found.status in {_LOG_IN, _FORBIDDEN} else None
        if why:
            message = f"{self.url} {why}"
            raise Refused(message)
        return found

    def _shut_out(self, found: Answered) -> str | None:
        """Why the site answers no question at all; None where it refuses this one thing."""
        said = found.said.lower()
        if "challenge" in said:
            own = f"your `{LOGIN}` did not help, so" if self._has_token else f"set `{LOGIN}`, or"
            return (
                "answers only those who have passed a check in a browser (403 "
                f"ChallengeRequired): {own} save the page in your browser and give the file"
            )
        if self._has_token and (found.status == _LOG_IN or "token" in said):
            return f"does not take your `{LOGIN}`: it is good for a week at most, get a new one"
        return f"wants a login: set `{LOGIN}`" if found.status == _LOG_IN else None

    def notes(self, query: Mapping[str, str]) -> tuple[Answered, list[Any]]:
        """The notes of an answer, none where it says that there are none or not for everyone.

        Raises ServiceError, also where the answer is no list of notes.
        """
        found = self.get("notes", query)
        if found.is_private or not found.is_there:
            return found, []
        notes = found.document.get("notes")
        if not isinstance(notes, list):
            message = f"{self.url}/notes sent an answer without a list of notes: try again later"
            raise BadAnswer(message)
        return found, notes

    def pages(self, query: Mapping[str, str]) -> Iterator[tuple[Answered, list[Any]]]:
        """Page after page that holds notes. Raises ServiceError, also where they have no end."""
        read, before = 0, None
        for _ in range(MAX_PAGES):
            paging = {"limit": str(PAGE_SIZE), "offset": str(read)}
            found, notes = self.notes({**query, **paging})
            if found.is_private:
                message = f"{self.url}/notes refused the request (403): {found.said}"
                raise Refused(message.rstrip(": "))
            if not notes:
                return
            if notes[0] == before:
                break
            yield found, notes
            read, before = read + len(notes), notes[0]
            if len(notes) < PAGE_SIZE and read >= (found.total or 0):
                return
        message = f"{self.url}/notes keeps sending pages without an end"
        raise BadAnswer(message)

    def group(self, name: str) -> dict[str, Any] | None:
        """A group by its id: a venue, or the list of them; None where there is none to see."""
        groups = self.get("groups", {"id": name}).document.get("groups")
        first = groups[0] if isinstance(groups, list) and groups else None
        return first if isinstance(first, dict) else None
