"""Sentences reworded to stand alone, by rule: openings dropped, "this paper" as "we", joins."""

# ruff: noqa: RUF001 -- typographic signs are meant here

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from summarizer.readability.lexicon import GERUNDS, VERBS, third_person

MAX_WORDS = 30
MIN_WORDS = 8
LONG = 13  # blanks in a predicate that is set off from the next by a comma


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible TL;DR without its full stop, and how it came about.

    `sentences` are indices into the abstract's sentences; none means the title alone.
    """

    text: str
    sentences: tuple[int, ...] = ()
    steps: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """Words, as white space parts them."""
        return self.text.count(" ") + 1

    def step(self, text: str, name: str) -> Candidate:
        """Give the candidate with a new text, and one step more."""
        steps = self.steps if name in self.steps else (*self.steps, name)
        return Candidate(capitalised(text), self.sentences, steps)


_CONNECTIVES = (
    "However|Moreover|Furthermore|Additionally|In addition|Besides|Also|Thus|Hence|Therefore|Then|"
    "Consequently|Accordingly|Specifically|In particular|Particularly|Concretely|More specifically|"
    "More precisely|More concretely|Precisely|Notably|Importantly|Interestingly|Surprisingly|"
    "Remarkably|Crucially|Critically|Finally|Lastly|First|Firstly|Second|Secondly|Third|Thirdly|"
    "Next|Last|Meanwhile|Nevertheless|Nonetheless|Instead|Conversely|In contrast|By contrast|"
    "On the other hand|On the one hand|Similarly|Likewise|Overall|In summary|In short|"
    "In conclusion|To summarize|In brief|To conclude|Taken together|As a result|As a consequence|"
    "In this way|To this end|To that end|Towards this end|Toward this end|For this purpose|"
    "For this reason|For this|To do so|To do this|In doing so|In so doing|Here|Herein|Now|Yet|So|"
    "But|And|Indeed|In fact|Of note|Fortunately|Unfortunately|That said|Still|Rather|"
    "For example|For instance|Again|Alternatively|Further|Technically|Subsequently|Ultimately|"
    "More importantly|Most importantly|More generally|What is more|At the same time|"
    "In response|In light of this|With this in mind|In turn|To begin with|At its core|"
    "On top of that|Beyond this|Building on this|Based on this|Motivated by this|Inspired by this|"
    "To achieve this|To address this|To tackle this|To solve this|To remedy this|To overcome this|"
    "To fill this gap|To bridge this gap|To close this gap|To mitigate this|Through this|"
    "In th(?:is|e current|e present) (?:paper|work|article|study|report|letter|survey|thesis|"
    "chapter|technical report|position paper|blog post)|In our (?:paper|work|study)"
)
_CONNECTIVE = re.compile(rf"(?:{_CONNECTIVES})(?:, | (?=we |our |I |a |an |the ))", re.IGNORECASE)
_CONNECTING = frozenset(each.split(" ")[0].lower() for each in _CONNECTIVES.split("|"))
_ITEM = re.compile(r"(?:\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])\)|\d{1,2}\.|[-*•–#>|]+)\s+")
_LABEL = re.compile(
    r"(?:Background|Introduction|Context|Motivation|Objectives?|Aims?|Goals?|Purpose|Problem|Methods?|"
    r"Methodology|Approach|Materials and Methods|Results?|Findings|Conclusions?|Significance|"
    r"Contributions?|Summary|Discussion|Implications)(?: and [A-Z]?[a-z]+)?(?:: | [–—-] )"
)
_INTRODUCTION = re.compile(r"([A-Z][^,;:]{1,140}), (?=(?:we|our|this (?:paper|work|study))\b)")
_OUTSIDE = re.compile(
    r"\b(?:this|these|those|such(?! as)|it|its|they|their|them|so|above|here|former|latter|"
    r"aforementioned)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:(?:In )?(?:this|the present|the current|our) (?:\w+ )?"
    r"(?:paper|work|article|study|report|letter|manuscript|survey|thesis|review|tutorial|demo)"
    r"|(?:The|This) paper)(?: also| further| then| therefore| thus| first)? "
    r"(?P<verb>[a-z]+?(?:ss|sh|ch)?e?)s (?=\w)",
    re.IGNORECASE,
)
_AUTHORS = re.compile(r"The authors (?=(?!are|were|have|of)[a-z]+ )", re.IGNORECASE)
_ADVERBS = re.compile(
    r"(We|I)(?:,? (?:also|further|furthermore|then|therefore|thus|additionally|instead|hence|first|"
    r"firstly|next|rather|finally|here|moreover|now|consequently|subsequently|accordingly|lastly|thereby|"
    r"in this (?:paper|work|article|study)|in particular|in addition|in turn)\b,?)+ ",
)
_NAMELESS = re.compile(r"(We [a-z]+), (?=an? )")  # "We propose <a name in LaTeX>, a model"
_ADDRESS = re.compile(
    r"We (?:address|tackle|solve|do|achieve|overcome|remedy|resolve|approach|accomplish|mitigate|"
    r"alleviate|realize|challenge|question|meet|pursue|relax|circumvent|counter|break|bridge|"
    r"fill|close|take a step towards?) (?:this|these|it|those|such)\b"
    r"[^,;:]{0,60}? by (?P<verb>[a-z]+ing) ",
)
_TARGET = re.compile(
    r",? (?:(?:designed|aimed|aiming|intended|which aims|that aims)(?: at| for)? )?"
    r"(?:to (?:address|tackle|solve|overcome|mitigate|alleviate|resolve|remedy|achieve|bridge|"
    r"fill|handle)|"
    r"(?:that|which) (?:addresses|tackles|solves|overcomes|mitigates|alleviates|resolves)|"
    r"(?:addressing|tackling|solving|overcoming|mitigating|alleviating|resolving)) "
    r"(?:this|these|those|such|the above)(?: [\w-]+){1,2}?(?=,| by | and |$)",
)
_POINTER = re.compile(r" th(?:is|ese|ose|e above)| such")  # in every target
_BY = re.compile(r" by (?P<verb>[a-z]+ing) ")
_RELATIVE = re.compile(r",? (?:that|which) ")
_SECOND_VERB = re.compile(r"(?P<gap>^| )and (?P<verb>[a-z]+?(?:ss|sh|ch)?e?)s (?=\w)")
_BASES = {
    "addresse": "address", "discusse": "discuss", "focuse": "focus", "studie": "study",
    "applie": "apply", "assesse": "assess", "identifie": "identify", "unifie": "unify",
    "establishe": "establish", "approache": "approach", "clarifie": "clarify",
    "presse": "press", "stresse": "stress", "specifie": "specify", "verifie": "verify",
    "quantifie": "quantify", "simplifie": "simplify", "surpasse": "surpass", "doe": "do",
    "i": "are", "ha": "have", "goe": "go", "trie": "try", "modifie": "modify",
}  # fmt: skip
_NO_SUBJECT = frozenset("i ha wa doe thi use".split())


def open_plainly(text: str, sentence: int) -> Candidate:
    """Drop what points outside the sentence from its beginning, and speak as "We"."""
    candidate = Candidate(text, (sentence,))
    for _ in range(4):
        before = candidate.text
        candidate = _dropped(_dropped(candidate, _ITEM, "list mark"), _LABEL, "label")
        if _may_connect(candidate.text):
            candidate = _dropped(candidate, _CONNECTIVE, "connective")
        if candidate.text == before:
            break
    introduction = _introduction(candidate.text)
    if introduction and _OUTSIDE.search(introduction.group(1)):
        candidate = candidate.step(candidate.text[introduction.end() :], "introduction")
    return _as_we(candidate)


def without_introduction(candidate: Candidate) -> Candidate | None:
    """Give the same sentence from its "we" on, if it opens with a subordinate part."""
    found = _introduction(candidate.text)
    return _as_we(candidate.step(candidate.text[found.end() :], "introduction")) if found else None


def _may_connect(text: str) -> bool:
    """Whether a text may begin with a connective, by its first word."""
    first = text.split(" ", 1)[0].rstrip(",").lower()
    return first in _CONNECTING or not first.isascii()


def _introduction(text: str) -> re.Match[str] | None:
    may = ", we" in text or ", our" in text or ", this " in text
    return _INTRODUCTION.match(text) if may else None


def _dropped(candidate: Candidate, pattern: re.Pattern[str], step: str) -> Candidate:
    match = pattern.match(candidate.text)
    if not match or match.end() >= len(candidate.text):
        return candidate
    return candidate.step(candidate.text[match.end() :], step)


def _as_we(candidate: Candidate) -> Candidate:
    paper = _PAPER.match(candidate.text)
    if paper and paper.group("verb").lower() not in _NO_SUBJECT:
        tail = _SECOND_VERB.sub(_plural, candidate.text[paper.end() :], count=1)
        candidate = candidate.step(f"We {_base(paper.group('verb'))} {tail}", "paper as we")
    candidate = _replaced(candidate, _AUTHORS, "We ", "paper as we")
    if not candidate.text.startswith(("We", "I")):
        return _untargeted(candidate)
    candidate = _replaced(candidate, _ADVERBS, r"\1 ", "adverb")
    candidate = _replaced(candidate, _NAMELESS, r"\1 ", "name")
    address = _ADDRESS.match(candidate.text)
    if address and address.group("verb") in GERUNDS:
        tail = candidate.text[address.end() :]
        candidate = candidate.step(f"We {GERUNDS[address.group('verb')]} {tail}", "address by")
    return _untargeted(candidate)


def _untargeted(candidate: Candidate) -> Candidate:
    """Drop an aim that points outside: "X that solves these by doing Y" gives "X that does Y"."""
    target = _POINTER.search(candidate.text) and _TARGET.search(candidate.text)
    if not target:
        return candidate
    head, tail = candidate.text[: target.start()], candidate.text[target.end() :]
    means = _BY.match(tail)
    if means and means["verb"] in GERUNDS and _RELATIVE.match(target.group()):
        tail = f" that {third_person(GERUNDS[means['verb']])} {tail[means.end() :]}"
    return candidate.step(head + tail, "target")


def _replaced(candidate: Candidate, pattern: re.Pattern[str], by: str, step: str) -> Candidate:
    match = pattern.match(candidate.text)
    return (
        candidate.step(match.expand(by) + candidate.text[match.end() :], step)
        if match
        else candidate
    )


def _base(verb: str) -> str:
    return _BASES.get(verb.lower(), verb.lower())


def _plural(match: re.Match[str]) -> str:
    """Put a second verb in the plural too: "presents X and shows" gives "and show"."""
    base = _base(match.group("verb"))
    known = base in VERBS or base in {"show", "discuss", "argue", "describe", "suggest", "clarify"}
    return f"{match['gap']}and {base} " if known else match.group()


def capitalised(text: str) -> str:
    """Raise the first letter, unless the first word has its own spelling (`mBERT`)."""
    first = text.split(" ", 1)[0].rstrip(",")
    own = any(not letter.islower() and letter not in "-'" for letter in first)
    return text if own else text[:1].upper() + text[1:]


def joined(first: Candidate, second: Candidate) -> Candidate | None:
    """Two sentences of "We" as one, if they fit: "We propose X, and show that Y"."""
    if not (first.text.startswith("We ") and second.text.startswith("We ")):
        return None
    if first.length + second.length > MAX_WORDS or f" {verb_of(second)} " in first.text:
        return None
    if is_past(first.text[3:]) != is_past(second.text[3:]):
        return None
    steps = dict.fromkeys((*first.steps, *second.steps, "join"))
    return Candidate(
        glued(first.text, second.text[3:]),
        (*first.sentences, *second.sentences),
        tuple(steps),
    )


def glued(first: str, second: str) -> str:
    """Put two predicates of one subject into a sentence."""
    return f"{first}{', and' if ',' in first or first.count(' ') > LONG else ' and'} {second}"


_PAST = re.compile(
    r"(?:[a-z]+ly )?(?!embed|feed|need|speed|exceed|proceed|succeed)(?:[a-z]+ed|found|built|made|"
    r"chose|took|wrote|gave|drew|ran|were|had|did)\b"
)


@lru_cache(maxsize=256)  # each sentence is joined to several
def is_past(predicate: str) -> bool:
    """Whether what follows "We" tells of the past."""
    return bool(_PAST.match(predicate))


def verb_of(candidate: Candidate) -> str:
    """Give the word after "We"."""
    return candidate.text[3:].split(" ", 1)[0]
