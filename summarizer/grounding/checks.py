"""What an engine says, held against the paper: evidence, numbers, acronyms, form."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.grounding.facts import unsupported_expansions, unsupported_numbers
from summarizer.grounding.injections import instructions, quiet
from summarizer.grounding.passages import with_exact_passages
from summarizer.papers.quotes import stands
from summarizer.papers.records import Tag
from summarizer.text.folding import find, fold
from summarizer.text.languages import written_in
from summarizer.text.plain import one_line
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.papers.records import Annotation, Field, Paper

MIN_WORDS, MAX_WORDS = 3, 30
MAX_QUOTE = 400
MIN_SHARED = 0.34
"""The part of a TL;DR's words that its paper must have; less is about something else."""
MIN_REPEATED = 6
"""Words from which on a TL;DR may be said to repeat itself."""
_FIELDS: tuple[Field, ...] = ("title", "abstract")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_MISSING = "its quote stands in neither title nor abstract"
_LINKS = 4
_CHAIN = re.compile(rf"\w+(?:-\w+){{{_LINKS},}}")
_WORD, _ASCII_WORD = re.compile(r"[^\W\d_]{3,}"), re.compile("[a-z]{3,}")
"""Words in lower case; the second finds the same in ASCII, in half the time."""
_EMPTY_WORDS = frozenset(
    "the and for with that this these those from our their its are was were has have had can may "
    "not but than then into onto over under which who whose what when where how also such while "
    "paper propose proposes proposed present presents presented introduce introduces introduced "
    "show shows shown use uses used using new novel approach method methods results work study "
    "they them there here more most very all any both each other some based via without within "
    "between across through about et al".split()
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A tag as an engine claims it, with the words it gives as evidence."""

    tag: str
    quote: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Grounded:
    """The tags that stand, and for each other one the reason why it does not."""

    evidence: tuple[Tag, ...]
    dropped: tuple[str, ...]
    missing: tuple[Claim, ...] = ()
    """Claims dropped only because title and abstract do not have their quotes."""


def grounded(claims: Iterable[Claim], paper: Paper) -> Grounded:
    """Find each claim's quote in the paper; the first quote of a tag that stands is kept."""
    kept: dict[str, Tag] = {}
    dropped: list[str] = []
    missing: list[Claim] = []
    for claim in claims:
        if claim.tag in kept:
            continue
        found = _evidence(claim, paper)
        if isinstance(found, Tag):
            kept[claim.tag] = found
        else:
            dropped.append(f"tag `{claim.tag}` dropped: {found}")
            missing += [claim] if found == _MISSING else []
    return Grounded(tuple(kept.values()), tuple(dropped), tuple(missing))


def _evidence(claim: Claim, paper: Paper) -> Tag | str:
    """The claim as a tag with its place in the paper, or why it is none."""
    if len(claim.quote) > MAX_QUOTE:
        return f"its quote has more than {MAX_QUOTE} characters"
    if not _says_something(claim.quote):
        return "its quote says nothing"
    for field in _FIELDS:
        text: str = getattr(paper, field)
        place = find(claim.quote, quiet(text))
        if place:
            start, end = place
            return Tag(claim.tag, text[start:end], field, start, end, claim.score)
        if find(claim.quote, text):
            return "its quote is an instruction, not a statement of the paper"
    return _MISSING


def _says_something(quote: str) -> bool:
    """Tell whether a quote has more than function words; acronyms and digits are enough."""
    if _content(quote) or any(each.isalpha() and not each.isascii() for each in quote):
        return True
    return any(_is_acronym(word) for word in quote.split())


def _is_acronym(word: str) -> bool:
    """Tell whether a word is a name of capitals or digits, which a sentence's first word is not."""
    return any(map(str.isdigit, word)) or sum(map(str.isupper, word)) > 1


def demanded(phrases: Iterable[str], paper: Paper) -> bool:
    """Tell whether a topic is named by an instruction in the paper and nowhere else in it."""
    spoken = _instructions_of(paper)
    if not spoken:
        return False
    rest = f"{_without_instructions(paper.title)}\n{_without_instructions(paper.abstract)}"
    phrases = tuple(phrases)
    return any(find(each, spoken) for each in phrases) and not any(
        find(each, rest) for each in phrases
    )


def _instructions_of(paper: Paper) -> str:
    """All that title and abstract say to whoever annotates them."""
    texts = (paper.title, paper.abstract)
    return " ".join(text[start:end] for text in texts for start, end in instructions(text))


def tidy(tldr: str) -> str:
    """A TL;DR on one line, without quotation marks or a heading, with a full stop."""
    line = one_line(tldr).removeprefix("TL;DR:").strip().strip('"“”').strip()
    return f"{line}." if line and line[-1] not in ".!?。！？…" else line  # noqa: RUF001


def tldr_problems(
    tldr: str, paper: Paper, language: str | None = None, most: int = MAX_WORDS
) -> list[str]:
    """Why a TL;DR must not be shown, as sentences a model can act on; none where it may.

    It may have `most` words.
    """
    return list(_problems(one_line(tldr), paper, language, most))


def _problems(tldr: str, paper: Paper, language: str | None, most: int) -> Iterator[str]:
    if not any(map(str.isalpha, tldr)):
        yield "the TL;DR is empty"
        return
    yield from _misshapen(tldr, paper, language, most)
    source = f"{_without_instructions(paper.title)}. {_without_instructions(paper.abstract)}"
    spoken = _instructions_of(paper)
    if spoken and find(tldr.rstrip(" .!?"), spoken) and not find(tldr.rstrip(" .!?"), source):
        yield "the TL;DR repeats an instruction of the text"
    for number in unsupported_numbers(tldr, source):
        yield f"the TL;DR says `{number}`, which the paper does not"
    for expansion in unsupported_expansions(tldr, source):
        yield f"the TL;DR spells an acronym out as `{expansion}`, which the paper does not"
    said = _content(tldr)
    if not written_in(language, tldr):
        yield f"the TL;DR is not in {language}"
    elif language is None and not _is_about(said, source):
        yield "the TL;DR is not about this paper"
    if len(said) >= MIN_REPEATED and len(set(said)) * 2 < len(said):
        yield "the TL;DR repeats itself"


def _misshapen(tldr: str, paper: Paper, language: str | None, most: int) -> Iterator[str]:
    """What is wrong with a TL;DR whatever it says."""
    if len(split(tldr)) > 1:
        yield "the TL;DR is more than one sentence"
    if language is None and len(tldr.split()) < MIN_WORDS:
        yield "the TL;DR is no sentence"
    elif len(tldr) < 2 * len(paper.title) and _same(tldr, paper.title):
        yield "the TL;DR is the title again"
    words = word_count(tldr)
    if words > most:
        yield f"the TL;DR has {words} words, more than {most}"


def _same(one: str, other: str) -> bool:
    return fold(one).text.strip(".") == fold(other).text.strip(".")


def word_count(text: str) -> int:
    """Words as white space divides them; two characters of Chinese, Japanese or Korean are one.

    What is chained by more than three hyphens is as many words as it has parts.
    """
    signs = 0 if text.isascii() else len(_CJK.findall(text))
    plain = _CJK.sub(" ", text) if signs else text
    if plain.count("-") >= _LINKS:
        plain = _CHAIN.sub(lambda chain: chain[0].replace("-", " "), plain)
    return len(plain.split()) + (signs + 1) // 2


def _without_instructions(text: str) -> str:
    for start, end in reversed(instructions(text)):
        text = f"{text[:start]}{text[end:]}"
    return text


def _is_about(words: list[str], source: str) -> bool:
    """Tell whether enough of a TL;DR's words, by their beginnings, stand in the paper."""
    if not words:
        return True
    stems = {word[:5] for word in set(_words(source)) - _EMPTY_WORDS}
    return sum(word[:5] in stems for word in words) >= MIN_SHARED * len(words)


def _content(text: str) -> list[str]:
    return [word for word in _words(text) if word not in _EMPTY_WORDS]


def _words(text: str) -> list[str]:
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text.lower())


def _is_exact(tag: Tag, paper: Paper) -> bool:
    """Whether a quote stands at its place, and is no instruction."""
    if tag.field == "text":
        return stands(tag, paper)
    return quiet(getattr(paper, tag.field))[tag.start : tag.end] == tag.quote


def checked(annotation: Annotation, paper: Paper) -> tuple[Annotation, tuple[str, ...]]:
    """An engine's annotation with only the tags that stand, and why others were dropped.

    The last check before an answer is kept, whichever engine gave it: evidence
    that is already exact stays as it is, other evidence is looked for.
    """
    kept: dict[str, Tag] = {}
    dropped: list[str] = []
    for tag in annotation.evidence:
        if tag.quote and _is_exact(tag, paper):
            kept.setdefault(tag.tag, tag)
            continue
        again = grounded([Claim(tag.tag, tag.quote, tag.score)], paper)
        dropped += again.dropped
        for found in again.evidence:
            kept.setdefault(tag.tag, found)
    annotation = with_exact_passages(annotation, paper)
    claimed = {tag.tag for tag in annotation.evidence}
    dropped += [f"tag `{t}` dropped: it has no quote" for t in annotation.tags if t not in claimed]
    if not dropped:
        return annotation, ()
    tags = tuple(tag for tag in annotation.tags if tag in kept)
    evidence = tuple(tag for tag in annotation.evidence if kept.get(tag.tag) is tag)
    evidence += tuple(tag for tag in kept.values() if tag not in evidence)
    return replace(annotation, tags=tags, evidence=evidence), tuple(dropped)
