"""Notes written, and brought up to date: papers first, then the days and topics that list them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from summarizer.errors import UsageError
from summarizer.files import clear_drafts
from summarizer.library import fulltexts
from summarizer.notes import names
from summarizer.notes.contents import DAY, TOPIC, Writer, listing
from summarizer.notes.escaping import plain
from summarizer.notes.keeper import Given, Keeper, Updated
from summarizer.notes.meaning import Meaning
from summarizer.notes.placement import Placement
from summarizer.notes.records import Records, unwritable
from summarizer.notes.stylebook import style
from summarizer.notes.vault import Vault
from summarizer.review.snapshot import mark
from summarizer.topics import labels, vocabularyfile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from summarizer.library.run import Run
    from summarizer.notes.contents import Listing
    from summarizer.notes.styles import Name
    from summarizer.papers.records import Entry
    from summarizer.reviews.judgements import Review

    Papers = Sequence[tuple[Entry, tuple[str, ...]]]
    Listings = Mapping[str, Listing]


@dataclass(frozen=True)
class Manner:
    """How notes are written.

    In which style: None for that of the folder. With `restore`, notes that were deleted are made
    again; without `new`, no paper gets its first note; without `write`, nothing is done.
    """

    style: Name | None = None
    write: bool = True
    restore: bool = False
    new: bool = True


USUAL = Manner()


def update(
    run: Run,
    folder: Path,
    papers: Papers,
    manner: Manner = USUAL,
) -> Updated:
    """Write the notes of these papers, each with its days, and those of the days and topics.

    The latter list all papers that have a note.
    Raises UsageError where the folder is of another style, or is none; OutputError.
    """
    with Records(folder, run.observer).open(write=manner.write) as records:
        records.style = chosen_style(folder, records.style, manner.style)
        vault = Vault(folder, style(records.style))
        for each in sorted(set(vault.style.folders.values())):
            vault.refuse_link(each)
        meaning = Meaning(vocabularyfile.in_use(run.settings), vault.style)
        keeper = Keeper(Placement(records, vault, manner.restore), meaning, Updated())
        keeper.result.problems.update(keeper.place.problems())
        if not manner.new:
            noted = keeper.place.found.notes
            papers = [each for each in papers if each[0].id in noted]
        if not manner.write:
            _put_all(run, keeper, papers)
            return keeper.result
        written = {path.rpartition("/")[0] for path in keeper.place.found.notes.values()}
        for each in {*written, *vault.style.folders.values()}:
            clear_drafts(folder / each)
        try:
            with records.journal() as keeper.journal:
                _put_all(run, keeper, papers)
        except OSError as error:
            raise unwritable(folder, error) from error
        finally:
            records.save()
        return keeper.result


def chosen_style(folder: Path, known: Name | None, wanted: Name | None) -> Name:
    """The style of a folder's notes; of a new one, what is wanted, or else what the folder is.

    Raises UsageError where it has notes of another style.
    """
    known = known or ("logseq" if Vault(folder, style("logseq")).is_begun() else None)
    if known and wanted and known != wanted:
        message = (
            f"the notes in `{folder}` have the style {known}: for {wanted}, give another folder"
        )
        raise UsageError(message)
    found: Name = "logseq" if (folder / "logseq").is_dir() else "obsidian"
    return known or wanted or found


def _put_all(run: Run, keeper: Keeper, papers: Papers) -> None:
    """Write every note."""
    place = keeper.place
    vocabulary = keeper.meaning.vocabulary
    called = labels.of_vocabulary(vocabulary)
    listings = _listings(place, papers)
    days, topics = _collected(listings, place)
    for entry, _ in papers:
        place.place("paper", entry.id, partial(names.of_paper, entry.id, entry.title))
    for identity in listings.keys() - place.paths.keys():
        place.paths[identity] = place.found.notes[identity]
    for day in days:
        place.place("day", DAY + day, partial(names.of_day, day))
    for topic in topics:
        place.place("topic", TOPIC + topic, partial(names.of_topic, called.of(topic), topic))
    keeper.result.papers = len(listings)
    keeper.result.days = sum(place.has(DAY + each) for each in days)
    keeper.result.topics = sum(place.has(TOPIC + each) for each in topics)
    site_lines = run.settings.tldr == "both"
    writer = Writer(place.vault.style, called, place.names(), site_lines)
    reviews = run.reviews.of_papers([each for each, _ in papers if each.reviewed])
    stamp_of = fulltexts.stamps(run)
    for entry, its_days in papers:
        linked = [(called.of(each), writer.names.get(TOPIC + each)) for each in entry.tags]
        shown = _shown(entry, reviews.get(entry.id))
        text = (stamp,) if (stamp := stamp_of(entry)) else ()
        source = (entry, its_days, linked, site_lines, *text)
        given = Given(source, shown, listings.get(entry.id))
        full_text = partial(fulltexts.pointed, entry, run)
        keeper.put(entry.id, given, partial(writer.paper, entry, its_days, full_text))
    for day, listed in days.items():
        linked = [(called.of(each), writer.names.get(TOPIC + each)) for each in topics]
        given = Given((listed, [writer.names[each] for each in listed], linked))
        keeper.put(DAY + day, given, partial(writer.day, day, listed))
    for topic, listed in topics.items():
        known = vocabulary.resolve(topic)
        line = known.definition if known else None
        given = Given((listed, [writer.names[each] for each in listed], called.of(topic), line))
        keeper.put(TOPIC + topic, given, partial(writer.topic, topic, line, listed))


def _listings(place: Placement, papers: Papers) -> dict[str, Listing]:
    """What is said elsewhere of each paper that has a note, or gets one now."""
    found = {
        name: each.listing
        for name, each in place.records.notes.items()
        if each.listing and name in place.found.notes
    }
    return found | {entry.id: listing(entry, days) for entry, days in papers if place.has(entry.id)}


def _collected(
    listings: Listings, place: Placement
) -> tuple[dict[str, dict[str, Listing]], dict[str, dict[str, Listing]]]:
    """The papers of each day, and of each topic; none of those that lost all they had."""
    days: dict[str, dict[str, Listing]] = {name: {} for name in _known(place, DAY)}
    topics: dict[str, dict[str, Listing]] = {name: {} for name in _known(place, TOPIC)}
    for identity, each in sorted(listings.items()):
        for day in each.days:
            days.setdefault(day, {})[identity] = each
        for topic in filter(_is_name, each.topics):
            topics.setdefault(topic, {})[identity] = each
    return dict(sorted(days.items())), dict(sorted(topics.items()))


def _is_name(topic: str) -> bool:
    """Whether a topic is called like one; no other has a note."""
    return plain(topic) == topic


def _known(place: Placement, kind: str) -> Iterator[str]:
    """The days, or topics, of which there are notes."""
    both = place.found.notes.keys() & place.records.notes.keys()
    return (each.removeprefix(kind) for each in both if each.startswith(kind))


def _shown(entry: Entry, review: Review | None) -> dict[str, Any]:
    """What of a paper its note shows that can be edited there: topics by how they were judged."""
    topics = dict.fromkeys(entry.tags, "given")
    if review:
        topics |= {name: "right" if right else "wrong" for name, right in review.tags.items()}
    complete = {"complete": True} if review and review.complete else {}
    return {"topics": topics, "tldr": mark(entry.tldr), "marks": list(entry.marks), **complete}
