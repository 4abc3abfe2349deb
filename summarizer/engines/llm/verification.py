"""A second look at a model's TL;DR: one more, cheap request, by the same model or another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from summarizer.engines.llm import dialects, prompts, providers
from summarizer.engines.llm.usage import OtherPrice, Tokens, expected, price_of
from summarizer.errors import SummarizerError
from summarizer.papers.records import Usage
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from string import Template

    from summarizer.engines.llm.client import ModelClient
    from summarizer.engines.llm.providers import Server
    from summarizer.engines.llm.usage import Meter
    from summarizer.observer import Observer
    from summarizer.papers.records import Paper, Passage
    from summarizer.settings import Settings

_PARTS = {"system": set[str](), "user": {"title", "abstract", "tldr", "quotes"}}
_TOKENS = 1000
"""The most for a verdict of a few words, thoughts of a model that thinks included."""
_LONGEST = 200
_SUPPORTED = re.compile(
    r"[\"']?\bsupported[\"']?\s*[:=]\s*[\"']?(true|false|yes|no)\b", re.IGNORECASE
)
_PROBLEM = re.compile(r"[\"']?\bproblem[\"']?\s*[:=]\s*\"((?:[^\"\\]|\\.){1,2000})", re.IGNORECASE)
_FORM = 'Answer with the JSON object alone: {"supported": true or false, "problem": "..." or null}'
_ABOUT, _VERDICT = 500, 20
"""Characters of a TL;DR with its passages, and tokens of a verdict, about."""
_UNSAID = "the verdict of whether it is supported could not be read"


class Verdict(NamedTuple):
    """Whether a TL;DR is supported, None where it was not said; and what is wrong with it."""

    supported: bool | None
    problem: str = ""


class _Forgetful(dialects.Memory):
    """Knows how a server is asked, and learns nothing: verdicts are asked in plain text."""

    def recall(self, server: Server) -> dialects.Dialect:
        """The known way, without a demand for form."""
        return replace(super().recall(server), mode="text")

    def keep(self, server: Server, dialect: dialects.Dialect) -> None:
        """Nothing is kept."""


@dataclass
class Verifier:
    """Asks about TL;DRs, within the budget of the run that made them."""

    server: Server
    settings: Settings
    memory: dialects.Memory
    meter: Meter
    observer: Observer

    @cached_property
    def client(self) -> ModelClient:
        """What asks the server; made with the first TL;DR."""
        from summarizer.engines.llm.client import ModelClient
        from summarizer.engines.llm.pace import Pace
        from summarizer.engines.llm.sdk import SDK

        given = replace(self.settings, max_output_tokens=_TOKENS)
        meter = OtherPrice(self.meter, price_of(self.server.provider, self.server.model))
        memory = _Forgetful(self.memory.path)
        pace = Pace(given.concurrency)
        transport = SDK(self.server, given)
        return ModelClient(self.server, given, transport, memory, pace, meter, self.observer)

    async def verdict(self, tldr: str, passages: Iterable[Passage], paper: Paper) -> Verdict:
        """What the model says of a TL;DR, asked once more where that cannot be read.

        Where it cannot be asked, that is the problem: the TL;DR was paid for, and stays.
        """
        messages = _messages(tldr, passages, paper)
        try:
            said = await self.client.ask(messages, again=True)
            found = verdict_in(said)
            if found.supported is None:
                echo = {"role": "assistant", "content": said[: prompts.ECHOED] or "(nothing)"}
                more = [*messages, echo, {"role": "user", "content": _FORM}]
                found = verdict_in(await self.client.ask(more, again=True))
        except SummarizerError as error:
            return Verdict(None, one_line(str(error)))
        return found

    def expected(self, paper: Paper) -> Usage:
        """About what a verdict takes."""
        texts = [each["content"] for each in _messages("", (), paper)]
        tokens = expected(sum(map(len, texts)) + _ABOUT)
        price = price_of(self.server.provider, self.server.model)
        return Usage(1, tokens.input, _VERDICT, 0, price(Tokens(tokens.input, _VERDICT)))

    async def close(self) -> None:
        """Let the connections go; another loop may ask anew."""
        client = self.__dict__.pop("client", None)
        if client:
            await client.transport.close()


def verifier(
    settings: Settings, memory: dialects.Memory, meter: Meter, observer: Observer
) -> Verifier | None:
    """What verifies by these settings; None where nothing does. Raises SettingsError."""
    if settings.verify == "off":
        return None
    model = settings.verify_model or settings.model
    given = replace(settings, model=model)
    if settings.verify_model and model.partition("/")[0] != settings.model.partition("/")[0]:
        given = replace(given, base_url=None)
    return Verifier(providers.server(given), given, memory, meter, observer)


def identity() -> str:
    """What the question is known by."""
    from hashlib import sha256

    text = "\n".join(each.template for each in _parts().values())
    return sha256(text.encode()).hexdigest()[:12]


def verdict_in(text: str) -> Verdict:
    """The last verdict in an answer, after whatever was thought aloud."""
    found = list(_SUPPORTED.finditer(text))
    if not found:
        return Verdict(None, _UNSAID)
    if found[-1][1].lower() in {"true", "yes"}:
        return Verdict(True)
    problems = _PROBLEM.findall(text, found[-1].start()) or _PROBLEM.findall(text)
    said = one_line(re.sub(r"\\(.)", r"\1", problems[-1])) if problems else "it says no more"
    return Verdict(False, said[:_LONGEST])


def _messages(tldr: str, passages: Iterable[Passage], paper: Paper) -> list[dict[str, str]]:
    parts = _parts()
    quotes = "; ".join(f"“{one_line(each.quote)}”" for each in passages) or "nothing named"
    user = parts["user"].substitute(
        title=prompts.as_data(paper.title[: prompts.MAX_TITLE]),
        abstract=prompts.as_data(paper.abstract[: prompts.MAX_ABSTRACT]),
        tldr=prompts.as_data(tldr),
        quotes=prompts.as_data(quotes),
    )
    return [
        {"role": "system", "content": parts["system"].template},
        {"role": "user", "content": user},
    ]


def _parts() -> dict[str, Template]:
    """The packaged question. Raises SettingsError where it is damaged."""
    _, parts = prompts.packaged("verify", _PARTS)
    return parts
