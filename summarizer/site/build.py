"""A site built: what is new since the last time is read, and the pages it changes are written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from summarizer.errors import UsageError
from summarizer.papers.days import is_day
from summarizer.site import (
    abstractfiles,
    daypages,
    feedfiles,
    foryoupage,
    paperpages,
    periodpages,
    searchpages,
    sharedfiles,
    topicpages,
)
from summarizer.site.buildstate import Shelf, known_of, packed, shelf, unpacked
from summarizer.site.contents import Contents
from summarizer.site.dayreader import Reader
from summarizer.site.folder import Folder
from summarizer.site.frame import Look
from summarizer.site.keypoints import KeyPoints
from summarizer.site.nearest import nearest
from summarizer.site.personal import Personal
from summarizer.site.sitemap import mapped
from summarizer.site.thumbnails import Thumbnails, addresses
from summarizer.topics import vocabularyfile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from summarizer.library.run import Run
    from summarizer.network.http import Client
    from summarizer.ranking import Ranking
    from summarizer.site.contents import Listed
    from summarizer.site.folder import File

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: files written and removed, of how many; days that could not be read."""

    days: int
    papers: int
    files: int
    written: int
    removed: int
    unread: int


@dataclass(frozen=True, slots=True)
class Extras:
    """What not every site has.

    With a ranking it is a reader's own: each day shows what is for her first, and one page the
    most relevant papers of the newest days. With `pictures` papers have their thumbnails: a client
    brings those that are missing, and True just keeps those there are. With `points`, papers
    have the key points of the full texts that are kept.
    """

    ranking: Ranking | None = None
    pictures: Client | bool = False
    points: bool = True


NOTHING = Extras()


def build(
    run: Run,
    path: Path,
    title: str,
    url: str | None = None,
    extras: Extras = NOTHING,
) -> Built:
    """Build, or bring up to date, the site of all stored days in a folder.

    Raises UsageError where the folder is no site's, OutputError where it cannot be written.
    """
    settings = run.settings
    lines = settings.tldr, settings.language if settings.tldr == "site" else None
    personal = Personal(extras.ranking) if extras.ranking else None
    choices = (*lines, settings.min_score)
    words = vocabularyfile.in_use(settings)
    look = Look(title, words, url, choices, personal, pictures=bool(extras.pictures))
    with Folder(path, run.observer).open() as folder:
        reviewed = (
            run.reviews.stamps()
        )  # before they are listed: the next build sees what came later
        reader = Reader(run.library, run.reviews.listed(), settings, personal, look.labels)
        known = _known(folder, look)
        stamps = run.library.stamps()
        if not stamps and folder.known:
            message = (
                f"nothing is stored in `{run.library.folder}`, so the site in `{path}` was not "
                "changed: set `SUMMARIZER_HOME`, or remove the folder to start over"
            )
            raise UsageError(message)
        again = _affected(known.values(), folder.notes.get("reviews", {}), reviewed)
        if personal and folder.notes.get("personal") != personal.mark:
            again = set(known)
        shelves, unread = _shelves(known, stamps, again, reader)
        shown, thumbnails = _illustrated(shelves, extras.pictures, folder)
        contents = Contents(shown)
        index = dict(folder.notes.get("search", {}))
        alike = nearest(contents.papers.values(), folder.notes.get("near", ()) if known else ())
        notes = {
            "base": look.base,
            "near": alike.packed(),
            "shelves": [packed(each) for each in shelves],
            "reviews": reviewed,
            "search": index,
        }
        if personal:
            notes["personal"] = personal.mark
        if thumbnails:
            notes["thumbnails"] = thumbnails.known
        points = KeyPoints(run) if extras.points else None
        papers = partial(paperpages.files, near=alike.of(), look=look, reader=reader, points=points)
        files = _files(contents, look, reader, papers, index)
        drawn = thumbnails.files() if thumbnails else ()
        folder.update(chain(drawn, mapped(files, look)), notes)
        return Built(
            days=sum(map(is_day, contents.days)),
            papers=len(contents.papers),
            files=folder.kept,
            written=folder.written,
            removed=folder.removed,
            unread=unread,
        )


def _illustrated(
    shelves: list[Shelf], pictures: Client | bool, folder: Folder
) -> tuple[list[Shelf], Thumbnails | None]:
    """The days with the pictures of their papers, where they are wanted."""
    if not pictures:
        return shelves, None
    client = None if pictures is True else pictures
    found = Thumbnails(folder, client, dict(folder.notes.get("thumbnails", {})))
    papers = [paper for each in reversed(shelves) for paper in each.papers]
    known = found.fetch(addresses((each.id, each.thumbnail) for each in papers))
    return [each.illustrated(known) for each in shelves], found


def _files(
    contents: Contents,
    look: Look,
    reader: Reader,
    papers: Callable[[Iterable[Listed]], Iterator[File]],
    index: dict[str, Any],
) -> Iterator[File]:
    """Every file of the site; the start page and those of all days and topics come last.

    What is made of a stored day comes one after the other, so that it is read once for all.
    """
    search = searchpages.Search(contents, look, reader, index)
    yield from sharedfiles.files(look.file)
    for day, page in zip(contents.days, daypages.days(contents, look, reader), strict=True):
        yield from papers(contents.newest.get(day, ()))
        yield page
        yield abstractfiles.file(contents, look, reader, day)
        yield from search.after(day)
    yield from search.rest()
    yield from feedfiles.files(contents, look, reader)
    yield from topicpages.files(contents, look)
    yield from periodpages.files(contents, look)
    yield from daypages.overviews(contents, look, reader)
    if look.personal:
        yield from foryoupage.files(contents, look, reader)


def _known(folder: Folder, look: Look) -> dict[Key, Shelf]:
    """The stored days as the last build knew them; none where it had other code."""
    if folder.notes.get("base") != look.base:
        return {}
    try:
        shelves = [unpacked(each, look.labels) for each in folder.notes.get("shelves", ())]
    except (ValueError, TypeError):
        return {}
    return {(each.label, each.day): each for each in shelves}


def _shelves(
    known: dict[Key, Shelf],
    stamps: dict[Key, str],
    again: set[Key],
    reader: Reader,
) -> tuple[list[Shelf], int]:
    """All stored days, those read that are new, changed or reviewed; how many were unreadable.

    The newest come last: they are still at hand when the pages are made, from the newest on.
    """
    found, unread = [], 0
    for key, stamp in sorted(stamps.items(), key=lambda each: each[0][1]):
        before = known.get(key)
        if before and before.stamp == stamp and key not in again:
            found.append(before)
            continue
        stored = reader.day(*key)
        if stored:
            papers = (
                known_of(each, reader.labels, site_lines=reader.site_lines)
                for each in reader.listed(stored)
            )
            found.append(shelf(key, stamp, stored, tuple(papers)))
        else:
            unread += 1
    return found, unread


def _affected(shelves: Iterable[Shelf], before: dict[str, str], now: dict[str, str]) -> set[Key]:
    """The days with papers whose reviews changed; all, where a review goes by a paper's text."""
    changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    ids = {unquote(name.removesuffix(".json")) for name in changed}
    shelves = list(shelves)
    papers = {paper.id for each in shelves for paper in each.papers}
    by_text = any(each.startswith("sha256:") and each not in papers for each in ids)
    return {
        (each.label, each.day)
        for each in shelves
        if by_text or any(paper.id in ids for paper in each.papers)
    }
