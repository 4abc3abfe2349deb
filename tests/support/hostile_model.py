"""A model's server that means harm: each request gets what a function writes, byte for byte."""

from __future__ import annotations

import contextlib
import json
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

GOOD = {
    "tags": [{"tag": "rag", "quote": "retrieval augmented generation"}],
    "proposed_tags": [],
    "tldr": "The paper studies large language models for retrieval augmented generation.",
}
USAGE = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
PAPER = {
    "title": "A Study of Retrieval",
    "abstract": "We study large language models for retrieval augmented generation. We propose a "
    "new reinforcement learning method that improves question answering by 12 percent.",
}


def completion(content=None, usage=USAGE):
    """A completion's JSON that says `content`, the good answer where that is None."""
    text = json.dumps(GOOD) if content is None else content
    choice = {"index": 0, "message": {"role": "assistant", "content": text}}
    return {"choices": [choice | {"finish_reason": "stop"}], "usage": usage}


def titled(headers):
    """Headers by their names as people write them."""
    return {name.title(): value for name, value in headers.items()}


class HostileModel:
    """`with HostileModel(reply) as server`: `reply(request)` answers, `requests` are what came.

    A reply is `(status, headers, body)`: the body JSON, bytes, or an iterator of bytes.
    """

    def __init__(self, reply):
        self.reply = reply
        self.requests = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                server.requests.append((self.path, titled(self.headers), json.loads(body)))
                server.answer(self)

            def do_GET(self):
                server.requests.append((self.path, titled(self.headers), None))
                server.answer(self)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self):
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, handler):
        status, headers, body = self.reply(self.requests[-1])
        if isinstance(body, dict | list):
            body = json.dumps(body).encode()
        if isinstance(body, bytes):
            headers, body = {"Content-Length": str(len(body))} | headers, [body]
        handler.send_response(status)
        for name, value in ({"Content-Type": "application/json"} | headers).items():
            handler.send_header(name, value)
        handler.end_headers()
        with contextlib.suppress(OSError):
            for part in body:
                handler.wfile.write(part)


def says(answer):
    """A reply that is always the same completion."""
    return lambda _: (200, {}, answer)


def refuses(message, status=400):
    """A reply that always refuses, in these words."""
    return lambda _: (status, {}, {"error": {"message": message, "type": "invalid_request_error"}})


def leads(status, location):
    """A reply that always leads elsewhere."""
    return lambda _: (status, {"Location": location}, b"")


def endless(_):
    """A reply that does not end."""
    return 200, {}, (b" " * (1 << 20) for _ in range(10_000))


def bomb(_):
    """A reply of 1 GB that comes as 1 MB."""
    packer = zlib.compressobj(9, wbits=31)
    packed = b"".join(packer.compress(bytes(16 << 20)) for _ in range(64)) + packer.flush()
    return 200, {"Content-Encoding": "gzip"}, packed
