"""The command `summarize interests`: profiles shown and edited, tried on papers, and learned.

The command line calls in, as with every command; nothing but what is printed leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.interests.wishes import OPTIONS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    Action = Callable[[argparse.Namespace], int]

_METAVARS = ("TEXT", "TOPIC", "NAME", "NAME", "ID", "SPEC")
_LINES = {
    "words": "words and phrases, separated by commas",
    "topics": "topics, by name, label or alias",
    "authors": "authors",
    "organizations": "organizations",
    "papers": "example papers, by arXiv id or address",
    "sources": "example papers of a file (such as a Zotero export) or a source",
}


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Say what you want to read: profiles of words, topics, authors, organizations and example "
        "papers. `--for-me` of `today`, `papers`, `search` and others puts such papers first. "
        "The profiles stay on this machine, in a file that only you can read."
    )
    from summarizer.commands.interests import learning, training, trial

    command.add_argument("--json", action="store_true", help="print JSON")
    common.examples(
        command,
        'summarize interests add mine --topic rag --words "sparse attention"',
        "summarize interests add mine --from references.bib --not-topic robotics",
        "summarize interests learn",
    )
    actions = command.add_subparsers(dest="action", metavar="ACTION")
    add = actions.add_parser("add", help="make a profile, or add to one")
    show = actions.add_parser("show", help="show the profiles, or one")
    remove = actions.add_parser("remove", help="remove a profile, or some of its wishes")
    test = actions.add_parser("test", help="show how papers would rank, and why")
    learn = actions.add_parser("learn", help="show what your marks suggest for a profile")
    train = actions.add_parser("train", help="be asked about ten papers, to teach your ranking")
    actions.add_parser("edit", help="open the file of interests in your editor")
    trial.options(test)
    learning.options(learn)
    training.options(train)
    add.add_argument("name", metavar="PROFILE", help="the profile: letters, digits and hyphens")
    add.add_argument(
        "--weight",
        type=_weight,
        metavar="X",
        help="how much it counts beside your other profiles (default: 1)",
    )
    show.add_argument("name", nargs="?", metavar="PROFILE", help="only this profile")
    show.add_argument("--json", action="store_true", help="print JSON")
    remove.add_argument("name", metavar="PROFILE", help="the profile")
    for each in (add, remove):
        _wishes(each)
    common.examples(
        add,
        'summarize interests add mine --words "sparse attention, kv cache" --topic rag',
        "summarize interests add mine --paper 2503.23895 --from references.bib",
        "summarize interests add mine --not-topic robotics",
    )


def _wishes(command: argparse.ArgumentParser) -> None:
    """What is wanted and what is not, as options that can be repeated and take several values."""
    for prefix, title in (("", "Wanted"), ("not-", "Not wanted")):
        add = common.group(command, title)
        for metavar, (kind, option) in zip(_METAVARS, OPTIONS.items(), strict=True):
            add(
                f"--{prefix}{option}",
                dest=f"{prefix}{kind}",
                nargs="+",
                action="extend",
                default=[],
                metavar=metavar,
                help=_LINES[kind],
            )


def _weight(text: str) -> float:
    """A weight as it is typed."""
    from argparse import ArgumentTypeError

    from summarizer.interests.interestsfile import MOST_WEIGHT

    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= MOST_WEIGHT:
        message = f"{text!r} is not a number above 0, at most {MOST_WEIGHT}"
        raise ArgumentTypeError(message)
    return value


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for with the interests."""
    from summarizer.commands.interests import learning, profiles, training, trial

    actions: dict[str, Action] = {
        "show": profiles.show,
        "add": profiles.add,
        "remove": profiles.remove,
        "edit": profiles.edit,
        "test": trial.run,
        "learn": learning.run,
        "train": training.run,
    }
    return actions[arguments.action or "show"](arguments)
