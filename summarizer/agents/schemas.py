"""What the tools that tell of a paper, of topics and of trends answer, as JSON Schemas."""

from __future__ import annotations

from typing import Any

from summarizer.agents.excerpts import whole_schema

_TEXT: dict[str, Any] = {"type": "string"}
_COUNT: dict[str, Any] = {"type": "integer"}
_COUNTS: dict[str, Any] = {"type": "array", "items": _COUNT}
_NOTES: dict[str, Any] = {"type": "array", "items": _TEXT}


def paper() -> dict[str, Any]:
    """What `paper` answers."""
    entry, definitions = whole_schema()
    review = {
        "type": ["object", "null"],
        "properties": {
            "right": _NOTES,
            "wrong": _NOTES,
            "complete": {"type": "boolean"},
            "notes": {"type": ["string", "null"]},
        },
    }
    return {
        "type": "object",
        "properties": {
            "untrusted": _TEXT,
            "paper": entry,
            "days": _NOTES,
            "review": review,
            "notes": _NOTES,
        },
        "required": ["untrusted", "paper", "days", "review"],
        "$defs": definitions,
    }


def topics() -> dict[str, Any]:
    """What `topics` answers."""
    row = {
        "type": "object",
        "properties": {
            "name": _TEXT,
            "label": _TEXT,
            "group": {"type": ["string", "null"]},
            "papers": _COUNT,
            "definition": _TEXT,
            "aliases": _NOTES,
        },
        "required": ["name", "label", "papers"],
    }
    return {
        "type": "object",
        "properties": {
            "total": _COUNT,
            "without_topic": _COUNT,
            "topics": {"type": "array", "items": row},
            "next_cursor": {"type": ["string", "null"]},
            "notes": _NOTES,
        },
        "required": ["total", "topics", "next_cursor"],
    }


def trends() -> dict[str, Any]:
    """What `trends` answers."""
    row = {"type": "object", "properties": {"topic": _TEXT, "papers": _COUNTS}}
    return {
        "type": "object",
        "properties": {
            "weeks": _NOTES,
            "papers": _COUNTS,
            "topics": {"type": "array", "items": row},
            "notes": _NOTES,
        },
        "required": ["weeks", "papers", "topics"],
    }
