"""The actions of `summarize interests` that show and change profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.commands.commandline.console import Console, print_all, view
from summarizer.commands.interests.wording import counted_papers, options_named, typed, wished
from summarizer.interests.wishes import KEYS
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from summarizer.interests.profile import Profile
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
    wanted, unwanted = wished(arguments, options, vocabulary)
    if not (wanted or unwanted or arguments.weight is not None):
        message = f"say what `{arguments.name}` wants, or does not want: {options_named()}"
        raise UsageError(message)
    is_new = interestsfile.read().find(arguments.name) is None
    for source in (*wanted.sources, *unwanted.sources):
        if line := counted_papers(source, options):
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
    wanted, unwanted = (typed(arguments, prefix) for prefix in ("", "not-"))
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
    from summarizer.commands.commandline.editor import open_file
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
