"""A digest posted: to each address once a day and source, each of its messages by itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from summarizer.deliver import Requesting, Room
from summarizer.deliver.messages import some
from summarizer.deliver.outbox import UNKNOWN, Piece, Sending, Sendings, day_of, key
from summarizer.errors import OutputError, Refused, ServiceError, Unconfirmed
from summarizer.network.retries import rest
from summarizer.observer import Silent
from summarizer.papers.days import utc_now
from summarizer.settings import folder
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.deliver import Part, Verdict
    from summarizer.deliver.addresses import Address
    from summarizer.observer import Observer
    from summarizer.papers.records import Digest
    from summarizer.renderers import View

State = Literal["sent", "sent before", "partly sent", "unclear", "not sent"]
_AGAIN = "`--again` sends it again"
_LOOK = "look there, and give `--again` if something is missing"
_HALVINGS = 2
"""How often what a service finds too long is split once more."""


@dataclass(frozen=True)
class Outcome:
    """What became of the digest at one address, and why; `error` is what stood in its way."""

    recipient: str
    state: State
    why: str = ""
    error: ServiceError | None = None


@dataclass(frozen=True)
class Delivery:
    """How digests are posted: where, and with how much patience (seconds)."""

    addresses: tuple[Address, ...]
    again: bool = False
    timeout: float = 30.0
    max_wait: float = 60.0
    observer: Observer = field(default_factory=Silent)

    def send(self, digest: Digest, view: View, about: str = "") -> Iterator[Outcome]:
        """Post the digest wherever it is not yet; `about` says how its papers were chosen.

        What goes wrong at one address keeps no other from its digest. Raises OutputError where
        nothing can be kept of it.
        """
        sendings = Sendings(folder("data") / "posts")
        for address in self.addresses:
            sources = " ".join(filter(None, (*digest.source, about)))
            name = key(day_of(digest), sources, address.key)
            said = {"day": day_of(digest), "source": sources, "address": address.name}
            try:
                with sendings.alone(name):
                    round_ = _Round(self, address, sendings, name, said)
                    yield round_.outcome(digest, view)
            except ServiceError as error:
                told = type(error)(f"{address.name}: {error}")
                yield Outcome(address.name, "not sent", str(error), told)


@dataclass
class _Round:
    """One address, with what is known of its messages; it is alone with it among all runs."""

    delivery: Delivery
    address: Address
    sendings: Sendings
    name: str
    said: dict[str, str]
    pieces: list[Piece] = field(default_factory=list)
    times: int = 0
    before: Sending | None = None

    def outcome(self, digest: Digest, view: View) -> Outcome:
        """Send what is missing."""
        before = self.before = self.sendings.read(self.name)
        again = self.delivery.again
        if before and not again and before.state == "sent":
            return self._is("sent before", f"{before.when}; {_AGAIN}")
        if before and not again and before.at == UNKNOWN:
            return self._unclear("the record of an earlier run cannot be read")
        if before:
            self.times = before.times + 1
            if before.state != "sent":
                self.pieces = [each for each in before.parts if each.sent or not again]
        parts = missing(digest, view, self.address, {i for p in self.pieces for i in p.papers})
        failed = self._each(digest, view, parts)
        return self._told(failed, len(parts))

    def _each(self, digest: Digest, view: View, parts: list[Part], halvings: int = 0) -> str:
        """Send messages in turn; why the first failed that surely did, and so all after it."""
        for number, part in enumerate(parts):
            if number:
                rest(self.address.target.PROFILE.pause)
            why = self._one(digest, view, part, halvings)
            if why:
                return why
        return ""

    def _one(self, digest: Digest, view: View, part: Part, halvings: int) -> str:
        """Send one message, in smaller ones where it is too long; why it surely was not taken."""
        found = self._sent(part)
        if found.state == "too long" and halvings < _HALVINGS:
            some = only(digest, set(part.papers))
            room = room_of(self.address).half_of(part.text)
            smaller = self.address.target.messages(some, view, room)
            if [each.text for each in smaller] != [part.text]:
                return self._each(some, view, smaller, halvings + 1)
        if found.state in {"taken", "unclear"}:
            return ""
        return self.address.scrubbed(found.why or found.state)

    def _sent(self, part: Part) -> Verdict:
        """Hand one message over, with what is known of it on disk before and after."""
        piece = Piece(part.papers, sent=False, at=utc_now().isoformat())
        kept = self.pieces
        ends = {"taken": [*kept, replace(piece, sent=True)], "unclear": [*kept, piece]}

        def waiting(why: str) -> None:
            self._keep(kept)
            self.delivery.observer.note(f"{self.address.name}: {why}")

        verdict = self._handed_over(part, lambda: self._keep([*kept, piece]), waiting)
        self._keep(ends.get(verdict.state, kept))
        return verdict

    def _handed_over(
        self, part: Part, keep: Callable[[], None], waiting: Callable[[str], None]
    ) -> Verdict:
        delivery, address, target = self.delivery, self.address, self.address.target
        if isinstance(target, Requesting):
            from hashlib import sha256

            from summarizer.deliver.posting import posted

            marks = " ".join((self.name, str(self.times), *part.papers))
            name = f"msg_{sha256(marks.encode()).hexdigest()[:24]}"
            return posted(
                lambda: target.request(address.url, part, name),
                target,
                (delivery.timeout, delivery.max_wait),
                keep,
                waiting,
            )
        from summarizer.deliver.apprising import Errand

        errand = Errand(target, part, delivery.timeout, delivery.max_wait, keep, waiting)
        return errand.run(address.plugin)

    def _keep(self, pieces: list[Piece]) -> None:
        """Keep how far it got, on disk before this returns."""
        self.pieces = pieces
        self._write("sending")

    def _write(self, state: Literal["sending", "sent"]) -> None:
        at = utc_now().isoformat()
        sending = Sending(state, at, self.times, tuple(self.pieces))
        self.sendings.write(self.name, sending, **self.said)

    def _told(self, failed: str, wanted: int) -> Outcome:
        unclear = [each for each in self.pieces if not each.sent]
        sent = len(self.pieces) - len(unclear)
        if failed:
            if not self.pieces:
                self.sendings.forget(self.name, self.before)
                return self._is("not sent", failed, Refused)
            why = f"{counted(sent, 'message')}, then {failed}; the next run sends the rest only"
            return self._is("partly sent", why, Refused)
        if unclear:
            papers = sum(len(each.papers) for each in unclear)
            return self._unclear(f"no answer came for {counted(papers, 'paper')}")
        try:
            self._write("sent")
        except OutputError:
            return self._is("sent", "but this could not be recorded")
        return self._is("sent", counted(wanted, "message") if wanted > 1 else "")

    def _unclear(self, why: str) -> Outcome:
        return self._is("unclear", f"{why}: {_LOOK}", Unconfirmed)

    def _is(self, state: State, why: str, error: type[ServiceError] | None = None) -> Outcome:
        name = self.address.name
        return Outcome(name, state, why, error(f"{name}: {state}: {why}") if error else None)


def room_of(address: Address) -> Room:
    """How long a message to an address may be."""
    profile = address.target.PROFILE
    if address.plugin is None:
        return Room(profile.longest, profile.size, profile.markup)
    from summarizer.deliver import apprising

    return apprising.room(address.plugin, address.target)


def messages(digest: Digest, view: View, address: Address) -> list[Part]:
    """All messages of a digest to an address."""
    return address.target.messages(digest, view, room_of(address))


def missing(digest: Digest, view: View, address: Address, there: set[str]) -> list[Part]:
    """The messages of the papers that are not there yet: the same that all would have, if they can.

    Where the digest has changed since, the papers that are missing are put together anew.
    """
    parts = messages(digest, view, address)
    if all(there.isdisjoint(part.papers) or there >= set(part.papers) for part in parts):
        return [part for part in parts if there.isdisjoint(part.papers)]
    left = {each.id for each in digest.papers} - there
    return messages(only(digest, left), view, address) if left else []


def only(digest: Digest, ids: set[str]) -> Digest:
    """The digest of some of its papers."""
    found = some(digest, [each for each in digest.papers if each.id in ids])
    if digest.for_me:
        mine = {each.id for each in digest.papers[: digest.for_me.relevant]}
        relevant = sum(each.id in mine for each in found.papers)
        return replace(found, for_me=replace(digest.for_me, relevant=relevant))
    return found
