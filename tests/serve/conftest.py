"""A server of the tests, asked without a socket."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from summarizer.serve.app import application
from summarizer.serve.serving import Serving

HOST = "127.0.0.1:8411"


@pytest.fixture
def client(home):
    app = application(Serving("Papers"), [HOST])
    with TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=False) as found:
        yield found
