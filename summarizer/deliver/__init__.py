"""Targets: where a digest is posted, each with what its service shows and how long a text may be.

A target is a module here, called like its service, with the attributes of `Target`. Commands
call in by `addresses` and `delivery`, and `mail` by `outbox`; what was sent leaves, or why not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, runtime_checkable

from summarizer.families import Family

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from summarizer.papers.records import Digest
    from summarizer.renderers import View

Markup = Literal["text", "markdown", "html"]
_LEAST = 200
"""No service has less room for a message."""
OTHER = "other"
"""The target of all services that have none of their own."""


class Profile(NamedTuple):
    """What a target says of itself: its name, and how its addresses begin.

    `schemes` stand before `://`; `hosts` are those of the addresses that people copy from the
    service, and a host that begins with a dot stands for all names that end so. `example` is what
    a right address looks like. A message is at most `longest` by `size`. `markup` is the kind of
    text it is, as Apprise names them. `carries` is in the address of the request that carries a
    message, where others go before it; `several` names the attributes of Apprise's plugin that
    list the places of one address, of which it `needs` one or more; it `hides` them where their
    names are secrets. `pause` are seconds between two messages. `server` says that a server's
    name stands first in its addresses, not a key.
    """

    name: str
    schemes: tuple[str, ...]
    hosts: tuple[str, ...]
    example: str
    longest: int
    size: Callable[[str], int] = len
    markup: Markup = "text"
    carries: str = ""
    several: tuple[str, ...] = ()
    needs: bool = False
    hides: bool = False
    pause: float = 1.0
    server: bool = False


class Room(NamedTuple):
    """How long a message may be, by which measure, and what kind of text it is."""

    longest: int
    size: Callable[[str], int] = len
    markup: Markup = "text"

    def half_of(self, text: str) -> Room:
        """Half as much as a text takes, which a service finds too long."""
        return self._replace(longest=max(self.size(text) // 2, _LEAST))


@dataclass(frozen=True)
class Part:
    """One message: its text in the service's own form, and the ids of the papers in it.

    `title` is for services that show one apart.
    """

    text: str
    papers: tuple[str, ...]
    title: str = ""


class Answer(NamedTuple):
    """What a server said: status, headers with lower-case names, and the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Verdict(NamedTuple):
    """What an answer means for the message, why, and for how many seconds to wait."""

    state: Literal["taken", "later", "too long", "refused", "unclear"]
    why: str = ""
    wait: float | None = None


class Request(NamedTuple):
    """A POST that carries a message."""

    url: str
    headers: Mapping[str, str]
    body: bytes


class Target(Protocol):
    """What every module of this family offers."""

    PROFILE: Profile

    def messages(self, digest: Digest, view: View, room: Room) -> list[Part]:
        """The digest in as many messages as it takes; each paper is in exactly one."""


@runtime_checkable
class Reshaping(Protocol):
    """A target that posts something else than Apprise would make of a message."""

    def reshaped(self, payload: dict[str, Any], part: Part) -> dict[str, Any]:
        """What is posted in place of Apprise's payload."""


@runtime_checkable
class Judging(Protocol):
    """A target whose service says in words of its own whether it took a message."""

    def verdict(self, answer: Answer) -> Verdict | None:
        """What an answer means; None where its status says it all."""


@runtime_checkable
class Copied(Protocol):
    """A target whose service hands out web addresses that Apprise does not know."""

    def translated(self, url: str) -> str | None:
        """The address as Apprise writes it; None where it is not one of the service."""


@runtime_checkable
class Requesting(Protocol):
    """A target that is reached without Apprise."""

    def request(self, url: str, part: Part, name: str) -> Request:
        """The request that carries a message; `name` is the same each time it is tried."""


def _lacks(found: object) -> str:
    if not isinstance(getattr(found, "PROFILE", None), Profile):
        return "`PROFILE`, a `Profile`"
    return "" if callable(getattr(found, "messages", None)) else "`messages`"


_SHARED = "addresses answers apprising delivery dialects messages outbox posting wording"
FAMILY: Family[Target] = Family(__name__, "target", _lacks, frozenset(_SHARED.split()))


def targets() -> Iterator[Target]:
    """Every target there is; the one for all other services comes last."""
    yield from (each for name in FAMILY.names() if name != OTHER and (each := FAMILY.get(name)))
    yield for_the_rest()


def for_the_rest() -> Target:
    """The target of all services that have none of their own."""
    found = FAMILY.get(OTHER)
    assert found is not None  # noqa: S101 - it is a module here
    return found


def for_scheme(scheme: str) -> Target:
    """The target whose addresses begin like this; that of all other services where none does."""
    known = (each for each in targets() if scheme.lower() in each.PROFILE.schemes)
    return next(known, for_the_rest())


def for_host(host: str) -> Target | None:
    """The target whose service has this host; None where none has."""
    for each in targets():
        for known in each.PROFILE.hosts:
            if host == known or (known.startswith(".") and host.endswith(known)):
                return each
    return None
