"""Papers with the labels that answers are measured by: from a file, or from reviews."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeGuard

from summarizer.errors import InputError
from summarizer.library.store import load_paper
from summarizer.papers.records import Dropped, Paper
from summarizer.sources import content
from summarizer.sources.files import json as records
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.library.store import Library
    from summarizer.reviews.judgements import Review
    from summarizer.sources.content import Content
    from summarizer.topics.vocabulary import Vocabulary

_LISTS = ("papers", "rows", "data", "results", "items", "entries")
_WANTED = "labels must be JSON or JSON Lines with `tags` or `tldr`"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paper and what is right of it; `tags` is None where nothing is said of topics.

    `also` are acceptable topics that count neither way. `wrong` are the topics known to be
    wrong where only some were judged; None where every topic not right is wrong.
    """

    paper: Paper
    tags: frozenset[str] | None = None
    also: frozenset[str] = frozenset()
    wrong: frozenset[str] | None = None
    tldrs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gold:
    """Labelled papers, what was dropped, and topics that the vocabulary does not have."""

    name: str
    papers: tuple[Labelled, ...]
    dropped: tuple[Dropped, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass
class _Names:
    """Topics by the names they have now."""

    vocabulary: Vocabulary
    unknown: dict[str, None] = field(default_factory=dict)

    def of(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset(map(self._one, names))

    def _one(self, name: str) -> str:
        topic = self.vocabulary.resolve(name)
        if topic is None:
            self.unknown[name] = None
        return topic.name if topic else name


def load(spec: str, vocabulary: Vocabulary) -> Gold:
    """Labels from a JSON or JSON Lines file (also .gz), or `-`: papers with `tags` or TL;DRs.

    A TL;DR is `tldr` or `tldrs`, an abstract may be given as `abstract_sentences`. Raises
    InputError where nothing is labelled.
    """
    given = content.read_content(spec)
    names = _Names(vocabulary)
    papers: dict[str, Labelled] = {}
    dropped: list[Dropped] = []
    for where, entry in objects_in(given, _WANTED):
        found = _labelled(where, entry, names)
        if isinstance(found, Labelled) and found.paper.id in papers:
            found = Dropped(where, f"`{found.paper.id}` is already in the file")
        if isinstance(found, Dropped):
            dropped.append(found)
        else:
            papers[found.paper.id] = found
    if not papers:
        first = f"; {dropped[0].where}: {dropped[0].why}" if dropped else ""
        message = (
            f"`{given.name}`: no labelled papers among {counted(len(dropped), 'entry')}{first}"
        )
        raise InputError(message)
    return Gold(given.name, tuple(papers.values()), tuple(dropped), tuple(names.unknown))


def from_reviews(reviews: Iterable[Review], library: Library, vocabulary: Vocabulary) -> Gold:
    """Labels from all reviews. Raises InputError where there is none."""
    names = _Names(vocabulary)
    reviews = [review for review in reviews if review.corrects]
    stored = library.find(each.id for each in reviews if each.abstract is None)
    papers: list[Labelled] = []
    dropped: list[Dropped] = []
    for review in reviews:
        paper: Paper | None = stored.get(review.id)
        if review.title is not None and review.abstract is not None:
            paper = Paper(id=review.id, title=review.title, abstract=review.abstract)
        if paper is None:
            dropped.append(
                Dropped(review.id, "reviewed, but its title and abstract are not stored")
            )
        else:
            papers.append(_reviewed(paper, review, names))
    if not papers:
        message = "nothing is reviewed yet: give a file with labels, or run `summarize review`"
        raise InputError(message)
    return Gold("reviews", tuple(papers), tuple(dropped), tuple(names.unknown))


def _reviewed(paper: Paper, review: Review, names: _Names) -> Labelled:
    right = names.of(review.right)
    wrong = names.of(name for name, is_right in review.tags.items() if not is_right)
    return Labelled(
        load_paper(paper),
        tags=right if review.tags or review.complete else None,
        wrong=None if review.complete else wrong - right,
        tldrs=(review.tldr,) if review.tldr else (),
    )


def objects_in(given: Content, wanted: str) -> Iterator[tuple[str, dict[str, Any] | Dropped]]:
    """Each object of a JSON list or of JSON Lines with its place, or the place and why it is none.

    Raises InputError, which says what is `wanted`, where the content is neither.
    """
    for where, entry in _entries(given, wanted):
        if isinstance(entry, dict):
            yield where, entry
        elif isinstance(entry, ValueError):
            yield where, Dropped(where, str(entry))
        else:
            yield where, Dropped(where, f"{type(entry).__name__}, not an object")


def _entries(given: Content, wanted: str) -> Iterator[tuple[str, Any]]:
    if given.form == "lines":
        yield from given.json_lines()
        return
    if given.form != "json":
        message = f"`{given.name}`: {wanted}"
        raise InputError(message)
    document = given.json
    if isinstance(document, dict):
        lists = (document[key] for key in _LISTS if isinstance(document.get(key), list))
        document = next(lists, [document])
    for number, entry in enumerate(document, start=1):
        yield f"item {number}", entry


def _labelled(where: str, entry: dict[str, Any] | Dropped, names: _Names) -> Labelled | Dropped:
    if isinstance(entry, Dropped):
        return entry
    tags, also = entry.get("tags"), entry.get("also") or []
    lines = entry.get("tldrs") or entry.get("tldr") or []
    lines = [lines] if isinstance(lines, str) else lines
    if not all(each is None or _are_texts(each) for each in (tags, also, lines)):
        return Dropped(
            where, "`tags`, `also` and `tldrs` must be lists of strings, and `tldr` a string"
        )
    lines = tuple(line for line in lines if line.strip())
    if tags is None and not lines:
        return Dropped(where, "neither `tags` nor a TL;DR")
    paper = _paper(where, entry)
    if isinstance(paper, Dropped):
        return paper
    right = None if tags is None else names.of(tags)
    return Labelled(paper, right, names.of(also) - (right or frozenset()), None, lines)


def _are_texts(value: Any) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _paper(where: str, entry: dict[str, Any]) -> Paper | Dropped:
    """The paper alone, as any list of records is read."""
    sentences = entry.get("abstract_sentences")
    if _are_texts(sentences) and not entry.get("abstract"):
        entry = entry | {"abstract": " ".join(sentences)}
    known = {"title", "abstract", "summary", "id", "paper_id", "arxiv_id", "url"}
    bare = json.dumps([{key: value for key, value in entry.items() if key in known}]).encode()
    try:
        found = next(iter(records.parse(content.Content(where, bare)).items))
    except InputError as error:
        return Dropped(where, str(error).rpartition("; item 1: ")[2])
    return Dropped(where, found.why) if isinstance(found, Dropped) else found
