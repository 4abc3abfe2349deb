"""A title read as part of a sentence: its name, and its phrase in running spelling."""

# ruff: noqa: RUF001 -- typographic signs are meant here

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from summarizer.engines.embedded import spelling
from summarizer.readability.lexicon import with_article

if TYPE_CHECKING:
    from summarizer.readability.lexicon import Lexicon

Kind = Literal["method", "topic", "action", "clause", "other"]
MAX_NAME = 2
_SPLIT = re.compile(r"\s*(?::\s|\s[—–]\s|\s--?\s)\s*")
_FINITE = re.compile(
    r" (?:is|are|can|cannot|does|do|has|have|was|were|will|may|should|must|needs?|helps?|matters?|"
    r"emerges|hurts?|know|knows|fails?|boosts|sheds|meets|struggle|implies|unlocks|evolves|"
    r"exhibits|outpaces?|depends|exists?|suffices|implicitly) (?=\S)"
    r"| (?:leads?|benefits|works|causes|leaks|drives|bridges|transforms|beats?|guides|matches) "
    r"(?!(?:with|of|in|on|for|via|by|from|and|using|through|as|between|under|over|without)\b)(?=\S)"
    r"|(?<! to)(?<! and) (?:achieve|enable|outperform|require|exhibit) (?=\S)",
)
_THIRD = re.compile(r"ies$|(?<=[sxzh])es$|s$")
_OF = re.compile(r"(?!(?:lots|plenty|out|instead) )[a-z-]+(?<!s) of ")  # "evaluation of x"
_SINGULAR = frozenset(
    "method framework network model approach algorithm system dataset benchmark transformer "
    "agent architecture library toolkit survey study analysis mechanism module strategy technique "
    "corpus platform pipeline paradigm metric optimizer encoder decoder "
    "autoencoder simulator environment suite tool interface solution baseline formulation "
    "assistant generator detector classifier tokenizer engine recipe testbed "
    "taxonomy dive look guide theory protocol review investigation comparison roadmap "
    "slm llm vlm mllm lmm challenge package codec sampler planner "
    "retriever reranker verifier judge".split(),
)
_PREPOSITION = re.compile(
    r" (?:of|in|on|for|with|via|by|to|from|at|using|through|that|under|as|towards?|without|over) ",
)
_OTHER = frozenset(
    "how what why when where who which whether do does is are can in from to beyond you don't "
    "not if should let it's it its for with one and against at all no position this these your "
    "re-thinking less more when there will by under behind between before after out up back into "
    "about never so just through without be have are we part everyone everything everybody "
    "anyone anything someone something nobody everywhere".split(),
)
_NO_SUBJECT = re.compile(r"[?!]|\breport$")
_NOUNS = frozenset(
    "reasoning parsing prompting pricing clustering hashing nothing everything string".split()
)
_COMPOUNDED = frozenset(  # "scaling laws", "training dynamics": nouns, not actions
    "analysis law laws theory dynamics rate rates objective objectives paradigm recipe recipes "
    "strategy strategies methods algorithms techniques curves".split()
)
_SECOND = re.compile(r"and ([a-z]+ing) ")
_SURVEYS = frozenset(
    "study survey analysis dive look guide review investigation comparison".split()
)
_INDIRECT = re.compile(
    r"(?:how|why|what|when|where|whether|towards?) (?!do|can|is|are|should|will|did|if|we)"
)


@dataclass(frozen=True, slots=True)
class Title:
    """`name` as in "Name: phrase" (or None), and how `phrase` can stand in a sentence.

    `goal` is what can follow "a method for", if anything.

    A "method" takes an article and can be proposed, a "topic" can be studied, an "action" begins
    with a bare verb after "we", a "clause" has its own verb, "other" stands in no sentence.
    """

    name: str | None
    phrase: str
    kind: Kind
    goal: str | None = None

    @property
    def surveys(self) -> bool:
        """Whether it names a study rather than something new."""
        return not _SURVEYS.isdisjoint(_core(self.phrase)[-1:])

    @property
    def makes(self) -> bool:
        """Whether it names things that are made: methods, or benchmarks."""
        last = "".join(_core(self.phrase)[-1:])
        return not self.surveys and (last in _SINGULAR or last.removesuffix("s") in _SINGULAR)


def taken_apart(title: str, abstract: str, lexicon: Lexicon) -> Title:
    """Take a title apart, and spell it as running text would."""
    head, tail = _halves(title.strip().rstrip("."))
    name = head if tail and _is_name(head, lexicon.common) else None
    bodies = [tail, head] if name or tail.count(" ") >= head.count(" ") else [head, tail]
    found = [_phrased(body, name, abstract, lexicon) for body in bodies if body != name]
    return next((one for one in found if one.kind != "other"), found[0])


def _phrased(body: str, name: str | None, abstract: str, lexicon: Lexicon) -> Title:
    phrase = spelling.running(body, f" {abstract}", lexicon.common)
    kind = _kind(body, phrase, lexicon)
    goal = phrase.removeprefix("on ") if kind == "topic" else None
    if kind == "action":
        if phrase.lower().partition(" ")[0] in lexicon.gerunds:
            goal = phrase[0].lower() + phrase[1:]
        phrase = _acted(phrase, lexicon)
    elif kind == "method":
        goal = phrase.partition(" for ")[2] or None
        phrase = with_article(phrase)
    elif kind == "topic":
        phrase = goal or phrase
        if not lexicon.countable.isdisjoint(_core(phrase)[-1:]):
            phrase = goal = with_article(phrase)
        elif _OF.match(phrase):
            phrase = goal = f"the {phrase}"
    return Title(name, phrase, kind, goal)


def _acted(phrase: str, lexicon: Lexicon) -> str:
    """Turn a title of action into a predicate: "Learning to parse" into "learn to parse"."""
    first, _, rest = phrase.partition(" ")
    if first.endswith("ly"):
        return f"{first.lower()} {_acted(rest, lexicon)}"
    if first.lower() in lexicon.verbs:
        return f"{first.lower()} {rest}"
    if first.lower() not in lexicon.gerunds:
        return f"{'work' if first.startswith('toward') else 'study'} {phrase}"
    second = _SECOND.match(rest)
    if second and second.group(1) in lexicon.gerunds:
        rest = f"and {lexicon.gerunds[second.group(1)]} {rest[second.end() :]}"
    return f"{lexicon.gerunds[first.lower()]} {rest}"


def _halves(title: str) -> tuple[str, str]:
    head, *tail = _SPLIT.split(title)
    return head, tail[0] if tail else ""


def _is_name(head: str, common: frozenset[str]) -> bool:
    words = head.split()
    if len(words) > MAX_NAME:
        return False
    return any(word.lower() not in common or not word[1:].islower() for word in words)


def _kind(body: str, phrase: str, lexicon: Lexicon) -> Kind:
    first, _, rest = phrase.lower().partition(" ")
    if _INDIRECT.match(phrase):
        return "other" if "?" in body else "action"
    if not phrase or _NO_SUBJECT.search(phrase) or _unfit(first, rest, lexicon):
        return "other"
    if first in lexicon.verbs:
        return "action"
    if _has_verb(rest, lexicon) and not re.search(r"\b(?:that|which|who) ", phrase):
        return "clause"
    if _is_gerund(first, rest, lexicon) or _is_adverb(first, rest, lexicon):
        return "action"
    return _thing(phrase)


def _thing(phrase: str) -> Kind:
    """Tell what can be proposed from what can be studied, by the noun at the head."""
    if "," in phrase and " and " not in phrase and not phrase.lower().startswith("a "):
        return "other"
    return "topic" if _SINGULAR.isdisjoint(_core(phrase)[-1:]) else "method"


def _has_verb(rest: str, lexicon: Lexicon) -> bool:
    """Whether a verb follows the first word of a title, other than in "to" and the like."""
    if _FINITE.search(f" {rest} "):
        return True
    words = rest.split(" ")
    for before, word, after in zip(["", *words], words, words[1:], strict=False):
        many = before.endswith("s") or " and " in f" {rest}".partition(f" {word} ")[0]
        free = before not in {"to", "and", "or"} and not _PREPOSITION.match(f" {after} ")
        if many and free and word in lexicon.verbs:
            return True
        plain = _THIRD.sub("y" if word.endswith("ies") else "", word) if word[-1:] == "s" else word
        if word != plain and (plain in lexicon.verbs or f"{plain}e" in lexicon.verbs):
            return True
    return False


def _unfit(first: str, rest: str, lexicon: Lexicon) -> bool:
    """Whether a phrase that begins so can be neither object, predicate nor clause."""
    listed = "," in first and (" and " not in rest or first.rstrip(",") in lexicon.verbs)
    if first in _OTHER or listed:
        return True
    action = (
        first.endswith("ing")
        and "-" not in first
        and first not in lexicon.gerunds
        and first not in _NOUNS
    )
    return action and not _PREPOSITION.match(f" {rest}")


def _is_gerund(first: str, rest: str, lexicon: Lexicon) -> bool:
    """Whether a title begins with what is done, and not as in "Scaling laws"."""
    return first in lexicon.gerunds and rest.partition(" ")[0] not in _COMPOUNDED


def _is_adverb(first: str, rest: str, lexicon: Lexicon) -> bool:
    """Whether a title begins as in "Accurately rendering text"."""
    second = rest.split(" ", 1)[0]
    return first.endswith("ly") and (second in lexicon.gerunds or second in lexicon.verbs)


def has_preposition(phrase: str) -> bool:
    """Whether something stands behind the noun at the head of a phrase."""
    return bool(_PREPOSITION.search(phrase))


def _core(phrase: str) -> list[str]:
    """Give a noun phrase up to the noun at its head, in lower case."""
    core = _PREPOSITION.split(phrase, maxsplit=1)[0].lower().split(" ")
    if core[-1].endswith("ed"):
        core.pop()
    return core
