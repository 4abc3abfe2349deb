"""The possible one-line summaries of a paper: sentences, cuts, joins, and the title's share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.embedded import compression, rewriting, titles
from summarizer.embedded.features import STOP, Context, stems
from summarizer.embedded.rewriting import MAX_WORDS, MIN_WORDS, Candidate

if TYPE_CHECKING:
    from summarizer.embedded.titles import Title

_PROPOSAL = re.compile(
    r"We (propose|present|introduce|develop|describe|design|release|build|offer) "
)
_TAIL = re.compile(r",? (?:that|which|to|by|using) (?!this|these|such)")
_LEFT_OUT = re.compile(
    r"(?:[a-z]+ly )?[a-z-]+ (?:that )?(?:it|them|they|its|their)\b|(?:hope|believe|plan|release|"
    r"invite) "
)
_WHICH = re.compile(
    r"(?:(?:Our|The proposed|This|The resulting) (?:proposed |new |novel )?(?:method|approach|"
    r"framework|"
    r"model|system|algorithm|technique|pipeline|benchmark|dataset|architecture|strategy|paradigm|"
    r"agent)"
    r"|It|(?P<name>[A-Za-z]*[A-Z0-9][\w+-]*)) (?:also |further |then )?(?P<rest>(?:can|[a-z]+s) .+)"
)
Groups = Sequence[Sequence[Candidate]]
MAX_SENTENCES = 4
_AGAIN = 0.34  # share of the second part's words that the first may already hold


def pool(
    title: str, sentences: Sequence[str], paper: Context, common: frozenset[str]
) -> list[Candidate]:
    """Collect candidates of 8 to 30 words from the most promising sentences, each text once.

    `title` and `sentences` are plain (see `summarizer.cleaning`), the sentences without their
    full stop; `common` are words that running text spells in lower case. Whether a candidate is
    readable is not yet asked.
    """
    chosen = sorted(sorted(range(len(sentences)), key=paper.promise.__getitem__)[-MAX_SENTENCES:])
    variants = [list(variations(sentences[index], index)) for index in chosen]
    spoken = ([one for one in group if one.text.startswith("We ")] for group in variants)
    ours = [group for group in spoken if group]
    parts: tuple[Candidate, ...] = (
        *(candidate for group in variants for candidate in group),
        *_joins(ours),
        *_named(ours, variants),
        *_titled(titles.read(title, " ".join(sentences), common), ours),
    )
    unique = {part.text: part for part in parts if MIN_WORDS <= part.length <= MAX_WORDS}
    return list(unique.values())


def variations(text: str, index: int) -> Iterator[Candidate]:
    """Give a sentence without its outward opening, and its shorter forms."""
    whole = rewriting.open_plainly(text, index)
    late = rewriting.without_introduction(whole)
    for candidate in filter(None, (late, whole)):
        bare = compression.without_brackets(candidate)
        if bare:
            yield candidate
        yield bare or candidate
        yield from compression.cuts(bare or candidate)


def _joins(ours: Groups) -> Iterator[Candidate]:
    for index, group in enumerate(ours):
        for other in ours[index + 1 :]:
            for first in group:
                for second in other:
                    if _LEFT_OUT.match(second.text[3:]):
                        continue
                    both = rewriting.joined(first, second)
                    if both and not _repeats(first.text, second.text):
                        yield both


def _named(ours: Groups, variants: Groups) -> Iterator[Candidate]:
    """Let what is said of a proposal follow it: "We propose X, which ..."."""
    for group in ours:
        if not _PROPOSAL.match(group[0].text):
            continue
        for part in (part for other in variants for part in other):
            match = _WHICH.match(part.text)
            near = part.sentences[0] == group[0].sentences[0] + 1
            if not match or not (match["name"] in group[0].text.split() if match["name"] else near):
                continue
            for head in group:
                if not match["name"] or match["name"] in head.text:
                    steps = dict.fromkeys((*head.steps, *part.steps, "which"))
                    text = f"{head.text}, which {match['rest']}"
                    yield Candidate(text, (*head.sentences, *part.sentences), tuple(steps))


def _repeats(first: str, second: str) -> bool:
    old, new = _content(first), _content(second)
    if len(set(pairwise(old)) & set(pairwise(new))) > 1:
        return True
    return len(set(new) & set(old)) > _AGAIN * len(set(new))


@lru_cache(maxsize=512)
def _content(text: str) -> list[str]:
    return [word[:5] for word in stems(text) if word not in STOP]


def _titled(title: Title, ours: Groups) -> Iterator[Candidate]:
    """Let the title say what the paper is about, and a sentence what it does."""
    if title.kind == "other":
        return
    for head in _heads(title, ours):
        yield Candidate(head, (), ("title",))
        for part in (part for group in ours for part in group):
            yield from _with_part(head, title, part)
        if title.kind == "method":
            yield from _with_tails(head, ours)


def _heads(title: Title, ours: Groups) -> list[str]:
    phrase = title.phrase
    if title.kind == "clause":
        claim = "argue" if re.search(r" (?:should|must|needs?) ", phrase) else "show"
        return [f"We {claim} that {phrase}"]
    if title.kind == "action":
        return [f"We {phrase}"] + ([f"With {title.name}, we {phrase}"] if title.name else [])
    verb = _verb(title, ours)
    named = [f"We {verb} {title.name}, {phrase}"] if title.name and verb != "study" else []
    return [f"We {verb} {phrase}", *named]


def _verb(title: Title, ours: Groups) -> str:
    """Take the verb with which the paper itself proposes what its title names."""
    named = set(stems(title.phrase)) - STOP
    for group in ours:
        match = _PROPOSAL.match(group[0].text)
        if match and (
            title.kind == "method" or 2 * len(named & set(stems(group[0].text))) > len(named)
        ):
            return match.group(1)
    return "present" if title.kind == "method" else "study"


def _with_part(head: str, title: Title, part: Candidate) -> Iterator[Candidate]:
    said = part.text[3:]
    if (
        _LEFT_OUT.match(said)
        or rewriting.verb_of(part) in head.split(" ", 4)[:4]
        or _repeats(head, said)
    ):
        return
    steps = (*part.steps, "title", "join")
    yield Candidate(rewriting.glued(head, said), part.sentences, steps)
    if title.kind == "topic" and _PROPOSAL.match(part.text):
        yield Candidate(
            f"For {title.phrase}, we {said}", part.sentences, (*part.steps, "title", "for")
        )


def _with_tails(head: str, ours: Groups) -> Iterator[Candidate]:
    """Put what the proposing sentence says of its method after the method's title."""
    for group in ours:
        match = _PROPOSAL.match(group[0].text)
        if not match:
            continue
        for part in group:
            for tail in _TAIL.finditer(part.text, match.end()):
                said = part.text[tail.start() :]
                if not _repeats(head, said):
                    yield Candidate(head + said, part.sentences, (*part.steps, "title", "tail"))
        return
