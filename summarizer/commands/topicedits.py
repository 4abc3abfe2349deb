"""The actions of `summarize topics` that change the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline.console import Console, print_all

if TYPE_CHECKING:
    import argparse

    from summarizer.library.run import Run
    from summarizer.topics.editor import Edited
    from summarizer.topics.vocabulary import Topic


def edit(arguments: argparse.Namespace, run: Run) -> int:
    """Change the file, and say what came of it."""
    from summarizer.library.curation import Curator

    curator = Curator(run, dry_run=arguments.dry_run)
    action = arguments.action
    if action == "rename":
        edited = curator.rename(arguments.name, arguments.new)
    elif action == "merge":
        edited = curator.merge(arguments.name, arguments.into)
    elif action == "remove":
        edited = curator.remove(arguments.name)
    elif action == "split":
        topic = _new_topic(arguments, arguments.new, run, like=arguments.name)
        edited = curator.split(arguments.name, topic)
    else:
        edited = curator.add(_new_topic(arguments, arguments.name, run))
    _told(edited, dry_run=arguments.dry_run)
    return 0


def _new_topic(
    arguments: argparse.Namespace, name: str, run: Run, *, like: str | None = None
) -> Topic:
    """The topic that the options describe; a promoted one with the spellings that papers have."""
    from summarizer.errors import UsageError
    from summarizer.library.overview import papers
    from summarizer.topics import vocabularyfile
    from summarizer.topics.proposals import folded, proposals
    from summarizer.topics.vocabulary import Topic, key, named

    vocabulary = vocabularyfile.load(run.settings.topics_path)
    group = arguments.group or (named(like, vocabulary).group if like else None)
    if group is None or group not in vocabulary.groups:
        known = ", ".join(vocabulary.groups)
        what = f"unknown group `{group}`" if group else "`--group` is missing"
        message = f"{what}: give one of {known}"
        raise UsageError(message)
    aliases = list(arguments.alias)
    if arguments.action == "promote":
        wanted = (each for each in proposals(papers(run), vocabulary))
        found = next((each for each in wanted if folded(each.name) == folded(name)), None)
        if found is None:
            message = f"`{name}` is not a proposed subject: `summarize topics propose` lists them"
            raise UsageError(message)
        aliases += found.spellings
    label = arguments.label or name.replace("-", " ")[:1].upper() + name.replace("-", " ")[1:]
    own = {key(name), key(label)}
    distinct = {key(each): each for each in reversed(aliases) if key(each) not in own}
    return Topic(
        name=name,
        label=label,
        group=group,
        definition=arguments.definition,
        aliases=tuple(distinct.values())[::-1],
        weak=tuple(arguments.weak),
        exclusions=tuple(arguments.exclusion),
        parent=arguments.parent,
    )


def _told(edited: Edited, *, dry_run: bool) -> None:
    from difflib import unified_diff

    from summarizer.text.counting import counted

    console, name = Console(), str(edited.path)
    lines = unified_diff(
        edited.before.splitlines(), edited.after.splitlines(), name, name, n=1, lineterm=""
    )
    print_all(f"{line}\n" for line in lines)
    if dry_run:
        console.note("nothing was changed")
        return
    if edited.copied:
        console.note(f"the vocabulary was copied to `{name}`, which is used from now on")
    if edited.papers or edited.reviews:
        papers, reviews = counted(edited.papers, "paper"), counted(edited.reviews, "review")
        console.note(f"updated: {papers}, {reviews}")
