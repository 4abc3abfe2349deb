"""What commands say on standard error, and where their results go."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from summarizer.commands.commandline.messages import say, wanted_columns

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping

    from summarizer.annotate.forecast import Forecast
    from summarizer.batch.submission import Forecast as BatchForecast
    from summarizer.commands.commandline.progress import Reporter
    from summarizer.library.run import Run
    from summarizer.observer import Observer, Progress
    from summarizer.papers.records import Skipped, Usage
    from summarizer.renderers import By, View
    from summarizer.settings import Settings


class Console:
    """The observer that speaks on standard error, as much as the reader wants."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        """Choose between problems only, notes too, and everything."""
        self._quiet = quiet
        self._verbose = verbose
        self._reporter: Reporter | None = None

    def note(self, message: str) -> None:
        """Print a note, unless the reader wants none."""
        if not self._quiet:
            self.warn(message)

    def detail(self, message: str) -> None:
        """Print a detail, where the reader asked for them."""
        if self._verbose:
            self.warn(message)

    def warn(self, message: str) -> None:
        """Print a warning."""
        say(message)

    def progress(self, state: Progress) -> None:
        """Show how far the run is, unless the reader wants nothing."""
        if self._quiet:
            return
        if self._reporter is None:
            from summarizer.commands.commandline.progress import Reporter

            self._reporter = Reporter(sys.stderr, terminal=sys.stderr.isatty())
        self._reporter.show(state)

    def close(self) -> None:
        """Take away what shows the progress."""
        if self._reporter:
            self._reporter.close()


_SETTINGS = (
    "model base_url language verify verify_model prompt fallback concurrency max_usd max_requests "
    "max_rpm tldr min_score"
).split()


def flags(arguments: argparse.Namespace) -> dict[str, object]:
    """The settings among a command's options."""
    return {name: getattr(arguments, name, None) for name in _SETTINGS}


def begun(arguments: argparse.Namespace) -> tuple[Run, Console]:
    """A run with the settings among a command's options, and the console that observes it."""
    from summarizer import settings
    from summarizer.library.run import Run

    console = Console(quiet=arguments.quiet, verbose=arguments.verbose)
    return Run(settings.load(flags(arguments)), console), console


def say_skipped(skipped: Iterable[Skipped], observer: Observer) -> None:
    """A line for each paper that got no annotation."""
    for item in skipped:
        observer.note(f"{item.title}: skipped: {item.reason}")


def spent(usd: float | None) -> str:
    """What a run has cost, in words."""
    return "cost unknown" if usd is None else f"${usd:.4f}"


def tokens(usage: Usage) -> str:
    """The tokens a run took, in words, and of how many requests they are not known."""
    from summarizer.papers.records import PartialUsage

    if usage.input_tokens is None:
        return "tokens not known"
    taken = f"{usage.input_tokens} tokens in, {usage.output_tokens} out"
    untold = usage.untold if isinstance(usage, PartialUsage) else 0
    return f"{taken} (of {untold} of {usage.requests} requests not known)" if untold else taken


def print_forecast(
    found: Forecast | BatchForecast, counts: Mapping[str, object], price: str = "", *, json: bool
) -> None:
    """What a run would send and cost: counts, then tokens and dollars; or the record as JSON."""
    from summarizer.papers.wire import dumps, fields

    if json:
        print_all([dumps(fields(found)) + "\n"])
        return
    rows = {
        **counts,
        "input tokens": f"about {found.input_tokens}",
        "output tokens": f"about {found.output_tokens}",
        "cost": "unknown" if found.usd is None else f"about ${found.usd:.4f}{price}",
    }
    print_all(f"{name:<15}{value}\n" for name, value in rows.items())


def write(pieces: Iterable[str], path: str | None, mark: str = "") -> None:
    """Print the result, or put it whole into a file after its mark. Raises OutputError."""
    if path is None or path == "-":
        print_all(pieces)
        return
    from pathlib import Path

    from summarizer.errors import OutputError
    from summarizer.files import write_output

    try:
        write_output(Path(path), mark + "".join(pieces))
    except OSError as error:
        message = f"cannot write `{path}`: {error.strerror}: a file already there was not changed"
        raise OutputError(message) from error


def print_all(pieces: Iterable[str]) -> None:
    """Print to the last byte, or until the reader stops reading. Raises OutputError."""
    from summarizer.errors import OutputError

    if sys.stdout is None:
        message = "cannot write the result: standard output is closed"
        raise OutputError(message)
    encoding = None if sys.stdout.isatty() else "utf-8"
    sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")  # type: ignore[union-attr] # a text stream
    try:
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up_stdout()
    except OSError as error:
        _give_up_stdout()
        message = f"cannot write the result: {error.strerror}"
        raise OutputError(message) from error


def view(output: str | None = None, by: By | None = None, settings: Settings | None = None) -> View:
    """Colour and width of the terminal, where there is one; 80 plain columns elsewhere.

    The settings say whether the lines of papers' sites are shown too, and by their vocabulary what
    topics are called.
    """
    from summarizer.renderers import View
    from summarizer.topics import labels

    both = settings is not None and settings.tldr == "both"
    called = labels.in_use(settings) if settings else labels.Labels()
    if output not in {None, "-"} or not terminal():
        return View(width=_columns(), by=by, site_lines=both, labels=called)
    from shutil import get_terminal_size

    columns = get_terminal_size((80, 24)).columns
    if os.environ.get("TERM") == "dumb":
        return View(width=columns, by=by, site_lines=both, labels=called)
    from summarizer.text.terminals import knows_links, reorders

    return View(
        width=columns,
        color=not os.environ.get("NO_COLOR"),
        by=by,
        links=knows_links(os.environ),
        isolates=reorders(os.environ),
        site_lines=both,
        labels=called,
    )


def terminal() -> bool:
    """Whether results are printed to a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def _columns() -> int:
    """Columns for a file: 80, unless `COLUMNS` says otherwise."""
    return wanted_columns() or 80


def _give_up_stdout() -> None:
    """Lead standard output nowhere, so that nothing fails on it again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
