"""Requests, tokens and cost: counted for every try, and held within a budget."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from time import monotonic as now
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from summarizer.engines import AsyncEngine
from summarizer.engines.llm.providers import PROVIDERS
from summarizer.engines.llm.rates import Rate
from summarizer.errors import BudgetSpent, SettingsError
from summarizer.papers.records import PartialUsage, Usage
from summarizer.papers.wire import fields
from summarizer.text.counting import counted

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable

    Price = Callable[["Tokens"], float | None]
    """What tokens cost in US dollars; None where that is not known."""

CHARACTERS_PER_TOKEN = 4
"""What a token of English text has, about: for what to expect."""
ANSWER_TOKENS = 150
"""What an answer has, about: a few tags with quotes and one sentence."""
PERSONAL_TOKENS = 110
"""What relevance adds to it, about: two reasons, a sentence and two numbers."""
_FEWEST = 2
"""What a token of ASCII has at the least in prompts like ours: for the worst case."""
_PER_MESSAGE = 200


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one try; `cached` ones are part of `input`."""

    input: int = 0
    output: int = 0
    cached: int = 0


def price_of(provider: str, model: str, *, batch: bool = False) -> Price:
    """The price of tokens in US dollars by the tables of genai-prices; None where it is unknown.

    That of a `batch` is unknown where the tables have none of its own.
    """
    local = PROVIDERS.get(provider)
    if local and local.variable is None:
        return lambda _: 0.0  # on the reader's own machine
    listed = local.prices if local and local.prices else provider
    known: list[bool] = []
    context = {"processing": "batch"} if batch else None

    def price(tokens: Tokens) -> float | None:
        if known == [False]:
            return None
        from genai_prices import Usage as Priced
        from genai_prices import calc_price

        used = Priced(
            input_tokens=tokens.input,
            output_tokens=tokens.output,
            cache_read_tokens=min(tokens.cached, tokens.input),
        )
        try:
            found = calc_price(used, model_ref=model, provider_id=listed, price_context=context)
        except (LookupError, ValueError):
            known[:] = [False]
            return None
        if batch and not any(
            each.when.items() <= {"processing": "batch"}.items()
            for each in found.model.price_variants or ()
        ):
            known[:] = [False]
            return None
        return float(found.total_price)

    return price


def expected(characters: int) -> Tokens:
    """About what a request with so many characters takes."""
    return Tokens(-(-characters // CHARACTERS_PER_TOKEN), ANSWER_TOKENS)


def both(one: Usage, other: Usage) -> Usage:
    """What two requests take together."""
    usd = None if one.usd is None or other.usd is None else one.usd + other.usd
    return Usage(
        one.requests + other.requests,
        (one.input_tokens or 0) + (other.input_tokens or 0),
        (one.output_tokens or 0) + (other.output_tokens or 0),
        0,
        usd,
    )


def worst_case(texts: Iterable[str], most: int) -> Tokens:
    """The most tokens that a request with these texts can take.

    A tokeniser may need a token for each byte of a character that is not ASCII.
    """
    ascii_letters, other_bytes = 0, 0
    for text in texts:
        letters = len(text) if text.isascii() else len(text.encode("ascii", "ignore"))
        ascii_letters += letters
        if letters < len(text):
            other_bytes += len(text.encode("utf-8", "replace")) - letters
    return Tokens(ascii_letters // _FEWEST + other_bytes + _PER_MESSAGE, most)


@dataclass
class Meter:
    """Counts what a run takes, and stops it before the request that could exceed its budget."""

    price: Price
    max_usd: float | None = None
    max_requests: int | None = None
    rate: Rate = field(default_factory=Rate)
    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    usd: float | None = 0.0
    unpriced: float = 0.0
    """Worst cases of tries that may have been charged for and told no tokens."""
    untold: int = 0
    """How many tries these were."""
    _told: bool = False
    _held: float = 0.0
    _settled: asyncio.Event | None = field(default=None, repr=False)

    def usage(self) -> Usage:
        """What was taken so far: of all tokens told; nothing is known while none are."""
        usd = None if self.usd is None else round(self.usd, 6)
        took = Usage(self.requests, self.input_tokens, self.output_tokens, 0, usd)
        return in_part(took, self.untold, told=self._told)

    def check(self) -> None:
        """Raise SettingsError where a cost is limited that cannot be known."""
        if self.max_usd is not None and self.price(Tokens(1, 1)) is None:
            message = (
                "`--max-usd` cannot be used: the price of this model is unknown; "
                "give `--max-requests` instead, and `summarize config unset max_usd` if it is set"
            )
            raise SettingsError(message)

    async def reserve(self, worst: Tokens, price: Price | None = None) -> float:
        """Set a request's worst case aside; waits for others' where they hold what is left.

        Raises BudgetSpent where the request could exceed the budget.
        """
        while seconds := self.rate.wait(now()):
            await _sleep(seconds)
        self._check(self.requests, self._spent(), 0.0)
        if self.max_usd is None:
            self._begin()
            return 0.0
        cost = (price or self.price)(worst) or 0.0
        while self._spent() + self._held + cost > self.max_usd:
            self._check(self.requests, self._spent(), cost)
            self._settled = self._settled or _event()
            self._settled.clear()
            await self._settled.wait()
        if self.requests == self.max_requests or self.rate.wait(now()):
            return await self.reserve(worst, price)  # others came first while this one waited
        self._begin()
        self._held += cost
        return cost

    def add(self, other: Meter) -> None:
        """Count what another meter counted as well, such as that of other requests of a run."""
        self.requests += other.requests
        self.input_tokens += other.input_tokens
        self.output_tokens += other.output_tokens
        self.usd = None if None in (self.usd, other.usd) else (self.usd or 0) + (other.usd or 0)
        self.unpriced += other.unpriced
        self.untold += other.untold
        self._told = self._told or other._told

    def _begin(self) -> None:
        self.requests += 1
        self.rate.begin(now())

    def _check(self, requests: int, spent: float, cost: float) -> None:
        """Raise BudgetSpent where one more request, of this cost at most, could exceed a limit."""
        if self.max_requests is not None and requests >= self.max_requests:
            message = f"the budget of {counted(self.max_requests, 'request')} is used up"
            raise BudgetSpent(message)
        if self.max_usd is not None and spent + cost > self.max_usd:
            message = (
                f"the next request could exceed the budget of ${self.max_usd:g}: "
                f"${spent:.4f} spent, up to ${cost:.4f} more"
            )
            raise BudgetSpent(message)

    def settle(
        self,
        reserved: float,
        used: Tokens | None,
        *,
        charged: bool = True,
        price: Price | None = None,
    ) -> None:
        """Count a finished try; `used` is None where the server told no tokens.

        `charged` says whether such a try may cost something all the same.
        """
        self._held -= reserved
        if used is not None:
            self._told = True
            self.input_tokens += used.input
            self.output_tokens += used.output
            self.cached_tokens += used.cached
            cost = (price or self.price)(used)
            self.usd = None if cost is None or self.usd is None else self.usd + cost
        elif charged:
            self.unpriced += reserved
            self.untold += 1
        if self._settled:
            self._settled.set()

    def _spent(self) -> float:
        return (self.usd or 0.0) + self.unpriced


@dataclass
class OtherPrice:
    """A meter as it counts the requests to another model, whose price is its own."""

    meter: Meter
    price: Price

    async def reserve(self, worst: Tokens) -> float:
        """Set a request's worst case aside, as the meter does."""
        return await self.meter.reserve(worst, self.price)

    def settle(self, reserved: float, used: Tokens | None, *, charged: bool = True) -> None:
        """Count a finished try, as the meter does."""
        self.meter.settle(reserved, used, charged=charged, price=self.price)


def in_part(took: Usage, untold: int, *, told: bool) -> Usage:
    """What is known where the tokens of some requests, or of all, were not told."""
    if not told:
        known = 0 if not took.requests else None
        took = replace(took, input_tokens=known, output_tokens=known, usd=None)
    return PartialUsage(**fields(took), untold=untold) if untold else took


@runtime_checkable
class MeteredEngine(AsyncEngine, Protocol):
    """An engine whose tries a meter counts, which keeps the limits."""

    meter: Meter


def _event() -> asyncio.Event:
    from asyncio import Event

    return Event()


async def _sleep(seconds: float) -> None:
    from asyncio import sleep

    await sleep(seconds)
