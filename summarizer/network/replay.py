"""Recorded conversations with sites, played over a real socket: for tests, and without a network.

A cassette is a JSON file of exchanges: what was asked (path and query, never the
headers that name the asker) and what was answered.
"""

from __future__ import annotations

import base64
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from summarizer.errors import InputError
from summarizer.files import write_atomic
from summarizer.network.connection import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Self

SCHEMA = "summarizer/cassette/1"
_KEPT = "content-type etag last-modified ratelimit retry-after location".split()
_NOT_MODIFIED, _NOT_FOUND = 304, 404

Request = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Exchange:
    """One request of a conversation, and its answer; `request` is path and sorted query."""

    request: Request
    answer: Answer


@dataclass
class Recorder:
    """What a `Client` is given to record its conversation with."""

    exchanges: list[Exchange] = field(default_factory=list)

    def __call__(self, url: str, query: Mapping[str, str], answer: Answer) -> None:
        """Keep an exchange, without what names the asker or the connection."""
        parts = urlsplit(url)
        headers = {name: answer.headers[name] for name in _KEPT if name in answer.headers}
        location = urlsplit(headers.get("location", ""))
        if location.netloc == parts.netloc:
            headers["location"] = location._replace(scheme="", netloc="").geturl()
        request = _request(parts.path, [*parse_qsl(parts.query), *query.items()])
        self.exchanges.append(Exchange(request, Answer(answer.status, headers, answer.body)))

    def save(self, path: Path) -> None:
        """Write the cassette. Raises OSError."""
        document = {"schema": SCHEMA, "exchanges": list(map(_encoded, self.exchanges))}
        write_atomic(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def load(paths: Iterable[Path]) -> list[Exchange]:
    """The exchanges of cassettes; of a folder, all of its `.json` files. Raises InputError."""
    exchanges: list[Exchange] = []
    for path in paths:
        for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
            try:
                document = json.loads(file.read_bytes())
                if document["schema"] != SCHEMA:
                    message = f"its schema is not {SCHEMA}"
                    raise ValueError(message)  # noqa: TRY301 - one error for all that is wrong
                exchanges += map(_decoded, document["exchanges"])
            except OSError as error:
                message = f"cannot read the cassette `{file}`: {error.strerror}"
                raise InputError(message) from error
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                message = f"`{file}` is not a cassette: {error}"
                raise InputError(message) from error
    if not exchanges:
        message = "no recorded answers found: give a cassette, or a folder of them"
        raise InputError(message)
    return exchanges


class Server:
    """Plays exchanges on a port of loopback, from `with` to its end.

    Equal requests get their answers in order, the last one ever after. What was
    asked and is not recorded answers 404 and stands in `unknown`.
    """

    def __init__(self, exchanges: Iterable[Exchange]) -> None:
        """Nothing is served, and there is no `url`, before `with`."""
        self._answers: dict[Request, list[Answer]] = {}
        for each in exchanges:
            self._answers.setdefault(each.request, []).append(each.answer)
        self._played: dict[Request, int] = {}
        self.unknown: list[Request] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Take a free port and serve in a thread."""
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Close the port."""
        self._http.shutdown()
        self._http.server_close()

    def wait(self) -> None:
        """Serve until interrupted."""
        threading.Event().wait()

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead every source here; these requests need not be apart."""
        from summarizer.settings import ENDPOINTS
        from summarizer.settings.table import VARIABLES

        names = [VARIABLES[name] for name in ENDPOINTS]
        pauses = ("SUMMARIZER_ARXIV_PAUSE", "SUMMARIZER_SITE_PAUSE")
        return {**dict.fromkeys(names, self.url), **dict.fromkeys(pauses, "0.001")}

    @property
    def unplayed(self) -> list[Request]:
        """The recorded requests that nobody made."""
        return [request for request in self._answers if request not in self._played]

    def answer(self, request: Request) -> Answer | None:
        """The next recorded answer to a request; None where none is recorded."""
        with self._lock:
            answers = self._answers.get(request)
            if answers is None:
                self.unknown.append(request)
                return None
            number = self._played.get(request, 0)
            self._played[request] = number + 1
            return answers[min(number, len(answers) - 1)]


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            answer = server.answer(_request(parts.path, parse_qsl(parts.query)))
            if answer is None:
                body = json.dumps({"error": f"not recorded: {self.path}"}).encode()
                answer = Answer(_NOT_FOUND, {"content-type": "application/json"}, body)
            mark = answer.headers.get("etag")
            unchanged = mark is not None and self.headers.get("If-None-Match") == mark
            body = b"" if unchanged else answer.body
            self.send_response(_NOT_MODIFIED if unchanged else answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def _request(path: str, query: Iterable[tuple[str, str]]) -> Request:
    return path, tuple(sorted(query))


def _encoded(exchange: Exchange) -> dict[str, Any]:
    path, query = exchange.request
    answer = exchange.answer
    try:
        body = {"text": answer.body.decode()}
    except UnicodeDecodeError:
        body = {"base64": base64.b64encode(answer.body).decode()}
    head = {"path": path, "query": dict(query), "status": answer.status}
    return {**head, "headers": dict(answer.headers), "body": body}


def _decoded(data: Mapping[str, Any]) -> Exchange:
    body = data["body"]
    raw = body["text"].encode() if "text" in body else base64.b64decode(body["base64"])
    headers = {str(name): str(value) for name, value in data["headers"].items()}
    answer = Answer(int(data["status"]), headers, raw)
    return Exchange(_request(data["path"], data["query"].items()), answer)
