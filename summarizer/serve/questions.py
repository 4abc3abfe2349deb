"""What the API answers to who only reads."""

from __future__ import annotations

from summarizer.serve.endpoints import (
    MAYBE_NUMBER,
    MAYBE_TEXT,
    NUMBER,
    TEXT,
    TOPIC,
    TRUTH,
    Endpoint,
    many,
    one,
    ref,
)

_PAPERS = many(ref("Entry"))
_PART = {"total": NUMBER, "offset": NUMBER, "papers": _PAPERS}
_VERSION = one(day=TEXT, source=TEXT, version=MAYBE_NUMBER)
_PAPER = {"allOf": [ref("Entry"), one(days=many(TEXT), versions=many(_VERSION))]}
_PAGE = ("limit", "offset")
_QUOTE = one(
    section=MAYBE_TEXT, kind=TEXT, start=NUMBER, end=NUMBER, quote=TEXT, marks=many(many(NUMBER))
)
_QUOTED = one(
    id=TEXT,
    title=TEXT,
    version=MAYBE_TEXT,
    place=TEXT,
    fetched=TEXT,
    stored=TRUTH,
    paper={"anyOf": [ref("Entry"), {"type": "null"}]},
    passages=many(_QUOTE),
)

READING = (
    Endpoint(
        "get",
        "/api/days",
        "Every day with papers, the newest first",
        one(days=many(one(day=TEXT, papers=NUMBER))),
    ),
    Endpoint("get", "/api/days/{day}", "A day's papers as a digest", ref("Digest"), ("day",)),
    Endpoint(
        "get",
        "/api/papers/{id}",
        "One paper with its evidence, and the days and versions in which it was listed",
        _PAPER,
        ("id",),
    ),
    Endpoint(
        "get",
        "/api/papers/{id}/similar",
        "The stored papers that are most like one, and why",
        one(papers=_PAPERS),
        ("id", "limit"),
    ),
    Endpoint("get", "/api/search", "What a query finds", one(query=TEXT, **_PART), ("q", *_PAGE)),
    Endpoint(
        "get",
        "/api/texts",
        "What a query finds in the full texts that are kept: papers with passages",
        one(query=TEXT, total=NUMBER, read=NUMBER, offset=NUMBER, papers=many(_QUOTED)),
        ("q", *_PAGE),
    ),
    Endpoint(
        "get",
        "/api/topics",
        "The topics, and how many papers have each",
        one(topics=many(one(**TOPIC, papers=NUMBER)), without=NUMBER),
    ),
    Endpoint(
        "get",
        "/api/topics/{name}",
        "The papers of a topic, the newest first",
        one(name=TEXT, label=TEXT, definition=MAYBE_TEXT, **_PART),
        ("name", *_PAGE),
    ),
    Endpoint("get", "/api/for-me", "The newest papers in your order", one(**_PART), _PAGE),
    Endpoint(
        "get",
        "/api/trends",
        "Papers by week, and with each topic",
        one(
            weeks=many(TEXT),
            papers=many(NUMBER),
            topics=many(one(topic=TEXT, papers=many(NUMBER))),
        ),
        ("weeks",),
    ),
)
