"""What a profile names, looked for in a paper: words, topics, authors and organisations."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from summarizer.interests import authorship, terms
from summarizer.interests.model import NARROWER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.interests.features import Features
    from summarizer.interests.profile import Wishes
    from summarizer.papers.records import Paper

AUTHOR, ORGANIZATION, TITLE, ABSTRACT, TOPIC = 1.6, 0.6, 0.9, 0.4, 0.7
"""What a wish that holds adds to a score, in logits."""


class Found(NamedTuple):
    """A wish that holds of a paper: its kind, how it is said of the paper, and what it adds."""

    kind: str
    name: str
    strength: float

    def __str__(self) -> str:
        """Say it as a reason."""
        return f"{self.kind} “{self.name}”" if self.kind == "words" else f"{self.kind} {self.name}"


class Finder:
    """One side of a profile, ready to be looked for in many papers."""

    def __init__(self, wishes: Wishes) -> None:
        """Sort the phrases by their first word, and the people by their family name."""
        self._topics = frozenset(map(_topic, wishes.topics))
        self._phrases = defaultdict[str, list[tuple[str, str]]](list)
        self._signs: list[tuple[str, str]] = []
        for wish in wishes.words:
            phrase = " ".join(wish.split())
            parts = terms.words(phrase)
            if parts and _is_plain(phrase):
                for last in _endings(parts[-1]):
                    each = (*parts[:-1], last)
                    self._phrases[each[0]].append((f" {' '.join(each)} ", phrase))
            elif phrase:
                self._signs.append((phrase.casefold(), phrase))
        self._authors = defaultdict[str, list[str]](list)
        for author in wishes.authors:
            self._authors[authorship.name(author).family].append(author)
        self._organizations = tuple(wishes.organizations)

    def find(self, paper: Paper, found: Features) -> list[Found]:
        """Every wish that holds of a paper, the strongest first."""
        wishes = dict.fromkeys((*self._words(paper, found), *self._others(paper, found)))
        return sorted(wishes, key=lambda each: -each.strength)

    def _words(self, paper: Paper, found: Features) -> Iterator[Found]:
        if self._phrases:
            text = found.text
            firsts = self._phrases.keys() & {*text.title, *text.abstract}
            title, abstract = text.lines() if firsts else ("", "")
            for first in sorted(firsts):
                for line, phrase in self._phrases[first]:
                    if line in title:
                        yield Found("words", _as_written(phrase, line, paper.title), TITLE)
                    elif line in abstract:
                        yield Found("words", _as_written(phrase, line, paper.abstract), ABSTRACT)
        if self._signs:
            lines = paper.title.casefold(), paper.abstract[: terms.LONGEST].casefold()
            title, abstract = (" ".join(each.split()) for each in lines)
            for folded, phrase in self._signs:
                if _stands(folded, title):
                    yield Found("words", phrase, TITLE)
                elif _stands(folded, abstract):
                    yield Found("words", phrase, ABSTRACT)

    def _others(self, paper: Paper, found: Features) -> Iterator[Found]:
        if self._topics:
            for tag, score in found.topics.items():
                if _topic(tag) in self._topics:
                    yield Found("topic", tag, TOPIC * score)
                elif _topic(found.broader.get(tag, "")) in self._topics:
                    yield Found("topic", tag, NARROWER * TOPIC * score)
        if self._authors:
            for author in paper.authors:
                wished = self._authors.get(authorship.name(author).family, ())
                if any(authorship.is_author(each, author) for each in wished):
                    yield Found("author", author, AUTHOR)
        named = paper.organization
        if named and any(authorship.is_organization(each, named) for each in self._organizations):
            yield Found("organization", named, ORGANIZATION)


def _as_written(phrase: str, line: str, text: str) -> str:
    """A phrase as the paper writes it; as it was wished for, where that is the same."""
    parts = line.split()
    found = list(terms.places(text[: terms.LONGEST]))
    for number in range(len(found) - len(parts) + 1):
        if [word for word, _, _ in found[number : number + len(parts)]] == parts:
            written = " ".join(text[found[number][1] : found[number + len(parts) - 1][2]].split())
            return phrase if written.casefold() == phrase.casefold() else written
    return phrase


def _endings(word: str) -> Iterator[str]:
    """A word in its other forms: `model` is meant by "modeling", `retrieval` by itself alone."""
    bare = word.removesuffix("ing").removesuffix("ed") if len(word) > _LONG else word
    if bare[-2:-1] == bare[-1:] and bare != word:
        bare = bare[:-1]  # modelling
    yield word
    if len(bare) < _SHORTEST:
        return
    silent = bare.removesuffix("e")
    forms = {bare, f"{silent}ing", f"{silent}ed", f"{bare}{bare[-1]}ing", f"{bare}{bare[-1]}ed"}
    yield from sorted((forms | ({f"{bare}e"} if bare != word else set())) - {word})


_LONG, _SHORTEST = 5, 3
"""Letters of a word that may have an ending, and of what it is then without."""


def _stands(phrase: str, text: str) -> bool:
    """Whether a phrase stands in a text, and not inside a word where it begins or ends as one."""
    start = text.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        if not (_inside(text, start) or _inside(text, end)):
            return True
        start = text.find(phrase, start + 1)
    return False


def _inside(text: str, place: int) -> bool:
    """Whether a place is inside a word of a script with blanks between words."""
    if not 0 < place < len(text):
        return False
    pair = text[place - 1 : place + 1]
    return pair.isalnum() and pair[0] < _SCRIPTS and pair[1] < _SCRIPTS


_SCRIPTS = "\u2e80"
"""Scripts from here on have no blanks between words."""


def _topic(name: str) -> str:
    return name.strip().casefold()


def _is_plain(phrase: str) -> bool:
    """Whether a phrase is letters, digits, blanks and hyphens alone, of a script with blanks."""
    bare = phrase.replace("-", "").replace(" ", "")
    return bare.isalnum() and all(each < _SCRIPTS for each in bare)
