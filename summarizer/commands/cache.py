"""`summarize cache`: the kept answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import Console, print_all
from summarizer.text.counting import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from summarizer.annotate.cache import Cache
    from summarizer.annotate.retention import File, Kind, Pruned
    from summarizer.library.run import Run


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = "Manage stored answers, also about full texts, and copies of these."
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("info", help="count the stored answers, and their size")
    actions.add_parser("verify", help="read every answer, and set damaged ones aside")
    line = "remove what killed runs and older engines left, and what is too old or too large"
    prune = actions.add_parser("prune", help=line)
    prune.description = (
        f"{line.capitalize()}. Answers that you paid for stay unless you give --paid, and what was "
        "used within the last hour always stays. Without a limit, answers of sites go too. Full "
        "texts stay unless you give --texts, and key points by a language model unless you give "
        "--points."
    )
    add = prune.add_argument
    add(
        "--older-than",
        type=_since,
        metavar="AGE",
        help="what was not used for 30d, 8w, 6m (months), or since a day (YYYY-MM-DD)",
    )
    add(
        "--max-size",
        type=_size,
        metavar="SIZE",
        help="500MB, 2GB: remove what was unused longest until this is left",
    )
    add("--paid", action="store_true", help="also answers that you paid for")
    add("--texts", action="store_true", help="also full texts that you have read, the oldest first")
    add(
        "--points",
        action="store_true",
        help="also key points by a language model, the oldest first: asking again costs again",
    )
    add("--dry-run", action="store_true", help="say what would go; remove nothing")
    add("--json", action="store_true", help="print what was done as JSON")
    common.examples(
        command, "summarize cache info", "summarize cache prune --older-than 90d --max-size 1GB"
    )
    common.examples(
        prune,
        "summarize cache prune --dry-run",
        "summarize cache prune --older-than 90d --max-size 1GB",
    )


def run(arguments: argparse.Namespace) -> int:
    """Manage the stored answers; 1 where some are damaged, or cannot be removed."""
    from summarizer import settings
    from summarizer.library.run import Run

    this_run = Run(settings.load(), Console())
    if arguments.action == "prune":
        return _prune(arguments, this_run)
    if arguments.action == "verify":
        damaged, whole = this_run.cache.verify()
        print_all([f"{counted(damaged, 'damaged answer')} set aside, {whole} valid\n"])
        return 1 if damaged else 0
    print_all([f"{line}\n" for line in _cache_info(this_run.cache)])
    pages = this_run.pages.files()
    size = sum(size for _, size in pages) / 1e6
    kept, points = this_run.texts.kept(), this_run.points.kept()
    print_all(
        [
            f"pages      {len(pages)} from sites, {size:.1f} MB\n",
            f"full texts {kept.copies}, of {counted(kept.papers, 'paper')}, {_mb(kept.size)}\n",
            f"key points {points.answers} by language models, {_mb(points.size)}\n",
        ]
    )
    return 0


def _cache_info(cache: Cache) -> Iterator[str]:
    """Where the answers are, how many, how large, and by which engines."""
    from collections import Counter

    from summarizer.annotate import leftovers

    engines: Counter[str] = Counter()
    damaged = size = 0
    for each in cache.stored():
        size += each.size
        if each.content is None:
            damaged += 1
        else:
            engines[f"{each.content['engine']} {each.content.get('model')}"] += 1
    yield f"folder     {cache.folder}"
    yield f"answers    {engines.total()}, {size / 1e6:.1f} MB"
    for engine, count in engines.most_common():
        yield f"           {count} by {engine}"
    yield f"damaged    {damaged} found, {len(cache.litter('damaged*'))} set aside"
    temporary = {*cache.litter("tmp"), *leftovers.left_over()}
    yield f"temporary  {len(temporary)} left by killed runs"


def _since(text: str) -> float:
    from argparse import ArgumentTypeError

    from summarizer.annotate import retention
    from summarizer.papers.days import utc_now

    try:
        return retention.since(text, utc_now())
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def _size(text: str) -> int:
    from argparse import ArgumentTypeError

    from summarizer.annotate import retention

    try:
        return retention.size(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def _prune(arguments: argparse.Namespace, run: Run) -> int:
    """Remove what may go, and say so; 1 where something could not be removed."""
    from summarizer import engines
    from summarizer.annotate.retention import Limits, Stores, prune
    from summarizer.errors import UsageError

    options = {name: getattr(arguments, name) for name in ("paid", "texts", "points")}
    limits = Limits(arguments.older_than, arguments.max_size, **options)
    option = next((name for name, given in options.items() if given), None)
    if option and not limits.given:
        message = f"`--{option}` needs `--older-than` or `--max-size` as well"
        raise UsageError(message)
    engine = engines.create(run.settings)
    stores = Stores(run.cache, run.pages, run.texts, run.points)
    done = prune(stores, engine, limits, dry_run=arguments.dry_run)
    for file, why in done.failed:
        run.observer.warn(f"cannot remove `{file.path}`: {why}")
    lines = _json if arguments.json else _said
    print_all(f"{line}\n" for line in lines(done, run, dry_run=arguments.dry_run))
    return 1 if done.failed else 0


def _of(files: Iterable[File], *kinds: Kind) -> tuple[int, int]:
    """How many files are of these kinds, and their bytes."""
    sizes = [each.size for each in files if each.kind in kinds]
    return len(sizes), sum(sizes)


def _said(done: Pruned, run: Run, *, dry_run: bool) -> Iterator[str]:
    """What was done, in words."""
    verb = "would remove" if dry_run else "removed"
    places: list[tuple[Path, tuple[Kind, ...]]] = [
        (run.cache.folder, ("answers", "left over")),
        (run.pages.folder, ("pages",)),
    ]
    others: tuple[tuple[Path, Kind], ...] = (
        (run.texts.folder, "full texts"),
        (run.points.folder, "key points"),
    )
    there = {each.kind for each in (*done.gone, *done.left)}
    places += [(folder, (kind,)) for folder, kind in others if kind in there]
    elsewhere = [each for each in done.gone if _is_elsewhere(each, run)]
    for folder, kinds in places:
        count, size = _of((each for each in done.gone if each not in elsewhere), *kinds)
        left, left_size = _of(done.left, *kinds)
        files = f"{verb} {counted(count, 'file')} from {folder}, {_mb(size)}"
        yield f"{files}; {left} left, {_mb(left_size)}"
    if elsewhere:
        size = sum(each.size for each in elsewhere)
        files = counted(len(elsewhere), "file")
        yield f"{verb} {files} that killed runs left elsewhere, {_mb(size)}"
    if done.paid:
        count, size = _of(done.paid, "answers")
        yield f"{counted(count, 'paid answer')} kept, {_mb(size)}: `--paid` removes them too"
    if done.in_use:
        yield f"{counted(len(done.in_use), 'file')} kept, as used within the last hour"


def _is_elsewhere(file: File, run: Run) -> bool:
    return file.kind == "left over" and run.cache.folder not in file.path.parents


def _json(done: Pruned, run: Run, *, dry_run: bool) -> Iterator[str]:
    """The same as JSON."""
    from summarizer.annotate.retention import KINDS
    from summarizer.papers.wire import dumps

    del run
    groups: dict[str, object] = {}
    for kind in KINDS:
        (gone, size), (left, left_size) = _of(done.gone, kind), _of(done.left, kind)
        name = kind.replace(" ", "_")
        groups[name] = {"removed": gone, "bytes": size, "left": left, "left_bytes": left_size}
    paid, paid_size = _of(done.paid, "answers")
    yield dumps(
        {
            "schema": "summarizer/prune/1",
            "dry_run": dry_run,
            **groups,
            "paid": {"left": paid, "left_bytes": paid_size},
            "in_use": len(done.in_use),
            "failed": [{"file": str(file.path), "why": why} for file, why in done.failed],
        }
    )


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
