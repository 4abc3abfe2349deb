"""What makes a one-line summary unreadable on its own; used to choose and to test."""

# ruff: noqa: RUF001 -- typographic signs are meant here

from __future__ import annotations

import re

from summarizer.engines.embedded.lexicon import ALSO_NOUNS, VERBS

MAX_WORDS = 30
MIN_WORDS = 8
ENOUGH_NEW = 2  # words a TL;DR has to say beyond the title

_OPENING = re.compile(
    r"(?:However|Moreover|Furthermore|Additionally|Thus|Hence|Therefore|Then|This|These|Those|Such|"
    r"It|Its|They|Their|Also|But|And|So|Besides|Here|Or|Nevertheless|Nonetheless|Instead|Yet|Which|"
    r"Specifically|Finally|Consequently|Similarly|In addition|In contrast|As a result|To this end|"
    r"In particular|For example|For instance|That|Because of this|Both of|First|Second|Third|"
    r"He|She|Afterwards?|Meanwhile|Otherwise|Likewise|"
    r"The (?:first|second|third|final|last|former|latter|other) (?:phase|stage|step|part|one|is))"
    r"\b(?!-)(?! attempts at)",
)
_PAPER = re.compile(
    r"\b(?:[Ii]n|[Ww]ith|[Bb]y) (?:this|our|the present) (?:paper|work|article|study|report)\b"
    r"|\b[Tt]his (?:paper|work|article|report|survey|manuscript)\b",
)
_POINTER = re.compile(
    r"\b(?:[Tt]his|[Tt]hese|[Tt]hose|[Ss]uch(?! as| that\b))(?: an?)?(?: ([A-Za-z][\w-]*))?(?: "
    r"([A-Za-z][\w-]*))?",
)
_ELSEWHERE = re.compile(
    r"\b(?:the (?:former|latter|above|aforementioned|following|said)|aforementioned|as follows|see "
    r"(?:Fig|Table|Section|Sec|App)|(?:Fig|Sec|Eq)\.|Table \d|(?:respectively) (?:in|of) (?:Fig|"
    r"Tab)|"
    r"mentioned above|above-mentioned|described above|discussed above)",
)
_LATEX = re.compile(r"\\[A-Za-z]|\$[^\s\d]|\\|[\^_]\{|\{\\|\}\}|\$\s|~\w*\\|\$$|[A-Za-z)]\$")
_CITATION = re.compile(
    r"\bet al\b|\[\d{1,3}(?:[,–-] ?\d{1,3})*\]|\([^()]*\b(?:19|20)\d\d[a-z]?\)|\[\?\]"
)
_ADDRESS = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|org|io|edu)/|\b[\w.]+@[\w-]+\.", re.IGNORECASE
)
_ITEM = re.compile(r"^\W?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)] |^[-*•>#|]")
_PRONOUN = re.compile(
    r"(?:[\w-]+ ){1,2}(?:that )?(?:it|them|they|its|their)\b|To [\w-]+ (?:it|its|them|their)\b"
)
_SPLICE = re.compile(
    r"^We (?![^,]*\b(?:if|when|while|given|as|although|unlike|since|because|that|how)\b)[^;:]*, "
    r"(?:we|our) ",
)
_LAST = frozenset(
    "a an the of in on at by for with from to and or but that which who whose as than into via "
    "using is are was were be been such its their our we can could will would may might must "
    "should between among e.g i.e when while where if because since not also both either only "
    "more most less very has have had do does did called named termed these this those "
    "specifically namely particularly".split(),
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_INNER_END = re.compile(r"(?<![.A-Z])[.!?] (?=\S)")
_ABBREVIATED = re.compile(
    r"\b(?:e\.g|i\.e|vs|cf|etc|w\.r\.t|a\.k\.a|i\.i\.d|approx|resp|al|St|No)\. |[A-Z]\. "
)
_THIRD = (
    "achieve address allow apply argue assess become boost capture combine compare contain "
    "consist decrease demonstrate depend derive describe develop drive eliminate emerge employ "
    "enable encode encourage enhance ensure establish evaluate exceed exhibit exist explore "
    "extend extract face fail find follow generate give highlight guarantee help hold identify "
    "illustrate improve include increase indicate induce infer inspire integrate introduce "
    "investigate involve keep lack lead learn leverage maintain make mean need offer operate "
    "outperform perform predict present preserve produce promote propose prove provide reduce "
    "rely remain remove replace require reveal serve show shed simplify solve suffer suggest "
    "support surpass take tend transfer transform unify use utilize yield comprise"
).split()
FINITE = re.compile(
    r"\b(?:[Ww]e|I|is|are|was|were|can|cannot|could|has|have|had|does|do|did|will|would|may|"
    rf"might|must|should|surpasses|relies|(?:{'|'.join(_THIRD)})(?:s|es)?|"
    rf"(?:{'|'.join(sorted({*VERBS} - ALSO_NOUNS))})(?:s|es)|"
    r"benefits|matches|ranks|reaches|runs|scales|spans|scores|works|rises|falls|grows)\b",
)
_EMPTY = re.compile(
    r"\b(?:several|some|many|new|novel|key|important|interesting|valuable|critical|useful) "
    r"(?:findings|insights|observations|properties|issues|challenges|directions)\.$"
    r"|\b(?:strong|great|significant) potential\.$|\bnew (?:road|direction|avenue|perspective)s?\.$"
)
_HALF = re.compile(r"\bnot only\b(?!.*\b(?:but|also)\b)|\bboth (?!.*\b(?:and|\d)\b)[^,]*\.$")
_WORDS = re.compile(r"[^\W_]+")
_TITLE_GLUE = frozenset(
    word[:4]
    for word in (
        "we propose present study introduce develop show that a an the of in for on and to is are "
        "by with describe investigate explore design analyze argue towards work our"
    ).split()
)


def violations(tldr: str, title: str = "", *, shortest: int = MIN_WORDS) -> list[str]:
    """Name the ways in which a TL;DR breaks the reading contract; empty when it reads well.

    `title` is the paper's, to tell a mere repetition; `shortest` is the fewest words allowed,
    lower for an abstract that has less to give.
    """
    found = [kind for kind, pattern in _PATTERNS if pattern.search(tldr)]
    checks = (
        ("length", not shortest <= len(tldr.split()) <= MAX_WORDS),
        ("full stop", not tldr.endswith((".", "。")) or tldr.endswith("..")),
        ("white space", tldr != " ".join(tldr.split())),
        ("opening", bool(_OPENING.match(tldr))),
        (
            "capital",
            tldr[:1].islower()
            and tldr.split(" ", 1)[0].isalpha()
            and tldr.split(" ", 1)[0].islower(),
        ),
        ("pointer", dangles(tldr) or bool(_PRONOUN.match(tldr))),
        ("brackets", not balanced(tldr)),
        ("cut", _ends_weakly(tldr)),
        ("two sentences", bool(_INNER_END.search(_ABBREVIATED.sub("", tldr[:-1])))),
        ("verb", not FINITE.search(tldr)),
        ("title again", bool(title) and repeats(tldr, title)),
    )
    return found + [kind for kind, broken in checks if broken]


_PATTERNS = (
    ("paper", _PAPER),
    ("elsewhere", _ELSEWHERE),
    ("latex", _LATEX),
    ("citation", _CITATION),
    ("address", _ADDRESS),
    ("list mark", _ITEM),
    ("control character", _CONTROL),
    ("splice", _SPLICE),
    ("empty", _EMPTY),
    ("half a pair", _HALF),
)


def dangles(text: str) -> bool:
    """Whether a "this", "these", "those" or "such" names a noun the sentence has not given."""
    for match in _POINTER.finditer(text):
        if match.group().lower().startswith("those") and re.match(
            r" (?:of|who|that|in|from|with|on|by|obtained|trained|used)\b",
            text[match.start() + 5 :],
        ):
            continue
        before = {word[:5].lower() for word in _WORDS.findall(text[: match.start()])}
        words = [word.lower() for word in match.groups() if word and word.lower() not in _LAST]
        nouns = [word[:5] for word in words if len(word) > len("new")]
        if not before.intersection(nouns):
            return True
    return False


def balanced(text: str) -> bool:
    """Whether every bracket and double quote that opens also closes."""
    pairs = (("(", ")"), ("[", "]"), ("{", "}"))
    return all(text.count(a) == text.count(b) for a, b in pairs) and text.count('"') % 2 == 0


_OPEN = re.compile(
    r"\b(?:their|its|the|an?) (?:inability|ability|tendency|failure|need|potential to|effort)$"
    r"|\bto (?:decide|determine|ensure|enable|allow|require|make|help|become|avoid|let|cause)$"
    r"|\b(?:which|what|when|where) [\w-]+$"
    r"|\b(?:how|whether|why) (?:[\w-]+ ){0,5}[\w-]+ing(?: an?| the)? [\w-]+(?: of [\w-]+)?$"
)
"""What goes on: a noun or a verb without what completes it, a question without its verb."""


def _ends_weakly(text: str) -> bool:
    body = text.rstrip(".。")
    if _OPEN.search(body):
        return True
    return body.rsplit(" ", 1)[-1].lower() in _LAST or body.endswith((",", ";", ":", "-", "–", "—"))


def repeats(tldr: str, title: str) -> bool:
    """Whether the TL;DR has next to nothing that the title does not say."""
    known = _TITLE_GLUE | {word[:4] for word in _WORDS.findall(title.lower())}
    new = {word[:4] for word in _WORDS.findall(tldr.lower())} - known
    return len(new) < ENOUGH_NEW


_FIGURE = re.compile(r"\d+(?:[.,]\d+)*%?")
_ACRONYM = re.compile(r"\b[A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b")


def inventions(tldr: str, source: str) -> list[str]:
    """Name what the TL;DR has and the paper has not: "number" and "acronym"."""
    plainly = source.replace("\\%", "%")
    figures = set(_FIGURE.findall(plainly))
    numbers = figures | {figure.rstrip("%") for figure in figures}
    found = ["number"] if any(figure not in numbers for figure in _FIGURE.findall(tldr)) else []
    if any(acronym not in source for acronym in _ACRONYM.findall(tldr)):
        found.append("acronym")
    return found
