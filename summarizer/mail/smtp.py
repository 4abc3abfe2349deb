"""One mail handed to an SMTP server, or a clear reason why not."""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from summarizer.errors import Refused, SettingsError, Unconfirmed, Unreachable
from summarizer.mail.server import LATER, PASSWORD, Server, said, unsupported, untrusted
from summarizer.network.retries import Passing, waiting_policy
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    import smtplib
    import ssl
    from collections.abc import Callable, Iterator

    from tenacity import RetryCallState

_OURSELVES = "[127.0.0.1]"
"""What the server is told of this machine: nothing."""
_DONE, _GO_AHEAD = {250, 251, 252}, {354}
_FAILED, _NO = 400, 500


class RecipientRefused(Refused):
    """The server takes mail, but not for this address."""


@dataclass(frozen=True)
class Mail:
    """A whole mail with its headers, and whom the server is told it is from and for."""

    sender: str
    recipient: str
    data: bytes


def deliver(
    server: Server,
    mail: Mail,
    *,
    handing_over: Callable[[], None],
    not_taken: Callable[[], None],
    waiting: Callable[[str], None] = lambda _: None,
) -> None:
    """Hand one mail over; returns once the server has taken it.

    `handing_over` is called just before the mail is sent, `not_taken` where the server then
    surely did not take it, `waiting` with the reason before each new try. Raises
    RecipientRefused, Refused, Unreachable, and Unconfirmed where the connection broke before
    the server's last word.
    """

    def once() -> None:
        _once(server, mail, handing_over, not_taken)

    def told(state: RetryCallState) -> None:
        failure = state.outcome.exception() if state.outcome else None
        waiting(f"{str(failure).removesuffix(LATER)}; trying again")

    try:
        waiting_policy(told)(once)
    except Passing as failure:
        raise failure.error from failure


def check(server: Server) -> None:
    """See whether the server would take mail from us: reached, trusted, logged in; one try.

    Raises Refused, Unreachable, SettingsError.
    """
    import smtplib

    try:
        with _trouble(server):
            session = _session(server)
            with suppress(OSError, smtplib.SMTPException):
                session.quit()
            session.close()
    except Passing as failure:
        raise failure.error from failure


def _once(
    server: Server,
    mail: Mail,
    handing_over: Callable[[], None],
    not_taken: Callable[[], None],
) -> None:
    import smtplib

    session = None
    try:
        with _trouble(server):
            session = _session(server)
            _agreed(server, session.mail(mail.sender), "the sender")
            answer = session.rcpt(mail.recipient)
            if answer[0] >= _NO:
                raise RecipientRefused(said(server, answer, mail.recipient))
            _agreed(server, answer, mail.recipient)
            _agreed(server, session.docmd("DATA"), "the mail", _GO_AHEAD)
            handing_over()
            _hand_over(server, session, mail.data, not_taken)
            with suppress(OSError, smtplib.SMTPException):
                session.quit()
    finally:
        if session:
            session.close()


@contextmanager
def _trouble(server: Server) -> Iterator[None]:
    """What smtplib raises, as what it means: Passing, or Refused."""
    import smtplib

    try:
        yield
    except smtplib.SMTPNotSupportedError as error:
        raise Refused(unsupported(server, error)) from error
    except smtplib.SMTPResponseException as error:
        _agreed(server, (error.smtp_code, error.smtp_error), "the connection", set())
    except OSError as error:  # smtplib's other errors are among them
        if _is_distrust(error):
            raise Refused(untrusted(server, error)) from error
        reason = one_line(getattr(error, "strerror", None) or str(error) or type(error).__name__)
        message = f"no answer from the mail server {server.name}: {reason}"
        raise Passing(Unreachable(message)) from error


def _hand_over(
    server: Server, session: smtplib.SMTP, data: bytes, not_taken: Callable[[], None]
) -> None:
    """Send the mail itself; from here on no answer is no longer a no."""
    import smtplib

    try:
        session.send(re.sub(rb"(?m)^\.", b"..", data).rstrip(b"\r\n") + b"\r\n.\r\n")
        answer = session.getreply()
    except (OSError, smtplib.SMTPException) as error:
        answer = (-1, str(error).encode())
    if answer[0] < _FAILED and answer[0] not in _DONE:
        message = f"{server.name}: the connection broke before the mail server confirmed the mail"
        raise Unconfirmed(message)
    if answer[0] >= _FAILED:
        not_taken()
    _agreed(server, answer, "the mail")


def _session(server: Server) -> smtplib.SMTP:
    """A session that is encrypted as the settings say, and logged in."""
    import smtplib

    kind: Callable[..., smtplib.SMTP] = smtplib.SMTP
    if server.security == "tls":
        kind = partial(smtplib.SMTP_SSL, context=_context(server))
    session = kind(server.host, server.port, local_hostname=_OURSELVES, timeout=server.timeout)
    try:
        session.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            session.starttls(context=_context(server))
            session.ehlo_or_helo_if_needed()
        if server.user and server.password:
            session.login(server.user, server.password)
    except UnicodeEncodeError as error:
        session.close()
        message = f"`smtp_user` or `{PASSWORD}` has characters that SMTP cannot send"
        raise SettingsError(message) from error
    except BaseException:
        session.close()
        raise
    return session


def _context(server: Server) -> ssl.SSLContext:
    import ssl

    try:
        return ssl.create_default_context(cafile=server.ca_file)
    except (OSError, ValueError) as error:
        message = f"`smtp_ca_file` `{server.ca_file}` cannot be used: {error}"
        raise SettingsError(message) from error


def _is_distrust(error: OSError) -> bool:
    """Whether a certificate is not trusted, or the server speaks no TLS; a cut is neither."""
    import ssl

    return isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError)


def _agreed(
    server: Server, answer: tuple[int, bytes | str], about: str, wanted: set[int] = _DONE
) -> None:
    """Raises Passing for a no that may pass, Refused for one that stands."""
    if answer[0] in wanted:
        return
    refusal = Refused(said(server, answer, about))
    if _FAILED <= answer[0] < _NO:
        raise Passing(refusal)
    raise refusal
