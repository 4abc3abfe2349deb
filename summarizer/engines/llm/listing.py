"""The models that a server lists under `/models`, with their prices where they are known."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.engines.llm.refusals import meaning, refusal
from summarizer.engines.llm.usage import Tokens, price_of
from summarizer.errors import BadAnswer, NotRunning, Refused, ServiceError, Unreachable
from summarizer.network.retries import Passing

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from summarizer.engines.llm.providers import Server

_MOST_BYTES = 32 << 20
_MILLION = 1_000_000
_SAMPLE = 1_000
"""Tokens of which a price per million is made: some models cost more beyond many at once."""
_NONE_LISTED = frozenset({404, 405, 501})
_LISTED_OTHERWISE = {"anthropic": ("?limit=1000", "x-api-key", {"anthropic-version": "2023-06-01"})}
"""Query, header of the key and other headers of a provider whose list is not like OpenAI's."""


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model by the name it is asked for, its prices in US dollars for a million tokens.

    `context` is how many tokens it holds. None stands for what is not known.
    """

    id: str
    input_usd: float | None = None
    output_usd: float | None = None
    context: int | None = None


def listed(server: Server, patience: float) -> list[ListedModel]:
    """The models of a server, by name; `patience` in seconds.

    Raises Refused, Unreachable, BadAnswer where what comes is no list of models.
    """
    entries = models_in(_document(server, patience))
    found = (_read(entry, server) for entry in entries)
    return sorted(filter(None, found), key=lambda each: each.id.lower())


def models_in(document: object) -> list[dict[str, Any]]:
    """The entries of a list of models, in the shapes servers give it. Raises BadAnswer."""
    inside: object = document
    if isinstance(document, dict):
        inside = next((document[name] for name in ("data", "models") if name in document), None)
    if not isinstance(inside, list):
        message = "not a list of models"
        raise BadAnswer(message)
    return [entry for entry in inside if isinstance(entry, dict)]


def _read(entry: dict[str, Any], server: Server) -> ListedModel | None:
    name = entry.get("id") or entry.get("name") or entry.get("model")
    if not isinstance(name, str):
        return None
    name = name.removeprefix("models/")
    given = _given_prices(entry.get("pricing"))
    prices = given or _known_prices(server.provider, name)
    lengths = (entry.get(each) for each in ("context_length", "context_window", "max_model_len"))
    context = next((each for each in lengths if isinstance(each, int) and each > 0), None)
    return ListedModel(name, *prices, context)


def _given_prices(pricing: object) -> tuple[float, float] | None:
    """The server's own: by the token as `prompt`, or by the million as `input`."""
    if not isinstance(pricing, dict):
        return None
    for names, tokens in ((("prompt", "completion"), _MILLION), (("input", "output"), 1)):
        try:
            first, second = (float(pricing[each]) * tokens for each in names)
        except (KeyError, TypeError, ValueError):
            continue
        return (round(first, 6), round(second, 6)) if first >= 0 and second >= 0 else None
    return None


def _known_prices(provider: str, name: str) -> tuple[float | None, float | None]:
    price = price_of(provider, name)
    return tuple(_of_a_million(price(each)) for each in (Tokens(_SAMPLE, 0), Tokens(0, _SAMPLE)))  # type: ignore[return-value]


def _of_a_million(price: float | None) -> float | None:
    return None if price is None else round(price * _MILLION / _SAMPLE, 6)


def _document(server: Server, patience: float) -> object:
    status, headers, body = _answer(server, patience)
    place = server.shown_url
    try:
        document = json.loads(body)
    except ValueError:
        document = body.decode(errors="replace")
    if status == 200:  # noqa: PLR2004 - what it is stands beside it
        try:
            models_in(document)
        except BadAnswer:
            said = f"{place} answers, but not with a list of models: {server.address_advice}"
            raise BadAnswer(said) from None
        return document
    found = refusal(status, document, headers)
    if status in _NONE_LISTED:
        said = server.hidden(found.shown)
        message = f"{place} answers, but lists no models (HTTP {status}): {said}"
        raise BadAnswer(message)
    failure = meaning(found, server, 0)
    if isinstance(failure, Passing):
        raise failure.error
    raise failure if isinstance(failure, ServiceError) else Refused(f"{place}: {failure}")


def _answer(server: Server, patience: float) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body; no redirect is followed, since the key would go along."""
    import httpx

    from summarizer.network.http import USER_AGENT

    query, header, more = _LISTED_OTHERWISE.get(server.provider, ("", "", {}))
    headers = {"User-Agent": USER_AGENT, **server.headers}
    if header and server.own and server.key:
        headers = {"User-Agent": USER_AGENT, header: server.key, **more}
    url = server.url("/models") + (query if server.own and not server.query else "")
    try:
        with httpx.stream("GET", url, headers=headers, timeout=patience) as answer:
            found = {name.lower(): value for name, value in answer.headers.items()}
            return answer.status_code, found, b"".join(_bounded(answer))
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        raise _unreached(error, server, patience) from None


def _bounded(answer: httpx.Response) -> Iterator[bytes]:
    size = 0
    for part in answer.iter_bytes():
        size += len(part)
        if size > _MOST_BYTES:
            message = f"{answer.url.host} sent more than {_MOST_BYTES >> 20} MB: not read"
            raise BadAnswer(message)
        yield part


def _unreached(error: Exception, server: Server, patience: float) -> Unreachable:
    place = server.shown_url
    if "refused" in str(error).lower():
        said = f"{place} cannot be reached: nothing listens there: {server.start_advice}"
        return NotRunning(said)
    why = server.hidden(str(error)) or f"no answer within {patience:g} s"
    return Unreachable(f"{place} cannot be reached: {why}")
