"""`summarize topics`: the vocabulary looked at, edited and added to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.console import Console, print_all
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from summarizer.library.run import Run
    from summarizer.papers.records import Paper
    from summarizer.topics.editor import Edited
    from summarizer.topics.proposals import Proposal
    from summarizer.topics.vocabulary import Topic, Vocabulary

_SHOWN = 20
_SAMPLES = 5


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = "List the topics of the vocabulary with their counts, or look after them."
    command.add_argument("--json", action="store_true", help="as JSON, with aliases")
    actions = command.add_subparsers(dest="action", metavar="ACTION")
    show = actions.add_parser("show", help="one topic, and papers that have it")
    check = actions.add_parser("check", help="read the vocabulary, or another file, line by line")
    check.add_argument("file", nargs="?", metavar="FILE", help="default: the vocabulary in use")
    add = actions.add_parser("add", help="a new topic")
    rename = actions.add_parser("rename", help="another name; the old one stays as an alias")
    merge = actions.add_parser("merge", help="one topic into another")
    split = actions.add_parser("split", help="a new topic of some aliases of another")
    remove = actions.add_parser("remove", help="no topic any more")
    propose = actions.add_parser("propose", help="subjects that the stored papers want")
    promote = actions.add_parser("promote", help="a new topic of a proposed subject")
    for each in (show, add, rename, merge, split, remove, promote):
        each.add_argument("name", metavar="TOPIC", help="name, label or alias")
    for each in (rename, split):
        each.add_argument("new", metavar="NEW", help="the new name")
    merge.add_argument("into", metavar="INTO", help="the topic that stays")
    for each in (show, propose):
        each.add_argument("--json", action="store_true", help="as JSON")
    propose.add_argument(
        "--limit", type=common.positive, metavar="N", help="at most N (default: 20)"
    )
    for each in (add, split, promote):
        _change_options(each)
    for each in (add, rename, merge, split, remove, promote):
        each.add_argument("--dry-run", action="store_true", help="show the change, write nothing")


def _change_options(command: argparse.ArgumentParser) -> None:
    """What a new topic is told by."""
    add = command.add_argument
    add("--definition", required=True, metavar="TEXT", help="one sentence; a model is given it")
    add("--group", metavar="GROUP", help="one of the vocabulary's groups")
    add("--label", metavar="TEXT", help="for people (default: the name with blanks)")
    add("--alias", action="append", default=[], metavar="TEXT", help="a phrase that shows it")
    add("--weak", action="append", default=[], metavar="TEXT", help="a cue that hints at it")
    add("--exclusion", action="append", default=[], metavar="TEXT", help="where none counts")
    add("--parent", metavar="TOPIC", help="a broader topic")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for with the vocabulary; 1 where a check finds something."""
    from summarizer import settings
    from summarizer.library.run import Run

    this_run = Run(settings.load(), Console())
    action = arguments.action or "list"
    if action in _LOOKS:
        return _LOOKS[action](arguments, this_run)
    return _edit(arguments, this_run)


def _list(arguments: argparse.Namespace, run: Run) -> int:
    from summarizer.library.overview import counts
    from summarizer.papers.wire import dumps

    vocabulary, found = _vocabulary(run), counts(run)
    if arguments.json:
        rows = [_topic_fields(topic) | {"papers": found.get(topic.name, 0)} for topic in vocabulary]
        print_all([dumps(rows) + "\n"])
        return 0
    print_all(_topic_lines(vocabulary.topics, found))
    return 0


def _topic_lines(topics: Iterable[Topic], counts: dict[str, int]) -> Iterator[str]:
    group = None
    for topic in topics:
        if topic.group != group:
            group = topic.group
            yield f"{group}\n"
        yield f"  {topic.name:28} {counts.get(topic.name, 0):6}  {topic.definition}\n"


def _topic_fields(topic: Topic) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(topic)


def _show(arguments: argparse.Namespace, run: Run) -> int:
    from summarizer.library import curation, query
    from summarizer.library.search import search
    from summarizer.papers.wire import dumps

    vocabulary = _vocabulary(run)
    topic = curation.found(arguments.name, vocabulary)
    papers = search(query.Query(tags=(query.OneOf((topic.name,)),)), run, _SAMPLES)
    if arguments.json:
        samples = [{"id": each.id, "title": each.title} for each in papers.papers]
        row = _topic_fields(topic) | {"papers": papers.total, "samples": samples}
        print_all([dumps(row) + "\n"])
        return 0
    children = [each.name for each in vocabulary if each.parent == topic.name]
    rows = {
        "name": topic.name,
        "label": topic.label,
        "group": topic.group,
        "definition": topic.definition,
        "parent": topic.parent or "",
        "children": ", ".join(children),
        "aliases": ", ".join(topic.aliases),
        "weak": ", ".join(topic.weak),
        "exclusions": ", ".join(topic.exclusions),
        "papers": str(papers.total),
    }
    lines = [f"{name:12} {one_line(value)}".rstrip() for name, value in rows.items() if value]
    lines += [f"{'':12} {each.id}  {one_line(each.title)}" for each in papers.papers]
    print_all(f"{line}\n" for line in lines)
    return 0


def _check(arguments: argparse.Namespace, run: Run) -> int:
    """Read the vocabulary, and say what is stored under names that it has no more."""
    from pathlib import Path

    from summarizer.library.overview import counts
    from summarizer.renderers import counted
    from summarizer.topics import vocabularyfile

    path = Path(arguments.file) if arguments.file else run.settings.topics_path
    vocabulary = vocabularyfile.load(path)
    place, phrases = path or vocabularyfile.default_path(), _phrases(vocabulary)
    print_all([f"{place}: {len(vocabulary)} topics, {phrases} phrases\n"])
    strange = {name: count for name, count in counts(run).items() if not vocabulary.get(name)}
    for name, count in sorted(strange.items()):
        now = vocabulary.resolve(name)
        what = f"now `{now.name}`" if now else "no topic"
        print_all([f"stored with {counted(count, 'paper')}: `{one_line(name)}`, {what}\n"])
    return 1 if strange else 0


def _phrases(vocabulary: Vocabulary) -> int:
    return sum(2 + len(topic.aliases) + len(topic.weak) for topic in vocabulary)


def _propose(arguments: argparse.Namespace, run: Run) -> int:
    from summarizer.papers.wire import dumps, fields
    from summarizer.topics.proposals import proposals

    found = proposals(_papers(run), _vocabulary(run))[: arguments.limit or _SHOWN]
    if arguments.json:
        print_all([dumps([fields(each) for each in found]) + "\n"])
        return 0
    if not found:
        Console().note("the stored papers want nothing that the vocabulary does not have")
    print_all(line for each in found for line in _proposal_lines(each))
    return 0


def _proposal_lines(each: Proposal) -> Iterator[str]:
    kinds = {"a model": each.proposed, "the site": each.keywords, "titles": each.titles}
    by = ", ".join(f"{kind} {count}" for kind, count in kinds.items() if count)
    yield f"{each.papers:5}  {one_line(each.name)}  ({by})\n"
    if len(each.spellings) > 1:
        yield f"       also {one_line(', '.join(each.spellings[1:6]))}\n"
    yield from (f"       {identity}  {one_line(title)}\n" for identity, title in each.samples)


def _papers(run: Run) -> Iterator[Paper]:
    """Every stored paper once, as it was read last."""
    seen: set[str] = set()
    for day in run.library.all():
        for paper in (*day.entries, *day.unannotated):
            if paper.id not in seen:
                seen.add(paper.id)
                yield paper


def _edit(arguments: argparse.Namespace, run: Run) -> int:
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
    from summarizer.library import curation
    from summarizer.topics.proposals import folded, proposals
    from summarizer.topics.vocabulary import Topic, key

    vocabulary = _vocabulary(run)
    group = arguments.group or (curation.found(like, vocabulary).group if like else None)
    if group is None or group not in vocabulary.groups:
        known = ", ".join(vocabulary.groups)
        message = f"`--group` is {f'`{group}`' if group else 'missing'}: give one of {known}"
        raise UsageError(message)
    aliases = list(arguments.alias)
    if arguments.action == "promote":
        wanted = (each for each in proposals(_papers(run), vocabulary))
        found = next((each for each in wanted if folded(each.name) == folded(name)), None)
        if found is None:
            message = f"nobody wants `{name}`: `summarize topics propose` lists what is wanted"
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

    from summarizer.renderers import counted

    console, name = Console(), str(edited.path)
    lines = unified_diff(
        edited.before.splitlines(), edited.after.splitlines(), name, name, n=1, lineterm=""
    )
    print_all(f"{line}\n" for line in lines)
    if dry_run:
        console.note("nothing was written")
        return
    if edited.copied:
        console.note(f"the packed vocabulary is copied to `{name}`, which is in use from now on")
    if edited.papers or edited.reviews:
        papers, reviews = counted(edited.papers, "paper"), counted(edited.reviews, "review")
        console.note(f"brought along: {papers} stored, {reviews}")


def _vocabulary(run: Run) -> Vocabulary:
    from summarizer.topics import vocabularyfile

    return vocabularyfile.load(run.settings.topics_path)


_LOOKS = {"list": _list, "show": _show, "check": _check, "propose": _propose}
