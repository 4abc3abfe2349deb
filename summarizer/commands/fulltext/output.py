"""A full text, or its key points, printed or written in the form that was asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import view, write

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from summarizer.commands.commandline.console import Console
    from summarizer.fulltext.records import FullText
    from summarizer.keypoints.records import Asked
    from summarizer.library.run import Run
    from summarizer.renderers import View

_WIDE_FILE = 80
_OTHERS = frozenset("html htm pdf docx odt epub tex csv xlsx xml".split())
"""Endings of files in which nobody expects plain text."""


def show(
    arguments: argparse.Namespace,
    run: Run,
    text: FullText,
    points: Asked | None = None,
) -> None:
    """Print the points, where they are given, and the text, or write them in the form of a file.

    With `--points` the text is left out, but for JSON.
    """
    from summarizer.commands.commandline import paging

    whole = not arguments.points
    output = arguments.output
    ending = output.lower().rpartition(".")[2] if output not in {None, "-"} else ""
    if ending in _OTHERS:
        from summarizer.errors import UsageError

        message = f"a text is written as `.md`, `.json` or plain text, not as `.{ending}`"
        raise UsageError(message)
    if arguments.json or ending == "json":
        write(_json(text, points), output)
    elif ending in {"md", "markdown"}:
        write(_markdown(text, points, whole=whole), output)
    elif ending:
        look = replace(view(output), width=_WIDE_FILE)
        write(_text(text, points, look, whole=whole), output)
    else:
        pieces = partial(_text, text, points, whole=whole)
        paging.show(pieces, view(settings=run.settings), wanted=not arguments.no_pager)


def _json(text: FullText, points: Asked | None) -> Iterator[str]:
    from summarizer.fulltext.rendering import as_json

    if points is None:
        yield as_json(text)
        return
    from summarizer.keypoints.rendering import as_fields
    from summarizer.papers.wire import dumps

    yield f"{as_json(text).rstrip()[:-1]}, {dumps(as_fields(points))[1:]}\n"


def _markdown(text: FullText, points: Asked | None, *, whole: bool) -> Iterator[str]:
    from summarizer.fulltext import rendering as texts
    from summarizer.keypoints import rendering

    yield from texts.head_as_markdown(text)
    if points and whole:
        yield "## Key points\n\n"
    if points:
        yield from rendering.as_markdown(points)
    if points and whole:
        yield "\n"
    if whole:
        yield from texts.body_as_markdown(text)


def _text(text: FullText, points: Asked | None, look: View, *, whole: bool) -> Iterator[str]:
    from summarizer.fulltext import rendering as texts
    from summarizer.keypoints import rendering

    yield from texts.head_as_text(text, look.width)
    if points and whole:
        yield "KEY POINTS\n\n"
    if points:
        yield from rendering.as_text(points, look.width)
    if points and points.by_model and whole:
        yield "\n"
    if whole:
        yield from texts.body_as_text(text, look.width)


def say_losses(text: FullText, output: str | None, console: Console) -> None:
    """Say on standard error what could not be read, and where the text was written."""
    from summarizer.fulltext.rendering import losses

    for line in losses(text):
        console.note(line)
    common.say_written(output, console)
