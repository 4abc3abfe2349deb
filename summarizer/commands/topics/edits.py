"""The actions of `summarize topics` that write: edits of the vocabulary, and a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import Console, print_all
from summarizer.text.counting import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from summarizer.errors import UsageError
    from summarizer.library.run import Run
    from summarizer.papers.records import Paper
    from summarizer.topics.draft import Drafted
    from summarizer.topics.editor import Edited
    from summarizer.topics.vocabulary import Topic

_TRIED = 300
"""Papers that are tagged with the draft, to say how many get a topic."""


def change_options(command: argparse.ArgumentParser, *, of_a_group: bool) -> None:
    """What a new topic is told by; `of_a_group` where its group has to be named."""
    add = command.add_argument
    add(
        "--definition",
        required=True,
        metavar="TEXT",
        help="one sentence, which language models are given",
    )
    line = "one of the vocabulary's groups"
    line = line if of_a_group else f"{line} (default: that of TOPIC)"
    add("--group", required=of_a_group, metavar="GROUP", help=line)
    add("--label", metavar="TEXT", help="the name as people read it (default: from the name)")
    add(
        "--alias",
        action="append",
        default=[],
        metavar="TEXT",
        help="a phrase that proves it (can be repeated)",
    )
    add(
        "--weak",
        action="append",
        default=[],
        metavar="TEXT",
        help="a phrase that only hints at it (can be repeated)",
    )
    add(
        "--exclusion",
        action="append",
        default=[],
        metavar="TEXT",
        help="a longer phrase inside which an alias is ignored",
    )
    add("--parent", metavar="TOPIC", help="a broader topic")


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

    vocabulary = vocabularyfile.in_use(run.settings)
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
    if edited.papers or edited.reviews or edited.marks:
        papers, reviews = counted(edited.papers, "paper"), counted(edited.reviews, "review")
        marks = f", marks of {counted(edited.marks, 'paper')}" if edited.marks else ""
        console.note(f"updated: {papers}, {reviews}{marks}")


def new_options(command: argparse.ArgumentParser) -> None:
    """The action's options."""
    command.description = (
        "Draft a vocabulary of your own from papers: keywords, words that recur in titles, and "
        "arXiv's categories become topics. The file works as it is; the definitions are for you "
        "to write."
    )
    add = command.add_argument
    add("file", metavar="FILE", help="the vocabulary file to write; `-` prints it")
    add(
        "--from",
        dest="specs",
        nargs="+",
        action="extend",
        default=[],
        metavar="SPEC",
        help="the papers, as `summarize papers` takes them (default: everything stored)",
    )
    common.form(command)
    add("--offline", action="store_true", help="use no network: days come from what is stored")
    add("--limit", type=common.positive, metavar="N", help="at most N subjects (default: 40)")
    add("--force", action="store_true", help="overwrite FILE if it exists")
    common.examples(
        command,
        "summarize topics new mine.toml --from references.bib",
        "summarize topics new mine.toml --from arxiv:hep-th arxiv:gr-qc",
    )


def new(arguments: argparse.Namespace, run: Run) -> int:
    """Write the draft, and say what is in it."""
    from pathlib import Path

    from summarizer.errors import UsageError
    from summarizer.settings import packaged
    from summarizer.topics import vocabularyfile
    from summarizer.topics.draft import MOST, draft, text_of

    common.spare_inputs(arguments.file, arguments.specs)
    if arguments.file != "-" and Path(arguments.file).exists() and not arguments.force:
        raise _taken(arguments.file)
    papers = _papers(arguments, run)
    categories = vocabularyfile.load(packaged("arxiv.toml"))
    groups, found = draft(papers, categories, arguments.limit or MOST)
    if not found:
        message = f"nothing recurs in {counted(len(papers), 'paper')}: give more papers"
        raise UsageError(message)
    text = text_of(groups, found, len(papers))
    vocabularyfile.parse_vocabulary(text.encode(), arguments.file)
    if arguments.file == "-":
        print_all([text])
        return 0
    _write(arguments.file, text, force=arguments.force)
    print_all(f"{each.papers:5}  {each.topic.name}  ({each.why})\n" for each in found)
    _said(arguments.file, papers, found, run)
    return 0


def _papers(arguments: argparse.Namespace, run: Run) -> list[Paper]:
    """The papers that were named, or all that are stored. Raises UsageError."""
    from summarizer import pipeline
    from summarizer.errors import UsageError
    from summarizer.library import overview
    from summarizer.library.run import Options

    if arguments.specs:
        options = Options(offline=arguments.offline, form=arguments.form, store=False)
        return pipeline.papers(arguments.specs, options, run)
    stored = list(overview.papers(run))
    if not stored:
        message = "no paper is stored yet: name some with `--from`"
        raise UsageError(message)
    return stored


def _write(file: str, text: str, *, force: bool) -> None:
    """Write the draft; a file that came into being meanwhile stays, without `--force`."""
    from pathlib import Path

    from summarizer.errors import OutputError
    from summarizer.files import write_new, write_output

    write = write_output if force else write_new
    try:
        write(Path(file), text)
    except FileExistsError as error:
        raise _taken(file) from error
    except OSError as error:
        message = f"cannot write `{file}`: {error.strerror}"
        raise OutputError(message) from error


def _taken(file: str) -> UsageError:
    from summarizer.errors import UsageError

    message = f"`{file}` exists: write to another file, or give `--force`"
    return UsageError(message)


def _said(file: str, papers: Sequence[Paper], found: Sequence[Drafted], run: Run) -> None:
    from dataclasses import replace
    from pathlib import Path
    from shlex import quote

    from summarizer import engines

    place = str(Path(file).absolute())
    engine = engines.create(replace(run.settings, topics=place, model="embedded", learn="off"))
    tried = [each for each in papers if each.abstract.strip()][:_TRIED]
    tagged = 0 if engines.waits(engine) else sum(bool(engine.annotate(each).tags) for each in tried)
    console = Console()
    console.note(f"{counted(len(found), 'topic')} of {counted(len(papers), 'paper')} in `{file}`")
    if tried:
        console.note(f"{tagged} of {counted(len(tried), 'paper')} get a topic with it as it is")
    console.note(f"`summarize config set topics {quote(place)}` puts it to use")
