"""The index of a site's search: script files of which a browser loads the few that a query needs.

Papers are cut into blocks by the quarter of the year they were listed in, so that a new day
changes the files of one block. A block has a file for each first letter of its words, one for its
topics, and files with what a result shows. A posting is `place in the block * 32 + fields`, each
given as the difference to the one before it. `search.js` is the reader of all this; scripts and
not JSON, since a page from `file://` may load nothing else.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from summarizer.papers.certainty import MAYBE, NO_TOPIC, given, has_no_topic
from summarizer.site.scriptfiles import script
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.papers.records import Entry

HEAD = "index.js"
UNDATED = "undated"
TOPICS = "topics"
OTHER = "other"
CARDS = 50
"""Papers in one file of what results show."""
LONGEST = 40
"""Letters of a word that are looked at: hostile titles hold words of thousands."""
TITLE, TOPIC, TLDR, AUTHOR, ABSTRACT = 16, 8, 4, 2, 1
FIELDS = 32
STOP = frozenset(
    "a an and are as at be by for from has have in is it its of on or our that the these this to "
    "was we which with".split()
)

_DAY = re.compile(r"(\d{4})-(\d{2})-\d{2}")
_SIGN = "\u3040-\u30ff\u3400-\u9fff"
"""Scripts without blanks: each character is a word."""
_WORD = re.compile(rf"[{_SIGN}]|[^\W_{_SIGN}]+")
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
"""What `_WORD` makes of these characters, in a fifth of the time."""
_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ς": "σ"}  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Document:
    """A paper as the search knows it; `url` is relative to the folder of the search page.

    `topics` are `NO_TOPIC` alone where it has none, `labels` what people read for them, or nothing
    where that is their names; `maybe` are those that may well be wrong.
    """

    url: str
    title: str
    day: str | None = None
    topics: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    tldr: str = ""
    authors: tuple[str, ...] = ()
    abstract: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of the index says of a block: which files it has and their state."""

    name: str
    version: str
    papers: int
    letters: tuple[str, ...]


class _Folding(dict[int, str]):
    """Characters as they are compared: without accents and case. Filled as they come up."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code)).lower()
        kept = (each for each in parts if unicodedata.category(each)[0] != "M")
        self[code] = folded = "".join(_LETTERS.get(each, each) for each in kept)
        return folded


_FOLDING = _Folding()


def words(text: str) -> list[str]:
    """The words of a text as they are compared; `page.js` has the same for what is typed."""
    folded = text if text.isascii() else text.translate(_FOLDING)
    if folded.isascii():
        return folded.translate(_ASCII).split()
    return _WORD.findall(folded)


def document(entry: Entry, url: str) -> Document:
    """A stored paper for the search, in its reading copy."""
    topics = given(entry)
    return Document(
        url=url,
        title=entry.readable_title or entry.title,
        day=entry.listed or entry.published,
        topics=(NO_TOPIC,) if has_no_topic(entry) else tuple(each.name for each in topics),
        maybe=tuple(each.name for each in topics if each.maybe),
        tldr=entry.tldr or "",
        authors=entry.authors,
        abstract=entry.readable_abstract or entry.abstract,
    )


def block_name(day: str | None) -> str:
    """The block of a day, such as `2025-q4`."""
    match = _DAY.match(day or "")
    return f"{match[1]}-q{(int(match[2]) + 2) // 3}" if match else UNDATED


def shards(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """All files of an index by name and text, the head last; the same for the same papers."""
    blocks: dict[str, list[Document]] = {}
    for each in documents:
        blocks.setdefault(block_name(each.day), []).append(each)
    heads = []
    for name in sorted(blocks):
        made, files = block(name, blocks[name])
        heads.append(made)
        yield from files.items()
    yield HEAD, head(heads)


def names(made: Head) -> list[str]:
    """The files of a block, by what the head says of it."""
    cards = (f"cards-{part}" for part in range(-(-made.papers // CARDS)))
    return [f"{made.name}/{each}.js" for each in (*made.letters, TOPICS, *cards)]


def head(blocks: Iterable[Head]) -> str:
    """The text of the file that names all others; blocks go by time, what has no day first."""
    content = {
        "cards": CARDS,
        "longest": LONGEST,
        "stop": sorted(STOP),
        "blocks": [asdict(each) for each in sorted(blocks, key=_time)],
    }
    return _file("index", _version([script(content)]), script(content))


def block(name: str, documents: Iterable[Document]) -> tuple[Head, dict[str, str]]:
    """One block: its line in the head, and its files by name, with the folder before it."""
    papers = sorted(documents, key=lambda each: (each.day or "", each.url))
    letters, topics = _postings(papers)
    contents: dict[str, Any] = {each: _packed(letters[each]) for each in sorted(letters)}
    contents[TOPICS] = _packed(topics)
    for start in range(0, len(papers), CARDS):
        contents[f"cards-{start // CARDS}"] = [
            _card(each) for each in papers[start : start + CARDS]
        ]
    texts = {each: script(content) for each, content in contents.items()}
    version = _version(texts.values())
    files = {
        f"{name}/{each}.js": _file(f"{name}/{each}", version, text) for each, text in texts.items()
    }
    return Head(name, version, len(papers), tuple(sorted(letters))), files


def _time(block: Head) -> tuple[bool, str]:
    return block.name != UNDATED, block.name


Postings = dict[str, list[int]]


def _postings(papers: list[Document]) -> tuple[dict[str, Postings], Postings]:
    """Where every word stands, by the file it belongs in; and every topic."""
    found: Postings = defaultdict(list)
    topics: Postings = defaultdict(list)
    for place, paper in enumerate(papers):
        for word, fields in _fields(paper).items():
            found[word].append(place * FIELDS + fields)
        for topic in dict.fromkeys(paper.topics):
            topics[topic].append(place * FIELDS + TOPIC)
    letters: dict[str, Postings] = defaultdict(dict)
    for word, postings in found.items():
        letters[_letter(word)][word] = postings
    return letters, topics


def _fields(paper: Document) -> dict[str, int]:
    """The words of a paper, each with the fields it stands in, added up."""
    found: dict[str, int] = {}
    for field, text in (
        (TITLE, paper.title),
        (TOPIC, "" if paper.topics == (NO_TOPIC,) else " ".join((*paper.topics, *paper.labels))),
        (TLDR, paper.tldr),
        (AUTHOR, " ".join(paper.authors)),
        (ABSTRACT, paper.abstract),
    ):
        for word in set(words(text)):
            found[word] = found.get(word, 0) | field
    for word in [each for each in found if len(each) > LONGEST]:
        found[word[:LONGEST]] = found.get(word[:LONGEST], 0) | found.pop(word)
    for word in STOP & found.keys():
        del found[word]
    return found


def _letter(word: str) -> str:
    """The file a word is in: of its first letter, of all numbers, or of all other scripts."""
    first = word[0]
    if "a" <= first <= "z":
        return first
    return "0" if "0" <= first <= "9" else OTHER


def _packed(postings: Postings) -> list[list[Any]]:
    """Words, and beside them their postings as differences."""
    names = sorted(postings)
    return [names, [_differences(postings[each]) for each in names]]


def _differences(numbers: list[int]) -> list[int]:
    return [after - before for before, after in zip([0, *numbers], numbers, strict=False)]


def _card(paper: Document) -> list[Any]:
    """What a result shows; control and bidi characters have no place there."""
    called = zip(paper.topics, paper.labels or paper.topics, strict=True)
    topics = [
        one_line(f"{MAYBE} {label}" if name in paper.maybe else label) for name, label in called
    ]
    return [paper.url, one_line(paper.title), one_line(paper.tldr), paper.day, topics]


def _version(texts: Iterable[str]) -> str:
    """Changes with the texts, so that a browser's old copy of one is never taken for the new."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:8]


def _file(name: str, version: str, content: str) -> str:
    return f'summarizerPart("{name}","{version}",{content});\n'
