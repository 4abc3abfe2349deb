"""Room for an answer: how many tokens it may have, and what follows where they were too few."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.engines.llm.usage import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.engines.llm.providers import Server
    from summarizer.settings import Settings

SETTING = "max_output_tokens"
THINKING = 8000
"""The most tokens for a model that thinks before it answers, where the reader sets none."""
_PART = 0.01
"""The part of a budget that one answer of a model that thinks may take."""
HOPELESS = 5
"""So many papers whose answers were all cut off end a run in which no answer was whole."""
_THINKS = re.compile(
    r"(?:^|[/_:-])(?:o[1-9](?:$|[-_:.])|gpt-?5|gpt-oss|qwq|qwen-?3|magistral|glm-?(?:4\.[5-9]|5)"
    r"|minimax-?m|kimi-k2|deepseek-(?:reasoner|r\d)|nemotron|phi-4-(?:mini-)?reason|grok-(?:3-mini|4)"
    r"|gemini-(?:2\.5|3)|seed-oss|exaone-(?:deep|4))"
    r"|(?:^|[^a-z])r1(?:$|[^a-z0-9])|thinking|reasoner|reasoning",
    re.IGNORECASE,
)
_ANSWERS_AT_ONCE = re.compile(
    r"non-?thinking|non-?reasoning|no-?think|instruct|coder|gpt-?5(?:\.\d)?-chat", re.IGNORECASE
)
_ABOUT_ROOM = re.compile(
    r"max_(?:completion_|output_|new_)?tokens|(?:completion|output) tokens|context", re.IGNORECASE
)
_LOW = {"reasoning_effort": "low"}
_NONE = {"reasoning_effort": "none"}
_TEMPLATE = {"chat_template_kwargs": {"enable_thinking": False}}
_DISABLED = {"thinking": {"type": "disabled"}}
_LESS: dict[str, tuple[dict[str, Any], ...]] = {
    "deepseek": (_DISABLED, _LOW),
    "groq": (_LOW, _NONE),
    "ollama": (_NONE, _LOW),
    **dict.fromkeys(("llamacpp", "vllm", "lmstudio"), (_LOW | _TEMPLATE, _LOW)),
}
"""How servers are asked to let a model think less, the best way first."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a request grants: the most tokens of an answer, and what asks for less thought."""

    most: int
    less: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"{self.most:,} tokens{' and less thought' if self.less else ''}"


def thinks(model: str) -> bool:
    """Tell whether a model is known, by its name, to think before it answers."""
    return bool(_THINKS.search(model)) and not _ANSWERS_AT_ONCE.search(model)


@dataclass
class Room:
    """What the answers of one run may take; it learns from those that were cut off.

    `share` is what is granted now. A reader's own number of tokens is never exceeded.
    """

    share: Share
    widest: int
    usual: int
    ways: list[dict[str, Any]]
    _lost: int = 0
    _kept: bool = False
    _helped: bool = False

    def more(self, asked: Share, *, thought: bool) -> Share | None:
        """What to ask with once more, after an answer was cut off; None where nothing is left."""
        less = asked.less or (self.ways[0] if thought and self.ways else {})
        wider = Share(max(self.widest, asked.most), less)
        return None if wider == asked else wider

    def refused(self, share: Share, asked: Share, why: str) -> None:
        """Never again try what a server refused to grant beyond what was `asked` with before."""
        if share.less != asked.less and (share.most == asked.most or not _ABOUT_ROOM.search(why)):
            self.ways = [each for each in self.ways if each != share.less]
        else:
            self.widest = asked.most

    def shrunk(self, why: str) -> bool:
        """Go back to the usual room where a server refused more; whether there is less to ask."""
        if self.share.most <= self.usual or not about_room(why):
            return False
        self.share, self.widest = Share(self.usual, self.share.less), self.usual
        return True

    def granted(self, asked: Share) -> Share:
        """What was granted where so much was `asked` for."""
        return self.share if asked.most > self.widest else asked

    def settle(self, share: Share) -> None:
        """Grant the rest of the run what one paper needed."""
        self.share, self._helped = share, True

    def failed(self, share: Share, asked: Share, *, thought: bool) -> None:
        """More did not help: a model that thinks gets it from the start from now on.

        One that repeats itself fills any room: where more never helped it is not tried again.
        """
        if thought:
            self.share = share
        elif not self._helped:
            self.widest = asked.most

    def kept(self) -> None:
        """An answer was whole."""
        self._kept = True

    def lost(self) -> bool:
        """A paper's answers were all cut off; whether it is time to stop."""
        self._lost += 1
        return not self._kept and self._lost >= HOPELESS


def patience(settings: Settings, most: int) -> float:
    """Seconds that an answer of so many tokens may take: longer than usual where it may be longer.

    A reader's own number of seconds holds for every answer.
    """
    if settings.origins.get("timeout", "default") != "default":
        return settings.answer_timeout
    return settings.answer_timeout * max(1.0, most / settings.max_output_tokens)


def about_room(refusal: str) -> bool:
    """Tell whether a refusal speaks of how long an answer may be."""
    return bool(_ABOUT_ROOM.search(refusal))


def room(server: Server, settings: Settings, price: Callable[[Tokens], float | None]) -> Room:
    """The room for the answers of a model: more for one that thinks, as far as a budget allows."""
    usual = settings.max_output_tokens
    ways = list(_LESS.get(server.provider, (_LOW,)))
    if not server.own:
        ways = [_LOW | _TEMPLATE, _LOW]
    if server.provider == "ollama" and "gpt-oss" in server.model:
        ways = [_LOW]
    if settings.origins.get(SETTING, "default") != "default":
        return Room(Share(usual), usual, usual, ways)
    most = usual
    if thinks(server.model):
        cost = price(Tokens(output=THINKING)) or 0.0
        if settings.max_usd is None or cost <= settings.max_usd * _PART:
            most = max(usual, THINKING)
    return Room(Share(most), 2 * most, usual, ways)
