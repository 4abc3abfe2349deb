"""A real HTTP server that plays the Daily Papers API, well and badly."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class HuggingFaceServer:
    """`days` maps a day to its items; a day that is missing answers 400.

    `script` holds answers to give first: a status, `(status, headers)`, bytes
    to send as a 200, or one of `stall`, `cut`.
    """

    def __init__(self):
        self.days = {}
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
            def do_GET(self):
                query = {
                    key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()
                }
                server.requests.append((urlsplit(self.path).path, query, dict(self.headers)))
                with contextlib.suppress(ConnectionError):
                    server.answer(self, query)

            def log_message(self, *_):
                pass

        return Handler

    def answer(self, handler, query):
        step = self.script.pop(0) if self.script else None
        if step == "stall":
            time.sleep(1.5)
        elif step == "cut":
            handler.send_response(200)
            handler.send_header("Content-Length", "5000")
            handler.end_headers()
            handler.wfile.write(b'[{"paper": ')
        elif isinstance(step, bytes):
            self.send(handler, 200, step)
        elif isinstance(step, int):
            self.send(handler, step, b"{}")
        elif isinstance(step, tuple):
            self.send(handler, step[0], b"{}", step[1])
        else:
            self.day(handler, query)

    def day(self, handler, query):
        items = self.days.get(query["date"])
        if items is None:
            self.send(handler, 400, b'{"error":"Invalid date"}')
            return
        start = int(query["p"]) * int(query["limit"])
        chosen = items[start : start + int(query["limit"])]
        self.send(handler, 200, json.dumps(chosen).encode())

    @staticmethod
    def send(handler, status, body, headers=None):
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)
