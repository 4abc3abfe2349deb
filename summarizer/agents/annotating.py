"""The tool that fetches papers and annotates them, within one budget for all its calls."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from summarizer.agents import listings
from summarizer.agents.answers import Place
from summarizer.agents.arguments import Argument
from summarizer.agents.tools import Tool
from summarizer.errors import NotKept, ServiceError, SummarizerError, UsageError
from summarizer.text.counting import counted
from summarizer.text.plain import echoed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.agents.answers import Answer
    from summarizer.library.run import Run
    from summarizer.papers.records import Digest, Usage
    from summarizer.settings import Settings

_LIMIT, _MOST = 20, 100
_SHOWN = 10
"""Papers of an answer: the library has the others."""


@dataclass
class Budget:
    """What all calls of one server have taken: a second call has only what the first one left."""

    usd: float = 0.0
    requests: int = 0
    _lock: Lock = field(default_factory=Lock, repr=False)

    def annotate(self, run: Run, given: Mapping[str, Any]) -> Answer:
        """Annotate the papers of a SPEC, one call at a time. Raises UsageError, ServiceError."""
        from summarizer import pipeline
        from summarizer.library.run import Options

        spec = _live(given["spec"], run.settings)
        with self._lock:
            run.settings = self._left(run.settings)
            try:
                digest = pipeline.digest([spec], Options(limit=given["limit"]), run)
            except (NotKept, ServiceError) as error:
                raise self._taken_before(error) from error
            self._take(digest.usage)
        return _answer(digest, spec, run.settings.model)

    def _taken_before(self, error: NotKept | ServiceError) -> SummarizerError:
        """The error, with what was made and stored until then."""
        if error.digest is None:
            return error
        self._take(error.digest.usage)
        done = counted(len(error.digest.papers), "paper")
        return ServiceError(f"{error}; {done} annotated before it, and stored")

    def _left(self, settings: Settings) -> Settings:
        """The settings with what is left of the budget. Raises UsageError where there is none."""
        from summarizer import engines

        if not engines.waits(engines.create(settings)):
            return settings
        usd, requests = settings.max_usd, settings.max_requests
        if usd is None and requests is None:
            message = (
                f"`{settings.model}` may cost money, and no budget is set: the reader sets one "
                "with `summarize config set max_usd 0.50`, or `max_requests`"
            )
            raise UsageError(message)
        left = None if usd is None else round(usd - self.usd, 6)
        still = None if requests is None else requests - self.requests
        if (left is not None and left <= 0) or (still is not None and still <= 0):
            message = (
                f"the budget is used up: ${self.usd:.4f} and {counted(self.requests, 'request')} "
                "since this server was started"
            )
            raise UsageError(message)
        return replace(settings, max_usd=left, max_requests=still)

    def _take(self, usage: Usage) -> None:
        self.usd += usage.usd or 0.0
        self.requests += usage.requests


def tool(budget: Budget) -> Tool:
    """The tool, with the budget that it keeps to."""
    number: dict[str, Any] = {"type": ["number", "null"]}
    whole: dict[str, Any] = {"type": "integer"}
    usage = {
        "type": "object",
        "properties": {"requests": whole, "usd": number, "cached": whole},
    }
    skipped = {"type": "array", "items": {"type": "object"}}
    return Tool(
        name="annotate",
        title="Fetch and annotate papers",
        about="Fetch papers from arXiv or Hugging Face, give them TL;DR and topics with the "
        "reader's model, and store them. May cost money, within the reader's budget; the cost is "
        "told.",
        arguments=(
            Argument(
                name="spec",
                about="hf (newest day), hf:2025-12-09, arxiv:cs.CL, arxiv:2305.10601, "
                "arxiv:?q=words, or an address of these sites",
                required=True,
            ),
            Argument(
                name="limit",
                about="papers at most",
                kind="integer",
                default=_LIMIT,
                least=1,
                most=_MOST,
            ),
        ),
        output=lambda: listings.schema(usage=usage, skipped=skipped, model={"type": "string"}),
        answer=budget.annotate,
        writes=True,
        reaches_out=True,
    )


def _live(spec: str, settings: Settings) -> str:
    """A SPEC that a site answers: an agent reads no file of the machine through this tool."""
    import os

    from summarizer import sources

    if spec == "-" or os.path.lexists(spec) or sources.asked(spec, settings) is None:
        message = (
            f"`{echoed(spec)}` is no SPEC of arXiv or Hugging Face: write it like hf:2025-12-09, "
            "arxiv:cs.CL or arxiv:2305.10601"
        )
        raise UsageError(message)
    return spec


def _answer(digest: Digest, spec: str, model: str) -> Answer:
    """What was made, and what it took."""
    from summarizer.agents.suspicion import seen
    from summarizer.papers.wire import fields

    usage = digest.usage
    asked = counted(usage.requests, "request")
    cost = "cost unknown" if usage.usd is None else f"${usage.usd:.4f}"
    taken = f"{asked}, {cost}" if usage.requests else "no request, no cost"
    skipped = [
        {name: seen(str(value)) for name, value in fields(each).items()} for each in digest.skipped
    ]
    count = len(digest.papers)
    data = {
        "model": model,
        "usage": {"requests": usage.requests, "usd": usage.usd, "cached": usage.cached},
        "skipped": skipped,
    }
    notes = [f"{counted(len(skipped), 'paper')} skipped"] if skipped else []
    if count > _SHOWN:
        notes.append(f"the first {_SHOWN} are shown; all are stored: `search` and `day` find them")
    return listings.Page(
        head=f"Annotated from {spec} ({taken})",
        papers=digest.papers[:_SHOWN],
        place=Place(0, max(count, 1), ""),
        total=count,
        data=data,
        notes=notes,
    ).answer()
