"""What is typed of wishes, checked: topics by their names, papers by their ids, files read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.interests.wishes import KEYS, OPTIONS
from summarizer.text.counting import counted
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    import argparse

    from summarizer.interests.profile import Wishes
    from summarizer.settings import Settings
    from summarizer.topics.vocabulary import Vocabulary


def options_named() -> str:
    """The options that say what is wanted."""
    return ", ".join(f"`--{option}`" for option in OPTIONS.values())


def typed(arguments: argparse.Namespace, prefix: str) -> Wishes:
    """One side of what was typed, as it was typed; files with their whole paths."""
    from summarizer.interests.profile import Wishes

    given = {kind: getattr(arguments, f"{prefix}{kind}") for kind in KEYS}
    given["words"] = [part for each in given["words"] for part in each.split(",") if part.strip()]
    given["sources"] = [_whole(each) for each in given["sources"]]
    return Wishes(**{kind: tuple(values) for kind, values in given.items()})


def _whole(spec: str) -> str:
    """A file's whole path; another SPEC as it is."""
    return str(Path(spec).absolute()) if os.path.exists(spec) else spec  # noqa: PTH110 - never raises


def wished(
    arguments: argparse.Namespace, settings: Settings, vocabulary: Vocabulary
) -> tuple[Wishes, Wishes]:
    """What was typed, checked: topics by their names, papers by their ids. Raises UsageError."""
    from summarizer.errors import UsageError
    from summarizer.interests.profile import Wishes
    from summarizer.interests.wishes import as_wish

    sides = []
    for prefix in ("", "not-"):
        given = typed(arguments, prefix)
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


def counted_papers(source: str, settings: Settings) -> str:
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
