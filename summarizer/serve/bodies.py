"""JSON in and out: the body of a request checked, an answer written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from summarizer.errors import UsageError
from summarizer.papers.wire import dumps
from summarizer.text.plain import encodable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

_LONGEST = 20_000


async def read(request: Request) -> dict[str, Any]:
    """The object that a request sends; an empty one for no body. Raises UsageError."""
    data = await request.body()
    try:
        body = _whole(json.loads(data)) if data.strip() else {}
    except (ValueError, RecursionError) as error:
        message = "this is not JSON: send one object"
        raise UsageError(message) from error
    if not isinstance(body, dict):
        message = "send one JSON object"
        raise UsageError(message)
    return body


def _whole(value: Any) -> Any:
    """The same with halves of characters as U+FFFD: no file and no answer can hold them."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, list):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {encodable(name): _whole(each) for name, each in value.items()}
    return value


def text(body: Mapping[str, Any], name: str) -> str:
    """A text of the body without blanks around it; "" where it is not there. Raises UsageError."""
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST:
        message = f"`{name}` must be a text of at most {_LONGEST} characters"
        raise UsageError(message)
    return value.strip()


def answer(values: Mapping[str, Any], status: int = 200) -> Response:
    """An answer as JSON."""
    from starlette.responses import Response

    return Response(dumps(dict(values)) + "\n", status, media_type="application/json")
