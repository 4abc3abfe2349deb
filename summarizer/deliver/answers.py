"""What a service's answer means for a message, and when it is asked again."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from summarizer.deliver import Judging, Verdict
from summarizer.network.ratelimits import retry_after
from summarizer.network.retries import ATTEMPTS, growing, rest
from summarizer.text.plain import shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.deliver import Answer, Target

_OK, _REDIRECT, _BAD, _TOO_LARGE, _TOO_MANY = 200, 300, 400, 413, 429
_NO_KEY, _NO_PLACE = {401, 403}, {404, 410}
_PASSING, _UNCLEAR = {408, 425, 500, 502, 503}, 504
_LONG = re.compile(
    r"too[ _-]?(?:long|large|big)|too many characters|exceed|max(?:imum)? length", re.IGNORECASE
)
_WORDS = ("message", "error", "description", "errmsg", "msg", "detail", "title")
_LONGEST = 120


class NeverSent(Exception):
    """No connection: the service has surely not got the message; `lasting` where it won't help."""

    def __init__(self, why: str, *, lasting: bool = False) -> None:
        """Keep why."""
        super().__init__(why)
        self.lasting = lasting


class Lost(Exception):
    """The connection broke after the message was sent, or while it was."""


def document(answer: Answer) -> dict[str, Any]:
    """The object that an answer is in JSON; an empty one where it is none."""
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def judged(target: Target, answer: Answer) -> Verdict:
    """What an answer of a target's service means."""
    own = target.verdict(answer) if isinstance(target, Judging) else None
    if own is None:
        return by_status(answer)
    return own._replace(wait=_asked(answer)) if own.state == "later" else own


def by_status(answer: Answer) -> Verdict:
    """What a status means, where a service says no more."""
    status, said = answer.status, words(answer)
    if _OK <= status < _REDIRECT:
        return Verdict("taken")
    if status == _TOO_MANY:
        return Verdict("later", "too many messages (429)", _asked(answer))
    if status in _PASSING:
        return Verdict("later", f"its server has a problem ({status})", _asked(answer))
    if status == _UNCLEAR:
        return Verdict("unclear", f"its gateway gave up waiting ({status})")
    if status == _TOO_LARGE or (status == _BAD and _LONG.search(said)):
        return Verdict("too long", said)
    return Verdict("refused", _refusal(status, f": {said}" if said else ""))


def _refusal(status: int, more: str) -> str:
    if status in _NO_KEY:
        return f"no access ({status}{more}): the key in the address is not valid"
    if status in _NO_PLACE:
        return f"no such address ({status}{more}): get a new one there"
    if status < _BAD:
        return f"it points elsewhere ({status}): give the address it has now"
    return f"refused ({status}{more})"


def words(answer: Answer) -> str:
    """A service's own words, short."""
    said = document(answer)
    found = next((said[name] for name in _WORDS if isinstance(said.get(name), str)), "")
    if not found and not said and answer.body[:1] not in {b"<", b"{", b"["}:
        found = answer.body[: 4 * _LONGEST].decode("utf-8", "replace")
    return shortened(found, _LONGEST)


def _asked(answer: Answer) -> float | None:
    """Seconds that a service asks to wait, in a header or in its words."""
    found = retry_after(answer.headers)
    if found is not None:
        return found
    said = document(answer)
    inside = said.get("parameters")
    for place in (said, inside if isinstance(inside, dict) else {}):
        for name, per_second in (("retry_after", 1), ("retry_after_ms", 1000)):
            value = place.get(name)
            if isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0:
                return value / per_second
    return None


def patiently(
    once: Callable[[], Answer],
    verdict: Callable[[Answer], Verdict],
    most: float,
    waiting: Callable[[str], None],
) -> tuple[Verdict, Answer | None]:
    """Ask until a service has taken a message or surely will not; the last verdict and answer.

    Only what a service has surely not taken is sent again, after the wait it asks for, which is at
    most `most` seconds. `waiting` is told why before each new try. Raises NeverSent, Lost.
    """
    for attempt in range(1, ATTEMPTS + 1):
        last = attempt == ATTEMPTS
        try:
            answer = once()
        except NeverSent as error:
            if last or error.lasting:
                raise
            waiting(f"{error}; trying again")
            rest(growing(attempt))
            continue
        found = verdict(answer)
        if found.state != "later":
            return found, answer
        if found.wait is not None and found.wait > most:
            why = f"{found.why}: it asks to try again in {found.wait:.0f} s"
            return Verdict("refused", why), answer
        if last:
            return Verdict("refused", f"{found.why}: try again later"), answer
        waiting(f"{found.why}; trying again")
        rest(growing(attempt) if found.wait is None else found.wait)
    raise AssertionError
