"""What a paper's own thing does or achieves, said of it: "X, a method for Y, beats Z by 3 %"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.engines.embedded import compression
from summarizer.engines.embedded.rewrites import MAX_WORDS, Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from summarizer.readability.lexicon import Lexicon

_PROPOSES = (
    r"We (?:propose|present|introduce|develop|describe|design|build|offer|devise|release|"
    r"construct|create|contribute) "
)
_NAME = r"(?:the )?[^ ,;:()]*[A-Z][^ ,;:()]*(?: (?:of |for |and )?[A-Z0-9][^ ,;:()]*){0,5}"
_NAMED = re.compile(
    rf"{_PROPOSES}(?P<name>{_NAME})(?: \((?P<short>[^() ]+)\))?, "
    r"(?P<what>(?:an?|the first) (?P<thing>(?:[\w-]+, (?:and )?){0,2}[^,;:]+)|which [^,;:]+)"
)
_NAMELESS = re.compile(
    rf"(?P<propose>{_PROPOSES})(?P<what>an? (?P<thing>(?:[\w-]+, (?:and )?){{0,2}}[^,;:]+))"
)
_THING_END = re.compile(
    r" (?:that|which|to|by|for|using|via|based|with|in|where|from|on|whose|called|named|and|as|of|"
    r"through|under|over|across|trained|designed|built|capable|inspired|without|[a-z]+ing)\b"
)
_ANY = frozenset(
    "method approach framework model system algorithm technique pipeline agent architecture "
    "strategy mechanism module solution paradigm".split()
)
_DATA = frozenset(
    "benchmark dataset corpus survey suite testbed leaderboard collection taxonomy study analysis "
    "evaluation review library toolkit task tasks problem setting metric protocol question "
    "challenge".split()
)
_SUBJECT = re.compile(
    r"(?:[Oo]ur|[Tt]he (?:proposed|resulting))(?: proposed)? (?P<kind>[a-z-]+) "
    r"|(?P<it>[Ii]t) "
)
_FOUND = re.compile(
    r"(?:(?:[A-Z][a-z]+ )?(?:and [a-z]+ )?"
    r"(?:[Ee]xperiments?|[Rr]esults?|[Ee]valuations?|[Aa]nalys[ei]s)"
    r"(?P<scope>(?: (?:on|across|over|in) [^,;:]{3,60}?)?)|We) "
    r"(?:shows?|demonstrates?|reveals?|indicates?|confirms?|finds?|validates?) that "
)
_SCOPED = re.compile(r"(?P<scope>(?:On|Across|In) [^,;:]{3,60}), (?=\S)")
_PREDICATE = re.compile(
    r"(?:(?:also|further|even) )?"
    r"(?P<said>(?:[a-z]+ly )?(?:can(?! be )|(?P<verb>[a-z]+s)) \S.*)"
)
_RELATIVE = re.compile(r" (?:that|which|whose|where|to) ")
_SAYS_NOTHING = re.compile(
    r"(?:^| )(?:(?:(?:an?|the|two|three|four|five|several|many|key|core|main|novel|new) )?[\w-]+ )"
    r"(?:strategy|innovations?|contributions?|components?|stages?|strategies|steps|advantages|"
    r"features|properties|findings|challenges?|limitations?|gap|issues?|problems?|potential)$"
)
_PLACED = re.compile(r"\b(?:on|across|over) ")
_ES = re.compile(r"(?<=s)s$|(?<=[sxz])es$|(?<=[sc]h)es$|s$")
_ACHIEVES = frozenset(
    "score rank match reach run scale cut rival set beat deliver attain exceed surpass outperform "
    "accelerate boost lower speed raise double halve save close narrow advance work "
    "transfer".split()
)
_EMPTY_VERBS = frozenset("is has does was its this as thus".split())


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence says of a paper's thing: `said` begins with a verb in the third person."""

    said: str
    sentence: int
    kind: str | None
    named: bool


def appositions(
    ours: Sequence[Sequence[Candidate]],
    sentences: Sequence[str],
    lexicon: Lexicon,
    repeats: Callable[[str, str], bool],
) -> Iterator[Candidate]:
    """Join what the paper proposes, cut short, with what is said of it elsewhere.

    `ours` are sentences of "We" with their shorter forms, `sentences` all of the abstract;
    `repeats` tells whether the second text says what the first has said.
    """
    known: dict[tuple[int, tuple[str | None, ...]], list[Claim]] = {}
    for group in ours:
        for part in group:
            named = _NAMED.match(part.text)
            found = named or _NAMELESS.match(part.text)
            if not found or part.sentences[0] >= len(sentences):
                continue
            thing = _head(found["thing"] or "")
            names = (named["name"].removeprefix("the "), named["short"]) if named else ()
            key = part.sentences[0] + 1, names
            if key not in known:
                known[key] = list(claims(sentences, *key, lexicon))
            for claim in known[key]:
                if _fits(claim, thing, part.sentences[0]):
                    yield from _told(part, named, found, claim, repeats)


def _told(
    part: Candidate,
    named: re.Match[str] | None,
    found: re.Match[str],
    claim: Claim,
    repeats: Callable[[str, str], bool],
) -> Iterator[Candidate]:
    places = (*part.sentences, claim.sentence)
    steps = (*part.steps, "apposition")
    whole = found.end() == len(part.text)
    if not whole or _SAYS_NOTHING.search(claim.said) or repeats(found["what"], claim.said):
        return
    if named:
        short = f" ({named['short']})" if named["short"] else ""
        called = f"{named['name']}{short}"
        yield Candidate(f"{called}, {named['what']}, {claim.said}", places, steps)
    elif _RELATIVE.search(found["what"]):
        yield Candidate(f"{part.text}; it {claim.said}", places, steps)
    else:
        yield Candidate(f"A{found['what'][1:]} {claim.said}", places, steps)


def _head(thing: str) -> str:
    words = _THING_END.split(thing, maxsplit=1)[0].lower().split(" ")
    return next((word for word in reversed(words) if not word.endswith("ly")), "")


def _fits(claim: Claim, thing: str, sentence: int) -> bool:
    """Whether the claim's subject is the thing: by name, by its noun, or as "it" just behind."""
    if claim.named:
        return True
    if claim.kind is None:
        return claim.sentence == sentence + 1
    return claim.kind == thing or (claim.kind in _ANY and thing not in _DATA)


def claims(
    sentences: Sequence[str], start: int, names: Sequence[str | None], lexicon: Lexicon
) -> Iterator[Claim]:
    """Find what the sentences from `start` on say of a thing, each with its shorter forms."""
    for index in range(start, len(sentences)):
        text, scope = sentences[index], ""
        placed = _SCOPED.match(text)
        if placed:
            scope = f" {placed['scope'][0].lower()}{placed['scope'][1:]}"
            text = text[placed.end() :]
        found = _FOUND.match(text)
        if found:
            scope = found["scope"] or scope
            text = text[found.end() :]
        subject = _SUBJECT.match(text)
        if subject:
            rest = text[subject.end() :]
        else:
            name = next((one for one in names if one and text.startswith(f"{one} ")), None)
            if not name:
                continue
            rest = text[len(name) + 1 :]
        said = _PREDICATE.match(rest)
        if (
            not said
            or (said["verb"] or "can") in _EMPTY_VERBS
            or not _is_verb(said["verb"] or "runs", lexicon)
        ):
            continue
        kind = subject["kind"] if subject else None
        for each in _shorter(said["said"], scope, index, lexicon):
            yield Claim(each, index, kind, named=not subject)


def _shorter(said: str, scope: str, index: int, lexicon: Lexicon) -> Iterator[str]:
    """Give the predicate whole, cut, and with the scope that stood before it."""
    whole = Candidate(f"It {said}", (index,))
    bare = compression.without_brackets(whole)
    for one in (
        whole,
        *([bare] if bare else ()),
        *compression.cuts(bare or whole, lexicon.open_ended),
    ):
        text = one.text[3:]
        if one.length > MAX_WORDS:
            continue
        yield text
        if scope and not _PLACED.search(text) and "," not in text:
            yield text + scope


def _is_verb(word: str, lexicon: Lexicon) -> bool:
    """Whether a word in -s is the third person of a verb."""
    forms = {f"{word[:-3]}y" if word.endswith("ies") else _ES.sub("", word), word[:-1]}
    return not forms.isdisjoint(lexicon.verbs) or not forms.isdisjoint(_ACHIEVES)
