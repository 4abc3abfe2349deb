"""A server of the tests, asked without a socket."""

from __future__ import annotations

import socket
import threading

import pytest
from starlette.testclient import TestClient

from summarizer.observer import Silent
from summarizer.serve.app import application
from summarizer.serve.serving import Serving

HOST = "127.0.0.1:8411"


@pytest.fixture
def client(home):
    app = application(Serving("Papers"), [HOST])
    with TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=False) as found:
        yield found


@pytest.fixture(scope="session")
def listening():
    """A server on a port of loopback: its address, and the application it asks."""
    import uvicorn

    with socket.create_server(("127.0.0.1", 0)) as place:
        address = f"127.0.0.1:{place.getsockname()[1]}"
        app = application(Serving(), [address])
        config = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [place]}, daemon=True)
        thread.start()
        yield address, app.app
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def told():
    """What a server tells whoever runs it."""
    return []


@pytest.fixture
def address(home, told, listening):
    """A server that is asked through a socket, for this test's home: host and port."""

    class Told(Silent):
        def warn(self, message):
            told.append(message)

    place, app = listening
    app.state.serving = Serving("Papers", observer=Told())
    return place
