"""Mail servers on loopback: a real one with TLS and logins, and one that plays a script."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass, field

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

USER, PASSWORD = "reader", "a secret=word"


class Mailbox:
    """Takes mail; `answers` are given first, in turn, to what they are keyed by."""

    def __init__(self):
        self.mails, self.answers, self.refused, self.seen = [], {}, {}, []

    def _answer(self, verb):
        waiting = self.answers.get(verb) or []
        return waiting.pop(0) if waiting else None

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 - its name
        self.seen.append(("MAIL", session.ssl is not None, session.authenticated))
        if answer := self._answer("MAIL"):
            return answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - its name
        if answer := self.refused.get(address) or self._answer("RCPT"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - its name
        if answer := self._answer("DATA"):
            return answer
        self.mails.append((envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content))
        return "250 taken"


class MailServer:
    """aiosmtpd on a free port: `starttls`, `tls` or `none`, with a login or without."""

    def __init__(self, security="starttls", *, login=False):
        self.box = Mailbox()
        self.authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
        how = {"tls": {"ssl_context": context}, "starttls": {"tls_context": context}, "none": {}}
        options = how[security]
        if security == "starttls":
            options["require_starttls"] = True
        if login:
            options |= {"authenticator": self._known, "auth_required": True}
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._controller = Controller(self.box, hostname="127.0.0.1", port=self.port, **options)

    def _known(self, server, session, envelope, mechanism, data):
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *_):
        self._controller.stop(no_assert=True)

    def trusted(self, folder):
        """A file with the certificate of this server's authority."""
        path = folder / "ca.pem"
        self.authority.cert_pem.write_to_path(path)
        return str(path)


@dataclass
class Script:
    """A server that answers each command with the next of its lines; it can drop and stall.

    `"drop"` closes the connection in place of an answer, `"stall"` never answers.
    """

    lines: dict[str, list[str]] = field(default_factory=dict)
    mails: list[bytes] = field(default_factory=list)
    connections: int = 0

    def __enter__(self):
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        self._thread.join()
        self._server.close()

    def _serve(self):
        while not self._over.is_set():
            connection, _ = self._server.accept()
            self.connections += 1
            with connection, suppress(OSError):
                self._talk(connection)

    def _talk(self, connection):
        stream = connection.makefile("rb")
        if not self._say(connection, "connect", "220 ready"):
            return
        while line := stream.readline():
            verb = line[:4].strip().upper().decode()
            answer = self._say(connection, verb, "354 go on" if verb == "DATA" else "250 OK")
            if not answer:
                return
            if answer.startswith("354"):
                mail = b""
                while (part := stream.readline()) not in {b".\r\n", b""}:
                    mail += part
                self.mails.append(mail)
                if not self._say(connection, "end", "250 taken"):
                    return

    def _say(self, connection, verb, usual):
        waiting = self.lines.get(verb) or []
        answer = waiting.pop(0) if waiting else usual
        while answer == "stall" and connection.recv(1024):
            pass
        if answer in {"drop", "stall"}:
            return ""
        connection.sendall(answer.encode() + b"\r\n")
        return answer
