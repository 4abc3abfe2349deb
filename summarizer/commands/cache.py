"""`summarize cache`: the kept answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.console import Console, print_all

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from summarizer.cache import Cache


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = "Look after the kept answers."
    command.add_argument(
        "action",
        choices=("info", "prune", "verify"),
        help=(
            "info: count and size; prune: remove what killed runs and older engines left; "
            "verify: read every answer"
        ),
    )


def run(arguments: argparse.Namespace) -> int:
    """Look after the kept answers; 1 where some are damaged."""
    from summarizer import engines, settings
    from summarizer.run import Run

    this_run = Run(settings.load(), Console())
    cache = this_run.cache
    if arguments.action == "prune":
        gone = cache.prune(engines.create(this_run.settings))
        answers = this_run.pages.prune()
        print_all(
            [
                f"removed {len(gone)} files from {cache.folder}\n",
                f"removed {len(answers)} files from {this_run.pages.folder}\n",
            ]
        )
        return 0
    if arguments.action == "verify":
        damaged = cache.verify()
        whole = len(list(cache.stored()))
        print_all([f"{damaged} damaged answers set aside, {whole} are whole\n"])
        return 1 if damaged else 0
    print_all([f"{line}\n" for line in _cache_info(cache)])
    pages = this_run.pages.files()
    size = sum(size for _, size in pages) / 1e6
    print_all([f"pages      {len(pages)} answers of sites, {size:.1f} MB\n"])
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
