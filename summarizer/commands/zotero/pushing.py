"""`summarize zotero push`: papers into a library, each once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summarizer.commands import marks
from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun, print_all, view
from summarizer.commands.zotero import placing

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from typing import Any

    from summarizer.commands.commandline.console import Console
    from summarizer.library.run import Run
    from summarizer.papers.records import Entry
    from summarizer.zotero.push import Outcome
    from summarizer.zotero.target import Target

SCHEMA = "summarizer/zotero-push/1"
_LONGEST = 200
"""Characters of a title that is named."""
_TOLD = 20
"""Papers that are named one by one; what became of more of them is counted."""
_WORDS = {
    "new": "new",
    "changed": "completed",
    "same": "there already",
    "trash": "in Zotero's trash, left there",
    "gone": "deleted in Zotero, not made again",
    "failed": "failed",
}
_AGAIN = {"trash", "gone"}


def options(command: argparse.ArgumentParser) -> None:
    """The action's options."""
    command.description = (
        "Put papers into a Zotero library: an item for each, with its topics as tags, its TL;DR "
        "as a note and a link to the PDF. An item that is there already, by arXiv id or DOI, only "
        "gets what it lacks. What you changed or removed in Zotero stays so."
    )
    add = command.add_argument
    add("spec", nargs="?", metavar="SPEC", help=common.Listed(common.specs))
    add = common.group(command, common.PAPERS)
    add("--starred", action="store_true", help="the papers that you starred, instead of a SPEC")
    placing.places(command, "put them into this collection; made where there is none of that name")
    add = common.group(command, "Zotero")
    add("--again", action="store_true", help="also what you removed or threw away in Zotero")
    add("--dry-run", action="store_true", help="print what would be sent; send nothing")
    add("--json", action="store_true", help="with --dry-run: print the objects as JSON")
    common.certainty(command)
    common.choice(command)
    common.personal(command)
    common.model(command)
    common.limits(command)
    common.volume(command)
    common.examples(
        command,
        "summarize zotero push --starred --collection Reading",
        "summarize zotero push arxiv:2305.10601 --library groups/456",
        "summarize zotero push hf --for-me --limit 5 --dry-run",
    )


def run(arguments: argparse.Namespace) -> int:
    """Push what was asked for; 1 where a paper failed."""
    from summarizer.topics import labels
    from summarizer.zotero.push import Push
    from summarizer.zotero.target import Target

    _check(arguments)
    this_run, console = begun(arguments)
    place = placing.place(arguments, this_run.settings)
    topics = labels.in_use(this_run.settings)
    target = Target(place, this_run.http(), topics, again=arguments.again, dry=arguments.dry_run)
    try:
        target.settle()
        entries = _entries(arguments, this_run, console)
        if not entries:
            console.note("no papers: nothing is sent")
            return 0
        if arguments.dry_run:
            return _dry_run(Push(target).outcomes(entries), target, arguments, console)
        return _told(Push(target).outcomes(entries), target, len(entries), console)
    finally:
        console.close()
        this_run.close()


def _check(arguments: argparse.Namespace) -> None:
    from summarizer.errors import UsageError

    if bool(arguments.spec) is arguments.starred:
        message = "which papers? Give a SPEC, or `--starred`"
        if arguments.starred:
            message = "`--starred` stands instead of a SPEC: give one of the two"
        raise UsageError(message)
    if arguments.json and not arguments.dry_run:
        message = "`--json` belongs to `--dry-run`: give both"
        raise UsageError(message)
    if arguments.offline and not arguments.local:
        message = "`--offline` and zotero.org: leave `--offline` out, or add `--local`"
        raise UsageError(message)


def _entries(arguments: argparse.Namespace, run: Run, console: Console) -> Sequence[Entry]:
    """The papers to push, as they are shown: corrected, in their reader's order."""
    from dataclasses import replace

    from summarizer import pipeline, sources

    if arguments.starred:
        return _starred(arguments, run, console)
    options = replace(common.chosen(arguments), store=not arguments.dry_run)
    asked = sources.asked(arguments.spec, run.settings)
    if asked and asked[1].kind == "daily":
        return pipeline.today(arguments.spec, options, run).papers
    return pipeline.digest([arguments.spec], options, run).papers


def _starred(arguments: argparse.Namespace, run: Run, console: Console) -> Sequence[Entry]:
    """The starred papers, the newest star first; those known by their ids alone are left out."""
    from summarizer import pipeline
    from summarizer.papers.certainty import fits
    from summarizer.text.counting import counted

    found = marks.entries("star", run)
    bare = [each.id for each in found if not each.title]
    if bare:
        which = bare[0] if len(bare) == 1 else counted(len(bare), "starred paper")
        console.warn(f"{which}: known by the id alone, left out: `summarize papers` stores it")
    wanted = pipeline.wanted_topics(arguments.tag, run.settings)
    named = (each for each in found if each.title)
    return [each for each in named if not wanted or fits(each, wanted)][: arguments.limit]


def _told(outcomes: Iterator[Outcome], target: Target, papers: int, console: Console) -> int:
    """Say what became of each paper as it is known, and of all in the end."""
    counts: Counter[str] = Counter()
    try:
        for each in outcomes:
            counts[each.state] += 1
            if each.state == "failed":
                console.warn(_line(each))
            elif papers <= _TOLD:
                console.note(_line(each))
    finally:
        console.close()
        if target.made:
            console.note(f"the collection {_collection(target)} is new in {_place(target)}")
        if counts:
            console.note(_sum(counts, target))
    if _AGAIN & set(counts):
        console.note("`--again` puts back what you removed in Zotero")
    return 1 if counts["failed"] else 0


def _line(each: Outcome) -> str:
    from summarizer.text.plain import shortened
    from summarizer.text.readable import readable

    said = f" ({each.said})" if each.said and each.state != "failed" else ""
    why = f": {each.said}" if each.said and each.state == "failed" else ""
    return f"{_WORDS[each.state]}: {shortened(readable(each.title), _LONGEST)}{said}{why}"


def _sum(counts: Counter[str], target: Target) -> str:
    told = ", ".join(f"{counts[state]} {word}" for state, word in _WORDS.items() if counts[state])
    where = _place(target)
    if target.place.collection:
        where = f"{_collection(target)} of {where}"
    return f"Zotero, {where}: {told}"


def _place(target: Target) -> str:
    return "the library of this machine" if target.place.local else target.library


def _collection(target: Target) -> str:
    from summarizer.text.plain import shortened

    return f"`{shortened(target.place.collection, _LONGEST)}`"


def _dry_run(
    outcomes: Iterator[Outcome], target: Target, arguments: argparse.Namespace, console: Console
) -> int:
    """Print what would be sent, for people or as the objects themselves."""
    found = list(outcomes)
    if arguments.json:
        from summarizer.papers.wire import dumps

        table = {
            "schema": SCHEMA,
            "library": target.library,
            "collection": target.made or target.place.collection or None,
            "papers": [
                {"title": each.title, "state": each.state, "objects": list(each.objects)}
                for each in found
            ],
        }
        print_all([dumps(table) + "\n"])
        return 0
    width = view().width
    print_all(f"{line}\n" for each in found for line in _shown(each, width))
    if target.made:
        console.note(f"the collection {_collection(target)} would be made in {_place(target)}")
    counts = Counter(each.state for each in found)
    console.note(f"{_sum(counts, target)}; nothing is sent")
    return 0


def _shown(each: Outcome, width: int) -> Iterator[str]:
    """A paper and what would be sent for it, as lines."""
    from summarizer.text.columns import hanging

    yield from hanging("", _line(each), width)
    for sent in each.objects:
        for name, value in _fields(sent):
            if value:
                yield from hanging(f"  {name:<10}", value, width)


def _fields(sent: dict[str, Any]) -> Iterator[tuple[str, str]]:
    from summarizer.text.plain import one_line
    from summarizer.zotero import fields

    if sent.get("itemType") == "attachment":
        yield "link", f"{sent['title']}: {sent['url']}"
        return
    if "note" in sent:
        yield "note", fields.words(sent["note"])
        return
    people = [
        " ".join(filter(None, map(each.get, ("firstName", "lastName", "name"))))
        for each in sent.get("creators", ())
    ]
    yield "type", sent.get("itemType", "")
    yield "authors", ", ".join(people)
    yield from (
        (name, one_line(str(sent.get(name, "")))) for name in ("date", "DOI", "url", "extra")
    )
    yield "tags", ", ".join(each["tag"] for each in sent.get("tags", ()))
