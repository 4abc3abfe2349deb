"""A digest mailed: to each address once a day and source, however often it is asked for."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from summarizer.deliver.outbox import Sending, Sendings, day_of, key
from summarizer.errors import OutputError, ServiceError, SettingsError, Unconfirmed, UsageError
from summarizer.mail.server import PASSWORD, PORTS, Server
from summarizer.mail.smtp import Mail, RecipientRefused, deliver
from summarizer.observer import Silent
from summarizer.papers.days import utc_now
from summarizer.renderers import eml as letter
from summarizer.settings import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.mail.server import Security
    from summarizer.observer import Observer
    from summarizer.papers.records import Digest
    from summarizer.renderers import View
    from summarizer.settings import Settings

State = Literal["sent", "sent before", "unclear", "refused", "not sent"]
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")


@dataclass(frozen=True)
class Outcome:
    """What became of the mail to one address, and why; `error` is what stood in its way."""

    recipient: str
    state: State
    why: str = ""
    error: ServiceError | None = None


@dataclass(frozen=True)
class Post:
    """How digests are mailed: the server, from whom, to whom, and where that is kept."""

    server: Server
    sender: str
    recipients: tuple[str, ...]
    subject: str | None = None
    again: bool = False
    observer: Observer = field(default_factory=Silent)

    def send(self, digest: Digest, view: View, about: str = "") -> Iterator[Outcome]:
        """Mail the digest to each address that has not got it; `about` says how it was chosen.

        An address that is refused keeps no other from its mail; a server that cannot be
        reached does. Raises OutputError where nothing can be kept of it.
        """
        sendings = Sendings(folder("data") / "mail")
        gone: ServiceError | None = None
        for recipient in self.recipients:
            if gone:
                yield Outcome(recipient, "not sent", str(gone), gone)
                continue
            try:
                yield self._send(digest, view, recipient, (sendings, about))
            except RecipientRefused as error:
                yield Outcome(recipient, "refused", str(error), error)
            except Unconfirmed as error:
                told = Unconfirmed(f"{error}: {_LOOK}")
                yield Outcome(recipient, "unclear", str(told), told)
            except ServiceError as error:
                gone = error
                yield Outcome(recipient, "not sent", str(error), error)

    def _send(
        self, digest: Digest, view: View, recipient: str, known: tuple[Sendings, str]
    ) -> Outcome:
        from email.policy import SMTP

        sendings, about = known
        day, sources = day_of(digest), " ".join(filter(None, (*digest.source, about)))
        name = key(day, sources, recipient)
        with sendings.alone(name):
            before = sendings.read(name)
            if before and not self.again:
                if before.state == "sent":
                    return Outcome(
                        recipient, "sent before", f"{before.when}; `--again` sends it again"
                    )
                return Outcome(recipient, "unclear", f"{_CUT_OFF} ({before.when}): {_LOOK}")
            times = before.times + 1 if before else 0
            envelope = letter.Envelope(
                self.sender, (recipient,), self.subject, self._message_id(name, times)
            )
            data = letter.message(digest, view, envelope).as_bytes(policy=SMTP)
            now = Sending("sending", utc_now().isoformat(), times)
            said = {"day": day, "source": sources, "recipient": recipient}
            deliver(
                self.server,
                Mail(address_in(self.sender), recipient, data),
                handing_over=lambda: sendings.write(name, now, **said),
                not_taken=lambda: sendings.forget(name, before),
                waiting=self.observer.note,
            )
            try:
                sendings.write(name, replace(now, state="sent"), **said)
            except OutputError:
                return Outcome(recipient, "sent", _NOT_KEPT)
        return Outcome(recipient, "sent")

    def _message_id(self, name: str, times: int) -> str:
        """The same for the same mail; another one where it is wanted again."""
        from uuid import NAMESPACE_URL, uuid5

        domain = address_in(self.sender).rpartition("@")[2]
        return f"{uuid5(NAMESPACE_URL, f'{name} {times}').hex}@{domain}"


_CUT_OFF = "an earlier run was interrupted while sending"
_NOT_KEPT = "but this could not be recorded: a later run will call it unclear"
_LOOK = "it may or may not have arrived; check there, and give `--again` if it has not"


def post(settings: Settings, to: Iterable[str] = (), subject: str | None = None) -> Post:
    """How the settings say that digests are mailed. Raises UsageError, MissingKey."""
    recipients = recipients_of(settings, to)
    if missing(settings) or not settings.smtp_host or not settings.mail_from:
        names = " and ".join(f"`{name}`" for name in missing(settings))
        message = f"mail cannot be sent without {names}: see `summarize config`"
        raise SettingsError(message)
    address_in(settings.mail_from)
    return Post(server(settings), settings.mail_from, recipients, subject)


def missing(settings: Settings) -> list[str]:
    """The settings without which no mail can be sent, of those that are not set."""
    return [name for name in ("smtp_host", "mail_from") if not getattr(settings, name)]


def server(settings: Settings) -> Server:
    """The server of the settings. Raises SettingsError, MissingKey."""
    security: Security = settings.smtp_security  # type: ignore[assignment] # checked when loaded
    return Server(
        host=settings.smtp_host or "",
        port=settings.smtp_port or PORTS[security],
        security=security,
        user=settings.smtp_user,
        password=os.environ.get(PASSWORD) or None,
        ca_file=settings.smtp_ca_file,
        timeout=settings.timeout,
    )


def recipients_of(settings: Settings, to: Iterable[str] = ()) -> tuple[str, ...]:
    """The addresses, each once: those given, or else the settings'. Raises UsageError."""
    given = [each for one in to for each in one.split(",")] or (settings.mail_to or "").split(",")
    addresses = dict.fromkeys(each.strip() for each in given if each.strip())
    if not addresses:
        message = "no recipient: give `--to ADDRESS`, or set `mail_to`"
        raise UsageError(message)
    for each in addresses:
        if not _ADDRESS.fullmatch(each):
            message = f"`{each}` is not a mail address: write `name@example.org`"
            raise UsageError(message)
    return tuple(addresses)


def address_in(sender: str) -> str:
    """The address in `Name <address>`. Raises SettingsError where there is none."""
    from email.utils import parseaddr

    found = parseaddr(sender)[1]
    if not _ADDRESS.fullmatch(found) or not sender.isprintable():
        message = (
            f"`mail_from` is {sender!r}: write `name@example.org` or `Name <name@example.org>`"
        )
        raise SettingsError(message)
    return found
