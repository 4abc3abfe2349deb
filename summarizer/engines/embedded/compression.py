"""Shorter forms of a sentence: without its brackets, and its grammatical beginnings."""

# ruff: noqa: RUF001 -- typographic signs are meant here

from __future__ import annotations

import re

from summarizer.engines.embedded.contrasts import parts
from summarizer.engines.embedded.rewrites import MAX_WORDS, Candidate
from summarizer.readability.contract import FINITE
from summarizer.readability.lexicon import VERBS

MIN_PART = 5

_BRACKETS = re.compile(r"(?:^| )(?:\([^()]{0,200}\)|\[[^\[\]]{0,200}\])(?![\w-])")


def without_brackets(candidate: Candidate) -> Candidate | None:
    """The same sentence without what stands in brackets."""
    if "(" not in candidate.text and "[" not in candidate.text:
        return None
    text = _BRACKETS.sub("", candidate.text)
    return None if text == candidate.text else candidate.step(text, "brackets")


_CUT = re.compile(
    r"[,;:]? (?:[—–]|--+|-) "
    r"|[;:] "
    r"|, (?=which|where|while|whereas|and|but|by|with|using|such as|including|thus|thereby|hence|"
    r"so|"
    r"as|even|e\.g|i\.e|particularly|especially|yet|via|through|based|making|due|because|since|"
    r"when|"
    r"compared|[a-z]+ing|that|a|an|we|namely|inspired|motivated|followed|called|termed|"
    r"outperform)\b"
    r"| (?=(?:by|while|after|before) [a-z]+ing\b)"
    r"| (?=in order to|so that|so as to|via|through|using|based on|because|since|where|which|"
    r"whereas|"
    r"whose|leveraging|enabling|leading to|resulting in|achieving|compared|while|although|even|"
    r"including|such as|as well as)\b"
    r"| (?=and (?:show|demonstrate|find|evaluate|prove|apply|use|study|analyze|provide|propose|"
    r"introduce|develop|present|derive|establish|compare|discuss|investigate|explore|then|we|"
    r"can|is|are|does|do|has|have|achieves?|outperforms?|improves?|therefore|thus|hence)\b)"
    r"| (?=(?:for|on|in|across|with|to|that) )",
)
_PREDICATE = re.compile(
    r"and (?:show|demonstrate|find|evaluate|prove|apply|use|study|analyze|provide|propose|"
    r"introduce|"
    r"develop|present|derive|establish|compare|discuss|investigate|explore|then|we|can|is|are|do|"
    r"has|have|achieve|outperform|improve|therefore|thus|hence|thereby|(?:it|they|this|our)\b)",
)
_CLAUSE = re.compile(
    r"which|where|while|whereas|but|thus|thereby|hence|so|yet|because|since|we|such as|that"
)
_OBJECTLESS = frozenset("learn scale generalize adapt explore plan search think evaluate".split())
_TRANSITIVE = frozenset({*VERBS, "filter", "handle", "serve"}) - _OBJECTLESS
_WEAK = frozenset("for on in across with to that".split())
_NO_CUT_AFTER = frozenset(
    "able ability aim aims attempt attempts need needs try tries way ways easy hard difficult "
    "likely possible necessary leads lead led due according compared contrast respect addition "
    "order based relies rely depends depend focus focuses consists consist belongs refers refer "
    "results result leading tend tends fails fail seek seeks want learn learns learned how what "
    "used use uses show shows find finds demonstrate demonstrates prove proves argue argues "
    "suggest suggests indicate indicates observe hypothesize believe assume ensures ensure "
    "guarantee guarantees reveal reveals note so such is are was were be been being not only "
    "can will may must and or the a an of to in on by with for from as at that which who we it "
    "its their our than into both either between more most less very also has have had do does "
    "did i.e e.g vs via using set number amount variety range kind type class family series "
    "lack use case part side terms means spite place light view process role state effect "
    "impact problem issue task question art first new novel large small many several different "
    "various each every any all some few no other same capable suitable applicable robust "
    "sensitive equivalent similar close related superior inferior comparable effective "
    "efficient competitive crucial important essential critical key instead rather up out about "
    "down over under through during without within assumption fact evidence idea notion claim "
    "hypothesis insight observation conclusion approach approaches deal deals cope work works "
    "perform performs operate operates connection extent degree level access shift focused "
    "focusing relying aimed aiming designed able affects affect influences influence drives "
    "away forth toward towards allowing enabling requires amount amounts mechanism paradigm "
    "way ability prevalent inherent present common specific relevant typical needed required "
    "unique "
    "explore hope known well good better best such study analysis evaluation comparison "
    "investigation combination distribution representation understanding lot majority form "
    "respectively principle premise belief intuition conjecture possibility view finding".split(),
)
_VERB = re.compile(
    r"(?:^|[ (])(?:[Ww]e|I|is|are|was|were|can|has|have|does|do|will|may|must|should|could|cannot|"
    r"achieves?|outperforms?|shows?|demonstrates?|provides?|improves?|enables?|allows?|requires?|"
    r"reduces?|uses?|learns?|leads?|suggests?|reveals?|makes?|consists?|combines?|leverages?|"
    r"introduces?|proposes?|presents?|remains?|offers?|supports?|generates?|performs?|addresses|"
    r"yields?|indicates?|surpasses|exceeds?|matches|relies|employs?|integrates?|extends?|"
    r"increases?|produces?|captures?|contains?|includes?|exhibits?|benefits?|helps?|becomes?) ",
)


def cuts(candidate: Candidate, open_ended: frozenset[str] = frozenset()) -> list[Candidate]:
    """Grammatical beginnings of the sentence, shortest first, each of at least 5 words.

    None ends in one of the `open_ended` words, after which something has to follow.
    """
    text, found = candidate.text, []
    told = " that " in text, bool(_CONDITIONAL.search(text))
    verb = _VERB.search(text)
    for match in _CUT.finditer(text, verb.end() if verb else len(text)):
        head = text[: match.start()]
        words = head.count(" ") + 1
        if words > MAX_WORDS:
            break
        last = head.rsplit(" ", 1)[-1].lower()
        if last in open_ended or ":" in head or ";" in head:
            continue
        if (
            words >= MIN_PART
            and _is_whole(head, text[match.end() :], match.group())
            and not _is_unsaid(head, *told)
        ):
            found.append(candidate.step(head, "cut"))
    return found


def _is_whole(head: str, tail: str, mark: str) -> bool:
    last = head.rsplit(" ", 1)[-1].lower().rstrip(",")
    if last in _NO_CUT_AFTER or _is_open(head) or parts(head, tail):
        return False
    if mark.startswith(","):
        return not _in_list(head, tail)
    if last.endswith("ed") and len(last) > len("seed"):
        return False
    if (", " in head and _MORE.match(tail)) or (
        _LAST_MEMBER.search(head) and _ONE_MORE.match(tail)
    ):
        return False
    following = tail.split(" ", 1)[0]
    return mark != " " or following not in _WEAK or _can_lose(head, last, following)


def _is_open(head: str) -> bool:
    """Whether a bracket, a quotation or the sentence itself has to go on."""
    return (
        head.count("(") != head.count(")")
        or head.count("[") != head.count("]")
        or head.count('"') % 2 == 1
        or head[-1] in ",;:-"
    )


def _is_unsaid(head: str, may_claim: bool, may_condition: bool) -> bool:
    """Whether what was begun is not said yet: an apposition, an aim, a claim, a condition.

    The latter two are looked for where the whole sentence may hold one.
    """
    before, _, last = head.rpartition(" ")
    if last in _TRANSITIVE and before.endswith(" to"):
        return True
    if last in _BARE_NOUNS and _BARE.search(head):
        return True
    claim = _THAT.search(head) if may_claim else None
    return bool(
        (claim and (not FINITE.search(head, claim.end()) or _CLAIM.search(head)))
        or (may_condition and _CONDITION.search(head))
    )


def _in_list(head: str, tail: str) -> bool:
    """Whether a comma parts the members of a list rather than two clauses."""
    if tail.startswith(("and ", "or ")):
        return not _PREDICATE.match(tail)
    if _CLAUSE.match(tail):
        return False
    return bool(_LATER_MEMBER.match(tail)) or head.count(",") > 1


def _can_lose(head: str, last: str, following: str) -> bool:
    """Whether a phrase opened by a preposition, "to" or "that" may go after this word."""
    if last.endswith(("ed", "ing", "ly", "ize", "izes", "ive", "ble", "ful")):
        return False
    if (following == "to" and _ABLE.search(head)) or (following == "with" and last in _WITH):
        return False
    if following in {"to", "with"} and _TAKES_OBJECT[following].search(head[-90:]):
        return False
    return not (following == "that" and last.endswith(("ate", "ates")))


_BARE_NOUNS = frozenset(
    "method framework paradigm approach model system technique algorithm benchmark dataset "
    "strategy module mechanism pipeline architecture suite".split(),
)
_BARE = re.compile(  # an apposition that says nothing yet
    rf", an? (?:[\w-]+ )?(?:{'|'.join(sorted(_BARE_NOUNS))})$",
)
_WITH = frozenset(
    "correlation alignment consistency interaction agreement compatibility connection overlap "
    "collaboration parity".split()
)
_ABLE = re.compile(
    r"\b(?:abilit(?:y|ies)|capabilit(?:y|ies)|capacity|tendency|failure|potential|need|power) "
    r"of [^,]*$"
)
_TAKES_OBJECT = {
    "to": re.compile(
        r"\b(?:from|appl|exten|map|conver|transf|adapt|transl|compar|expos|align|relat|link|"
        r"reduc|add|"
        r"brin|scal|generali|gives?|assign|contribut|attribut|connect|lift|leads?|as|close|access|"
        r"whether|how|what|(?:enabl|allow|encourag|empower|forc|push)\w* [^,]{1,40}$)",
    ),
    "with": re.compile(
        r"\b(?:combin|compar|integrat|equip|endow|replac|augment|align|associat|pair|interleav|"
        r"coupl|"
        r"enrich|provid|deal|cop|together|along|unif|connect|mix|compat|consisten|interact|"
        r"initiali|synergi|blend|merg|fus|balanc|couples)",
    ),
}
_THAT = re.compile(
    r"(?:hypothesi[sz]|show|find|argu|demonstrat|prov|observ|suggest|believ|conjectur|reveal|indicat|"
    r"confirm|establish|highlight|discover)e?s? that "
)
_CLAIM = re.compile(rf"{_THAT.pattern}(?:[\w-]+ ){{0,2}}[\w-]+$")  # what is claimed is not said yet
_CONDITION = re.compile(  # and neither is what holds under the condition
    r"\b(?:that|but|and),? (?:although|while|whereas|though|even|despite|when|if|unlike|since|"
    r"because|given) [^,]*$"
)
_CONDITIONAL = re.compile(
    r" (?:although|while|whereas|though|even|despite|when|if|unlike|since|because|given) "
)
_LAST_MEMBER = re.compile(r", (?!which|who|where|we )(?:[\w-]+ ){0,2}[\w-]+$")  # of a list, or not
_ONE_MORE = re.compile(r"[^,;:.]{0,80} (?:and|or) ")
_MORE = re.compile(rf"[^,;:.]{{0,60}}, (?!{_PREDICATE.pattern})(?:and|or) ")
_LATER_MEMBER = re.compile(r"[^;:.]{0,80}?,? (?:and|or) ")
