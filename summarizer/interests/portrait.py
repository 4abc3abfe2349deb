"""A reader's interests in a few lines, as a language model is told of them.

What it says depends on the profiles and their examples alone, and little on how many examples
there are: of thousands a dozen stand for all, and mostly the same ones when some are added.
Nothing of marks is in it.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from summarizer.engines import Reader, Wish
from summarizer.text.plain import normalised, one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.interests.profile import Profile, Wishes
    from summarizer.papers.records import Paper
    from summarizer.topics.vocabulary import Vocabulary

LONGEST = 1_500
"""Characters of a portrait: about 400 tokens, sent with every paper."""
MOST_EXAMPLES = MOST_NAMES = 12
"""Examples, and names of one kind, that are told."""
_LONGEST_NAME, _LONGEST_TITLE = 80, 110
_SAID = {"words": "words", "topics": "topic", "authors": "author", "organizations": "organization"}
_WANTS = {kind: f"wants {kind}" for kind in _SAID} | {"papers": "liked papers"}
_PUNCTUATION = 2
"""What stands around a name, in characters."""


class Example(NamedTuple):
    """A paper that is wanted: how it is called where another is like it, and its title."""

    name: str
    title: str


def examples(papers: Iterable[Paper], first: Sequence[str] = ()) -> tuple[Example, ...]:
    """The papers that stand for all: those of the ids `first`, then a sample by their titles.

    A paper more or less changes the sample only where it belongs to it.
    """
    found = {normalised(each.title): each for each in papers if each.title.strip()}
    order = {identity: place for place, identity in enumerate(first)}

    def place(title: str) -> tuple[int, bytes]:
        digest = sha256(title.encode("utf-8", "replace")).digest()
        return order.get(found[title].id, len(order)), digest

    chosen = [found[title] for title in sorted(found, key=place)[:MOST_EXAMPLES]]
    return tuple(Example(_called(each), one_line(each.title)) for each in chosen)


def portrait(
    profiles: Iterable[tuple[Profile, Sequence[Example]]], vocabulary: Vocabulary | None = None
) -> Reader | None:
    """One or several profiles with their examples, those of the highest weight first.

    None where they name nothing that is wanted. What makes it longer than `LONGEST` is left out:
    all profiles get their turn, and what they name comes before their examples.
    """
    given = sorted(profiles, key=lambda each: (-each[0].weight, each[0].name))
    queues = [list(_lines(profile, liked, vocabulary)) for profile, liked in given]
    drawn = [(profile, queue) for (profile, _), queue in zip(given, queues, strict=True) if queue]
    if not any(line.wish for _, queue in drawn for line in queue):
        return None
    chosen = _fitting([queue for _, queue in drawn], sum(_heading(each) for each, _ in drawn))
    parts = [
        "\n".join((f"Interests “{profile.name}”", *_told(lines)))
        for (profile, _), lines in zip(drawn, chosen, strict=True)
    ]
    wishes = [line.wish for lines in chosen for line in lines if line.wish]
    names = ", ".join(profile.name for profile, _ in drawn)
    return Reader(names, "\n\n".join(parts), tuple(wishes))


class _Line(NamedTuple):
    """A name under its heading; `wish` is None where it is not wanted."""

    heading: str
    name: str
    wish: Wish | None


def _lines(
    profile: Profile, liked: Sequence[Example], vocabulary: Vocabulary | None
) -> Iterator[_Line]:
    """All that a profile says, what tells most first."""
    for kind, name, shown in _names(profile.wanted, vocabulary):
        quoted = f"“{name}”" if kind == "words" else name
        wish = Wish(shown, f"{_SAID[kind]} {quoted}", kind, profile.name)
        yield _Line(_WANTS[kind], shown, wish)
    for _, _, shown in _names(profile.unwanted, vocabulary):
        yield _Line("does not want", shown, None)
    for example in liked[:MOST_EXAMPLES]:
        title = shortened(example.title, _LONGEST_TITLE)
        yield _Line(
            _WANTS["papers"], title, Wish(title, f"like {example.name}", "papers", profile.name)
        )


def _names(wishes: Wishes, vocabulary: Vocabulary | None) -> Iterator[tuple[str, str, str]]:
    """Kind, name and what is shown of each wish but the papers, each once."""
    for kind in _SAID:
        for name in tuple(dict.fromkeys(getattr(wishes, kind)))[:MOST_NAMES]:
            topic = vocabulary.resolve(name) if vocabulary and kind == "topics" else None
            shown = shortened(topic.label if topic else name, _LONGEST_NAME)
            if shown:
                yield kind, topic.name if topic else one_line(name), shown


def _fitting(queues: Sequence[Sequence[_Line]], used: int) -> list[list[_Line]]:
    """What of each queue there is room for: one of each in turn, until it is full."""
    chosen: list[list[_Line]] = [[] for _ in queues]
    for turn in range(max(map(len, queues))):
        for lines, queue in zip(chosen, queues, strict=True):
            if turn >= len(queue):
                continue
            line = queue[turn]
            opens = line.heading not in {each.heading for each in lines}
            size = len(line.name) + _PUNCTUATION + (len(line.heading) + _PUNCTUATION) * opens
            if used + size <= LONGEST:
                lines.append(line)
                used += size
    return chosen


def _heading(profile: Profile) -> int:
    """The characters that a profile's own heading takes."""
    return len(profile.name) + len("Interests “”\n\n\n")


def _told(lines: Sequence[_Line]) -> Iterator[str]:
    """Names under their headings: titles a line each, the others one behind the other."""
    for heading in dict.fromkeys(line.heading for line in lines):
        names = [line.name for line in lines if line.heading == heading]
        if heading == _WANTS["papers"]:
            yield f"{heading}:"
            yield from (f"- {name}" for name in names)
        else:
            yield f"{heading}: {'; '.join(names)}"


def _called(paper: Paper) -> str:
    """What a paper is called where another one is like it: its id, or its title without one."""
    return one_line(paper.title) if paper.id.startswith("sha256:") else paper.id
