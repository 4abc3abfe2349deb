"""What a server writes when it says no: the many shapes of an error's body, read into one.

Seen in the wild: OpenAI's `{"error": {...}}`, Google's list of one such, FastAPI's `detail`,
OpenRouter's `metadata.raw` (the words of whoever it asked, often JSON in a string), plain
text, and pages of a proxy.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.network.ratelimits import retry_after
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST = 300
_DEEPEST = 6
_MOST = 20_000
"""Characters of a body that are looked at."""
_SAYING = ("message", "detail", "msg", "error_description", "reason", "title", "error", "errors")
_NAMING = ("code", "type", "status", "reason", "param", "quotaId", "limit_source")
_EMPTY = re.compile(
    r"(?:provider returned error|error|upstream error|unknown error)?[.:]?", re.IGNORECASE
)
"""What a router says where it only passes on what another says."""
_PAGE = re.compile(r"\s*(?:<!doctype html|<html|<head|<body|<\?xml)", re.IGNORECASE)
_TITLE = re.compile(r"<(title|h1)[^>]*>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_AGAIN = re.compile(
    r"(?:try again|retry(?:ing)?|reset\w*|available(?: again)?|wait)"
    r"(?: your request| it)?(?: in| after| for)?:? ?"
    r"(?=\d)((?:\d+(?:\.\d+)? ?(?:milliseconds?|ms|seconds?|secs?|minutes?|mins?|hours?|hrs?"
    r"|days?|[dhms])\b[ ,]*|\d+(?:\.\d+)?[dhms](?=\d))+)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(\d+(?:\.\d+)?) ?(ms|millis|d|h|m|s)", re.IGNORECASE)
_DELAYS = ("retryDelay", "retry_after", "retry_after_seconds")
_BLINK = 0.25
"""Seconds of a wait in words that is too short to count on: the growing waits are better."""
_SECONDS = {"ms": 0.001, "millis": 0.001, "d": 86_400.0, "h": 3_600.0, "m": 60.0, "s": 1.0}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A server's no: its HTTP status, its codes and types, what it says, its headers.

    `wait` is the seconds it asks to wait; `generated` what a model had said before its server
    threw it away; `page` tells of a page for people instead of an API's answer.
    """

    status: int
    code: str
    text: str
    headers: Mapping[str, str]
    wait: float | None = None
    generated: str | None = None
    page: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """What the server says, on one line that fits."""
        said = one_line(self.text)
        return (said if len(said) <= _LONGEST else f"{said[:_LONGEST]} ...") or "no reason given"

    @property
    def words(self) -> str:
        """All that may tell what it means."""
        return f"{self.code} {self.text}"


def refusal(status: int, body: object, headers: Mapping[str, str], text: str = "") -> Refusal:
    """Read a refusal from a body, in the forms that servers give it; `text` stands in for none."""
    body = _decoded(body)
    page = isinstance(body, str) and bool(_PAGE.match(body))
    if page:
        said, parts = _heading(str(body)), []
    else:
        parts = list(_parts(body))
        said = _said(body) or one_line(text)
    code = " ".join(dict.fromkeys(_names(parts)))
    generated = next(
        (each["failed_generation"] for each in parts if "failed_generation" in each), None
    )
    return Refusal(
        status,
        code,
        said,
        headers,
        _wait(parts, said, headers),
        None if generated is None else _written(generated),
        page,
        {name: value for each in reversed(parts) for name, value in each.items()},
    )


def _decoded(value: object) -> object:
    """A body, decoded where it is JSON in a string."""
    if isinstance(value, bytes):
        value = value.decode(errors="replace")
    if isinstance(value, str):
        value = value[:_MOST]
        if value.lstrip()[:1] in {"{", "["}:
            try:
                return json.loads(value)
            except (ValueError, RecursionError):
                return value
    return value


def _parts(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object of a body, the outermost first."""
    value = _decoded(value)
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        inside: list[object] = list(value.values())
    else:
        inside = value if isinstance(value, list) else []
    for each in inside:
        if isinstance(each, dict | list) or (
            isinstance(each, str) and each.lstrip()[:1] in {"{", "["}
        ):
            yield from _parts(each, depth + 1)


def _said(value: object, depth: int = 0) -> str:
    """What a body says, in the words of whoever knows best; "" where it says nothing."""
    value = _decoded(value)
    if depth > _DEEPEST:
        return ""
    if isinstance(value, str):
        return _heading(value) if _PAGE.match(value) else value.strip()
    if isinstance(value, list):
        return "; ".join(dict.fromkeys(filter(None, (_said(each, depth + 1) for each in value))))
    if not isinstance(value, dict):
        return ""
    found = next(filter(None, (_said(value.get(name), depth + 1) for name in _SAYING)), "")
    return _upstream(value, found, depth)


def _upstream(value: dict[str, Any], found: str, depth: int) -> str:
    """The words of the provider behind a router, with its name, where they are passed on."""
    metadata = value.get("metadata")
    if not isinstance(metadata, dict):
        return found
    raw = _said(metadata.get("raw"), depth + 1)
    name = metadata.get("provider_name")
    if not raw or raw in found:
        return found
    said = raw if _EMPTY.fullmatch(found) else f"{found}: {raw}"
    return f"{said} ({name})" if isinstance(name, str) and name not in said else said


def _heading(page: str) -> str:
    title = _TITLE.search(page)
    return one_line(_TAG.sub(" ", title[2] if title else page))[:_LONGEST]


def _names(parts: list[dict[str, Any]]) -> Iterator[str]:
    for each in parts:
        for name in _NAMING:
            value = each.get(name)
            if isinstance(value, str | int) and not isinstance(value, bool):
                yield str(value)
        place = each.get("loc")
        if isinstance(place, list):
            yield ".".join(map(str, place))


def _written(generated: object) -> str:
    return generated if isinstance(generated, str) else json.dumps(generated)


def _wait(parts: list[dict[str, Any]], said: str, headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, the longest that is asked for: in headers, `RetryInfo`, or in words."""
    found: list[float | None] = []
    milliseconds = headers.get("retry-after-ms", "")
    if re.fullmatch(r"\d+(\.\d+)?", milliseconds):
        found.append(float(milliseconds) / 1000)
    for each in parts:
        found += [_delay(each.get(name)) for name in _DELAYS]
    found += [spoken(match[1]) for match in _AGAIN.finditer(said)]
    known = [each for each in found if each is not None and each >= _BLINK]
    asked = retry_after(headers)
    return max(known if asked is None else [*known, asked], default=None)


def _delay(value: object) -> float | None:
    """A delay as Google writes it (`"1.5s"`, or seconds and nanos), or a bare number."""
    if isinstance(value, dict):
        try:
            return float(value.get("seconds", 0)) + float(value.get("nanos", 0)) / 1e9
        except (TypeError, ValueError):
            return None
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return float(value)
    return spoken(value) if isinstance(value, str) else None


def spoken(text: str) -> float | None:
    """The seconds of a span such as `1.5s`, `7m12.5s`, `450ms`, `2 minutes`; None for no such."""
    found = _SPAN.findall(text)
    if not found:
        return None
    return sum(float(number) * _SECONDS[unit.lower()] for number, unit in found)


_STATUSES = {r"rate.?limit|resource.?exhausted": 429, r"auth|permission": 401, r"context": 400}
"""What a code in words stands for, where an error comes with status 200."""


def status_in(error: object) -> int:
    """The HTTP status that an error within an answer stands for; 502 where it tells none."""
    for each in _parts(error):
        code = str(each.get("code") or each.get("status") or "")
        if re.fullmatch(r"[45]\d\d", code):
            return int(code)
        for pattern, status in _STATUSES.items():
            if re.search(pattern, code, re.IGNORECASE):
                return status
    return 502
