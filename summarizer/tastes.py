"""Profiles with their examples at hand: what a ranker learns from, and what tells it changed."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer import sources
from summarizer.errors import InputError, ServiceError, SummarizerError
from summarizer.interests.ranker import Taste
from summarizer.library.run import Options, Run
from summarizer.papers.days import utc_now
from summarizer.papers.records import Entry
from summarizer.sources.specs import resolve_all
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.interests.profile import Profile
    from summarizer.papers.records import Paper
    from summarizer.sources import Listing

STARRED = "starred"
"""The profile that nobody writes: what the reader starred, or keeps for later."""
_NAMED = 3
"""Examples that a warning names."""
_TELLING = {"star", "later", "hide"}
"""The marks that say whether a paper is wanted."""


def taste(profile: Profile, run: Run, *, offline: bool) -> tuple[Taste, bool]:
    """A profile with the papers it names, and whether all of them could be had.

    Those that could not are warned of, each once. Hidden papers are unwanted by every profile.
    """
    wanted, whole = _examples(profile, run, offline=offline)
    unwanted, also_whole = _examples(profile, run, offline=offline, side="not-")
    given, have_texts = _marked(run)
    if profile.name == STARRED:
        wanted += [each for each in given if "hide" not in each.marks]
    unwanted += [each for each in given if "hide" in each.marks]
    return Taste(profile, wanted, unwanted), whole and also_whole and have_texts


def marked(run: Run) -> list[tuple[Entry, bool]]:
    """The papers whose marks say that they are wanted, or that they are not (False).

    Papers known by their ids alone are left out.
    """
    return [(each, "hide" not in each.marks) for each in _marked(run)[0] if each.title]


def _marked(run: Run) -> tuple[list[Entry], bool]:
    """The papers whose marks say whether they are wanted, and whether all their texts are at hand.

    One that was marked by its id alone gets its text from the library, once it is stored; topics
    are as the reader corrected them.
    """
    from summarizer.reviews.corrections import laid_over

    given = [
        each.paper() for each in run.marks.all() if {"star", "later", "hide"} & set(each.marks)
    ]
    bare = {each.id for each in given if not each.abstract}
    stored = run.library.find(bare) if bare else {}
    found = [_with_text(each, stored.get(each.id)) for each in given]
    whole = all(each.abstract or each.title for each in found)
    return list(laid_over(found, run.reviews)), whole


def _with_text(marked: Entry, paper: Paper | None) -> Entry:
    if paper is None:
        return marked
    tags = paper.tags if isinstance(paper, Entry) else marked.tags
    known: dict[str, Any] = {"title": paper.title, "abstract": paper.abstract}
    known |= {"authors": paper.authors, "organization": paper.organization}
    return replace(marked, **known, tags=tags)


def stamp(profile: Profile, run: Run) -> Iterator[str]:
    """What changes whenever a profile, its files or the marks do."""
    yield repr(profile)
    for kept in (run.marks, run.reviews):
        yield repr(sorted(kept.stamps().items()))
    for spec in (*profile.wanted.sources, *profile.unwanted.sources):
        yield from _content(spec, run)


def _content(spec: str, run: Run) -> Iterator[str]:
    """What changes when a SPEC's papers do: a file's bytes; what sites list, once a week.

    Of a source that keeps what it read, that changes with it, and once a day.
    """
    from hashlib import sha256

    from summarizer.files import file_stamp

    path = Path(spec)
    try:
        if path.is_file():
            yield sha256(path.read_bytes()).hexdigest()
        elif path.is_dir():
            _check(spec)
            for folder, _, names in sorted(os.walk(path)):
                for each in names:
                    with suppress(OSError):  # gone meanwhile
                        yield f"{each} {file_stamp(Path(folder, each).stat())}"
        else:
            yield f"{spec} {_pace(spec, run)}"
    except (OSError, SummarizerError) as error:
        yield f"{spec} {error}"


def _pace(spec: str, run: Run) -> str:
    """What changes whenever a source is to be asked anew."""
    asked = sources.asked(spec, run.settings)
    if asked and isinstance(asked[0], sources.Keeping):
        return f"{asked[0].stamp(asked[1])} {utc_now():%Y-%m-%d}"
    return f"{utc_now():%G-W%V}"


def _examples(
    profile: Profile, run: Run, *, offline: bool, side: str = ""
) -> tuple[list[Paper], bool]:
    """The papers that one side of a profile names, what it wants or not; whether all are had."""
    wishes = profile.unwanted if side else profile.wanted
    quiet = Run(run.settings)
    options = Options(offline=offline, store=False, bare=True)
    found, whole = _known(wishes.papers, run), True
    missing = [each for each in wishes.papers if each not in found]
    asked = [] if offline else [each for each in missing if not each.startswith("sha256:")]
    papers = list(found.values())
    ids = f"arxiv:{','.join(asked)}" if asked else ""
    for spec in filter(None, (*wishes.sources, ids)):
        try:
            _check(spec)
            listings = _resolved(spec, options, quiet, run)
        except SummarizerError as error:
            if spec == ids:
                why = f"{_some(asked, profile)} could not be had: {error}"
            else:
                why = f"{error}{_remedy(error, spec, f'{profile.name} --{side}from')}"
            run.observer.warn(f"interests: {why}")
            whole = False
        except OSError as error:  # what is looked at goes away meanwhile
            run.observer.warn(f"interests: cannot read `{spec}`: {error.strerror}")
            whole = False
        else:
            papers += (paper for each in listings for paper in each.papers)
    have = {paper.id for paper in papers}
    lost = [each for each in wishes.papers if each not in have]
    if lost and (offline or not asked):
        run.observer.warn(f"interests: {_some(lost, profile)} not stored: left out")
    return papers, whole and not lost


def _resolved(spec: str, options: Options, quiet: Run, run: Run) -> list[Listing]:
    """What a SPEC names; what its source kept of it, with a warning, where that does not answer."""
    try:
        return resolve_all([spec], options, quiet)
    except ServiceError as error:
        asked = None if options.offline else sources.asked(spec, run.settings)
        if not asked or not isinstance(asked[0], sources.Keeping):
            raise
        try:
            found = resolve_all([spec], replace(options, offline=True), quiet)
        except SummarizerError:
            raise error from None
        run.observer.warn(f"interests: {error}: what was read of it before is used")
        return found


def _some(ids: Sequence[str], profile: Profile) -> str:
    """How many examples of a profile, and the first of them."""
    shown = ", ".join((*ids[:_NAMED], *(["..."] if ids[_NAMED:] else [])))
    return f"{counted(len(ids), 'example paper')} of `{profile.name}` ({shown})"


def _remedy(error: SummarizerError, spec: str, what: str) -> str:
    """What takes a file that cannot be read out of a profile; nothing for a site's failure."""
    if not isinstance(error, InputError):
        return ""
    from shlex import quote

    return f": `summarize interests remove {what} {quote(spec)}` takes it out"


def _check(spec: str) -> None:
    """Raise InputError for what is no file: what reads a pipe waits, and reads it once.

    Also for the root of a file system, which a link may have come to lead to.
    """
    if not os.path.exists(spec):  # noqa: PTH110 - it never raises
        return
    if not (os.path.isfile(spec) or os.path.isdir(spec)):  # noqa: PTH112, PTH113 - the same
        message = f"`{spec}` is neither a file nor a folder: save it as a file"
        raise InputError(message)
    real = os.path.realpath(spec)
    if os.path.dirname(real) == real:  # noqa: PTH120 - as the above
        message = f"`{spec}` is the whole file system: name a folder in it"
        raise InputError(message)


def _known(ids: Sequence[str], run: Run) -> dict[str, Paper]:
    """The papers of these ids that are stored or marked."""
    marked = {each: mark.paper() for each, mark in run.marks.of(ids).items()}
    found = {each: paper for each, paper in marked.items() if paper.abstract}
    stored: dict[str, Paper] = dict(run.library.find(set(ids) - set(found))) if ids else {}
    return found | stored
