"""What a profile names, looked for in a paper: words, topics, authors and organisations."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from summarizer.interests import authorship, terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.interests.profile import Wishes
    from summarizer.interests.terms import Text
    from summarizer.papers.records import Paper


class Found(NamedTuple):
    """A wish that holds of a paper: its kind, and the wish as it is said of the paper."""

    kind: str
    name: str
    title: bool = False

    def __str__(self) -> str:
        """Say it as a reason."""
        quoted = f"“{self.name}”" if self.kind == "words" else self.name
        return f"{self.kind} {quoted}"


class Finder:
    """One side of a profile, ready to be looked for in many papers."""

    def __init__(self, wishes: Wishes) -> None:
        """Sort the phrases by their first word, and the people by their family name."""
        self._topics = frozenset(map(_topic, wishes.topics))
        self._phrases = defaultdict[str, list[tuple[str, str]]](list)
        self._signs: list[tuple[str, str]] = []
        for phrase in dict.fromkeys(wishes.words):
            parts = terms.words(phrase)
            if not parts or not _is_plain(phrase):
                self._signs.append((phrase.casefold().strip(), phrase))
            else:
                self._phrases[parts[0]].append((f" {' '.join(parts)} ", phrase))
        self._authors = defaultdict[str, list[str]](list)
        for author in dict.fromkeys(wishes.authors):
            self._authors[authorship.name(author).family].append(author)
        self._organizations = tuple(dict.fromkeys(wishes.organizations))

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return bool(
            self._topics or self._phrases or self._signs or self._authors or self._organizations
        )

    def find(self, paper: Paper, text: Text) -> list[Found]:
        """Every wish that holds of a paper, as it is said."""
        return [*self._words(paper, text), *self._others(paper)]

    def _words(self, paper: Paper, text: Text) -> Iterator[Found]:
        if self._phrases:
            known = self._phrases.keys()
            firsts = known & {*text.title, *text.abstract}
            if firsts:
                title, abstract = text.lines()
                for first in sorted(firsts):
                    for line, phrase in self._phrases[first]:
                        if line in title:
                            yield Found("words", phrase, title=True)
                        elif line in abstract:
                            yield Found("words", phrase)
        for folded, phrase in self._signs:
            if folded and folded in paper.title.casefold():
                yield Found("words", phrase, title=True)
            elif folded and folded in paper.abstract.casefold():
                yield Found("words", phrase)

    def _others(self, paper: Paper) -> Iterator[Found]:
        for tag in getattr(paper, "tags", ()):
            if _topic(tag) in self._topics:
                yield Found("topic", tag)
        if self._authors:
            for author in paper.authors:
                for wished in self._authors.get(authorship.name(author).family, ()):
                    if authorship.is_author(wished, author):
                        yield Found("author", author)
                        break
        if paper.organization:
            for wished in self._organizations:
                if authorship.is_organization(wished, paper.organization):
                    yield Found("organization", paper.organization)
                    break


def _topic(name: str) -> str:
    return name.strip().casefold()


def _is_plain(phrase: str) -> bool:
    """Whether a phrase is letters, digits, blanks and hyphens alone, of a script with blanks."""
    bare = phrase.replace("-", "").replace(" ", "")
    return bare.isalnum() and all(each < "\u2e80" for each in bare)
