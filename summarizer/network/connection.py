"""One request and its whole answer, within limits of time and size."""

from __future__ import annotations

import socket
import threading
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from summarizer.errors import ServiceError
from summarizer.network.unpacking import MAX_BYTES, Unpacking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import httpx

_CONNECT_SECONDS = 10.0


@dataclass(frozen=True)
class Answer:
    """What a server said: status, headers with lower-case names, and the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class OutOfTime(Exception):
    """The whole answer did not come within the total time."""


@dataclass
class Connection:
    """One connection at a time, kept open between requests.

    `check_peer` is told the host asked for and the address connected to, before anything is sent.
    """

    timeout: float
    total: float
    check_peer: Callable[[str, str], None]
    _http: httpx.Client | None = field(default=None, repr=False)
    _stream: Any = field(default=None, repr=False)
    _expired: bool = field(default=False, repr=False)

    def ask(self, url: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """Fetch a URL, once. Raises OutOfTime, BadAnswer, and httpx's and the system's errors."""
        import httpx

        self._http = self._http or _new_client(self.timeout)
        request = self._http.build_request(
            "GET",
            url,
            params=dict(query) or None,
            headers=dict(headers),
            extensions={"trace": partial(self._traced, httpx.URL(url).host)},
        )
        with self._deadline():
            try:
                with closing(self._http.send(request, stream=True)) as response:
                    body = _body(url, response)
            except (httpx.HTTPError, OSError) as error:
                if self._expired:
                    raise OutOfTime from error
                raise
        if self._expired:  # a body without a length seems to end where the line was shut
            raise OutOfTime
        return Answer(response.status_code, dict(response.headers), body)

    def close(self) -> None:
        """Let the connection go; a later request opens a new one."""
        if self._http:
            self._http.close()
            self._http = self._stream = None

    def _traced(self, host: str, event: str, info: Mapping[str, Any]) -> None:
        """Keep hold of the newest connection, which is the only one."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self._stream = info["return_value"]
        if event.endswith(".connect_tcp.complete"):
            address = self._stream.get_extra_info("server_addr")
            try:
                self.check_peer(host, str(address[0]) if address else "")
            except ServiceError:
                self._stream.close()
                raise

    @contextmanager
    def _deadline(self) -> Iterator[None]:
        """Shut the connection when time is up: a limit for a read alone is never reached by drops.

        Reads in many small parts, headers included, would each begin it anew.
        """
        self._expired = False
        timer = threading.Timer(self.total, self._expire)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _expire(self) -> None:
        self._expired = True
        stream = self._stream
        connection = stream.get_extra_info("socket") if stream else None
        if connection:
            with suppress(OSError):
                socket.socket.shutdown(connection, socket.SHUT_RDWR)


def _new_client(timeout: float) -> httpx.Client:
    import httpx

    return httpx.Client(
        timeout=httpx.Timeout(timeout, connect=min(timeout, _CONNECT_SECONDS)),
        limits=httpx.Limits(max_connections=1),
        follow_redirects=False,
    )


def _body(url: str, response: httpx.Response) -> bytes:
    """The body unpacked; no more than the limit is ever held, however small its packed form."""
    unpacking = Unpacking(url, response.headers.get("content-encoding", ""), MAX_BYTES)
    parts = [part for came in response.iter_raw() for part in unpacking.parts(came)]
    unpacking.end()
    return b"".join(parts)
