"""What is cut off: sentences that end before what completes them."""

# ruff: noqa: RUF001 -- typographic signs are meant here

from __future__ import annotations

import re

from summarizer.readability.lexicon import ALSO_NOUNS, CLAIMING, VERBS, third_person

LAST = frozenset(
    "a an the of in on at by for with from to and or but that which who whose as than into via "
    "using is are was were be been such its their our we can could will would may might must "
    "should between among e.g i.e when while where if because since not also both either only "
    "more most less very has have had do does did called named termed these this those "
    "specifically namely particularly".split(),
)
_HALF = re.compile(
    r"\bnot only\b(?!.*\b(?:but|also)\b)|\bboth (?!.*\b(?:and|\d)\b)[^,]*\.$"
    r"|\bnot as (?!\w+ as\b)(?!.*\b(?:but|rather)\b)"
    r"|(?<!, )\bnot (?:merely|just|simply|solely)\b(?!.*\b(?:but|also|rather)\b)"
    r"|\b(?:rather than|instead of|as opposed to)(?=[.,;]| (?:and|which|that|we)\b)"
)
_OPEN = re.compile(
    r"\b(?:their|its|the|an?) (?:inability|ability|tendency|failure|need|potential to|effort)$"
    r"|\bto (?:decide|determine|ensure|enable|allow|require|make|help|become|avoid|let|cause)$"
    r"|\b(?:which|what|when|where) [\w-]+$"
    r"|\b(?:how|whether|why) (?:[\w-]+ ){0,5}[\w-]+ing(?: an?| the)? [\w-]+(?: of [\w-]+)?$"
)
"""What goes on: a noun or a verb without what completes it, a question without its verb."""


def _ends_weakly(text: str) -> bool:
    body = text.rstrip(".。")
    if _OPEN.search(body, max(0, len(body) - 120)):
        return True
    return body.rsplit(" ", 1)[-1].lower() in LAST or body.endswith((",", ";", ":", "-", "–", "—"))


def _is_half(text: str) -> bool:
    may = "not " in text or "both " in text or "ather than" in text or "nstead of" in text
    return may and bool(_HALF.search(text))


_MAY_END = frozenset(  # verbs that need no object
    "learn think generalize scale adapt explore search plan reason exist emerge improve increase "
    "decrease fail perform operate compute navigate recover predict advance continue work serve "
    "combine converge evaluate experiment respond suffer follow lead help hold connect narrow "
    "adjust prompt speed stabilize simplify read write teach break pass turn act win play transfer "
    "transform consist rely depend benchmark attempt test share train develop become".split(),
)
_MORE_VERBS = (
    "engage handle obtain alleviate facilitate foster maximize minimize prevent perceive pursue "
    "possess treat modify manage promote eliminate avoid execute assist deploy deliver mimic "
    "inspect expose fulfill assign attain determine distinguish involve guarantee encourage let "
    "cause gather grasp impose underlie undergo exhibit constitute"
).split()
_TRANSITIVE = frozenset({*VERBS, *CLAIMING, *_MORE_VERBS} - ALSO_NOUNS - _MAY_END)
_THIRD = frozenset(map(third_person, _TRANSITIVE))
_FOUND = frozenset("found showed demonstrated observed revealed proposed introduced argued".split())
_BEFORE_BASE = frozenset(
    "to can could will may might must should would cannot and or not which who".split()
)
_BEFORE_THIRD = frozenset("which that and or who".split())
_OBJECT_GIVEN = re.compile(  # "hard to solve", "what to learn", "that people solve"
    r"\b(?:hard|harder|difficult|easy|easier|expensive|cheap|costly|impossible|simple|slow|fast|"
    r"ready|how|what|whom|where|when|whether|too [\w-]+|enough|which [\w-]+|questions?|problems?|"
    r"tasks?|something|nothing|anything|things?|everything|much|left|yet|ways?) "
    r"(?:\w+ ){0,2}to (?:[\w-]+ ){0,4}$"
    r"|\b(?:that|which|what|whom|how|where|when|why|whose) "
    r"(?!(?:can|could|will|may|is|are|to)\b|[\w-]+s\b(?! (?:can|could|will|may|might|must|should|"
    r"would|cannot|[a-z]+ly)\b))(?:(?!to )[\w-]+ ){1,6}$"
)


def _wants_object(text: str) -> bool:
    """Whether the last word is a verb that says what is done and not to what."""
    before, _, last = text.rstrip(".").rpartition(" ")
    if last not in _TRANSITIVE and last not in _THIRD and last not in _FOUND:
        return False
    words = before[-90:].split()
    while words and (words[-1].endswith("ly") or words[-1] in {"then", "even", "also"}):
        words.pop()
    if not words:
        return False
    if last in _FOUND:
        return words[-1] == "and" and not (len(words) > 1 and words[-2].endswith(("ed", "ed,")))
    wanted = _BEFORE_BASE if last in _TRANSITIVE else _BEFORE_THIRD
    return words[-1] in wanted and not _OBJECT_GIVEN.search(" ".join(words) + " ")


_BY = re.compile(
    r"\b(?:propose|present|introduce|describe|offer|provide|release|develop|design)s? "
    r"(?:an?|the|our|two|three|several|new|novel) "
    r"(?:(?!(?:for|of|to|in|on|with|by|that|which) )[\w-]+,? ){0,6}?"
    r"(?:framework|method|approach|model|algorithm|technique|system|strategy|paradigm|pipeline|"
    r"benchmark|dataset|architecture|mechanism|scheme|module|procedure)s? by [a-z]+ing\b"
)


def _does_nothing(text: str) -> bool:
    """Whether a thing stands "by" an action that nothing is done by: "a method by taking"."""
    return " by " in text and bool(_BY.search(text))


CHECKS = (
    ("cut", _ends_weakly),
    ("half a pair", _is_half),
    ("no object", _wants_object),
    ("nothing done", _does_nothing),
)
