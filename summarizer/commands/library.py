"""`summarize library`: what is stored, looked at and looked after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands import digest
from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import Console, flags, print_all, view

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.library.inventory import Place, Shelf
    from summarizer.library.run import Run

_WHAT = "a name, or NAME/DAY: `hf`, `hf/2025-12-09`, the name of a file"
_WIDEST = 40
"""The most columns of the names in the list."""


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Show and manage what is stored: days of sources, and collections, which are the "
        "papers of your files. What you remove can be restored until it is pruned."
    )
    command.add_argument("--json", action="store_true", help="print JSON")
    actions = command.add_subparsers(dest="action", metavar="ACTION")
    listed = actions.add_parser("list", help="list what is stored")
    listed.add_argument("--json", action="store_true", help="print JSON")
    show = actions.add_parser("show", help="show a stored day or collection as a digest")
    remove = actions.add_parser("remove", help="remove a day, a source or a collection")
    restore = actions.add_parser("restore", help="bring back what was removed last")
    prune = actions.add_parser("prune", help="delete for good what was removed")
    move = actions.add_parser("move", help="rename a collection, or add it to another or to a day")
    export = actions.add_parser("export", help="write everything stored into a ZIP file")
    bring = actions.add_parser("import", help="add what such a ZIP file holds")
    for each in (show, remove, move):
        each.add_argument("what", metavar="WHAT", help=_WHAT)
    move.add_argument("to", metavar="TO", help="a new name, or one that is there")
    export.add_argument("--output", "-o", required=True, metavar="FILE.zip", help="the file")
    bring.add_argument("file", metavar="FILE", help="a file that `export` wrote")
    for each in (remove, restore, prune, move):
        each.add_argument("--dry-run", action="store_true", help="say what would be done, only")
    digest.output(show)
    common.volume(show)
    common.examples(
        command,
        "summarize library list",
        "summarize library show hf/2025-12-09 --by topic",
        "summarize library remove notes --dry-run",
    )


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for; 1 where an import could not take everything."""
    from summarizer import settings
    from summarizer.library.run import Run

    this_run = Run(settings.load(flags(arguments)), Console())
    action = arguments.action or "list"
    return _ACTIONS[action](arguments, this_run)


def _list(arguments: argparse.Namespace, run: Run) -> int:
    from summarizer.library.inventory import shelves
    from summarizer.papers.wire import dumps
    from summarizer.text.counting import counted

    found = shelves(run)
    kept = run.texts.kept()
    if arguments.json:
        rows = [
            {"name": each.name, "collection": each.collection, "days": list(each.days)}
            | {"papers": each.papers}
            for each in found
        ]
        texts = {"papers": kept.papers, "copies": kept.copies, "bytes": kept.size}
        head = {"schema": "summarizer/library/1", "stored": rows, "full_texts": texts}
        print_all([dumps(head) + "\n"])
        return 0
    if not found:
        run.observer.note("nothing is stored yet: `summarize today` stores a day")
    print_all(f"{line}\n" for line in _lines(found))
    if kept.copies:
        print_all([f"full texts of {counted(kept.papers, 'paper')}, {kept.size / 1e6:.1f} MB\n"])
    return 0


def _called(found: Sequence[Shelf]) -> dict[str, str]:
    """What each is called: of a collection, the short name where that is its own alone."""
    from collections import Counter

    from summarizer.library.store import shown_name
    from summarizer.text.plain import one_line

    used = Counter(shown_name(each.name) for each in found)
    short = {each.name: shown_name(each.name) for each in found}
    return {name: one_line(each if used[each] == 1 else name) for name, each in short.items()}


def _lines(found: Sequence[Shelf]) -> Iterator[str]:
    """A line a name, sources first."""
    from summarizer.text.columns import hanging, padded
    from summarizer.text.counting import counted

    heading, columns, called = None, view().width, _called(found)
    wide = min(max((len(each) for each in called.values()), default=0), _WIDEST) + 1
    for each in found:
        if heading != each.collection:
            heading = each.collection
            yield "collections" if heading else "sources"
        what = counted(each.papers, "paper")
        if each.days:
            span = f"{each.days[-1]} to {each.days[0]}" if each.days[1:] else each.days[0]
            what = f"{what}, {counted(len(each.days), 'day')}: {span}"
        yield from hanging(f"  {padded(called[each.name], wide)} ", what, columns)


def _show(arguments: argparse.Namespace, run: Run) -> int:
    """Show a day; of a source, its newest one."""
    from summarizer.errors import InputError
    from summarizer.library.inventory import digest_of, places

    renderer = digest.chosen(arguments)
    place = places(arguments.what, run)[0]
    stored = run.library.read(*place)
    if stored is None:
        message = f"`{place[0]}/{place[1]}` cannot be read"
        raise InputError(message)
    digest.show(digest_of(place, stored, run), renderer, arguments, arguments.by, run.settings)
    return 0


def _remove(arguments: argparse.Namespace, run: Run) -> int:
    from summarizer.library import removal
    from summarizer.library.inventory import places

    found = places(arguments.what, run)
    if arguments.dry_run:
        return _said(found, "would be removed", run)
    removal.remove(found, run)
    _said(found, "removed", run)
    run.observer.note("`summarize library restore` brings it back")
    return 0


def _restore(arguments: argparse.Namespace, run: Run) -> int:
    from summarizer.library import removal

    if arguments.dry_run:
        known = removal.removals()
        return _said(known[0].places if known else (), "would be restored", run)
    return _said(removal.restore(run).places, "restored", run)


def _prune(arguments: argparse.Namespace, run: Run) -> int:
    from summarizer.library import removal
    from summarizer.text.counting import counted

    if arguments.dry_run:
        count = sum(len(each.places) for each in removal.removals())
        run.observer.note(f"{counted(count, 'removed file')} would be deleted for good")
    else:
        run.observer.note(f"{counted(removal.prune(), 'removed file')} deleted for good")
    return 0


def _move(arguments: argparse.Namespace, run: Run) -> int:
    from summarizer.library.inventory import places
    from summarizer.library.relocation import moved

    found = places(arguments.what, run)
    goal = moved(found, arguments.to, run, dry_run=arguments.dry_run)
    done = "would be moved" if arguments.dry_run else "moved"
    return _said(found, f"{done} to `{goal}`", run)


def _said(found: Iterable[Place], done: str, run: Run) -> int:
    places = list(found)
    for label, day in places:
        run.observer.note(f"{label}{'' if day == 'undated' else f'/{day}'}: {done}")
    if not places:
        run.observer.note("nothing to do")
    return 0


def _export(arguments: argparse.Namespace, run: Run) -> int:
    from pathlib import Path

    from summarizer.library.archive import export
    from summarizer.text.counting import counted

    count = export(run, Path(arguments.output))
    run.observer.note(f"{counted(count, 'file')} written to `{arguments.output}`")
    return 0


def _import(arguments: argparse.Namespace, run: Run) -> int:
    from pathlib import Path

    from summarizer.library.archive import bring_in
    from summarizer.text.counting import counted

    found = bring_in(run, Path(arguments.file))
    run.observer.note(
        f"added {counted(found.days, 'day')} or collections, {counted(found.reviews, 'review')}, "
        f"marks of {counted(found.marks, 'paper')}{', your interests' if found.interests else ''}"
    )
    for name in found.differing:
        what = "review of this paper" if name.startswith("reviews/") else "file of interests"
        run.observer.warn(f"{name}: you have another {what}, which stays")
    for name in found.unread:
        what = "a stored day, a review, marks or interests"
        run.observer.warn(f"{name}: left out, it cannot be read as {what}")
    return 1 if found.differing or found.unread else 0


_ACTIONS = {
    "list": _list,
    "show": _show,
    "remove": _remove,
    "restore": _restore,
    "prune": _prune,
    "move": _move,
    "export": _export,
    "import": _import,
}
