"""A chat completion's decoded JSON: the text in it, its tokens, and why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.engines.llm.answer import NotRead, parse_answer
from summarizer.engines.llm.refusals import meaning, refusal, status_in
from summarizer.engines.llm.usage import Tokens
from summarizer.errors import NotAnnotated
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from summarizer.engines.llm.providers import Server

_LONGEST_REASON = 200
_MOST_TOKENS = 100_000_000
"""What one request can take; a server that tells more is not believed."""


def tokens(data: dict[str, Any]) -> Tokens | None:
    """The tokens a completion says it took; None where it says nothing that can be believed."""
    usage = data.get("usage")
    if not isinstance(usage, dict):
        return None
    details = usage.get("prompt_tokens_details")
    cached = _count(details.get("cached_tokens")) if isinstance(details, dict) else 0
    given, said = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    if not given or said is None:  # no prompt of ours has no token
        return None
    return Tokens(given, said, min(cached or 0, given))


def _count(value: object) -> int | None:
    """A number of tokens; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if 0 <= value <= _MOST_TOKENS and value == int(value) else None


def check(data: dict[str, Any], server: Server, max_wait: float) -> None:
    """Raise the error that some servers send with status 200, of the whole or of its choice."""
    choices = data.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    inner = choice.get("error") if isinstance(choice, dict) else None
    if not inner and isinstance(choice, dict) and choice.get("finish_reason") == "error":
        inner = data.get("error") or "the provider ended its answer with an error"
    if not inner and not choices:
        inner = data.get("error")
    if inner:
        raise meaning(refusal(status_in(inner), {"error": inner}, {}), server, max_wait)


def text(data: dict[str, Any], server: Server) -> str:
    """The text of an answer. Raises NotAnnotated for one that was refused, filtered or cut off."""
    choices = data.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(choice, dict):
        return ""
    message = choice.get("message")
    message = message if isinstance(message, dict) else {}
    if message.get("refusal"):
        reason = server.hidden(one_line(str(message["refusal"])[:_LONGEST_REASON]))
        refused = f"the model refused: {reason}"
        raise NotAnnotated(refused)
    if choice.get("finish_reason") == "content_filter":
        filtered = "the server filtered the answer"
        raise NotAnnotated(filtered)
    found = _said(message)
    if choice.get("finish_reason") == "length" and not _whole(found):
        cut_off = "the answer was cut off at the most tokens allowed"
        raise NotAnnotated(cut_off)
    return found


def _said(message: dict[str, Any]) -> str:
    """What a message says: its tool call's arguments, or its content, which may be in parts."""
    calls = message.get("tool_calls")
    if isinstance(calls, list) and calls and isinstance(calls[0], dict):
        function = calls[0].get("function")
        arguments = function.get("arguments") if isinstance(function, dict) else None
        if isinstance(arguments, str):
            return arguments
    content = message.get("content")
    if isinstance(content, list):
        parts = (part.get("text") for part in content if isinstance(part, dict))
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _whole(found: str) -> bool:
    """Tell whether an answer is complete though the server stopped it: blanks may follow it."""
    try:
        parse_answer(found)
    except NotRead:
        return False
    return True
