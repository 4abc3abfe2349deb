"""The actions of `summarize interests` that show and change profiles."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.commands.commandline.console import Console, print_all, view
from summarizer.interests.wishes import KEYS, OPTIONS
from summarizer.text.counting import counted
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from summarizer.interests.profile import Profile, Wishes
    from summarizer.settings import Settings
    from summarizer.topics.vocabulary import Vocabulary

SCHEMA = "summarizer/interests/1"
_SHOWN = 20
"""Wishes of one kind that are shown, before the others are counted."""
_LABEL = 17
_NONE_YET = (
    "no interests yet: `summarize interests add mine --topic rag` makes a profile, and "
    "`summarize interests edit` opens a file with examples"
)


def show(arguments: argparse.Namespace) -> int:
    """Print the profiles and what is followed; warn of what is wrong in them."""
    from summarizer.interests import interestsfile
    from summarizer.papers.wire import dumps

    found = interestsfile.read()
    name = getattr(arguments, "name", None)
    profiles = (found.named(name),) if name else found.profiles
    follows = () if name else found.follows
    if arguments.json:
        table = {
            "schema": SCHEMA,
            "path": str(interestsfile.path()),
            "profiles": [_fields(each) for each in profiles],
            "follow": list(follows),
        }
        print_all([dumps(table) + "\n"])
    else:
        print_all(f"{line}\n" for line in _lines(profiles, follows))
        if not found:
            Console().note(_NONE_YET)
    _warn_of_topics()
    return 0


def add(arguments: argparse.Namespace) -> int:
    """Add to a profile, and say what is in its files and what to do next."""
    from summarizer import settings
    from summarizer.errors import UsageError
    from summarizer.interests import editor, interestsfile

    options, console = settings.load(), Console()
    vocabulary = _vocabulary(options)
    wanted, unwanted = _wished(arguments, options, vocabulary)
    if not (wanted or unwanted or arguments.weight is not None):
        message = f"say what `{arguments.name}` wants, or does not want: {_options()}"
        raise UsageError(message)
    is_new = interestsfile.read().find(arguments.name) is None
    for source in (*wanted.sources, *unwanted.sources):
        if line := _counted(source, options):
            console.note(line)
    edited = editor.add(arguments.name, wanted, unwanted, arguments.weight, vocabulary)
    profile = edited.after.named(arguments.name)
    if not edited.changed:
        console.note(f"nothing was changed: `{profile.name}` has all of this already")
        return 0
    print_all(f"{line}\n" for line in _profile_lines(profile))
    if is_new:
        console.note(
            f"`{profile.name}` is in `{edited.path}`, on this machine alone; "
            "`summarize today --for-me` puts what it wants first"
        )
    return 0


def remove(arguments: argparse.Namespace) -> int:
    """Take a profile away, or some of its wishes."""
    from summarizer import settings
    from summarizer.interests import editor

    options = settings.load()
    vocabulary = _vocabulary(options)
    wanted, unwanted = (_given(arguments, prefix) for prefix in ("", "not-"))
    edited = editor.remove(arguments.name, wanted, unwanted, vocabulary)
    profile = edited.after.find(arguments.name)
    if profile:
        print_all(f"{line}\n" for line in _profile_lines(profile))
    else:
        Console().note(f"the profile `{edited.before.named(arguments.name).name}` was removed")
    return 0


def edit(arguments: argparse.Namespace) -> int:
    """Open the file, a new one with examples; 2 where it is wrong then."""
    from summarizer import settings
    from summarizer.commands.editor import open_file
    from summarizer.errors import InterestsError
    from summarizer.interests import editor, interestsfile

    del arguments
    console = Console()
    open_file(editor.made())
    editor.make_private()
    try:
        interestsfile.read(vocabulary=_vocabulary(settings.load()))
    except InterestsError as error:
        console.warn(str(error))
        console.warn("`summarize interests edit` opens the file again")
        return 2
    return 0


def _vocabulary(settings: Settings) -> Vocabulary:
    from summarizer.topics import vocabularyfile

    return vocabularyfile.in_use(settings)


def _options() -> str:
    return ", ".join(f"`--{option}`" for option in OPTIONS.values())


def _given(arguments: argparse.Namespace, prefix: str) -> Wishes:
    """One side of what was typed, as it was typed; files with their whole paths."""
    from summarizer.interests.profile import Wishes

    given = {kind: getattr(arguments, f"{prefix}{kind}") for kind in KEYS}
    given["words"] = [part for each in given["words"] for part in each.split(",") if part.strip()]
    given["sources"] = [_whole(each) for each in given["sources"]]
    return Wishes(**{kind: tuple(values) for kind, values in given.items()})


def _whole(spec: str) -> str:
    """A file's whole path; another SPEC as it is."""
    return str(Path(spec).absolute()) if os.path.exists(spec) else spec  # noqa: PTH110 - never raises


def _wished(
    arguments: argparse.Namespace, settings: Settings, vocabulary: Vocabulary
) -> tuple[Wishes, Wishes]:
    """What was typed, checked: topics by their names, papers by their ids. Raises UsageError."""
    from summarizer.errors import UsageError
    from summarizer.interests.profile import Wishes
    from summarizer.interests.wishes import as_wish

    sides = []
    for prefix in ("", "not-"):
        given = _given(arguments, prefix)
        found: dict[str, Any] = {}
        for kind in KEYS:
            values = getattr(given, kind)
            if kind == "papers":
                values = [_identity(each, settings) for each in values]
            try:
                wishes = [as_wish(kind, each, Path.cwd(), vocabulary) for each in values]
            except ValueError as error:
                raise UsageError(str(error)) from error
            found[kind] = tuple(wishes)
        sides.append(Wishes(**found))
    for source in (*sides[0].sources, *sides[1].sources):
        _check_source(source, settings)
    return sides[0], sides[1]


def _identity(text: str, settings: Settings) -> str:
    """The id of a paper, also of a stored one whose title begins so; a strange text as it is."""
    from summarizer.library.identification import identified
    from summarizer.library.run import Run
    from summarizer.papers.arxivids import typed

    found = None if typed(text) else identified([text], Run(settings)).papers.get(text)
    return found.id if found else text


def _check_source(spec: str, settings: Settings) -> None:
    """Raise UsageError where a SPEC names nothing that can be read again."""
    from summarizer import sources
    from summarizer.errors import InputError, UsageError
    from summarizer.sources import content, places

    if spec == content.STANDARD_INPUT:
        message = "`--from -`: standard input can't be read again: save it in a file"
        raise UsageError(message)
    path = Path(spec)
    if os.path.exists(spec) and not (path.is_file() or path.is_dir()):  # noqa: PTH110 - never raises
        message = f"`{spec}` is neither a file nor a folder: save the papers in a file"
        raise InputError(message)
    if os.path.exists(spec) or sources.asked(spec, settings):  # noqa: PTH110 - the same
        return
    if ":" in spec or ("." not in spec and "/" not in spec):
        raise sources.unknown_spec(spec, places.near(spec))
    message = f"cannot read `{spec}`: no such file{places.near(spec)}"
    raise InputError(message)


def _counted(source: str, settings: Settings) -> str:
    """How many papers a file or folder has; nothing for a source that is asked later.

    Raises UsageError where it holds none.
    """
    from summarizer import pipeline
    from summarizer.errors import ServiceError
    from summarizer.library.run import Options, Run

    if not os.path.exists(source):  # noqa: PTH110 - never raises
        return ""
    try:
        papers = pipeline.papers([source], Options(store=False, bare=True), Run(settings))
    except ServiceError as error:
        return f"from {Path(source).name}: {error}: it is read when papers are ranked"
    bare = sum(not each.abstract.strip() for each in papers)
    lacking = f", {bare} without an abstract" if bare else ""
    return f"from {one_line(Path(source).name)}: {counted(len(papers), 'paper')}{lacking}"


def _warn_of_topics() -> None:
    """Say which topic the vocabulary does not know, so that `--for-me` would refuse it."""
    from summarizer import settings
    from summarizer.errors import InterestsError
    from summarizer.interests import interestsfile

    try:
        interestsfile.read(vocabulary=_vocabulary(settings.load()))
    except InterestsError as error:
        Console().warn(str(error))


def _fields(profile: Profile) -> dict[str, Any]:
    """A profile as JSON has it, with the names of the file."""
    sides = {"wanted": profile.wanted, "unwanted": profile.unwanted}
    lists = {
        side: {key: list(getattr(wishes, kind)) for kind, key in KEYS.items()}
        for side, wishes in sides.items()
    }
    return {"name": profile.name, "weight": profile.weight, **lists}


def _lines(profiles: tuple[Profile, ...], follows: tuple[str, ...]) -> Iterator[str]:
    for profile in profiles:
        yield from _profile_lines(profile)
    if follows:
        yield "followed"
        yield from (f"  {one_line(each)}" for each in follows)


def _profile_lines(profile: Profile) -> Iterator[str]:
    """A profile's name, and a line for each kind of wish that it has."""
    from summarizer.text.columns import hanging

    weight = f"  (weight {profile.weight:g})" if profile.weight != 1 else ""
    yield f"{profile.name}{weight}"
    for before, wishes in (("", profile.wanted), ("not ", profile.unwanted)):
        for kind, key in KEYS.items():
            values = getattr(wishes, kind)
            if values:
                more = len(values) - _SHOWN
                text = "; ".join(values[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")
                label = f"  {f'{before}{key}':{_LABEL}} "
                yield from hanging(label, one_line(text), view().width)
