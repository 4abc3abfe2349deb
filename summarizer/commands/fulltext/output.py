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
    from summarizer.library.run import Run
    from summarizer.renderers import View

_WIDE_FILE = 80


def show(arguments: argparse.Namespace, run: Run, text: FullText) -> None:
    """Print the text, or write it to a file in the form of its ending."""
    from summarizer.commands.commandline import paging

    output = arguments.output
    ending = output.lower().rpartition(".")[2] if output not in {None, "-"} else ""
    if arguments.json or ending == "json":
        write(_json(text, points=arguments.points), output)
    elif ending in {"md", "markdown"}:
        write(_markdown(text, points=arguments.points), output)
    elif ending:
        look = replace(view(output), width=_WIDE_FILE)
        write(_text(text, look, points=arguments.points), output)
    else:
        pieces = partial(_text, text, points=arguments.points)
        paging.show(pieces, view(settings=run.settings), wanted=not arguments.no_pager)


def _json(text: FullText, *, points: bool) -> Iterator[str]:
    from summarizer.fulltext.rendering import as_json

    if not points:
        yield as_json(text)
        return
    from summarizer.keypoints.extraction import points as found
    from summarizer.papers.wire import dumps

    yield f'{as_json(text).rstrip()[:-1]}, "points": {dumps(found(text))}}}\n'


def _markdown(text: FullText, *, points: bool) -> Iterator[str]:
    from summarizer.fulltext.rendering import as_markdown, head_as_markdown

    if not points:
        return as_markdown(text)
    from summarizer.keypoints import rendering
    from summarizer.keypoints.extraction import points as found

    return chain(head_as_markdown(text), rendering.as_markdown(found(text)))


def _text(text: FullText, look: View, *, points: bool) -> Iterator[str]:
    from summarizer.fulltext.rendering import as_text, head_as_text

    if not points:
        return as_text(text, look.width)
    from summarizer.keypoints import rendering
    from summarizer.keypoints.extraction import points as found

    return chain(head_as_text(text, look.width), rendering.as_text(found(text), look.width))


def say_losses(text: FullText, output: str | None, console: Console) -> None:
    """Say on standard error what could not be read, and where the text was written."""
    from summarizer.fulltext.rendering import losses

    for line in losses(text):
        console.note(line)
    common.say_written(output, console)
