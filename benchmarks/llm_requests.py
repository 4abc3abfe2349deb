"""Papers made by number, and the stage's own request made over to each of them."""

from __future__ import annotations

import json

TYPE_CHECKING = False  # other environments read this file too
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

MODEL = "scripted"
WORDS = (
    "language model retrieval agent reasoning benchmark reward policy diffusion training data "
    "attention token context planning memory alignment distillation robustness transformer"
).split()


def paper(number: int) -> dict[str, str]:
    """A paper of the usual length; no two numbers give the same, no sentence repeats a word."""
    step = (1, 3, 7, 9, 11)[number % 5]
    chosen = [WORDS[(number * 7 + place * step) % len(WORDS)] for place in range(120)]
    sentences = [" ".join(chosen[start : start + 12]) for start in range(0, 120, 12)]
    abstract = ". ".join(f"We study {sentence} in case {number}" for sentence in sentences)
    return {"id": f"2512.{number:05d}", "title": f"Study {number}", "abstract": f"{abstract}."}


def requests_like(like: dict[str, Any], numbers: range) -> Iterator[dict[str, Any]]:
    """The stage's own request for paper 0, made over to other papers."""
    old = {key: json.dumps(text)[1:-1] for key, text in paper(0).items()}
    body = json.dumps(like)
    for number in numbers:
        new = {key: json.dumps(text)[1:-1] for key, text in paper(number).items()}
        text = body
        for key in ("title", "abstract"):
            for escaped in (json.dumps(old[key])[1:-1], old[key]):
                fresh = new[key] if escaped == old[key] else json.dumps(new[key])[1:-1]
                text = text.replace(escaped, fresh)
        yield json.loads(text)


def answer() -> Any:
    """The form of an answer as a class, made once, as instructor and curator want it."""
    from pydantic import BaseModel, create_model

    tag = create_model("Tag", tag=(str, ...), quote=(str, ...))
    return create_model("Answer", __base__=BaseModel, tldr=(str, ...), tags=(list[tag], ...))  # type: ignore[valid-type]
