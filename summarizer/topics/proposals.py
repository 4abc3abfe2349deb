"""Topics that the stored papers want and the vocabulary does not have, spelling variants as one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.text.plain import one_line
from summarizer.topics.vocabulary import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from summarizer.papers.records import Paper
    from summarizer.topics.vocabulary import Vocabulary

LEAST = 3
"""Papers below which nothing is proposed."""
SAMPLES = 3
_LONGEST = 4
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")  # noqa: RUF001 - as titles have it
_BREAK = re.compile(r"[:;,.?!()\[\]{}|/\"“”$\\]| [-–—]+ ")  # noqa: RUF001 - dashes as they are
EMPTY = frozenset(
    "evaluating enhancing exploring rethinking revisiting benchmarking improving "
    "a about above across after against all also an and any are as at back be been before "
    "behind between beyond both but by can cannot do does down each else enough even every "
    "few first for from further get go good great has have help here how i if in into is it "
    "its just keep know learn learns less let like look made make makes making many matter "
    "may me mean meets more most much must my need needs new next no not novel of off on once "
    "one ones only or our out over own really rather said same see should simple so some step "
    "still such take tale technical report than that the their them then there these they "
    "thing this those through to together too toward towards two under up upon us use used "
    "using via vs was we well were what when where which while who whole why will with within "
    "without work works would yes yet you your don't doesn't isn't".split()
)
"""Words of which no name of a subject begins, and none ends."""
_GENERIC = frozenset(
    "llm largelanguagemodel languagemodel naturallanguage foundationmodel stateoftheart token "
    "stateoftheartperformance accuracy ablationstudy scalability f1score imagenet performance "
    "autoregressive trainingdata dataset benchmark baseline".split()
)
"""Keywords that any paper may have, folded."""
_LAST = frozenset("understand solving anything open language vision multimodal".split())
VAGUE = frozenset(
    "ability abilities advancing ai complex consistent dynamic fully generative holistic "
    "ability abilities analysis approach approaches application applications case study "
    "challenge challenges comprehensive efficient effective empirical evaluation experiment "
    "experimental framework general generic high improved improving large language learning "
    "llm llms low method methods model models modeling modelling network networks paper "
    "performance perspective problem problems research result results scale scaling state-of- "
    "the-art strategy studies survey system systems task tasks technique techniques towards "
    "training understanding universal".split()
)
"""Words with which no phrase in a title begins that names a subject."""


@dataclass
class Proposal:
    """A subject by its commonest spelling, and the ids of the papers that want it, by what says so.

    `proposed` are a model's, `keywords` the site's, `titles` those in whose title it stands.
    """

    name: str
    spellings: tuple[str, ...]
    papers: int
    proposed: int
    keywords: int
    titles: int
    samples: tuple[tuple[str, str], ...]


@dataclass
class _Subject:
    spellings: Counter[str] = field(default_factory=Counter)
    papers: dict[str, str] = field(default_factory=dict)
    by: dict[str, set[str]] = field(default_factory=dict)

    def want(self, paper: Paper, spelling: str, kind: str) -> None:
        self.spellings[spelling] += 1
        self.papers.setdefault(paper.id, one_line(paper.title))
        self.by.setdefault(kind, set()).add(paper.id)


def proposals(papers: Iterable[Paper], vocabulary: Vocabulary) -> list[Proposal]:
    """What at least LEAST papers want, the most wanted first; no paper counts twice.

    What only stands in titles ranks by half its papers: recurring words are no wish yet.
    """
    return [each for each, _ in wanted(papers, vocabulary)]


def wanted(
    papers: Iterable[Paper],
    vocabulary: Vocabulary,
    least: int = LEAST,
    *,
    abstracts: bool = False,
) -> list[tuple[Proposal, frozenset[str]]]:
    """What at least so many papers want, each with the ids of those papers; see `proposals`.

    With `abstracts`, what stands in one title is looked for in the abstracts of all.
    """
    papers = list(papers) if abstracts else papers
    known = _Known(vocabulary)
    subjects: dict[str, _Subject] = {}
    for paper in papers:
        for kind, spelling in _wishes(paper):
            fold = folded(spelling)
            if fold and not known.has(fold, spelling, kind):
                subjects.setdefault(fold, _Subject()).want(paper, spelling, kind)
    if abstracts:
        _look_into_abstracts(papers, subjects)
    found = [
        (_proposal(each), frozenset(each.papers))
        for each in subjects.values()
        if len(each.papers) >= least
    ]
    found.sort(key=lambda row: (-_rank(row[0]), row[0].name))
    kept = {each.name for each in _without_parts([each for each, _ in found])}
    return [row for row in found if row[0].name in kept]


def _look_into_abstracts(papers: Iterable[Paper], subjects: Mapping[str, _Subject]) -> None:
    """Count the papers in whose abstracts a subject of two or three words stands."""
    for paper in papers:
        for part in _BREAK.split(one_line(paper.abstract)):
            words = _WORD.findall(part)
            folds = [_folded_word(word.lower()) for word in words]
            for size in (1, 2, 3):
                for start in range(len(words) - size + 1):
                    fold = "".join(folds[start : start + size])
                    if size == 1 and "-" not in words[start]:
                        continue
                    if fold in subjects and paper.id not in subjects[fold].papers:
                        spelling = " ".join(words[start : start + size])
                        subjects[fold].want(paper, spelling, "abstracts")


class _Known:
    """What the vocabulary has already."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        named = [p for topic in vocabulary for p in (topic.name, topic.label, *topic.aliases)]
        weak = [phrase for topic in vocabulary for phrase in topic.weak]
        self._named = set(map(folded, named))
        self._all = self._named | set(map(folded, weak))
        self._parts = {part for phrase in (*named, *weak) for part in _parts(phrase)}

    def has(self, fold: str, spelling: str, kind: str) -> bool:
        """Whether a wish is known: by its name, or where no model wished it, by a part of it."""
        if fold in self._all:
            return True
        if kind == "proposed":
            return False
        plain = _PARENTHESIS.sub("", spelling)
        return fold in self._parts | _GENERIC or not self._named.isdisjoint(_parts(plain))


def _parts(phrase: str) -> Iterator[str]:
    """Every run of a phrase's words, folded."""
    words = re.findall(r"[^\W_]+", phrase)
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield folded(" ".join(words[start:end]))


def folded(phrase: str) -> str:
    """What spelling variants share: no case, blanks, hyphens, plurals or bracketed acronyms."""
    return "".join(map(_folded_word, _WORD.findall(_PARENTHESIS.sub("", phrase.lower()))))


@lru_cache(maxsize=65_536)
def _folded_word(word: str) -> str:
    return "".join(map(_singular, word.split("-")))


def _singular(word: str) -> str:
    if len(word) > _LONGEST and word.endswith("ies"):
        return word[:-3] + "y"
    plural = len(word) > _LONGEST - 1 and word.endswith("s") and word[-2] not in "sui"
    return word[:-1] if plural else word


def _wishes(paper: Paper) -> Iterator[tuple[str, str]]:
    """What a paper wants, each subject by one kind of wish: a model's, the site's, its title's."""
    proposed: tuple[str, ...] = getattr(paper, "proposed_tags", ())
    keywords: tuple[str, ...] = getattr(paper, "ai_keywords", ())
    yield from (("proposed", one_line(each)) for each in proposed)
    yield from (("keywords", one_line(each)) for each in keywords)
    yield from (("titles", phrase) for phrase in dict.fromkeys(_phrases(paper.title)))


def _phrases(title: str) -> Iterator[str]:
    """Two or three words that end where a part of a title does: they may name a subject."""
    for part in _BREAK.split(one_line(title)):
        words = _WORD.findall(part)
        plain = [word.lower() for word in words]
        for end in range(2, len(words) + 1):
            ends = end == len(words) or plain[end] in EMPTY
            for start in range(max(0, end - 3), end - 1) if ends else ():
                run = plain[start:end]
                if EMPTY.isdisjoint(run) and run[0] not in VAGUE and run[-1] not in _LAST:
                    yield " ".join(words[start:end])


def _proposal(subject: _Subject) -> Proposal:
    common = sorted(subject.spellings.items(), key=lambda row: (-row[1], row[0]))
    spellings = tuple(dict.fromkeys(spelling for spelling, _ in common))
    in_passing = subject.by.get("abstracts", set())
    newest = sorted(subject.papers.items(), key=lambda row: (row[0] not in in_passing, row))
    counts = {kind: len(ids) for kind, ids in subject.by.items()}
    return Proposal(
        name=_name(spellings[0]),
        spellings=_distinct(spellings),
        papers=len(subject.papers),
        proposed=counts.get("proposed", 0),
        keywords=counts.get("keywords", 0),
        titles=counts.get("titles", 0),
        samples=tuple(newest[: -SAMPLES - 1 : -1]),
    )


def _distinct(spellings: Iterable[str]) -> tuple[str, ...]:
    """Spellings that the vocabulary tells apart, the commonest first."""
    return tuple({key(each): each for each in reversed(tuple(spellings))}.values())[::-1]


def _name(spelling: str) -> str:
    return "-".join(re.findall(r"\w+", _PARENTHESIS.sub("", spelling.lower())))


def _rank(each: Proposal) -> float:
    wanted = each.proposed or each.keywords
    return float(each.papers) if wanted else (each.papers + each.titles) / 4


def _without_parts(found: list[Proposal]) -> Iterator[Proposal]:
    """Leave out a part of a longer subject that nearly all its papers are about."""
    whole = {each.name: each.papers for each in found}
    for each in found:
        longer = (
            count for name, count in whole.items() if name != each.name and _within(each.name, name)
        )
        if each.proposed or each.keywords or max(longer, default=0) * 5 < each.papers * 4:
            yield each


def _within(part: str, name: str) -> bool:
    return f"-{part}-" in f"-{name}-"
