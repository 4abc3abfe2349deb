"""The records as pydantic sees them: JSON Schema, and checks of whole documents."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from summarizer.papers.records import Digest

_ADAPTER: TypeAdapter[Digest] = TypeAdapter(Digest)
_OPTIONAL = {
    "Digest": {"period", "for_me", "points"},
    "Tag": {"section"},
    "Passage": {"section"},
    "Point": {"by"},
}
"""What may be missing, by the title of a part."""
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a digest as written: a few fields may be missing."""
    schema = _ADAPTER.json_schema(mode="serialization")
    for part in (schema, *schema.get("$defs", {}).values()):
        if "properties" in part:
            missing = _OPTIONAL.get(part["title"], ())
            part["required"] = [name for name in part["properties"] if name not in missing]
            for each in part["properties"].values():
                each.pop("default", None)
    return {"$schema": _DRAFT, **schema}


def check(document: str | bytes) -> Digest:
    """A digest from its JSON. Raises pydantic's ValidationError where it does not fit."""
    return _ADAPTER.validate_json(document)
