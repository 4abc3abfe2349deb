"""What each command does: one call of the pipeline, and the printing of its result."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from summarizer.text import one_line, printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from summarizer.cache import Cache
    from summarizer.observer import Progress
    from summarizer.progress import Reporter
    from summarizer.records import Digest, Report
    from summarizer.renderers import Renderer, View
    from summarizer.run import Options, Run
    from summarizer.topics import Topic


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
        print(f"summarize: {one_line(message)}", file=sys.stderr)

    def progress(self, state: Progress) -> None:
        """Show how far the run is, unless the reader wants nothing."""
        if self._quiet:
            return
        if self._reporter is None:
            from summarizer.progress import Reporter

            self._reporter = Reporter(sys.stderr, terminal=sys.stderr.isatty())
        self._reporter.show(state)

    def close(self) -> None:
        """Take away what shows the progress."""
        if self._reporter:
            self._reporter.close()


def run(arguments: argparse.Namespace) -> int:
    """Run the command that was parsed; the exit code, where no error is raised."""
    commands = {
        "today": _digest,
        "papers": _digest,
        "prompt": _prompt,
        "topics": _topics,
        "cache": _cache,
        "replay": _replay,
        "config": _config,
        "schema": _schema,
    }
    return commands[arguments.command](arguments)


def _digest(arguments: argparse.Namespace) -> int:
    from summarizer import pipeline, settings
    from summarizer.errors import ServiceError
    from summarizer.run import Options, Run

    renderer = _renderer(arguments)
    console = Console(quiet=arguments.quiet, verbose=arguments.verbose)
    run = Run(settings.load(_flags(arguments)), console)
    options = Options(
        day=arguments.date,
        tags=tuple(arguments.tag),
        limit=arguments.limit,
        refresh=arguments.refresh,
        offline=arguments.offline,
        cross_lists=arguments.cross_lists,
        replacements=arguments.replacements,
        new=arguments.new,
    )
    if arguments.dry_run:
        return _dry_run(arguments, options, run)
    if arguments.explain:
        specs = [arguments.spec] if arguments.command == "today" else arguments.spec
        lines = pipeline.explain(specs, arguments.explain, options, run)
        _print_all(f"{_kept_indent(line)}\n" for line in lines)
        return 0
    make = pipeline.today if arguments.command == "today" else pipeline.digest
    try:
        digest = make(arguments.spec, options, run)
    except ServiceError as error:
        console.close()
        if error.digest:
            _write(renderer.render(error.digest, _view(arguments)), arguments.output)
            _outcome(error.digest, console, arguments)
        raise
    finally:
        console.close()
    _write(renderer.render(digest, _view(arguments)), arguments.output)
    return _outcome(digest, console, arguments)


_SETTINGS = "model base_url language fallback concurrency max_usd max_requests".split()


def _flags(arguments: argparse.Namespace) -> dict[str, object]:
    """The settings among a command's options."""
    return {name: getattr(arguments, name, None) for name in _SETTINGS}


def _dry_run(arguments: argparse.Namespace, options: Options, run: Run) -> int:
    """Say what a run would send and cost."""
    from summarizer import pipeline
    from summarizer.wire import dumps, fields

    specs = [arguments.spec] if arguments.command == "today" else arguments.spec
    found = pipeline.forecast(specs, options, run)
    if arguments.format in {"json", "jsonl"}:
        _print_all([dumps(fields(found)) + "\n"])
        return 0
    cost = "not known" if found.usd is None else f"about ${found.usd:.4f}"
    _print_all(
        [
            f"papers         {found.papers}\n",
            f"cached         {found.cached}\n",
            f"requests       {found.requests}\n",
            f"input tokens   about {found.input_tokens}\n",
            f"output tokens  about {found.output_tokens}\n",
            f"cost           {cost}\n",
        ]
    )
    return 0


def _prompt(arguments: argparse.Namespace) -> int:
    from summarizer import pipeline, settings
    from summarizer.run import Options, Run
    from summarizer.wire import dumps

    run = Run(settings.load(_flags(arguments)), Console())
    options = Options(day=arguments.date, limit=arguments.limit, offline=arguments.offline)
    for request in pipeline.requests(arguments.spec, options, run):
        if arguments.json:
            _print_all([dumps(request) + "\n"])
            continue
        rest = {name: value for name, value in request.items() if name != "messages"}
        for message in request["messages"]:
            _print_all([f"--- {message['role']}\n", printable(message["content"]), "\n"])
        _print_all(["--- request\n", dumps(rest), "\n"])
    return 0


def _kept_indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))] + one_line(line)


def _renderer(arguments: argparse.Namespace) -> Renderer:
    from summarizer.renderers import for_file, for_format

    if arguments.format is None and arguments.output not in {None, "-"}:
        return for_file(arguments.output)
    return for_format(arguments.format or "text")


def _view(arguments: argparse.Namespace) -> View:
    """Colour and width of the terminal, where there is one; 80 plain columns elsewhere."""
    from shutil import get_terminal_size

    from summarizer.renderers import View

    if arguments.output not in {None, "-"}:
        return View(width=_columns(), by=arguments.by)
    terminal = sys.stdout is not None and sys.stdout.isatty()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return View(
        width=get_terminal_size((80, 24)).columns,
        color=terminal and not plain,
        by=arguments.by,
    )


def _columns() -> int:
    """Columns for a file: 80, unless `COLUMNS` says otherwise."""
    given = os.environ.get("COLUMNS", "")
    return int(given) if given.isascii() and given.isdigit() and given != "0" else 80


def _write(pieces: Iterable[str], path: str | None) -> None:
    """Print the result, or put it whole into a file. Raises OutputError, OSError."""
    if path is None or path == "-":
        _print_all(pieces)
        return
    from pathlib import Path

    from summarizer.errors import OutputError
    from summarizer.files import write_output

    try:
        write_output(Path(path), "".join(pieces))
    except OSError as error:
        message = f"cannot write `{path}`: {error.strerror}: the file there, if any, is as it was"
        raise OutputError(message) from error


def _print_all(pieces: Iterable[str]) -> None:
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


def _give_up_stdout() -> None:
    """Lead standard output nowhere, so that nothing fails on it again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _outcome(digest: Digest, console: Console, arguments: argparse.Namespace) -> int:
    """Say how the input was read and what was skipped; exit code 1 where something was."""
    _say_report(digest.report, console, whole=arguments.report)
    console.detail(f"{len(digest.papers)} papers, {digest.usage.cached} answers from the cache")
    if digest.usage.requests:
        console.note(_summary(digest))
    if digest.skipped:
        count = len(digest.skipped)
        console.note(f"{count} papers skipped; the digest lists them with the reasons")
    return 1 if digest.skipped or (arguments.strict and digest.report.dropped) else 0


def _say_report(report: Report, console: Console, *, whole: bool) -> None:
    """One line in a terminal, or where something was lost; all of it where asked for."""
    from summarizer.reports import losses, summary

    if whole:
        for line in (summary(report), *losses(report)):
            console.warn(line)
    elif report.found and (report.found > report.kept or sys.stderr.isatty()):
        console.note(summary(report))


def _summary(digest: Digest) -> str:
    """What the run made of how many papers, and what it took."""
    usage = digest.usage
    cost = "cost not known" if usage.usd is None else f"${usage.usd:.4f}"
    return (
        f"{len(digest.papers)} papers annotated, {usage.cached} of them from the cache, "
        f"{len(digest.skipped)} skipped; {usage.requests} requests, "
        f"{usage.input_tokens} tokens in, {usage.output_tokens} out, {cost}"
    )


def _topics(arguments: argparse.Namespace) -> int:
    from summarizer import settings, topics
    from summarizer.wire import dumps

    vocabulary = topics.load(settings.load().topics_path)
    if arguments.json:
        _print_all([dumps([_topic_fields(topic) for topic in vocabulary.topics]) + "\n"])
        return 0
    _print_all(_topic_lines(vocabulary.topics))
    return 0


def _topic_lines(topics: Iterable[Topic]) -> Iterator[str]:
    group = None
    for topic in topics:
        if topic.group != group:
            group = topic.group
            yield f"{group}\n"
        yield f"  {topic.name:28} {topic.definition}\n"


def _topic_fields(topic: Topic) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(topic)


def _cache(arguments: argparse.Namespace) -> int:
    from summarizer import engines, settings
    from summarizer.run import Run

    run_ = Run(settings.load(), Console())
    cache = run_.cache
    if arguments.action == "prune":
        gone = cache.prune(engines.create(run_.settings))
        answers = run_.pages.prune()
        _print_all(
            [
                f"removed {len(gone)} files from {cache.folder}\n",
                f"removed {len(answers)} files from {run_.pages.folder}\n",
            ]
        )
        return 0
    if arguments.action == "verify":
        damaged = cache.verify()
        whole = len(list(cache.stored()))
        _print_all([f"{damaged} damaged answers set aside, {whole} are whole\n"])
        return 1 if damaged else 0
    _print_all([f"{line}\n" for line in _cache_info(cache)])
    pages = run_.pages.files()
    size = sum(size for _, size in pages) / 1e6
    _print_all([f"pages      {len(pages)} answers of sites, {size:.1f} MB\n"])
    return 0


def _cache_info(cache: Cache) -> Iterator[str]:
    """Where the answers are, how many, how large, and by which engines."""
    from collections import Counter

    stored = list(cache.stored())
    size = sum(each.size for each in stored) / 1e6
    whole = [each.content for each in stored if each.content]
    yield f"folder     {cache.folder}"
    yield f"answers    {len(whole)}, {size:.1f} MB"
    engines = Counter(f"{each['engine']} {each.get('model')}" for each in whole)
    for engine, count in engines.most_common():
        yield f"           {count} by {engine}"
    yield f"damaged    {len(stored) - len(whole)} found, {len(cache.litter('damaged*'))} set aside"
    yield f"temporary  {len(cache.litter('tmp'))} left by killed runs"


def _replay(arguments: argparse.Namespace) -> int:
    """Run a command with every site played on this machine, or play them until interrupted."""
    from pathlib import Path

    from summarizer import cli, replay

    with replay.Server(replay.load([Path(arguments.cassette)])) as server:
        if arguments.argv:
            os.environ.update(server.environment)
            return cli.main(arguments.argv)
        _print_all(f"export {name}={value}\n" for name, value in server.environment.items())
        server.wait()
    return 0


def _config(arguments: argparse.Namespace) -> int:
    from summarizer import settings
    from summarizer.wire import dumps

    del arguments
    loaded = settings.load()
    lines = [f"# {settings.config_path()}\n"]
    for name, text in settings.HELP.items():
        value = getattr(loaded, name)
        line = f"# {name} is not set" if value is None else f"{name} = {dumps(value)}"
        lines.append(f"{line}  # {loaded.origins[name]}: {text}\n")
    _print_all(lines)
    return 0


def _schema(arguments: argparse.Namespace) -> int:
    import json

    from summarizer.schema import json_schema

    del arguments
    _print_all([json.dumps(json_schema(), indent=2), "\n"])
    return 0
