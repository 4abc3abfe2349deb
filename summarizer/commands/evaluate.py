"""`summarize evaluate`: models measured against labels or reviews."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import Console, flags, write
from summarizer.text.counting import counted

if TYPE_CHECKING:
    import argparse

    from summarizer.evaluation.gold import Gold
    from summarizer.evaluation.measurement import Measured
    from summarizer.evaluation.results import Evaluation
    from summarizer.library.run import Run

_ENDINGS = {".json": "json", ".md": "markdown", ".markdown": "markdown"}


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = "Measure models against labelled papers, or against your reviews."
    add = command.add_argument
    add(
        "gold",
        nargs="?",
        metavar="GOLD",
        help="JSON or JSON Lines of papers with `tags` or `tldr`; none: your reviews",
    )
    add(
        "--factuality",
        metavar="FILE",
        help="measure the check of TL;DRs' claims: JSON Lines with `tldr`, `abstract`, `label`",
    )
    model = common.group(command, common.MODEL)
    model(
        "--model",
        action="append",
        metavar="MODEL",
        help="a model, or a digest made with --json; twice to compare two",
    )
    model(
        "--prompt",
        action="append",
        metavar="FILE",
        help="a prompt for the model; twice to compare two (default: the built-in one)",
    )
    common.server(command)
    common.budget(command)
    papers = common.group(command, common.PAPERS)
    papers("--limit", type=common.positive, metavar="N", help="only the first N papers")
    papers("--refresh", action="store_true", help="annotate again even if an answer is stored")
    shown = common.group(command, common.OUTPUT)
    shown("--json", dest="format", action="store_const", const="json", help="same as --format json")
    shown("--format", "-f", choices=("text", "json", "markdown"), help="the format (default: text)")
    shown("--output", "-o", metavar="FILE", help="write to a file; its ending picks the format")
    shown("--disagreements", metavar="FILE", help="write the disputed papers as a report to review")
    shown("--force", action="store_true", help="overwrite a report that was changed by hand")
    line = "exit code 1 if micro F1 is below this (0 to 1)"
    shown("--min-f1", type=common.share, metavar="F1", help=line)
    common.volume(command)
    common.examples(
        command,
        "summarize evaluate",
        "summarize evaluate labels.jsonl --model embedded --model openai/NAME",
        "summarize evaluate labels.jsonl --model ollama/NAME --prompt mine.md --prompt other.md",
        "summarize evaluate labels.jsonl --min-f1 0.8 --disagreements disputed.md",
        "summarize evaluate --factuality lines.jsonl --json",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the figures; 1 where papers were not answered, or F1 is below `--min-f1`."""
    from summarizer import settings
    from summarizer.commands.review import spare
    from summarizer.evaluation import presentation, rouge
    from summarizer.evaluation.measurement import evaluate
    from summarizer.evaluation.systems import Subject
    from summarizer.library.run import Run

    console = Console(quiet=arguments.quiet, verbose=arguments.verbose)
    if arguments.factuality is not None:
        return _factuality(arguments, console)
    models, arguments.model = arguments.model, None
    prompts, arguments.prompt = arguments.prompt or [None], None
    chosen = flags(arguments)
    if arguments.gold is None:
        chosen["learn"] = "off"  # who was taught by reviews is not measured by them
    this_run = Run(settings.load(chosen), console)
    spare(arguments.disagreements, this_run, force=arguments.force)
    gold = _gold(arguments, this_run, console)
    try:
        models = models or [this_run.settings.model]
        subjects = [Subject(model, prompt) for model in models for prompt in prompts]
        measured = evaluate(gold, subjects, this_run, refresh=arguments.refresh)
    finally:
        console.close()
    found = measured.evaluation()
    if found.with_tldr and not rouge.available():
        console.note("ROUGE needs rouge-score: `pip install 'summarize-papers[evaluate]'`")
    if arguments.disagreements:
        _hand_over(measured, arguments.disagreements, this_run, console)
    form = arguments.format or _ENDINGS.get(Path(arguments.output or "").suffix.lower(), "text")
    shown = {
        "text": presentation.as_text,
        "json": presentation.as_json,
        "markdown": presentation.as_markdown,
    }
    write(shown[form](found), arguments.output)
    return _outcome(found, arguments.min_f1, console)


def _factuality(arguments: argparse.Namespace, console: Console) -> int:
    """Print what the check of claims says of lines whose truth is known."""
    from summarizer.errors import UsageError
    from summarizer.evaluation import factuality, factualityreport

    for name, given in (
        ("GOLD", arguments.gold),
        ("--model", arguments.model),
        ("--disagreements", arguments.disagreements),
        ("--min-f1", arguments.min_f1),
        ("--limit", arguments.limit),
    ):
        if given is not None:
            message = f"`--factuality` measures the check alone: leave out `{name}`"
            raise UsageError(message)
    form = arguments.format or _ENDINGS.get(Path(arguments.output or "").suffix.lower(), "text")
    if form == "markdown":
        message = "`--factuality` is shown as text or JSON: use `--format text` or `--json`"
        raise UsageError(message)
    found = factuality.measure(arguments.factuality)
    for each in found.dropped:
        console.note(f"{found.file}: dropped {each.where}: {each.why}")
    shown = factualityreport.as_json if form == "json" else factualityreport.as_text
    write(shown(found), arguments.output)
    return 0


def _gold(arguments: argparse.Namespace, this_run: Run, console: Console) -> Gold:
    """The labels, and what is to be said of how they were read."""
    from dataclasses import replace

    from summarizer.errors import UsageError
    from summarizer.evaluation import gold
    from summarizer.topics import vocabularyfile

    vocabulary = vocabularyfile.in_use(this_run.settings)
    if arguments.gold is None:
        found = gold.from_reviews(this_run.reviews.all(), this_run.library, vocabulary)
    else:
        found = gold.load(arguments.gold, vocabulary)
    for each in found.dropped:
        console.note(f"{found.name}: dropped {each.where}: {each.why}")
    if found.unknown:
        names = ", ".join(f"`{name}`" for name in found.unknown)
        console.warn(f"{found.name}: not in the vocabulary, so always counted as missed: {names}")
    seen = this_run.reviews.of_papers([each.paper for each in found.papers])
    if seen and this_run.settings.learn == "on":
        how = "`SUMMARIZER_LEARN=off` measures without learning from reviews"
        console.note(f"{counted(len(seen), 'labelled paper')} reviewed before: {how}")
    found = replace(found, papers=found.papers[: arguments.limit])
    if arguments.min_f1 is not None and all(each.tags is None for each in found.papers):
        message = f"`--min-f1` needs topics, but `{found.name}` has none: give labels with `tags`"
        raise UsageError(message)
    return found


def _hand_over(measured: Measured, path: str, this_run: Run, console: Console) -> None:
    """Write the disputed papers as a report to review, or as a digest for a name in `.json`.

    What a reader shall review is stored, as the papers of any report are.
    """
    from summarizer.evaluation.disputereport import report
    from summarizer.papers.days import utc_now
    from summarizer.renderers import View, json

    made = measured.digest(utc_now().isoformat().replace("+00:00", "Z"))
    if path.endswith(".json"):
        write(json.render(made, View()), path)
        console.note(f"{counted(len(made.papers), 'disputed paper')} written to `{path}`")
        return
    this_run.library.store(_label(made.source[0]), made, made.papers)
    write([report(made, measured, path)], path)
    then = f"then run `summarize review --apply {path}`"
    console.note(f"{counted(len(made.papers), 'disputed paper')}: correct `{path}`, {then}")


def _label(name: str) -> str:
    """Where the library keeps the papers of a file of labels."""
    import re

    return "labels-" + re.sub(r"[^\w.-]+", "-", Path(name).name.partition(".")[0])[:80]


def _outcome(found: Evaluation, least: float | None, console: Console) -> int:
    code = 0
    for system in found.systems:
        if system.skipped:
            papers = counted(len(system.skipped), "paper")
            console.note(f"{system.name}: {papers} not answered; their topics count as missed")
            code = 1
        score = system.f1.value or 0.0
        if least is not None and score < least:
            console.warn(f"{system.name}: micro F1 {score:.4f} is below `--min-f1 {least:g}`")
            code = 1
    return code
