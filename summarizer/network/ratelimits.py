"""What a site says of its limits: how long to wait, and when no request is left."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from summarizer.errors import Refused
from summarizer.network.addresses import origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.network.connection import Answer

_OK = 200
_SECONDS = re.compile(r"\d{1,9}(?:\.\d+)?")
"""`Backoff`, as Zotero sends it: seconds without a request, though all is well."""
_NONE_LEFT = re.compile(r"(?:^|;)\s*r=0(?:;|$)")


@dataclass
class RateLimits:
    """The limits that are used up, each until a moment: a host's API, and its pages."""

    _used_up: dict[tuple[str, bool], float] = field(default_factory=dict)

    def note(self, url: str, answer: Answer) -> None:
        """Keep in mind that this was the last request allowed, or the last one for a while."""
        asked = answer.headers.get("backoff", "").strip()
        if _SECONDS.fullmatch(asked):
            self._used_up[_kind(url)] = time.monotonic() + float(asked)
        limit = answer.headers.get("ratelimit", "")
        wait = retry_after({"ratelimit": limit})
        if wait is not None and answer.status == _OK and _NONE_LEFT.search(limit):
            self._used_up[_kind(url)] = time.monotonic() + wait

    def wait(self, url: str, longest: float) -> float:
        """Seconds until a request is allowed again. Raises Refused where they are too many."""
        until = self._used_up.get(_kind(url), 0.0)
        wait = max(0.0, until - time.monotonic())
        if wait > longest:
            message = f"{url}: the site's rate limit is used up: try again in {wait:.0f} s"
            raise Refused(message)
        self._used_up.pop(_kind(url), None)
        return wait


def _kind(url: str) -> tuple[str, bool]:
    return origin(url)[1], "/api/" in url


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds a server asks to wait: `Retry-After` (number or date), or `t` of `RateLimit`."""
    given = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", given):
        return float(given)
    if given:
        try:
            moment = parsedate_to_datetime(given)
            return max(0.0, (moment - datetime.now(UTC)).total_seconds())
        except (ValueError, TypeError):
            return None
    match = re.search(r"(?:^|;)\s*t=(\d+)", headers.get("ratelimit", ""))
    return float(match[1]) if match else None
