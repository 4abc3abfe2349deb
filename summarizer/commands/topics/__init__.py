"""The command `summarize topics`: the vocabulary looked at, edited and added to.

The command line calls in, as with every command; nothing but what is printed leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import Console, print_all, view
from summarizer.commands.topics import edits
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from summarizer.library.run import Run
    from summarizer.topics.proposals import Proposal
    from summarizer.topics.vocabulary import Topic, Vocabulary

_SHOWN = 20
_SAMPLES = 5


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "List the topics of the vocabulary, with how many stored papers have each; or change them. "
        "The built-in topics are of machine learning. For other fields, `summarize config set "
        "topics arxiv` takes arXiv's categories, and `summarize topics new` drafts topics from "
        "papers of yours."
    )
    command.add_argument("--json", action="store_true", help="print JSON, with aliases")
    common.examples(
        command,
        "summarize topics show rag",
        "summarize topics add tea --group applications --definition 'About tea.'",
        "summarize topics rename cad-generation cad --dry-run",
    )
    actions = command.add_subparsers(dest="action", metavar="ACTION")
    show = actions.add_parser("show", help="show one topic, and papers that have it")
    check = actions.add_parser("check", help="check the vocabulary, or another file, line by line")
    check.add_argument("file", nargs="?", metavar="FILE", help="default: the vocabulary in use")
    add = actions.add_parser("add", help="add a topic")
    rename = actions.add_parser("rename", help="rename a topic; the old name stays as an alias")
    merge = actions.add_parser("merge", help="merge a topic into another")
    split = actions.add_parser("split", help="move some aliases of a topic to a new one")
    remove = actions.add_parser("remove", help="remove a topic")
    propose = actions.add_parser(
        "propose", help="list subjects of stored papers that no topic covers"
    )
    promote = actions.add_parser("promote", help="turn a proposed subject into a topic")
    new = actions.add_parser("new", help="draft a vocabulary of your own from papers")
    edits.new_options(new)
    for each in (show, rename, merge, split, remove):
        each.add_argument("name", metavar="TOPIC", help="name, label, alias or code")
    for each in (add, promote):
        each.add_argument("name", metavar="TOPIC", help="the new topic's name")
    rename.add_argument("new", metavar="NEW", help="the new name")
    split.add_argument("new", metavar="NEW", help="the new topic's name")
    merge.add_argument("into", metavar="INTO", help="the topic that stays")
    for each in (show, propose):
        each.add_argument("--json", action="store_true", help="print JSON")
    propose.add_argument(
        "--limit", type=common.positive, metavar="N", help="at most N subjects (default: 20)"
    )
    for each in (add, split, promote):
        edits.change_options(each, of_a_group=each is not split)
    for each in (add, rename, merge, split, remove, promote):
        each.add_argument("--dry-run", action="store_true", help="show the change, write nothing")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for with the vocabulary; 1 where a check finds something."""
    from summarizer import settings
    from summarizer.library.run import Run

    this_run = Run(settings.load(), Console())
    action = arguments.action or "list"
    if action in _LOOKS:
        return _LOOKS[action](arguments, this_run)
    return edits.edit(arguments, this_run)


def _list(arguments: argparse.Namespace, run: Run) -> int:
    from summarizer.library.overview import counts, without_topic
    from summarizer.papers.certainty import NO_TOPIC
    from summarizer.papers.wire import dumps

    vocabulary, found = _vocabulary(run), counts(run)
    if arguments.json:
        rows = [_topic_fields(topic) | {"papers": found.get(topic.name, 0)} for topic in vocabulary]
        print_all([dumps(rows) + "\n"])
        return 0
    print_all(f"{line}\n" for line in _topic_lines(vocabulary.topics, found, view().width))
    untagged = without_topic(run)
    print_all([f"{NO_TOPIC:30} {untagged:6}\n"] if untagged else [])
    Console().note(_scope(vocabulary, run))
    return 0


def _scope(vocabulary: Vocabulary, run: Run) -> str:
    """What the topics are of, and how to take others."""
    from summarizer.settings import VOCABULARIES
    from summarizer.text.counting import counted

    size, topics = counted(len(vocabulary), "topic"), run.settings.topics
    if not topics:
        others = "`summarize config set topics arxiv` takes arXiv's categories instead"
        return f"{size} of machine learning: {others}, `summarize topics new` drafts your own"
    if topics in VOCABULARIES:
        return (
            f"{size}, arXiv's categories; those of machine learning are used if `topics` is unset"
        )
    return f"{size} in `{topics}`"


def _topic_lines(topics: Iterable[Topic], counts: dict[str, int], columns: int) -> Iterator[str]:
    from summarizer.text.columns import hanging

    group = None
    for topic in topics:
        if topic.group != group:
            group = topic.group
            yield group
        label = f"  {topic.name:28} {counts.get(topic.name, 0):6}  "
        yield from hanging(label, one_line(topic.definition), columns)


def _topic_fields(topic: Topic) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(topic)


def _show(arguments: argparse.Namespace, run: Run) -> int:
    from summarizer.library import query
    from summarizer.library.search import search
    from summarizer.papers.wire import dumps
    from summarizer.text.columns import hanging
    from summarizer.topics.vocabulary import named

    vocabulary = _vocabulary(run)
    topic = named(arguments.name, vocabulary)
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
        "codes": ", ".join(topic.codes),
        "papers": str(papers.total),
    }
    columns = view().width
    said = [(f"{name:12} ", value) for name, value in rows.items() if value]
    said += [(f"{'':12} {each.id}  ", each.title) for each in papers.papers]
    rows_of_lines = (hanging(label, one_line(value), columns) for label, value in said)
    print_all(f"{line}\n" for lines in rows_of_lines for line in lines)
    return 0


def _check(arguments: argparse.Namespace, run: Run) -> int:
    """Read the vocabulary, and say what is stored under names that it has no more."""
    from pathlib import Path

    from summarizer.library.overview import counts
    from summarizer.text.counting import counted
    from summarizer.topics import vocabularyfile

    path = Path(arguments.file) if arguments.file else run.settings.topics_path
    vocabulary = vocabularyfile.load(path)
    place, phrases = path or vocabularyfile.default_path(), _phrases(vocabulary)
    print_all([f"{place}: {counted(len(vocabulary), 'topic')}, {counted(phrases, 'phrase')}\n"])
    strange = {name: count for name, count in counts(run).items() if not vocabulary.get(name)}
    for name, count in sorted(strange.items()):
        now = vocabulary.resolve(name)
        what = f"now `{now.name}`" if now else "not a topic"
        print_all([f"stored with {counted(count, 'paper')}: `{one_line(name)}`, {what}\n"])
    return 1 if strange else 0


def _phrases(vocabulary: Vocabulary) -> int:
    return sum(2 + len(topic.aliases) + len(topic.weak) for topic in vocabulary)


def _propose(arguments: argparse.Namespace, run: Run) -> int:
    from summarizer.library.overview import papers
    from summarizer.papers.wire import dumps, fields
    from summarizer.topics.proposals import proposals

    found = proposals(papers(run), _vocabulary(run))[: arguments.limit or _SHOWN]
    if arguments.json:
        print_all([dumps([fields(each) for each in found]) + "\n"])
        return 0
    if not found:
        Console().note("nothing to propose: the vocabulary covers the stored papers")
    print_all(line for each in found for line in _proposal_lines(each))
    return 0


def _proposal_lines(each: Proposal) -> Iterator[str]:
    kinds = {"a model": each.proposed, "the site": each.keywords, "titles": each.titles}
    by = ", ".join(f"{kind} {count}" for kind, count in kinds.items() if count)
    yield f"{each.papers:5}  {one_line(each.name)}  ({by})\n"
    if len(each.spellings) > 1:
        yield f"       also {one_line(', '.join(each.spellings[1:6]))}\n"
    yield from (f"       {identity}  {one_line(title)}\n" for identity, title in each.samples)


def _vocabulary(run: Run) -> Vocabulary:
    from summarizer.topics import vocabularyfile

    return vocabularyfile.in_use(run.settings)


_LOOKS = {"list": _list, "show": _show, "check": _check, "propose": _propose, "new": edits.new}
