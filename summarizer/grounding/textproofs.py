"""What a paper's full text proves of a model's words that title and abstract do not.

The abstract stays first: what contradicts it is proved by no sentence of the text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from summarizer.grounding.checks import tldr_problems
from summarizer.grounding.facts import Quantity, quantities, unsupported_expansions
from summarizer.grounding.facts import unsupported_numbers as unsupported
from summarizer.grounding.injections import quiet
from summarizer.grounding.passages import MOST, beginnings, passages, sentences_of
from summarizer.grounding.support import contradictions
from summarizer.papers.quotes import LONGEST
from summarizer.papers.records import Passage, Tag
from summarizer.text.folding import find
from summarizer.text.patterns import deferred
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.papers.papertext import PaperText, Paragraph
    from summarizer.papers.records import Annotation, Paper

P = TypeVar("P", Tag, Passage)

FEWEST_LETTERS = 12
"""Of a quote: fewer stand in any text."""
_ALIKE, _NEAR = 0.6, 0.5
"""The share of a clause's words with which a sentence says the same, or speaks of the same."""
_STEM = 5
_FEWEST = 2
"""Words that a clause and a sentence must share at least."""
_ABSENT = "the paper does not say"
"""How a reason begins that a word is missing: what a paper contradicts has another."""
_CLAUSES = deferred(r"[;:]|,(?!\d)|\b(?:while|whereas|although|but|and)\b")
_OURS = deferred(r"(?i)\b(?:we|our|ours)\b")
_OTHERS = deferred(
    r"(?i)\bet al\b|\(\D{0,40}(?:19|20)\d\d[a-z]?\)|\[\d+(?:, ?\d+)*\]|"
    r"\b(?:prior|previous|earlier) (?:work|stud|approach|method|result)"
)
_NEXT = deferred(r"[^\W\d_]{2,}")


def standing(quote: str, text: PaperText) -> Passage | None:
    """Where a quote stands in a sentence of a full text; None where it is none of its sentences.

    What says too little, or is an instruction, stands nowhere.
    """
    if sum(map(str.isalnum, quote)) < FEWEST_LETTERS or len(quote) > LONGEST:
        return None
    if len(split(quote)) > 1:
        return None
    for paragraph in text.paragraphs:
        place = find(quote, quiet(text.of(paragraph)))
        if place:
            return _at(paragraph, place, text)
    return None


def _at(paragraph: Paragraph, place: tuple[int, int], text: PaperText) -> Passage:
    start, end = paragraph.start + place[0], paragraph.start + place[1]
    return Passage(text.text[start:end], "text", start, end, paragraph.section)


def tag_of(topic: str, quote: str, score: float, text: PaperText) -> Tag | None:
    """A topic by a quote that stands in a full text; None where it does not."""
    found = standing(quote, text)
    if found is None:
        return None
    return Tag(topic, found.quote, "text", found.start, found.end, score, found.section)


def relocated(answer: Annotation, text: PaperText) -> Annotation:
    """An answer whose quotes from a full text stand where this text has them.

    What it no longer has proves nothing any more.
    """
    proofs: tuple[Tag | Passage, ...] = (*answer.evidence, *answer.tldr_evidence)
    if all(_is_at(each, text) for each in proofs if each.field == "text"):
        return answer
    evidence = tuple(filter(None, (_moved(each, text) for each in answer.evidence)))
    proved = {each.tag for each in evidence}
    lost = {each.tag for each in answer.evidence} - proved
    return replace(
        answer,
        tags=tuple(name for name in answer.tags if name not in lost),
        evidence=evidence,
        tldr_evidence=tuple(filter(None, (_moved(each, text) for each in answer.tldr_evidence))),
    )


def _is_at(proof: Tag | Passage, text: PaperText) -> bool:
    return text.text[proof.start : proof.end] == proof.quote


def _moved(proof: P, text: PaperText) -> P | None:
    if proof.field != "text" or _is_at(proof, text):
        return proof
    found = standing(proof.quote, text)
    if found is None:
        return None
    return replace(
        proof, quote=found.quote, start=found.start, end=found.end, section=found.section
    )


def supported(
    tldr: str, quotes: Sequence[str], paper: Paper, text: PaperText, language: str | None = None
) -> tuple[Passage, ...] | None:
    """The passages of a TL;DR that holds with the full text, though not with the abstract alone.

    None where it does not: it contradicts the abstract, or the text has not all that it lacks.
    """
    refuted = contradictions(tldr, paper, language)
    if any(not each.startswith(_ABSENT) for each in refuted):
        return None
    found, missing = passages(quotes[:MOST], paper)
    quoted = [standing(each, text) for each in missing]
    lacking = list(_lacking(tldr, paper, text))
    if not all((*quoted, *lacking)):
        return None
    more = list(filter(None, (*quoted, *lacking)))
    wider = replace(paper, abstract="\n\n".join((paper.abstract, *(each.quote for each in more))))
    if not more or tldr_problems(tldr, wider, language) or contradictions(tldr, wider, language):
        return None
    of_abstract = found or sentences_of(tldr, paper)
    return tuple(dict.fromkeys((*of_abstract, *more)))


def _lacking(tldr: str, paper: Paper, text: PaperText) -> Iterator[Passage | None]:
    """The sentences of a text with a TL;DR's numbers and acronyms that the abstract lacks.

    None for a number that the text does not have of the same thing, whoever quotes it.
    """
    own = f"{paper.title}. {paper.abstract}"
    missing = unsupported(tldr, own)
    for each in quantities(tldr):
        if each.written in missing:
            yield _with_number(each, tldr, paper, text)
    for expansion in unsupported_expansions(tldr, own):
        spelled = (each for each in _sentences(text) if find(expansion, each.quote))
        yield from (each for each, _ in zip(spelled, range(1), strict=False))


def _with_number(number: Quantity, tldr: str, paper: Paper, text: PaperText) -> Passage | None:
    """The sentence of the text that says a number of the same thing as the TL;DR does.

    None where title or abstract say another number of it, or only others are said to have found it.
    """
    said = _clause(number.written, tldr)
    words = _stems(said)
    if len(words) < _FEWEST or _says_another(number, said, tldr, paper):
        return None
    best, most = None, max(_FEWEST, _ALIKE * len(words))
    for each in _sentences(text):
        if unsupported(number.written, each.quote) or not _is_own(each.quote):
            continue
        share = len(words & _stems(each.quote))
        if share >= most and (best is None or share > most):
            best, most = each, share
    return best


def _stems(text: str) -> frozenset[str]:
    """The words that say something, without what differs between their forms."""
    return frozenset(each.rstrip("s")[:_STEM] for each in beginnings(text))


def _clause(written: str, tldr: str) -> str:
    """The part of a TL;DR in which a number stands; all of it where that part says too little."""
    place, begin = tldr.find(written), 0
    ends = [*(match.span() for match in _CLAUSES.finditer(tldr)), (len(tldr), len(tldr))]
    for start, end in ends:
        if begin <= place < start:
            part = tldr[begin:start]
            return part if len(_stems(part)) > _FEWEST else tldr
        begin = end
    return tldr


def _says_another(number: Quantity, clause: str, tldr: str, paper: Paper) -> bool:
    """Whether title or abstract have another number of that kind where they speak of the same."""
    words = _stems(clause)
    ours = frozenset[float]().union(*(each.values for each in quantities(tldr)))
    unit = number.unit or _counted(number.written, tldr)
    for part in (paper.title, *(paper.abstract[a:b] for a, b in split(paper.abstract))):
        if len(words & _stems(part)) < _NEAR * len(words):
            continue
        for each in quantities(part):
            kind = each.unit or _counted(each.written, part)
            if kind == unit and not each.values & ours:
                return True
    return False


def _counted(written: str, text: str) -> str:
    """The beginning of the word behind a bare number: what is counted."""
    after = _NEXT.search(text, text.find(written) + len(written))
    return after[0][:5].lower() if after else ""


def _is_own(sentence: str) -> bool:
    """Whether a sentence speaks of what its authors did, and not of what others did."""
    return bool(_OURS.search(sentence)) or not _OTHERS.search(sentence)


def _sentences(text: PaperText) -> Iterator[Passage]:
    """The sentences of a text that may be quoted."""
    for paragraph in text.paragraphs:
        words = quiet(text.of(paragraph))
        for start, end in split(words):
            if end - start <= LONGEST and words[start:end].strip():
                yield _at(paragraph, (start, end), text)
