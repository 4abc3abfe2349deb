"""What a server means by saying no: for this paper, this way of asking, for now or for good."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.engines.llm.dialects import about_form
from summarizer.engines.llm.errorbody import Refusal, refusal, status_in
from summarizer.engines.llm.outputlimits import OUTPUT_VARIABLE, LimitRefused, over_the_limit
from summarizer.errors import NotAnnotated, Refused, TooLong, Unreachable
from summarizer.network.retries import Passing, passes

if TYPE_CHECKING:
    from summarizer.engines.llm.providers import Server

__all__ = [
    "FormRefused",
    "Generated",
    "LimitRefused",
    "Refusal",
    "WebPage",
    "meaning",
    "refusal",
    "status_in",
]

_UNPAID_WORDS = re.compile(
    r"insufficient.?(?:quota|balance|credit|fund)|credit balance"
    r"|(?:more|out of|no|any|available) credits|billing.?(?:hard.?limit|not.?active|disabled)"
    r"|spending.?(?:limit|cap)|payment.?required|arrear|overdue",
    re.IGNORECASE,
)
_QUOTA = re.compile(
    r"billing|exceeded your (?:current )?quota|quota.{0,20}exhausted", re.IGNORECASE
)
_LASTING = re.compile(
    r"per.?(?:day|month|week)|daily|monthly|weekly|\b(?:rpd|tpd)\b|limit: 0\b", re.IGNORECASE
)
_NEVER = re.compile(r"limit: 0\b")
"""Google's way of saying that a model is not for this key's plan."""
_BRIEF = re.compile(
    r"per.?(?:minute|second|hour)|\b(?:[rt]p[ms])\b|rate.?limit|too many requests", re.IGNORECASE
)
_CONTEXT = re.compile(
    r"context.?(?:length|size|window|limit)|maximum context|too many tokens|prompt is too long"
    r"|exceeds? the (?:available )?context|input (?:is )?too long|input token count",
    re.IGNORECASE,
)
_FILTER = re.compile(r"content.?(?:filter|policy|management)|moderation|safety", re.IGNORECASE)
_MODEL = re.compile(
    r"model.{0,80}?(?:not[ _](?:found|exist|available)|n't exist|unknown|is invalid|not a valid"
    r"|decommissioned|no longer)"
    r"|(?:unknown|no such|invalid|not a valid) model|no endpoints found for|deployment.?not.?found",
    re.IGNORECASE,
)
_KEY = re.compile(r"api.?key|unauthori[sz]ed|authenticat|credential|access token", re.IGNORECASE)
_GRAMMAR = re.compile(r"grammar|response_format|json.?schema|tool")
_DISCARDED = re.compile(
    r"json_validate_failed|tool_use_failed|failed_generation|output_parse_failed"
)
_PLACE = re.compile(
    r"[\W\d]*(?:page |file |resource |endpoint |route |path |the requested resource was )?"
    r"not.?found\W*(?:error)?\W*"
    r"|.*(?:cannot (?:post|get)\b|unexpected endpoint|no route|invalid url|method not allowed"
    r"|(?:unknown|no such) (?:endpoint|route|path|url)|unrecognized request url).*",
    re.IGNORECASE | re.DOTALL,
)
"""What a server says where nothing is at an address, and no more than that."""
_BAD, _UNKNOWN_KEY, _UNPAID, _FORBIDDEN, _UNKNOWN, _NO_METHOD = 400, 401, 402, 403, 404, 405
_TOO_LARGE, _UNPROCESSABLE, _TOO_MANY, _SERVER_ERROR, _NOT_DONE, _GATEWAY = (
    413,
    422,
    429,
    500,
    501,
    502,
)


class FormRefused(Exception):
    """The server does not take the way it was asked; the message is its own."""


class Generated(Exception):
    """The server threw away what the model had said, and tells it: `text`, which may be none."""

    def __init__(self, text: str, said: str) -> None:
        """Keep what the model had said; the message is the server's."""
        super().__init__(said)
        self.text = text


class WebPage(Passing):
    """A page for people came with status 200: of a proxy in trouble, or the URL is no API's."""


def meaning(found: Refusal, server: Server, max_wait: float) -> Exception:
    """The error that a refusal is, its words without keys."""
    said = server.hidden(found.shown)
    where = f"{server.shown_url} ({server.name})"
    if found.status in {_BAD, _UNPROCESSABLE} and _DISCARDED.search(found.words):
        return Generated(found.generated or "", said)
    final = (
        over_the_limit(found, said)
        or _for_good(found, where, said, server)
        or _for_this_paper(found, said)
    )
    if final:
        return final
    if _about_the_way(found):
        return FormRefused(said)
    if passes(found.status):
        return _later(found, where, said, max_wait)
    return Refused(f"{where} refused with status {found.status}: {said}")


def _for_good(found: Refusal, where: str, said: str, server: Server) -> Refused | None:
    """Quota, key, model or address: nothing that another try could change."""
    words, status, bare = found.words, found.status, said.rstrip(".")
    telling = found.code if status == _TOO_MANY and found.wait is not None else words
    if status == _UNPAID or (status < _SERVER_ERROR and _UNPAID_WORDS.search(telling)):
        return _unpaid(found, where, said)
    if status in {_UNKNOWN_KEY, _FORBIDDEN} or (status == _BAD and _KEY.search(words)):
        return _forbidden(found, where, said, server)
    if status in {_BAD, _UNKNOWN, _UNPROCESSABLE} and _MODEL.search(words):
        return Refused(f"{where}: no such model: {bare}: {server.models_advice}")
    if status in {_UNKNOWN, _NO_METHOD, _GATEWAY} and _astray(found):
        return Refused(f"{where} has no chat completions: {bare}: {server.address_advice}")
    return None


def _forbidden(found: Refusal, where: str, said: str, server: Server) -> Refused | None:
    """The key's fault only where it is said to be; None for what is about the paper."""
    if found.status == _FORBIDDEN and _QUOTA.search(found.words):
        return Refused(f"{where}: the quota is used up: {said}")
    if found.status == _FORBIDDEN and _FILTER.search(found.words):
        return None
    about_key = found.status == _UNKNOWN_KEY or _KEY.search(found.words)
    advice = f": {server.key_advice}" if about_key or not server.key else ""
    shown = said.rstrip(".") if advice else said
    return Refused(f"{where} refused ({found.status}): {shown}{advice}")


def _astray(found: Refusal) -> bool:
    """Tell whether a server says no more than that nothing is at this address."""
    if found.status != _GATEWAY and (found.page or not found.text.strip()):
        return True
    return bool(_PLACE.fullmatch(found.text.strip()))


def _unpaid(found: Refusal, where: str, said: str) -> Refused:
    advice = f": lower `{OUTPUT_VARIABLE}`, or add credit" if "max_tokens" in found.text else ""
    return Refused(f"{where}: the quota is used up: {said.rstrip('.') if advice else said}{advice}")


def _for_this_paper(found: Refusal, said: str) -> NotAnnotated | None:
    words = found.words
    if found.status in {_BAD, _FORBIDDEN} and _FILTER.search(words):
        return NotAnnotated(f"the server filtered the paper: {said}")
    if found.status == _TOO_LARGE and _BRIEF.search(words):
        advice = f"fewer tokens in `{OUTPUT_VARIABLE}` may help"
        return TooLong(f"over the server's limit for one request: {said.rstrip('.')}: {advice}")
    if found.status == _TOO_LARGE or (found.status != _TOO_MANY and _CONTEXT.search(words)):
        return TooLong(f"too long for the model{_sizes(found)}: {said}")
    return None


def _sizes(found: Refusal) -> str:
    """How long the request is, and what the model holds, where the server counts them."""
    asked, held = found.fields.get("n_prompt_tokens"), found.fields.get("n_ctx")
    if not isinstance(asked, int) or not isinstance(held, int):
        return ""
    return f", whose context holds {held:,} tokens (the request has {asked:,})"


def _about_the_way(found: Refusal) -> bool:
    """Tell whether another way of asking may do."""
    if found.status in {_BAD, _UNPROCESSABLE}:
        return True
    if found.status in {_UNKNOWN, _NOT_DONE}:
        return about_form(found.text)
    return found.status >= _SERVER_ERROR and bool(_GRAMMAR.search(found.text))


def _later(found: Refusal, where: str, said: str, max_wait: float) -> Exception:
    wait = found.wait
    if found.status == _TOO_MANY:
        if _spent(found, max_wait):
            return Refused(f"{where}: the quota is used up: {said}")
        if wait is not None and wait > max_wait:
            return Refused(
                f"{where} allows no more requests now (429): it asks to try again in {wait:.0f} s"
            )
        limits = Refused(f"the server allows no more requests now (429): {said}")
        return Passing(limits, wait, crowded=True)
    if wait is not None and wait > max_wait:
        wait = None
    return Passing(Unreachable(f"the server answered {found.status}: {said}"), wait)


def _spent(found: Refusal, max_wait: float) -> bool:
    """Tell whether a quota is used up for longer than anyone waits.

    The same words (`check your plan and billing details`) come with a limit by the minute: a
    wait that is named, or the minute, says that it passes.
    """
    if _NEVER.search(found.words):
        return True
    if found.wait is not None:
        return found.wait > max_wait and bool(_LASTING.search(found.words))
    if _LASTING.search(found.words):
        return True
    return bool(_QUOTA.search(found.words)) and not _BRIEF.search(found.words)
