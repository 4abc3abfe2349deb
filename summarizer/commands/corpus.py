"""`summarize corpus`: any number of papers into tables, on one machine or a Ray cluster."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import Console, flags, print_all
from summarizer.text.counting import counted

if TYPE_CHECKING:
    import argparse
    from typing import Any, NoReturn


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Turn any number of papers into tables (Parquet or JSON Lines), on all cores or a Ray "
        "cluster. A run that was stopped continues when you type the command again."
    )
    add = command.add_argument
    add(
        "input",
        nargs="+",
        metavar="INPUT",
        help="JSON Lines or Parquet: files (also .gz, .zst), folders, patterns, s3:// addresses",
    )
    shown = common.group(command, common.OUTPUT)
    shown("--output", "-o", required=True, metavar="FOLDER", help="where the tables go")
    shown("--format", "-f", choices=("parquet", "jsonl"), default="parquet", help="or JSON Lines")
    shown("--rows", type=common.positive, metavar="N", help="papers in a file (default: 2000)")
    shown("--json", action="store_true", help="print the manifest")
    common.lines(command)
    common.certainty(command)
    work = common.group(command, "Workers")
    work("--workers", type=common.positive, metavar="N", help="processes (default: all cores)")
    work("--ray", metavar="ADDRESS", help="let a Ray cluster do the work (`auto`: the one here)")
    common.model(command)
    common.limits(command)
    common.volume(command)
    common.examples(
        command,
        "summarize corpus arxiv-metadata.jsonl.gz -o out/",
        "summarize corpus 's3://bucket/papers/*.parquet' -o out/",
        "summarize corpus pages/*.jsonl -o out/ --ray 10.0.0.5:6379",
    )


def run(arguments: argparse.Namespace) -> int:
    """Annotate, and say what became of the papers; 1 where rows failed."""
    from summarizer import interruption, settings
    from summarizer.corpus.annotation import Broken, annotate
    from summarizer.corpus.manifest import ROWS, Plan
    from summarizer.papers.wire import dumps

    console = Console(quiet=arguments.quiet, verbose=arguments.verbose)
    plan = Plan(arguments.format, arguments.rows or ROWS, arguments.workers, arguments.ray)
    loaded = settings.load(flags(arguments))
    try:
        manifest = annotate(arguments.input, Path(arguments.output), loaded, plan, console)
    except KeyboardInterrupt:
        message = f"{interruption.message()}, and the same command continues"
        _end(console, message, interruption.code())
    except Broken as error:
        _end(console, str(error), error.exit_code)
    finally:
        console.close()
    if plan.ray:
        from summarizer.corpus.plan import leave_ray

        leave_ray()
    for each in manifest["unreadable"]:
        console.warn(f"{each}: fix it and run the same command again")
    if arguments.json:
        print_all([dumps(manifest) + "\n"])
    else:
        print_all(f"{line}\n" for line in _lines(manifest, arguments.output))
    failed = manifest["counts"]["failed"]
    if failed:
        console.note(
            f"{counted(failed, 'row')} failed; `{arguments.output}/failed` lists them with reasons"
        )
    return 1 if failed else 0


def _end(console: Console, message: str, code: int) -> NoReturn:
    """End at once: Daft's threads abort an interpreter that ends under them."""
    console.close()
    console.warn(message)
    sys.stderr.flush()
    os._exit(code)


def _lines(manifest: dict[str, Any], out: str) -> list[str]:
    counts, seconds = manifest["counts"], manifest["seconds"]
    rate = (
        f", {counts['annotated'] / seconds:.0f} a second" if seconds and counts["annotated"] else ""
    )
    files = counted(len(manifest["files"]["papers"]), "file")
    return [
        f"papers      {counts['papers']} in {files} of `{out}`",
        f"annotated   {counts['annotated']} in {seconds:.0f} s{rate}",
        f"kept        {counts['kept']} from before",
        f"duplicates  {counts['duplicates']}",
        f"failed      {counts['failed']}",
    ]
