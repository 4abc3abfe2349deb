"""`summarize serve` in a thread of the tests."""

from __future__ import annotations

import socket
import threading
import time

import uvicorn

from summarizer.serve.app import application
from summarizer.serve.serving import Serving


class Server:
    """A server in a thread, that can be stopped and started again at its address."""

    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self):
        app = application(Serving("Papers"), [f"127.0.0.1:{self.port}"])
        config = uvicorn.Config(app, port=self.port, log_level="critical", lifespan="on")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self):
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(20)
