"""`summarize interests learn`: what marks suggest for a profile, shown, kept where wished."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from summarizer.commands.commandline.console import Console, print_all, terminal, view
from summarizer.interests.wishes import OPTIONS
from summarizer.text.counting import counted
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from summarizer.interests.profile import Profile, Wishes
    from summarizer.interests.suggestions import Marked, Suggestion
    from summarizer.library.run import Run
    from summarizer.papers.records import Entry
    from summarizer.topics.vocabulary import Vocabulary

SCHEMA = "summarizer/interests-learned/1"
_FIRST = "mine"
"""The profile that is made where there is none."""
_MOST = 5000
"""Other papers that marked ones are compared with, those stored last."""
_LABEL = 34
_SINGULAR = {
    "topics": "topic",
    "words": "words",
    "authors": "author",
    "organizations": "organization",
}


def options(command: argparse.ArgumentParser) -> None:
    """The action's options."""
    command.description = (
        "Show what the papers that you starred or keep for later have in common and others do not, "
        "and what those have in common that you hid, as wishes for a profile. They are added to it "
        "with --keep, or if you say so at the terminal."
    )
    command.add_argument(
        "name", nargs="?", metavar="PROFILE", help="the profile (default: the only one)"
    )
    command.add_argument("--keep", action="store_true", help="add what is shown to the profile")
    command.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Show what marks suggest, and keep it where that is wished."""
    from summarizer import settings
    from summarizer.interests.suggestions import suggestions
    from summarizer.library.run import Run
    from summarizer.topics import vocabularyfile

    this_run = Run(settings.load(), console := Console())
    vocabulary = vocabularyfile.in_use(this_run.settings)
    profile = _profile(arguments.name, vocabulary)
    marked = _marked(profile, this_run)
    found = suggestions(marked, profile, vocabulary)
    keeps = arguments.keep and bool(found)
    if arguments.json:
        if keeps:
            _keep(profile.name, found, vocabulary)
        _print_json(profile, marked, found, kept=keeps)
        return 0
    print_all(f"{line}\n" for line in _lines(profile, marked, found))
    if not found:
        console.note(_why_none(profile, marked))
    elif keeps or _agreed(profile.name):
        path = _keep(profile.name, found, vocabulary)
        console.note(f"added to `{profile.name}` in `{path}`")
    elif not _asks():
        console.note(
            f"nothing was changed: `summarize interests learn {profile.name} --keep` adds it"
        )
    return 0


def _profile(name: str | None, vocabulary: Vocabulary) -> Profile:
    """The profile of this name, or the only one; a new one where there is none."""
    from summarizer.errors import UsageError
    from summarizer.interests import interestsfile
    from summarizer.interests.profile import Profile

    known = interestsfile.read(vocabulary=vocabulary)
    if name is None and len(known.profiles) > 1:
        names = ", ".join(f"`{each.name}`" for each in known.profiles)
        message = f"which profile? Give one of {names}"
        raise UsageError(message)
    if name is None:
        return known.profiles[0] if known.profiles else Profile(name=_FIRST)
    return known.find(name) or Profile(name=interestsfile.checked_name(name))


def _marked(profile: Profile, run: Run) -> Marked:
    """The marked papers, and those stored beside them.

    With several profiles, those that another one wants more are left to it.
    """
    from itertools import islice

    from summarizer.interests.suggestions import Marked
    from summarizer.library import overview
    from summarizer.papers.records import Entry
    from summarizer.reviews.corrections import laid_over
    from summarizer.tastes import marked

    given = marked(run)
    ids = {paper.id for paper, _ in given}
    wanted = _own([paper for paper, is_wanted in given if is_wanted], profile, run)
    unwanted = [paper for paper, is_wanted in given if not is_wanted]
    stored = (each for each in overview.papers(run) if isinstance(each, Entry))
    others = list(islice((each for each in stored if each.id not in ids), _MOST))
    return Marked(wanted, unwanted, laid_over(others, run.reviews))


def _own(wanted: list[Entry], profile: Profile, run: Run) -> list[Entry]:
    """The papers that no other profile of the file wants more than this one."""
    from summarizer import ranking
    from summarizer.interests import interestsfile

    profiles = interestsfile.read().profiles
    if len(profiles) < 2 or profile.name not in {each.name for each in profiles}:  # noqa: PLR2004 - two
        return wanted
    scores = {
        each.name: [
            one.score for one in ranking.of(run, each.name, offline=True).relevances(wanted)
        ]
        for each in profiles
    }
    own = scores[profile.name]
    most = [max(found) for found in zip(*scores.values(), strict=True)]
    return [paper for paper, mine, best in zip(wanted, own, most, strict=True) if mine >= best]


def _lines(profile: Profile, marked: Marked, found: Sequence[Suggestion]) -> Iterator[str]:
    """What there is to learn from, and each suggestion with its evidence."""
    from summarizer.text.columns import hanging

    yield (
        f"{profile.name}: {len(marked.wanted)} starred or kept for later, "
        f"{len(marked.unwanted)} hidden, {counted(len(marked.others), 'other paper')}"
    )
    columns = view().width
    for is_wanted, heading in ((True, "wanted"), (False, "not wanted")):
        side = [each for each in found if each.is_wanted is is_wanted]
        if side:
            yield ""
            yield heading
        for each in side:
            value = f"“{each.value}”" if each.kind == "words" else each.value
            label = f"  {one_line(f'{OPTIONS[each.kind]} {value}'):{_LABEL}}  "
            yield from hanging(label, _evidence(each), columns)


def _evidence(each: Suggestion) -> str:
    word = "starred" if each.is_wanted else "hidden"
    others = counted(each.others, "other")
    return f"{each.have} of {each.marked} {word}, {each.others_have} of {others}"


def _why_none(profile: Profile, marked: Marked) -> str:
    """Why nothing is suggested, and what helps."""
    if marked.lacking:
        return (
            f"too little to learn from: {marked.lacking}: `summarize star ID` and `summarize hide "
            "ID` mark papers"
        )
    return (
        f"nothing to add: what your marked papers share more than chance is in `{profile.name}` "
        "already, or there is nothing"
    )


def _asks() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin is not None and sys.stdin.isatty() and terminal()


def _agreed(name: str) -> bool:
    """Whether the reader says yes at the terminal."""
    if not _asks():
        return False
    print(f"\nAdd this to `{name}`? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _keep(name: str, found: Sequence[Suggestion], vocabulary: Vocabulary) -> str:
    """Add the suggestions to the profile; the file's path."""
    from summarizer.interests import editor

    wanted, unwanted = (_wishes(found, is_wanted=side) for side in (True, False))
    return str(editor.add(name, wanted, unwanted, vocabulary=vocabulary).path)


def _wishes(found: Sequence[Suggestion], *, is_wanted: bool) -> Wishes:
    from summarizer.interests.profile import Wishes

    lists: dict[str, tuple[str, ...]] = {}
    for each in found:
        if each.is_wanted is is_wanted:
            lists[each.kind] = (*lists.get(each.kind, ()), each.value)
    return Wishes(**lists)


def _print_json(
    profile: Profile, marked: Marked, found: Sequence[Suggestion], *, kept: bool
) -> None:
    from summarizer.papers.wire import dumps

    table: dict[str, Any] = {
        "schema": SCHEMA,
        "profile": profile.name,
        "wanted": len(marked.wanted),
        "unwanted": len(marked.unwanted),
        "others": len(marked.others),
        "lacking": marked.lacking or None,
        "suggestions": [asdict(each) for each in found],
        "kept": kept,
    }
    print_all([dumps(table) + "\n"])
