"""`summarize zotero pull`: a library or a collection as papers, and as examples for a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun
from summarizer.commands.zotero import placing

if TYPE_CHECKING:
    import argparse

    from summarizer.commands.commandline.console import Console
    from summarizer.library.run import Run
    from summarizer.sources.zotero.places import Place

_EMBEDDED = "embedded"


def options(command: argparse.ArgumentParser) -> None:
    """The action's options."""
    command.description = (
        "Read a Zotero library or a collection of it, and store its papers, so that you find them "
        "with `search`, `similar` and in pages. Only what has changed is read again. With "
        "`--interests`, they are examples of what a profile wants."
    )
    placing.places(command, "only this collection, by name, path or key")
    add = common.group(command, "Zotero")
    add("--interests", metavar="PROFILE", help="add it to this profile, as examples of papers")
    common.model(command, _models)
    common.volume(command)
    common.examples(
        command,
        "summarize zotero pull",
        "summarize zotero pull --library groups/456 --collection Reading --interests mine",
        "summarize today --for-me",
    )


def _models() -> str:
    return f"{common.models()} (default: `{_EMBEDDED}`, whatever your settings say)"


def run(arguments: argparse.Namespace) -> int:
    """Read and store; then add to the profile, where one is named."""
    arguments.model = arguments.model or _EMBEDDED  # no model is paid for a whole library unasked
    this_run, console = begun(arguments)
    asked = placing.place(arguments, this_run.settings)
    if arguments.interests:
        from summarizer.interests.interestsfile import checked_name

        checked_name(arguments.interests)
    try:
        place = _with_library(asked, this_run)
        _store(place, this_run, console)
    finally:
        console.close()
        this_run.close()
    if arguments.interests:
        _add(arguments.interests, place, this_run, console)
    return 0


def _with_library(asked: Place, run: Run) -> Place:
    """The place with its library named: what is said of it holds with another key too."""
    from summarizer.network.manners import key
    from summarizer.sources.zotero import libraries

    if asked.local or asked.library:
        return asked
    access = libraries.access(asked, run.http(), key(libraries.KEY))
    return asked._replace(library=libraries.library(asked, access))


def _store(place: Place, run: Run, console: Console) -> None:
    """The papers into the library of stored papers, as one collection."""
    from summarizer import pipeline
    from summarizer.errors import NothingListed, OutputError
    from summarizer.library.run import Options
    from summarizer.library.store import shown_name
    from summarizer.sources.zotero import source
    from summarizer.text.counting import counted

    spec = f"{source.NAME}:{place.name}"
    ask = source.ask(spec, run.settings)
    assert ask  # noqa: S101 - the SPEC is made here
    try:
        made = pipeline.digest([spec], Options(known=True), run)
    except NothingListed as error:
        console.note(str(error))  # a library may hold what are examples, and no papers
        return
    found = {each.id for each in made.papers}
    kept = run.library.read(ask.label, made.date)
    if lost := found - {each.id for each in kept.papers} if kept else found:
        message = f"{spec}: {counted(len(lost), 'paper')} could not be stored: run it again"
        raise OutputError(message)
    papers = counted(len(made.papers) + len(made.skipped), "paper")
    console.note(f"{spec}: {papers} stored as the collection `{shown_name(ask.label)}`")


def _add(name: str, place: Place, run: Run, console: Console) -> None:
    """Make the place a source of a profile's examples, and say how many it gives."""
    from summarizer.interests import editor
    from summarizer.interests.profile import Wishes
    from summarizer.library.run import Options
    from summarizer.pipeline import papers
    from summarizer.sources.zotero import source
    from summarizer.text.counting import counted
    from summarizer.topics import vocabularyfile

    spec = f"{source.NAME}:{place.name}"
    quiet = type(run)(run.settings)
    found = papers([spec], Options(offline=True, store=False, bare=True), quiet)
    bare = sum(not each.abstract.strip() for each in found)
    vocabulary = vocabularyfile.in_use(run.settings)
    edited = editor.add(name, Wishes(sources=(spec,)), Wishes(), vocabulary=vocabulary)
    lacking = f", {bare} of them by title and authors alone" if bare else ""
    console.note(f"{name}: {counted(len(found), 'example')}{lacking}")
    if edited.changed:
        console.note(
            f"`{spec}` is in `{edited.path}`; `summarize today --for-me={name}` ranks by it"
        )
