"""A chat completion's decoded JSON: the text in it, its tokens, and why there is none."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from summarizer.engines.llm.answer import NotRead, parse_answer
from summarizer.engines.llm.objects import last, unsaid
from summarizer.engines.llm.refusals import meaning, refusal, status_in
from summarizer.engines.llm.usage import Tokens
from summarizer.errors import NotAnnotated
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.engines.llm.providers import Server

_LONGEST_REASON = 200
_MOST_TOKENS = 100_000_000
"""What one request can take; a server that tells more is not believed."""
_CUT_OFF = frozenset({"length", "max_tokens", "max_output_tokens", "model_length"})
_THOUGHTS = ("reasoning_content", "reasoning", "thinking", "reasoning_text")
"""Where servers put what a model thinks, and now and then all that it says."""
_THOUGHT = re.compile("think|reason", re.IGNORECASE)
SETTING = "SUMMARIZER_MAX_OUTPUT_TOKENS"


class CutOff(NotAnnotated):
    """An answer ended at the most tokens allowed; `thought` where they went into thinking."""

    def __init__(self, message: str, *, thought: bool) -> None:
        """The message names the setting that gives more room."""
        super().__init__(message)
        self.thought = thought


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


def reads(found: str) -> bool:
    """Tell whether a text is the usual answer, and complete: blanks may follow it."""
    try:
        parse_answer(found)
    except NotRead:
        return False
    return True


def text(data: dict[str, Any], server: Server, whole: Callable[[str], bool] = reads) -> str:
    """The text of an answer. Raises NotAnnotated for one that was refused, filtered or cut off.

    `whole` tells whether a text is an answer of the form that was asked for.
    """
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
    found, finish = _said(message, whole), str(choice.get("finish_reason")).lower()
    if finish in _CUT_OFF:
        if not whole(found):
            raise _cut_off(found, data, message)
    elif not found.strip():
        found = last(_thoughts(message))
    return found


def _cut_off(found: str, data: dict[str, Any], message: dict[str, Any]) -> CutOff:
    """The error for an answer that is not whole, and says where its tokens went."""
    used, thinking = tokens(data), _thinking(data)
    thought = unsaid(found) or thinking * 2 > (used.output if used else 0) > 0
    spent = ", spent on thinking" if thought and (found or thinking or _thoughts(message)) else ""
    most = f"{used.output:,} tokens" if used and used.output else "the most tokens allowed"
    return CutOff(f"the answer was cut off at {most}{spent}: raise `{SETTING}`", thought=thought)


def _thinking(data: dict[str, Any]) -> int:
    """The tokens of thought that a completion tells of."""
    usage = data.get("usage")
    details = usage.get("completion_tokens_details") if isinstance(usage, dict) else None
    return (_count(details.get("reasoning_tokens")) or 0) if isinstance(details, dict) else 0


def _said(message: dict[str, Any], whole: Callable[[str], bool]) -> str:
    """What a message says: its tool call's arguments, or its content, which may be in parts.

    Of several the first that is an answer counts.
    """
    said = [*map(_arguments, _calls(message)), _content(message.get("content"))]
    said = [each for each in said if each.strip()]
    return said[0] if len(said) == 1 else next(filter(whole, said), said[0] if said else "")


def _calls(message: dict[str, Any]) -> list[Any]:
    """A message's tool calls, in the newer form and in the older one."""
    calls = message.get("tool_calls")
    called = calls if isinstance(calls, list) else []
    functions = [call.get("function", call) for call in called if isinstance(call, dict)]
    return [*functions, message.get("function_call")]


def _arguments(function: object) -> str:
    """A call's arguments as JSON; some servers give them decoded. "" where there are none."""
    given = function.get("arguments") if isinstance(function, dict) else None
    if isinstance(given, dict | list):
        return json.dumps(given) if given else ""
    return given if isinstance(given, str) and given.strip() not in {"", "{}", "null"} else ""


def _content(content: object, *, thoughts: bool = False) -> str:
    """A content's text; of one in parts those that are no thoughts, unless `thoughts` are asked."""
    if isinstance(content, list):
        parts = (part for part in content if isinstance(part, dict))
        said = (part for part in parts if thoughts or not _THOUGHT.search(str(part.get("type"))))
        texts = (part.get("text") for part in said)
        return "".join(text for text in texts if isinstance(text, str))
    if isinstance(content, dict):
        return json.dumps(content)
    return content if isinstance(content, str) else ""


def _thoughts(message: dict[str, Any]) -> str:
    """What a server gives as the model's thoughts; "" where nothing."""
    given = (message.get(name) for name in _THOUGHTS)
    plain = next((each for each in given if isinstance(each, str) and each.strip()), "")
    return plain or _content(message.get("reasoning_details"), thoughts=True)
