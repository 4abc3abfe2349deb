"""The possible one-line summaries of a paper: sentences, cuts, joins, and the title's share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.engines.embedded import (
    appositions,
    compression,
    goals,
    pointers,
    predicates,
    rewrites,
    titles,
)
from summarizer.engines.embedded.rewrites import MAX_WORDS, MIN_WORDS, Candidate
from summarizer.readability.lexicon import VERBS
from summarizer.readability.stems import STOP, stems

if TYPE_CHECKING:
    from summarizer.engines.embedded.features import Context
    from summarizer.engines.embedded.titles import Title
    from summarizer.readability.lexicon import Lexicon

_PROPOSAL = re.compile(
    r"We (propose|present|introduce|develop|describe|design|release|build|offer) "
)
_TAIL = re.compile(r",? (?:that|which|to(?= [a-z])|by(?= [a-z]+ing )|using) (?!this|these|such)")
_LEFT_OUT = re.compile(
    r"(?:[a-z]+ly )?[a-z-]+ (?:that )?(?:it|them|they|its|their)\b|(?:hope|believe|plan|release|"
    r"invite) "
)
_SOME_THING = re.compile(
    r"[a-z]+ (?:an?|the|its|our|two|three|four|five|several|\d+) (?:(?:novel|new|simple|effective|"
    r"efficient|unified|general|principled|robust|scalable|lightweight|large|comprehensive|key|"
    r"core|popular|initial|first|thorough|detailed|systematic|extensive)(?:,? and |, | ))*"
    r"(?:framework|method|approach|mechanism|strategy|model|system|pipeline|paradigm|algorithm|"
    r"architecture|module|dataset|benchmark|technique|designs?|components?|models|language models|"
    r"solutions?|attempts?|study|analysis|methods|experiments|datasets|benchmarks|contributions|tasks?)$"
)
_NAME_ALONE = re.compile(
    r"^We [a-z]+ (?:the )?[^ ]*[A-Z][^ ]*(?: [^ ]*[A-Z][^ ]*)*(?: \([^()]*\))?$"
)
_NAMING = (
    r"\b(?:[Ww]e (?:\w+ )?|(?:paper|work) (?:\w+ )?)(?P<verb>propose|present|introduce|develop|"
    r"release|build)s? (?:[^ ,.]+,? ){0,2}"
)
_RELATIVE = re.compile(r",? (?:that|which|to) ")
_DOES = re.compile(r" (?:to|that|which) ")
Groups = Sequence[Sequence[Candidate]]
MAX_SENTENCES = 6
AGAIN_ONCE, MORE = 1, 3  # words of a title that a sentence has too, and that it lacks
_AGAIN = 0.5  # share of the second part's words that the first may already hold


def pool(title: str, sentences: Sequence[str], paper: Context, lexicon: Lexicon) -> list[Candidate]:
    """Collect candidates of 8 to 30 words from the most promising sentences, each text once.

    `title` and `sentences` are plain (see `summarizer.cleaning`), the sentences without their
    full stop. Whether a candidate is readable is not yet asked.
    """
    chosen = sorted(sorted(range(len(sentences)), key=paper.promise.__getitem__)[-MAX_SENTENCES:])
    told = [pointers.resolved(text, paper.title_content) for text in sentences]
    variants = [list(variations(told[index], index, lexicon)) for index in chosen]
    spoken = ([one for one in group if one.text.startswith("We ")] for group in variants)
    ours = [group for group in spoken if group]
    heading = titles.taken_apart(title, " ".join(sentences), lexicon)
    parts: tuple[Candidate, ...] = (
        *(candidate for group in variants for candidate in group),
        *_joins(ours),
        *_titled(heading, ours, sentences, lexicon),
        *appositions.appositions(ours, told, lexicon, _echoes),
        *goals.blends(heading, ours, _shares),
    )
    unique = {part.text: part for part in parts if MIN_WORDS <= part.length <= MAX_WORDS}
    return list(unique.values())


def variations(text: str, index: int, lexicon: Lexicon) -> Iterator[Candidate]:
    """Give a sentence without its outward opening, and its shorter forms."""
    whole = rewrites.open_plainly(text, index)
    late = rewrites.without_introduction(whole)
    for candidate in filter(None, (late, whole)):
        bare = compression.without_brackets(candidate)
        if bare:
            yield candidate
        shorter = (bare or candidate, *compression.cuts(bare or candidate, lexicon.open_ended))
        yield from shorter
        for part in shorter:
            yield from predicates.later(part)


def _joins(ours: Groups) -> Iterator[Candidate]:
    for index, group in enumerate(ours):
        for following in ours[index + 1 :]:
            other = [one for one in following if not _says_little(one.text[3:])]
            for first in (one for one in group if not _NAME_ALONE.search(one.text)):
                for second in other:
                    both = rewrites.joined(first, second)
                    if both and not _repeats(first.text, second.text):
                        yield both


def _echoes(first: str, second: str) -> bool:
    """Whether two words that stand side by side do so again."""
    return not _content(first)[1].isdisjoint(_content(second)[1])


def _says_little(predicate: str) -> bool:
    """Whether a predicate is not worth joining: a hope, a release, a thing without its kind."""
    return bool(_LEFT_OUT.match(predicate) or _SOME_THING.match(predicate))


def _shares(first: str, second: str) -> bool:
    """Whether two texts have a word in common that says something."""
    return not _content(first)[0].isdisjoint(_content(second)[0])


def _adds(head: str, said: str) -> bool:
    """Whether a title says enough that a sentence doesn't, and at most a word of it again."""
    titled, new = _content(head)[0], _content(said)[0]
    shared = len(titled & new)
    return shared <= AGAIN_ONCE and len(titled) - shared >= MORE


def _repeats(first: str, second: str) -> bool:
    (old, old_pairs), (new, new_pairs) = _content(first), _content(second)
    if len(new & old) > _AGAIN * len(new):
        return True
    return len(old_pairs & new_pairs) > 1


@lru_cache(maxsize=512)
def _content(text: str) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """The words of a text but for function words, and those that stand side by side."""
    words = [word[:5] for word in stems(text) if word not in STOP]
    return frozenset(words), frozenset(pairwise(words))


def _titled(
    title: Title, ours: Groups, sentences: Sequence[str], lexicon: Lexicon
) -> Iterator[Candidate]:
    """Let the title say what the paper is about, and a sentence what it does."""
    if title.kind == "other":
        return
    for head in _heads(title, ours, sentences):
        yield Candidate(head, (), ("title",))
        for part in (part for group in ours for part in group):
            if not (title.name and title.name in head and title.name in part.text):
                yield from _with_part(head, part)
        if title.kind == "method":
            yield from _with_tails(head, ours, lexicon)


def _heads(title: Title, ours: Groups, sentences: Sequence[str]) -> list[str]:
    phrase = title.phrase
    if title.kind == "clause":
        claim = "argue" if re.search(r" (?:should|must|needs?) ", phrase) else "show"
        return [f"We {claim} that {phrase}"]
    if title.kind == "action":
        return [f"We {phrase}"] + ([f"With {title.name}, we {phrase}"] if title.name else [])
    verb = _verb(title, ours, sentences)
    named = [f"We {verb} {title.name}, {phrase}"] if title.name and verb != "study" else []
    return [f"We {verb} {phrase}", *named]


def _verb(title: Title, ours: Groups, sentences: Sequence[str]) -> str:
    """Take the verb with which the paper itself proposes what its title names."""
    if title.surveys:
        return "present" if title.kind == "method" else "study"
    if title.name and title.makes:
        naming = re.compile(_NAMING + re.escape(title.name) + r"(?!\w)")
        said = next(filter(None, map(naming.search, sentences)), None)
        if said:
            return said["verb"]
    named = set(stems(title.phrase)) - STOP
    for group in ours:
        match = _PROPOSAL.match(group[0].text)
        if match and (
            title.kind == "method" or 2 * len(named & set(stems(_thing(group[0])))) > len(named)
        ):
            return match.group(1)
    return "present" if title.kind == "method" else "study"


def _thing(proposal: Candidate) -> str:
    """Give a proposing sentence up to what its thing does."""
    return _DOES.split(proposal.text, maxsplit=1)[0]


def _with_part(head: str, part: Candidate) -> Iterator[Candidate]:
    said = part.text[3:]
    if (
        head.count(" ") + said.count(" ") + 3 > MAX_WORDS
        or _says_little(said)
        or rewrites.verb_of(part) in head.split(" ", 4)[:4]
        or rewrites.is_past(said)
        or not _adds(head[3:], said)
    ):
        return
    steps = (*part.steps, "title", "join")
    yield Candidate(rewrites.glued(head, said), part.sentences, steps)


def _with_tails(head: str, ours: Groups, lexicon: Lexicon) -> Iterator[Candidate]:
    """Put what the proposing sentence says of its method after the method's title."""
    for group in ours:
        match = _PROPOSAL.match(group[0].text)
        if not match:
            continue
        for part in group:
            for tail in _TAIL.finditer(part.text, match.end()):
                said = part.text[tail.start() :]
                if _is_infinitive(said, lexicon) and _takes(head, said):
                    yield Candidate(head + said, part.sentences, (*part.steps, "title", "tail"))
        return


def _takes(head: str, said: str) -> bool:
    """Whether a tail says nothing again, and stands beside the noun that it goes with."""
    if not _content(head)[0].isdisjoint(_content(said)[0]):
        return False
    return not (_RELATIVE.match(said) and titles.has_preposition(head))


def _is_infinitive(said: str, lexicon: Lexicon) -> bool:
    """Whether a tail that begins with "to" goes on with a verb; other tails are not asked."""
    first, second, *_ = (*said.split(" ", 3)[1:3], "", "")
    return first != "to" or second in lexicon.verbs or second in VERBS
