"""A full text, or its key points, printed or written in the form that was asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain
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


def show(
    arguments: argparse.Namespace, run: Run, text: FullText, points: Asked | None = None
) -> None:
    """Print the text, or its points where they are given, or write it in the form of a file."""
    from summarizer.commands.commandline import paging

    output = arguments.output
    ending = output.lower().rpartition(".")[2] if output not in {None, "-"} else ""
    if arguments.json or ending == "json":
        write(_json(text, points), output)
    elif ending in {"md", "markdown"}:
        write(_markdown(text, points), output)
    elif ending:
        look = replace(view(output), width=_WIDE_FILE)
        write(_text(text, points, look), output)
    else:
        pieces = partial(_text, text, points)
        paging.show(pieces, view(settings=run.settings), wanted=not arguments.no_pager)


def _json(text: FullText, points: Asked | None) -> Iterator[str]:
    from summarizer.fulltext.rendering import as_json

    if points is None:
        yield as_json(text)
        return
    from summarizer.keypoints.rendering import as_fields
    from summarizer.papers.wire import dumps

    yield f"{as_json(text).rstrip()[:-1]}, {dumps(as_fields(points))[1:]}\n"


def _markdown(text: FullText, points: Asked | None) -> Iterator[str]:
    from summarizer.fulltext.rendering import as_markdown, head_as_markdown

    if points is None:
        return as_markdown(text)
    from summarizer.keypoints import rendering

    return chain(head_as_markdown(text), rendering.as_markdown(points))


def _text(text: FullText, points: Asked | None, look: View) -> Iterator[str]:
    from summarizer.fulltext.rendering import as_text, head_as_text

    if points is None:
        return as_text(text, look.width)
    from summarizer.keypoints import rendering

    return chain(head_as_text(text, look.width), rendering.as_text(points, look.width))


def say_losses(text: FullText, output: str | None, console: Console) -> None:
    """Say on standard error what could not be read, and where the text was written."""
    from summarizer.fulltext.rendering import losses

    for line in losses(text):
        console.note(line)
    common.say_written(output, console)
