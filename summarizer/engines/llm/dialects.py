"""How a server wants to be asked, found out by asking and remembered.

Servers differ in how an answer's form is demanded and in a few parameters.
The best way comes first; a server that refuses it is asked the next way.

Most read the part of a prompt that all papers share from a cache where prompts begin alike, as
ours do. OpenAI finds its cache more surely by a key; OpenRouter hands Anthropic's models the mark
behind which the rest differs.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, get_args

from summarizer.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from summarizer.engines.llm.providers import Server

Mode = Literal["strict", "tools", "json_object", "text"]
MODES: tuple[Mode, ...] = get_args(Mode)
Limit = Literal["max_tokens", "max_completion_tokens"]
_LIMITS: tuple[Limit, ...] = get_args(Limit)
TOOL = "annotate"
_KEY = 16
_BOUND_WORDS = re.compile(r"max_?items|max_?length|keyword")
_FORM_WORDS = re.compile(
    r"response.?format|json|schema|structured|grammar|tool|function|strict"
    r"|unsupported|not supported",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way to ask: the demand for form, the name of the token limit, what may be sent."""

    mode: Mode = "strict"
    limit: Limit = "max_tokens"
    temperature: bool = True
    system: bool = True
    bounds: bool = True

    def body(
        self, model: str, messages: list[dict[str, str]], schema: Mapping[str, Any], most: int
    ) -> dict[str, Any]:
        """The request for these messages, whose answer has at most `most` tokens."""
        body: dict[str, Any] = {"model": model, "messages": self._seen(messages)}
        body[self.limit] = most
        if self.temperature:
            body["temperature"] = 0
        return body | _DEMANDS[self.mode](schema)

    def _seen(self, messages: list[dict[str, str]]) -> list[dict[str, str]]:
        """The messages; the first goes in front of the second where no system role is known."""
        if self.system:
            return messages
        first, second, *rest = messages
        both = f"{first['content']}\n\n{second['content']}"
        return [{"role": "user", "content": both}, *rest]

    def after(self, refusal: str, tried: Collection[Dialect] = ()) -> Dialect | None:
        """The way to ask next, once a server has refused this one; None where there is none.

        None of those `tried` is tried again: a refusal may name both names of the token limit.
        """
        following = self.weaker()
        ways = (*self._changed(refusal.lower()), *([following] if following else []))
        return next((way for way in ways if way not in tried), None)

    def weaker(self) -> Dialect | None:
        """The way with the next weaker demand for form; None after the weakest."""
        mode = MODES.index(self.mode) + 1
        return replace(self, mode=MODES[mode]) if mode < len(MODES) else None

    def _changed(self, refusal: str) -> Iterator[Dialect]:
        """This way without the parameters that a refusal speaks of, one by one."""
        if self.bounds and _BOUND_WORDS.search(refusal):
            yield replace(self, bounds=False)
        if self.limit == "max_tokens" and "max_completion_tokens" in refusal:
            yield replace(self, limit="max_completion_tokens")
        if self.limit != "max_tokens" and "max_tokens" in refusal:
            yield replace(self, limit="max_tokens")
        if self.temperature and "temperature" in refusal:
            yield replace(self, temperature=False)
        if self.system and "system" in refusal and "role" in refusal:
            yield replace(self, system=False)


def about_form(refusal: str) -> bool:
    """Tell whether a refusal speaks of how the answer's form was demanded."""
    return bool(_FORM_WORDS.search(refusal))


def _strict(schema: Mapping[str, Any]) -> dict[str, Any]:
    wanted = {"name": TOOL, "strict": True, "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": wanted}}


def _tools(schema: Mapping[str, Any]) -> dict[str, Any]:
    function = {"name": TOOL, "description": "Give the annotation.", "parameters": schema}
    choice = {"type": "function", "function": {"name": TOOL}}
    return {"tools": [{"type": "function", "function": function}], "tool_choice": choice}


_DEMANDS: dict[Mode, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "strict": _strict,
    "tools": _tools,
    "json_object": lambda _: {"response_format": {"type": "json_object"}},
    "text": lambda _: {},
}


def first(server: Server) -> Dialect:
    """The way to ask a server that was never asked.

    OpenAI's newer models want it their way, wherever they are served; Anthropic's server takes
    `response_format` and ignores it. The length of texts is for the servers that hold small
    models, not for those that may refuse to hear of it.
    """
    if not (server.own and server.variable):
        return Dialect()
    if server.provider in {"openai", "azure"}:
        return Dialect(limit="max_completion_tokens", temperature=False, bounds=False)
    limit: Limit = "max_completion_tokens" if server.provider == "xai" else "max_tokens"
    return Dialect("tools" if server.provider == "anthropic" else "strict", limit, bounds=False)


def with_cached_prefix(body: dict[str, Any], server: Server) -> dict[str, Any]:
    """A request that says which of its beginning is every paper's, where that is of use."""
    if not server.own:
        return body
    first, *rest = body["messages"]
    if server.provider == "openai":
        digest = sha256(str(first["content"]).encode("utf-8", "replace")).hexdigest()
        return body | {"prompt_cache_key": f"summarizer-{digest[:_KEY]}"}
    if server.provider == "openrouter" and server.model.startswith("anthropic/") and rest:
        mark = {"cache_control": {"type": "ephemeral"}}
        parts = [{"type": "text", "text": first["content"], **mark}]
        return body | {"messages": [first | {"content": parts}, *rest]}
    return body


@dataclass
class Memory:
    """What each server and model accepted, in one small file that may be lost at no harm."""

    path: Path

    def recall(self, server: Server) -> Dialect:
        """The way this server accepted last, else the best one."""
        kept = self._all().get(_key(server))
        return _known(kept) or first(server)

    def keep(self, server: Server, dialect: Dialect) -> None:
        """Remember an accepted way; a disk that takes nothing is no trouble."""
        known = self._all()
        if known.get(_key(server)) == asdict(dialect):
            return
        known[_key(server)] = asdict(dialect)
        try:
            write_atomic(self.path, json.dumps(known, indent=1), durable=False)
        except OSError:
            return

    def _all(self) -> dict[str, Any]:
        try:
            known = json.loads(self.path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return known if isinstance(known, dict) else {}


def _known(kept: object) -> Dialect | None:
    """A remembered way; None for what this version has no such way of."""
    usual = asdict(Dialect())
    if not isinstance(kept, dict) or kept.keys() != usual.keys():
        return None
    named = kept["mode"] in MODES and kept["limit"] in _LIMITS
    switches = (kept[name] for name, value in usual.items() if isinstance(value, bool))
    return Dialect(**kept) if named and all(isinstance(each, bool) for each in switches) else None


def _key(server: Server) -> str:
    return f"{server.shown_url} {server.model}"
