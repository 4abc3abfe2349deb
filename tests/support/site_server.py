"""A real HTTP server over loopback that plays a site, well and badly."""

from __future__ import annotations

import contextlib
import hashlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class SiteServer:
    """`script` holds answers to give first, before `reply(path, query)` is asked.

    An answer of the script is a status, `(status, headers)` or
    `(status, headers, body)`, bytes to send as a 200, a function of the handler,
    or one of `stall`, `cut`, `drip`; None leaves the request to `reply`.
    """

    def __init__(self):
        self.script = []
        self.requests = []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self):
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._http.shutdown()
        self._http.server_close()

    def _handler(self):
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                parts = urlsplit(self.path)
                query = {key: values[0] for key, values in parse_qs(parts.query).items()}
                server.requests.append((parts.path, query, dict(self.headers)))
                with contextlib.suppress(ConnectionError):
                    server.answer(self, parts.path, query)

            def log_message(self, *_):
                pass

        return Handler

    def answer(self, handler, path, query):
        step = self.script.pop(0) if self.script else None
        if step == "stall":
            time.sleep(1.5)
            handler.close_connection = True
        elif step == "cut":
            handler.send_response(200)
            handler.send_header("Content-Length", "5000")
            handler.end_headers()
            handler.wfile.write(b'[{"paper": ')
            handler.close_connection = True
        elif step == "drip":
            drip(handler)
        elif isinstance(step, bytes):
            send(handler, 200, step)
        elif isinstance(step, int):
            send(handler, step, b"{}")
        elif isinstance(step, tuple):
            status, headers, body = (*step, b"{}")[:3]
            send(handler, status, body, headers)
        elif callable(step):
            step(handler)
        else:
            marked(handler, *self.reply(path, query))

    def reply(self, path, query):
        return 404, b'{"error":"Not found"}'


def marked(handler, status, body, headers=None):
    """An answer with a mark, or that it has not changed since it was given with this mark."""
    mark = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
    if status == 200 and handler.headers["If-None-Match"] == mark:
        send(handler, 304, b"", {"ETag": mark})
    else:
        send(
            handler, status, body, {**(headers or {}), **({"ETag": mark} if status == 200 else {})}
        )


def send(handler, status, body, headers=None):
    headers = {"Content-Type": "application/json", **(headers or {})}
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def drip(handler):
    """Headers byte by byte, each well within the limit for one read, without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    handler.close_connection = True
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.1)
