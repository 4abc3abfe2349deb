"""What providers need so that the part of a prompt that all papers share is read from a cache.

Most do it by themselves where prompts begin alike, as ours do. OpenAI finds its cache more surely
by a key; OpenRouter hands Anthropic's models the mark behind which the rest differs.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.engines.llm.providers import Server

_KEY = 16


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
