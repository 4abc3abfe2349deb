"""One mail handed to an SMTP server, or a clear reason why not."""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal

from summarizer.errors import MissingKey, Refused, SettingsError, Unconfirmed, Unreachable
from summarizer.retries import Passing, waiting_policy
from summarizer.text import one_line

if TYPE_CHECKING:
    import smtplib
    import ssl
    from collections.abc import Callable, Iterator

Security = Literal["starttls", "tls", "none"]
PORTS = {"starttls": 587, "tls": 465, "none": 25}
PASSWORD = "SUMMARIZER_SMTP_PASSWORD"  # noqa: S105 - the variable's name
_OURSELVES = "[127.0.0.1]"
"""What the server is told of this machine: nothing."""
_DONE, _GO_AHEAD = {250, 251, 252}, {354}
_FAILED, _NO = 400, 500
_NO_LOGIN = {530, 534, 535, 538}
_LONGEST = 200


class RecipientRefused(Refused):
    """The server takes mail, but not for this address."""


@dataclass(frozen=True)
class Server:
    """Where mail is handed over, and as whom; `timeout` is for each answer, in seconds."""

    host: str
    port: int
    security: Security = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: str | None = None
    timeout: float = 30.0

    def __post_init__(self) -> None:
        """Raises SettingsError or MissingKey where a login is unsafe or impossible."""
        if self.user and not self.password:
            message = f"no password for `{self.user}` at {self.host}: set `{PASSWORD}`"
            raise MissingKey(message)
        if self.user and self.security == "none" and not _is_loopback(self.host):
            message = (
                f"`smtp_security` is `none`: the password would go to {self.host} for all to "
                "read; set `starttls` or `tls`, or leave `smtp_user` out"
            )
            raise SettingsError(message)

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"{self.host}:{self.port}"


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
) -> None:
    """Hand one mail over; returns once the server has taken it.

    `handing_over` is called just before the mail is sent, `not_taken` where the server then
    surely did not take it. Raises RecipientRefused, Refused, Unreachable, and Unconfirmed where
    the connection broke before the server's last word.
    """

    def once() -> None:
        _once(server, mail, handing_over, not_taken)

    try:
        waiting_policy()(once)
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
                raise RecipientRefused(_said(server, answer, mail.recipient))
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
        raise Refused(_unsupported(server, error)) from error
    except smtplib.SMTPResponseException as error:
        _agreed(server, (error.smtp_code, error.smtp_error), "to talk", set())
    except OSError as error:  # smtplib's other errors are among them
        if _is_distrust(error):
            raise Refused(_untrusted(server, error)) from error
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
        message = f"{server.name}: the connection broke before the mail server's last word"
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
        message = f"user or `{PASSWORD}` has signs that a login by SMTP cannot carry"
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
    refusal = Refused(_said(server, answer, about))
    if _FAILED <= answer[0] < _NO:
        raise Passing(refusal)
    raise refusal


def _said(server: Server, answer: tuple[int, bytes | str], about: str) -> str:
    """The server's words, without the password, should it repeat it."""
    code, text = answer
    words = one_line(text.decode("utf-8", "replace") if isinstance(text, bytes) else text)
    for secret in _secrets(server):
        words = words.replace(secret, "***")
    advice = ""
    if code in _NO_LOGIN:
        advice = f": check `smtp_user` and `{PASSWORD}`"
    elif _FAILED <= code < _NO:
        advice = ": try again later"
    return f"the mail server {server.name} refused {about}: {code} {words[:_LONGEST]}{advice}"


def _secrets(server: Server) -> list[str]:
    from base64 import b64encode

    if not server.password:
        return []
    plain = server.password
    login = f"\0{server.user}\0{plain}"
    return [plain, *(b64encode(each.encode()).decode() for each in (plain, login))]


def _untrusted(server: Server, error: Exception) -> str:
    why = one_line(getattr(error, "verify_message", "") or getattr(error, "reason", "") or "no TLS")
    return (
        f"no safe connection to the mail server {server.name}: {why}: check `smtp_host`, "
        "`smtp_port` and `smtp_security`, or set `smtp_ca_file` for a server of your own"
    )


def _unsupported(server: Server, error: Exception) -> str:
    return (
        f"the mail server {server.name} cannot do it: {one_line(str(error))} Check `smtp_port`, "
        "`smtp_security` and `smtp_user`"
    )


def _is_loopback(host: str) -> bool:
    from ipaddress import ip_address

    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
