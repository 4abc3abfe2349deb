"""A title read as part of a sentence: its name, and its phrase in running spelling."""

# ruff: noqa: RUF001 -- typographic signs are meant here

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from summarizer.embedded.rewriting import ALSO_NOUNS, GERUNDS, VERBS

Kind = Literal["method", "topic", "action", "clause", "other"]

MAX_NAME = 2
_SPLIT = re.compile(r"\s*(?::\s|\s[—–]\s|\s--?\s)\s*")
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_LOWER = frozenset(
    "a an the of in on for with via by and or to from at as is are be using through without under "
    "over into towards toward beyond between across can do does".split(),
)
_FINITE = re.compile(
    r" (?:is|are|can|cannot|does|do|has|have|was|were|will|may|should|must|need|needs|helps?|"
    r"improves?|makes?|matters?|enables?|requires?|leads?|benefits?|learns|reveals?|emerges?|"
    r"outperforms?|hurts?|works|know|knows|fails?|reduces?|causes?|boosts?|predicts?|sheds|meets?|"
    r"provides?|struggle|becomes?|implies|leaks?|drives?|elicits?|induces?|unlocks?|bridges|"
    r"evolves?|"
    r"facilitates?|optimizes?|enhances?|transforms?|generalizes?|exhibits?|encodes?|incentivizes?|"
    r"beats?|remains?|outpaces?|suffers?|empowers|guides|steers|deserves?|exist|exists|suffices|"
    r"matches|implicitly|(?<!to )learn|(?<!to )empower|prevents|allows|avoids|"
    rf"(?:{'|'.join(sorted({*VERBS} - ALSO_NOUNS))})s) ",
)
_SINGULAR = frozenset(
    "method framework network model approach algorithm system dataset benchmark transformer "
    "agent architecture library toolkit survey study analysis mechanism module strategy technique "
    "corpus platform pipeline paradigm metric optimizer encoder decoder "
    "autoencoder simulator environment suite tool interface solution baseline formulation "
    "assistant generator detector classifier tokenizer engine recipe testbed "
    "taxonomy dive look guide theory protocol review investigation comparison roadmap "
    "challenge package codec sampler planner retriever reranker verifier judge".split(),
)
_NO_ARTICLE = frozenset("a an the our one two three its".split())
_PREPOSITION = re.compile(
    r" (?:of|in|on|for|with|via|by|to|from|at|using|through|that|under|as|towards?|without|over|"
    r"and) ",
)
_OTHER = frozenset(
    "how what why when where who which whether do does is are can in from to beyond you don't "
    "not if should let it's it its for with one and against at all no position this these your "
    "re-thinking less more when there will by under behind between before after out up back into "
    "about never so just through without be have are we".split(),
)


_NOUNS = frozenset(
    "reasoning parsing prompting pricing clustering hashing nothing everything string".split()
)
_IMPERATIVES = frozenset(VERBS) - ALSO_NOUNS
_SECOND = re.compile(rf"and ({'|'.join(GERUNDS)}) ")
_INDIRECT = re.compile(
    r"(?:how|why|what|when|where|whether|towards?) (?!do|can|is|are|to|should|will|did|if|we)"
)


@dataclass(frozen=True, slots=True)
class Title:
    """`name` as in "Name: phrase" (or None), and how `phrase` can stand in a sentence.

    A "method" takes an article and can be proposed, a "topic" can be studied, an "action" begins
    with a bare verb after "we", a "clause" has its own verb, "other" stands in no sentence.
    """

    name: str | None
    phrase: str
    kind: Kind


def read(title: str, abstract: str, common: frozenset[str]) -> Title:
    """Take a title apart; `common` are words that running text spells in lower case."""
    head, tail = _halves(title.strip().rstrip("."))
    name = head if tail and _is_name(head, common) else None
    body = tail if tail and (name or tail.count(" ") >= head.count(" ")) else head
    phrase = _running(body, f" {abstract}", common)
    kind = _kind(body, phrase)
    if kind == "action":
        phrase = _acted(phrase)
    elif kind == "method":
        phrase = with_article(phrase)
    elif kind == "topic":
        phrase = phrase.removeprefix("on ")
    return Title(name, phrase, kind)


def _acted(phrase: str) -> str:
    """Turn a title of action into a predicate: "Learning to parse" into "learn to parse"."""
    first, _, rest = phrase.partition(" ")
    if first.endswith("ly"):
        return f"{first.lower()} {_acted(rest)}"
    if first.lower() in _IMPERATIVES:
        return f"{first.lower()} {rest}"
    if first.lower() not in GERUNDS:
        return f"{'work' if first.startswith('toward') else 'study'} {phrase}"
    second = _SECOND.match(rest)
    if second:
        rest = f"and {GERUNDS[second.group(1)]} {rest[second.end() :]}"
    return f"{GERUNDS[first.lower()]} {rest}"


def _halves(title: str) -> tuple[str, str]:
    head, *tail = _SPLIT.split(title)
    return head, tail[0] if tail else ""


def _is_name(head: str, common: frozenset[str]) -> bool:
    words = head.split()
    if len(words) > MAX_NAME:
        return False
    return any(word.lower() not in common or not word[1:].islower() for word in words)


def _running(body: str, abstract: str, common: frozenset[str]) -> str:
    """Spell a title as running text would: names stay, the rest goes to lower case."""
    inside = set(_WORD.findall(abstract))
    words = body.split(" ")
    if body.isupper():
        words = [word if word in inside else word.capitalize() for word in words]
    kept = {
        index + shift
        for index in range(len(words) - 1)
        if words[index][:1].isupper()
        and words[index + 1][:1].isupper()
        and f" {words[index]} {words[index + 1]}" in abstract
        and f" {words[index]} {words[index + 1]}".lower() not in abstract
        for shift in (0, 1)
    }
    return " ".join(
        word
        if index in kept
        else _WORD.sub(lambda match: _spelled(match.group(), inside, common), word)
        for index, word in enumerate(words)
    )


def _spelled(word: str, inside: set[str], common: frozenset[str]) -> str:
    if "-" in word:
        first, rest = word.split("-", 1)
        first = _spelled(first, inside, common)
        return f"{first}-{_lowered(rest) if first.islower() else rest}"
    if not word[1:].islower() and len(word) > 1:
        return word
    lowered = word.lower()
    if lowered in inside or lowered in _LOWER or lowered in common:
        return lowered
    return word


def _lowered(rest: str) -> str:
    """Lower what follows a hyphen, but for its acronyms."""
    return "-".join(part.lower() if part[1:].islower() else part for part in rest.split("-"))


def _kind(body: str, phrase: str) -> Kind:
    first, _, rest = phrase.lower().partition(" ")
    if _INDIRECT.match(phrase):
        return "other" if "?" in body else "action"
    if not phrase or "?" in body or "!" in body or _unfit(first, rest):
        return "other"
    if _FINITE.search(f" {rest} ") and not re.search(r"\b(?:that|which|who) ", phrase):
        return "clause"
    if first in GERUNDS or first in _IMPERATIVES or first.endswith("ly"):
        return "action"
    if "," in phrase and " and " not in phrase:
        return "other"
    return _thing(phrase)


def _unfit(first: str, rest: str) -> bool:
    """Whether a phrase that begins so can be neither object, predicate nor clause."""
    if first in _OTHER or "," in first:
        return True
    if first.endswith("ly"):
        return rest.split(" ", 1)[0] not in GERUNDS
    action = first.endswith("ing") and first not in GERUNDS and first not in _NOUNS
    return action and not _PREPOSITION.match(f" {rest}")


def _thing(phrase: str) -> Kind:
    """Tell what can be proposed from what can be studied, by the noun at the head."""
    core = _PREPOSITION.split(phrase, maxsplit=1)[0].lower().split(" ")
    if core[-1].endswith("ed"):
        core.pop()
    return "method" if core and core[-1] in _SINGULAR else "topic"


def with_article(phrase: str) -> str:
    """Put "a" or "an" before a countable singular phrase such as "fast method for x"."""
    first = phrase.split(" ", 1)[0].lower()
    if first in _NO_ARTICLE:
        return phrase
    vowel = first[:1] in "aeiou" and not first.startswith(("uni", "use", "one", "eu"))
    return f"{'an' if vowel else 'a'} {phrase}"
