"""The lines of a batch's files: requests written, results read, papers found in requests again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.annotate.cache import Asked, key
from summarizer.batch.job import AGAIN, Question
from summarizer.papers.records import Paper
from summarizer.papers.wire import dumps
from summarizer.text.plain import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.engines.llm.prompts import Prompt

ENDPOINT = "/v1/chat/completions"
_OK = 200


@dataclass(frozen=True)
class Result:
    """What came of one request: a completion in `data`, or why there is none.

    `status` is the HTTP status of a refusal, None where the request was not sent to a model;
    `body` is then what was said, with `code` and `message` in its `error`.
    """

    custom_id: str
    data: dict[str, Any] | None = None
    status: int | None = None
    body: dict[str, Any] | None = None

    @property
    def code(self) -> str:
        """The refusal's code."""
        inner = (self.body or {}).get("error")
        return str(inner.get("code") or "") if isinstance(inner, dict) else ""

    @property
    def message(self) -> str:
        """The refusal's words."""
        inner = (self.body or {}).get("error")
        said = inner.get("message") if isinstance(inner, dict) else inner
        return str(said or self.code or "no reason given")


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that is no result: its number, from 1, and what is wrong with it."""

    line: int
    why: str


def request(question: Question, body: dict[str, Any]) -> bytes:
    """The line that asks a question."""
    line = {"custom_id": question.custom_id, "method": "POST", "url": ENDPOINT, "body": body}
    return f"{dumps(line)}\n".encode()


def results(lines: Iterable[bytes]) -> Iterator[Result | Unread]:
    """Read an output or error file, line by line; blank lines are none."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _result(json.loads(line))
            except (ValueError, RecursionError) as error:
                decoded = isinstance(error, json.JSONDecodeError | UnicodeDecodeError)
                why = "it is not JSON" if decoded else str(error) or "it is nested too deeply"
                yield Unread(number, why)


def _result(known: object) -> Result:
    """The result in a decoded line. Raises ValueError."""
    if not isinstance(known, dict) or not isinstance(known.get("custom_id"), str):
        message = "it has no `custom_id`"
        raise ValueError(message)  # noqa: TRY004 - one error for every malformed line
    custom_id, response = known["custom_id"], known.get("response")
    if known.get("error") or not isinstance(response, dict):
        error = known.get("error") or {"message": "the line has neither a response nor an error"}
        return Result(custom_id, body={"error": error})
    status, body = response.get("status_code"), response.get("body")
    body = body if isinstance(body, dict) else None
    if status in {_OK, None} and body is not None:
        return Result(custom_id, body)
    number = status if isinstance(status, int) else 502
    wrong = body or {"error": {"message": f"status {number} without a body"}}
    return Result(custom_id, status=502 if number == _OK else number, body=wrong)


def questions(lines: Iterable[bytes], prompt: Prompt, asked: Asked) -> Iterator[Question]:
    """The questions of a request file, as it was uploaded; what is none is left out.

    A paper whose text the prompt did not let through letter by letter cannot be found again,
    which its key tells: then it is not known.
    """
    for line in lines:
        try:
            known = json.loads(line)
            custom_id, messages = known["custom_id"], known["body"]["messages"]
            yield _question(custom_id, messages, prompt, asked)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
            continue


def _question(
    custom_id: str, messages: list[dict[str, str]], prompt: Prompt, asked: Asked
) -> Question:
    first = None
    if custom_id.endswith(AGAIN):
        first = str(messages[-2]["content"])
        messages = messages[:-2]
    name, shown = custom_id.removesuffix(AGAIN), (len(messages) - 1) // 2
    text = prompt.paper_in(messages[-1]["content"])
    if text:
        paper = Paper(id=content_id(*text), title=text[0], abstract=text[1])
        if key(paper, asked) == name:
            return Question(name, paper, shown, first)
    return Question(name, Paper(id="", title="", abstract=""), shown, first)
