"""What was asked for by name: a file, a paper of arXiv, another stored paper, or an address."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.errors import InputError, Unreachable, UsageError
from summarizer.fulltext import Content
from summarizer.fulltext.places import wanted
from summarizer.library.fulltexts import retrieval, wanted_of

if TYPE_CHECKING:
    import argparse

    from summarizer.fulltext.places import Wanted
    from summarizer.fulltext.records import FullText
    from summarizer.library.run import Run
    from summarizer.papers.records import Paper


def found(arguments: argparse.Namespace, run: Run) -> FullText:
    """The text that `paper` names; of a file or an address it is kept where `keep_as` says so.

    Raises InputError, UsageError, ServiceError.
    """
    from summarizer.fulltext.reading import read

    typed = arguments.paper
    if arguments.force and arguments.keep_as is None:
        message = "`--force` is for `--keep-as`: give both"
        raise UsageError(message)
    target = None if arguments.keep_as is None else _named(arguments.keep_as, run)
    if _is_file(typed):
        if arguments.place or arguments.refresh:
            option = "--from" if arguments.place else "--refresh"
            message = f"`{option}` is for a paper that is asked for, and `{typed}` is a file"
            raise UsageError(message)
        content = _of_file(typed)
        return _kept(content, target, run, force=arguments.force) if target else read(content)
    paper = wanted(typed)
    if paper is None and typed.startswith(("http://", "https://")):
        return _of_page(arguments, target, run)
    if target:
        _check_there(typed)
        message = f"`--keep-as` is for a file or an address elsewhere, and `{typed}` is neither"
        raise UsageError(message)
    paper = paper or _stored(typed, run)
    if arguments.place:
        paper = replace(paper, only=arguments.place)
    with retrieval(run) as asked:
        return asked.paper(paper, offline=arguments.offline, refresh=arguments.refresh)


def forgotten(arguments: argparse.Namespace, run: Run) -> str:
    """Remove the copies of a paper, and say how many. Raises UsageError, InputError."""
    from summarizer.text.counting import counted

    typed = arguments.paper
    if arguments.keep_as is not None or _is_file(typed):
        message = "`--forget` is for a paper: give its id, or the beginning of its title, alone"
        raise UsageError(message)
    paper = wanted(typed) or _stored(typed, run)
    try:
        count = run.texts.forget(paper.id)
    except OSError as error:
        message = f"cannot remove the copies of {paper.name}: {error.strerror or error}"
        raise InputError(message) from error
    return f"{counted(count, 'copy')} of {paper.name} removed" if count else _none(paper)


def _none(paper: Wanted) -> str:
    return f"no copy of {paper.name} is kept"


def _is_file(typed: str) -> bool:
    return typed == "-" or os.path.lexists(typed)


def _of_file(name: str) -> Content:
    from pathlib import Path

    from summarizer.sources.content import shown_name, standard_input

    try:
        data = standard_input() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"cannot read `{shown_name(name)}`: {reason}"
        raise InputError(message) from error
    return Content(shown_name(name), data)


def _of_page(arguments: argparse.Namespace, target: Paper | None, run: Run) -> FullText:
    if arguments.place:
        message = "`--from` is for papers of arXiv: leave it out, the address says the place"
        raise UsageError(message)
    if arguments.offline:
        message = f"`{arguments.paper}` is not asked for with `--offline`: give a file of it"
        raise Unreachable(message)
    with retrieval(run) as asked:
        if target is None:
            return asked.page(arguments.paper)
        content = asked.content(arguments.paper)
    return _kept(content, target, run, force=arguments.force)


def _kept(content: Content, paper: Paper, run: Run, *, force: bool) -> FullText:
    """The text of a content, kept as a paper's. Raises UsageError where it may be another's."""
    from summarizer.fulltext.reading import read

    target = wanted_of(paper)
    text = read(content)
    if not force and not _is_titled(text, paper):
        message = (
            f"the text is called “{text.title}”, and the paper “{paper.title}”: if they are the "
            "same, add `--force`"
        )
        raise UsageError(message)
    before = run.texts.find(target.id, None, None)
    with retrieval(run) as asked:
        text = asked.adopted(target, content, text)
    instead = ", in place of the copy that was there" if before else ""
    run.observer.note(f"kept as the full text of {target.name}{instead}")
    return text


def _is_titled(text: FullText, paper: Paper) -> bool:
    """Whether a text may be a paper's, by their titles, as far as both are known."""
    from summarizer.papers.likeness import titled_alike

    if not text.title or not paper.title:
        return True
    return titled_alike(paper, replace(paper, title=text.title))


def _stored(typed: str, run: Run) -> Wanted:
    """The paper that is stored and called so. Raises UsageError."""
    _check_there(typed)
    return wanted_of(_named(typed, run))


def _check_there(typed: str) -> None:
    """Raise UsageError for what is called like a file, and is none."""
    from summarizer.fulltext.reading import endings

    if typed.lower().endswith(endings()):
        message = f"there is no file `{typed}`: check its name"
        raise UsageError(message)


def _named(typed: str, run: Run) -> Paper:
    from summarizer import pipeline

    return pipeline.named([typed], run, offline=True)[0]
