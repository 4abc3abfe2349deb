"""What a server means by saying no: for this paper, this way of asking, for now or for good."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.engines.llm.dialects import about_form
from summarizer.errors import NotAnnotated, Refused, Unreachable
from summarizer.network.ratelimits import retry_after
from summarizer.network.retries import Passing, passes
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.engines.llm.providers import Server

_LONGEST = 300
_QUOTA = re.compile(
    r"insufficient.?(?:quota|balance|credit|fund)|billing|exceeded your current quota",
    re.IGNORECASE,
)
_CONTEXT = re.compile(
    r"context.?(?:length|size|window)|maximum context|too many tokens|prompt is too long"
    r"|exceeds? the (?:available )?context",
    re.IGNORECASE,
)
_FILTER = re.compile(r"content.?(?:filter|policy|management)|moderation|safety", re.IGNORECASE)
_MODEL = re.compile(
    r"model.{0,80}(?:not (?:found|exist)|does not exist|unknown|invalid)"
    r"|(?:unknown|no such|invalid) model",
    re.IGNORECASE,
)
_KEY = re.compile(r"api.?key|unauthori[sz]ed|authenticat", re.IGNORECASE)
_GRAMMAR = re.compile(r"grammar|response_format|json.?schema|tool")
_BAD, _UNPAID, _FORBIDDEN, _UNKNOWN, _TOO_LARGE = 400, 402, 403, 404, 413
_UNPROCESSABLE, _TOO_MANY, _SERVER_ERROR, _NOT_DONE = 422, 429, 500, 501


class FormRefused(Exception):
    """The server does not take the way it was asked; the message is its own."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A server's no: its HTTP status, its code and type, what it says, its headers."""

    status: int
    code: str
    text: str
    headers: Mapping[str, str]

    @property
    def shown(self) -> str:
        """What the server says, on one line that fits."""
        return one_line(self.text)[:_LONGEST]


def refusal(status: int, body: object, headers: Mapping[str, str], text: str = "") -> Refusal:
    """Read a refusal from a decoded body, in the forms that servers give it."""
    inner: Any = body.get("error", body) if isinstance(body, dict) else body
    if isinstance(inner, dict):
        code = f"{inner.get('code') or ''} {inner.get('type') or ''}"
        said = inner.get("message") or inner.get("detail") or text
        return Refusal(status, code, str(said), headers)
    return Refusal(status, "", str(inner or text), headers)


def meaning(found: Refusal, server: Server, max_wait: float) -> Exception:
    """The error that a refusal is, its words without keys."""
    said = server.hidden(found.shown)
    where = f"{server.shown_url} ({server.name})"
    final = _for_good(found, where, said, server) or _for_this_paper(found, said)
    if final:
        return final
    if _about_the_way(found):
        return FormRefused(said)
    if passes(found.status):
        return _later(found, where, said, max_wait)
    return Refused(f"{where} refused with status {found.status}: {said}")


def _for_good(found: Refusal, where: str, said: str, server: Server) -> Refused | None:
    """Quota, key or model: nothing that another try could change."""
    words, status = f"{found.code} {found.text}", found.status
    if status in {_UNPAID, _FORBIDDEN, _TOO_MANY} and _QUOTA.search(words):
        return Refused(f"{where}: the quota is used up: {said}")
    if status == _FORBIDDEN and _FILTER.search(words):
        return None
    if status in {401, _UNPAID, _FORBIDDEN} or (status == _BAD and _KEY.search(words)):
        what = f"`{server.variable}`" if server.variable else "its key"
        return Refused(f"{where} refused ({status}): {said}: check {what}")
    if status in {_BAD, _UNKNOWN, _UNPROCESSABLE} and _MODEL.search(words):
        return Refused(f"{where}: no such model: {said}")
    return None


def _for_this_paper(found: Refusal, said: str) -> NotAnnotated | None:
    words = f"{found.code} {found.text}"
    if found.status in {_BAD, _FORBIDDEN} and _FILTER.search(words):
        return NotAnnotated(f"the server filtered the paper: {said}")
    if found.status == _TOO_LARGE or (found.status != _TOO_MANY and _CONTEXT.search(words)):
        return NotAnnotated(f"too long for the model: {said}")
    return None


def _about_the_way(found: Refusal) -> bool:
    """Tell whether another way of asking may do."""
    if found.status in {_BAD, _UNPROCESSABLE}:
        return True
    if found.status in {_UNKNOWN, _NOT_DONE}:
        return about_form(found.text)
    return found.status >= _SERVER_ERROR and bool(_GRAMMAR.search(found.text))


def _later(found: Refusal, where: str, said: str, max_wait: float) -> Exception:
    wait = retry_after(found.headers)
    if found.status == _TOO_MANY:
        if wait is not None and wait > max_wait:
            return Refused(
                f"{where} allows no more requests now (429): it asks to try again in {wait:.0f} s"
            )
        limits = Refused(f"the server allows no more requests now (429): {said}")
        return Passing(limits, wait, crowded=True)
    if wait is not None and wait > max_wait:
        wait = None
    return Passing(Unreachable(f"the server answered {found.status}: {said}"), wait)
