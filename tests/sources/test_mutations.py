"""Recorded answers with something changed: papers and places, or an error in one line."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from random import Random
from urllib.parse import parse_qsl, urlsplit

import contract
import pytest
from conversations import CONVERSATIONS, FOLDER, NOW
from engine_double import Heard

from summarizer.errors import SummarizerError
from summarizer.library.run import Options, Run
from summarizer.network import http
from summarizer.network.connection import Answer, Connection
from summarizer.network.replay import load
from summarizer.settings import ENDPOINTS, Settings
from summarizer.sources import remote, specs

ROUNDS = 6
ODD = (
    *(None, 0, -1, 10**30, 1.5, float("nan"), True, [], {}, [None], [{}], {"value": None}),
    *(
        "",
        " ",
        "x",
        "NA",
        "2025",
        "9999-99-99",
        "\x1b[31m\u202e",
        "<b>&amp;",
        "javascript:alert(1)",
    ),
)
BODIES = (b"", b"null", b"[]", b"{}", b"17", b"<html>Sorry</html>", b"\xff\xfe\0", b"[" * 9999)


def places(value, path=()):
    yield path
    inner = enumerate(value) if isinstance(value, list) else ()
    for key, each in value.items() if isinstance(value, dict) else inner:
        yield from places(each, (*path, key))


def changed(document, random):
    """A document with one value, of any depth, changed, left out or doubled."""
    found = list(places(document)) if isinstance(document, dict | list) else [()]
    depth = random.choice(sorted(set(map(len, found))))
    path = random.choice([each for each in found if len(each) == depth])
    odd = copy.deepcopy(random.choice(ODD))
    if not path:
        return odd
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    kind, key = random.random(), path[-1]
    if kind < 0.2:
        del holder[key]
    elif kind < 0.3 and isinstance(holder, list):
        holder.insert(key, copy.deepcopy(holder[key]))
    else:
        holder[key] = [holder[key]] if kind < 0.4 else odd
    return document


def cut(text, random):
    """A text that is not JSON, with a piece left out or put in."""
    at = random.randrange(len(text))
    piece = random.choice(["", "<x>", "</x>", "&x;", "{", "}", "\0", "]]>", "9999-99-99"])
    return text[:at] + piece + text[at + random.choice([0, 5, 300, len(text)]) :]


def mutated(body, random):
    if random.random() < 0.1:
        return random.choice(BODIES)
    try:
        return json.dumps(changed(json.loads(body), random)).encode()
    except ValueError:
        return cut(body.decode(), random).encode()


@pytest.fixture
def site(monkeypatch):
    """Where sources are led to; `answers` are given by path and query."""
    answers = {}

    def ask(_connection, url, query, _headers):
        parts = urlsplit(url)
        asked = parts.path, tuple(sorted([*parse_qsl(parts.query), *query.items()]))
        return answers.get(asked, Answer(404, {}, b'{"error": "Not found"}'))

    monkeypatch.setattr(Connection, "ask", ask)
    monkeypatch.setattr(remote, "utc_now", lambda: datetime(*NOW, tzinfo=UTC))
    return answers


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_an_answer_with_anything_changed_is_read_or_refused_in_a_line(name, site):
    settings = Settings(
        **dict.fromkeys(ENDPOINTS, "http://127.0.0.1:9"), site_pause=0.0001, arxiv_pause=0.0001
    )
    exchanges, conversation = load([FOLDER / f"{name}.json"]), CONVERSATIONS[name]
    for number in range(ROUNDS):
        random = Random(f"{name} {number}")
        wrong = random.randrange(len(exchanges))
        for at, each in enumerate(exchanges):
            body = mutated(each.answer.body, random) if at == wrong else each.answer.body
            site[each.request] = Answer(each.answer.status, each.answer.headers, body)
        run = Run(settings, observer=Heard())
        run._client = http.Client(settings)
        found, said = [], ""
        try:
            found = specs.resolve_all([conversation.spec], Options(**conversation.options), run)
        except SummarizerError as error:
            said = str(error)
        assert "\n" not in said
        assert len(said) < 600
        for listing in found:
            contract.check(listing.report, listing.papers)
