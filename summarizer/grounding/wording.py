"""What words say: their lemmas and roots, what says the same, the opposite, and how rare it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PATH = Path(__file__).parent / "data" / "support.json"
NEGATIONS = frozenset(
    "not no never without cannot neither nor none hardly nothing nobody unable lack absence "
    "instead rather".split()
)
UNDOING = frozenset(
    "avoid prevent hinder fail ignore eliminate disregard neglect refuse stop inhibit impede "
    "obstruct preclude discourage forbid".split()
)
"""Verbs that deny what follows them."""
HEDGES = frozenset(
    "may might could can potentially possibly likely perhaps probably seem appear suggest tend "
    "often sometimes generally usually typically partly partially approximately about nearly "
    "almost mostly".split()
)
WHOLES = frozenset("all every each any always entire whole completely fully entirely".split())
PARTS = frozenset("some many most several few certain various often sometimes partly".split())
LIMITS = frozenset("only solely merely exclusively just".split())
SMALL = frozenset(
    "a an the of in on at by for with from to and or but that which who whose whom what as than "
    "into onto via is are was were be been being such its it their our we us can this these those "
    "has have had do does did i s t they there when while where how if between through over under "
    "also both so then thus hence i.e e.g et al upon about while whether because since since "
    "against during toward towards among per will would should must may might could yet still "
    "them his her he she you your my one's up out off very too".split()
)
"""Words of grammar: they carry no claim of their own."""
_PREFIXES = ("un", "in", "im", "ir", "il", "non", "dis", "de", "anti", "mis", "ab")
_OPPOSED = (
    ("over", "under"), ("pre", "post"), ("intra", "inter"), ("up", "down"), ("fore", "hind"),
    ("maxi", "mini"), ("macro", "micro"), ("in", "ex"), ("en", "de"), ("homo", "hetero"),
    ("uni", "multi"), ("mono", "multi"), ("single", "multi"), ("high", "low"), ("semi", "un"),
    ("self", "un"), ("on", "off"), ("for", "back"),
)  # fmt: skip
_SUFFIXES = (
    "izations", "isations", "ization", "isation", "ational", "fulness", "iveness", "abilities",
    "ibilities", "ability", "ibility", "ations", "ition", "ation", "ators", "ator", "ities",
    "ments",
    "ingly", "edly", "ement", "ment", "ness", "ence", "ance", "able", "ible", "ically", "ical",
    "ally", "ised", "ized", "izes", "izing", "ize", "ise", "ions", "ion", "ives", "ive", "ity",
    "ous", "ing", "ies", "ied", "ers", "ors", "ial", "al", "ic", "ly", "ed", "er", "or", "es", "s",
    "e", "y",
)  # fmt: skip
_ROOT = 4
MANY = 20_000
"""Words that are remembered, so that memory stays flat."""
_COMPARED = frozenset(
    "fast slow high low large small great strong weak deep wide short long simple few rich quick "
    "cheap easy hard big tight close late early safe fine sharp broad narrow".split()
)
_IRREGULAR = {
    "better": "good", "best": "good", "worse": "bad", "worst": "bad", "shown": "show",
    "found": "find", "built": "build", "made": "make", "given": "give", "led": "lead",
    "chosen": "choose", "learnt": "learn", "taught": "teach", "held": "hold", "known": "know",
    "drawn": "draw", "matrices": "matrix", "indices": "index", "vertices": "vertex",
    "criteria": "criterion", "phenomena": "phenomenon", "analyses": "analysis",
    "hypotheses": "hypothesis", "bases": "basis", "people": "person", "children": "child",
    "done": "do", "became": "become", "took": "take", "gave": "give", "fewer": "few",
    "analyse": "analyze", "analysing": "analyze", "less": "little", "least": "little",
}  # fmt: skip


@dataclass(slots=True)
class Wording:
    """The lexicon: all words are lemmas.

    `rarity` is 0 for words of most abstracts to 9 for unknown ones; `free` says how often true
    lines used a word that their papers do not have, as a logarithm, and `freed` the same of its
    most used synonym.
    """

    rarity: Mapping[str, int]
    same: Mapping[str, frozenset[int]]
    opposed: Mapping[str, frozenset[str]]
    free: Mapping[str, float]
    freed: Mapping[str, float]
    kinds: dict[str, tuple[str, str]] = field(default_factory=dict)
    _lemmas: dict[str, str] = field(default_factory=dict)
    _roots: dict[str, str] = field(default_factory=dict)
    _turned: dict[str, frozenset[str]] = field(default_factory=dict)

    def lemma(self, word: str) -> str:
        """The form a dictionary has a lower-case word under; unknown words keep what they have."""
        known = self._lemmas.get(word)
        if known is None:
            if len(self._lemmas) > MANY:
                self._lemmas.clear()
            known = self._lemmas[word] = self._lemma(word)
        return known

    def _lemma(self, word: str) -> str:
        if word in _IRREGULAR:
            return _IRREGULAR[word]
        if len(word) <= _ROOT - 1 or not word.isalpha() or word in SMALL:
            return word
        rarity = self.rarity
        most = rarity.get(word, len(_SUFFIXES)) + 3
        for form in _bases(word):
            if form not in SMALL and rarity.get(form, 99) <= most and len(form) > 2:  # noqa: PLR2004
                return form
        return next(_bases(word), word) if word.endswith("s") else word

    def root(self, lemma: str) -> str:
        """What a word's derivations share: `uncertainty` and `uncertain`; crude."""
        known = self._roots.get(lemma)
        if known is None:
            if len(self._roots) > MANY:
                self._roots.clear()
            known = self._roots[lemma] = _root(lemma)
        return known

    def alike(self, one: str, other: str) -> bool:
        """Whether two lemmas may say the same."""
        if one == other:
            return True
        groups = self.same.get(one)
        return bool(groups and not groups.isdisjoint(self.same.get(other, ())))

    def opposite(self, one: str, other: str) -> bool:
        """Whether two lemmas say the opposite, by the lexicon or by how they are made."""
        return other in self.opposites(one)

    def opposites(self, lemma: str) -> frozenset[str]:
        """All words that say the opposite, by the lexicon or by how they are made."""
        known = self._turned.get(lemma)
        if known is None:
            if len(self._turned) > MANY:
                self._turned.clear()
            made = (word for word in turned(lemma) if word in self.rarity)
            known = self._turned[lemma] = self.opposed.get(lemma, frozenset()) | frozenset(made)
        return known


@cache
def _swaps() -> tuple[tuple[str, str], ...]:
    """Each beginning of a word with one that turns it round."""
    pairs = [*_OPPOSED, *((prefix, "") for prefix in _PREFIXES)]
    return tuple(pairs + [(b, a) for a, b in pairs])


def turned(word: str) -> Iterator[str]:
    """The words that would say the opposite by their beginning or end; most are none."""
    for old, new in _swaps():
        if word.startswith(old) and len(word) - len(old) >= _ROOT:
            yield new + word[len(old) :]
    if word.endswith("ful"):
        yield word[:-3] + "less"
    elif word.endswith("less"):
        yield word[:-4] + "ful"


def _bases(word: str) -> Iterator[str]:  # noqa: C901 -- one step a suffix
    """The words that a form may be an inflection of, itself first."""
    if word.endswith("ies") and len(word) > _ROOT:
        yield word[:-3] + "y"
    elif word.endswith("es") and len(word) > _ROOT:
        yield word[:-1]
        if word.endswith(("sses", "xes", "ches", "shes", "zes")):
            yield word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        yield word[:-1]
    elif word.endswith("ied") and len(word) > _ROOT:
        yield word[:-3] + "y"
    elif word.endswith("ed") and len(word) >= _ROOT:
        yield from _restored(word[:-2])
    elif word.endswith(("er", "est")):
        for base in _restored(word.removesuffix("er").removesuffix("est")):
            if base in _COMPARED:
                yield base
    elif word.endswith("ing") and len(word) > _ROOT:
        yield from _restored(word[:-3])
    yield word


def _restored(cut: str) -> Iterator[str]:
    """A verb without its ending, as it was before: `us` was `use`, `mapp` was `map`."""
    yield cut + "e"
    if len(cut) > 2 and cut[-1] == cut[-2] and cut[-1] not in "sl":  # noqa: PLR2004
        yield cut[:-1]
    elif len(cut) > 3 and cut[-1] == cut[-2]:  # noqa: PLR2004
        yield cut
        yield cut[:-1]
    else:
        yield cut


def _root(lemma: str) -> str:
    root = lemma
    for _ in range(2):
        for suffix in _SUFFIXES:
            if root.endswith(suffix) and len(root) - len(suffix) >= _ROOT:
                root = root[: -len(suffix)]
                break
    return root.rstrip("aeiouy") if len(root) > _ROOT else root


def wording_from(table: Mapping[str, Any]) -> Wording:
    """Make the lexicon from its part of the file."""
    rarity = {word: rank for rank, words in enumerate(table["rarity"]) for word in words.split()}
    same: dict[str, set[int]] = {}
    for number, line in enumerate(table["same"]):
        for word in line.split():
            same.setdefault(word, set()).add(number)
    opposed: dict[str, set[str]] = {}
    for line in table["opposed"]:
        left, right = (side.split() for side in line.split("|"))
        for one in left:
            opposed.setdefault(one, set()).update(right)
        for one in right:
            opposed.setdefault(one, set()).update(left)
    free = {word: rank / 2 for rank, words in enumerate(table["free"]) for word in words.split()}
    freed: dict[str, float] = {}
    for line in table["same"]:
        group = line.split()
        most = max(free.get(word, 0.0) for word in group)
        if most:
            freed.update((word, max(most, freed.get(word, 0.0))) for word in group)
    return Wording(
        rarity,
        {word: frozenset(groups) for word, groups in same.items()},
        {word: frozenset(others) for word, others in opposed.items()},
        free,
        freed,
    )


@cache
def table() -> dict[str, Any]:
    """The whole file that comes with the package: lexicon and weights."""
    import json

    found: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return found


@cache
def wording() -> Wording:
    """The lexicon that comes with the package."""
    return wording_from(table()["wording"])
