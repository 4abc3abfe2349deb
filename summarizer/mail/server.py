"""The server that takes mail: where it is, how it is spoken to, and its refusals in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from summarizer.errors import MissingKey, SettingsError
from summarizer.text.plain import one_line

Security = Literal["starttls", "tls", "none"]
PORTS = {"starttls": 587, "tls": 465, "none": 25}
PASSWORD = "SUMMARIZER_SMTP_PASSWORD"  # noqa: S105 - the variable's name
LATER = ": try again later"
_FAILED, _NO = 400, 500
_NO_LOGIN = {530, 534, 535, 538}
_LONGEST = 200


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
                f"`smtp_security` is `none`: the password would go to {self.host} "
                "unencrypted; set `starttls` or `tls`, or leave `smtp_user` out"
            )
            raise SettingsError(message)

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"{self.host}:{self.port}"


def said(server: Server, answer: tuple[int, bytes | str], about: str) -> str:
    """The server's words, without the password, should it repeat it."""
    code, text = answer
    words = one_line(text.decode("utf-8", "replace") if isinstance(text, bytes) else text)
    for secret in _secrets(server):
        words = words.replace(secret, "***")
    advice = ""
    if code in _NO_LOGIN:
        advice = f": check `smtp_user` and `{PASSWORD}`"
    elif _FAILED <= code < _NO:
        advice = LATER
    return f"the mail server {server.name} refused {about}: {code} {words[:_LONGEST]}{advice}"


def _secrets(server: Server) -> list[str]:
    from base64 import b64encode

    if not server.password:
        return []
    plain = server.password
    login = f"\0{server.user}\0{plain}"
    return [plain, *(b64encode(each.encode()).decode() for each in (plain, login))]


def untrusted(server: Server, error: Exception) -> str:
    """Why its certificate is not trusted, or that it speaks no TLS."""
    why = one_line(getattr(error, "verify_message", "") or getattr(error, "reason", "") or "no TLS")
    return (
        f"no safe connection to the mail server {server.name}: {why}: check `smtp_host`, "
        "`smtp_port` and `smtp_security`, or set `smtp_ca_file` for your own server"
    )


def unsupported(server: Server, error: Exception) -> str:
    """What it does not offer."""
    return (
        f"the mail server {server.name} lacks a feature: {one_line(str(error))} Check `smtp_port`, "
        "`smtp_security` and `smtp_user`"
    )


def _is_loopback(host: str) -> bool:
    from ipaddress import ip_address

    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
