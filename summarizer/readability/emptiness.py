"""What says nothing of a paper: praise, experiments without a finding, where the code is."""

from __future__ import annotations

import re

_PROMISED = re.compile(
    r"\b(?:several|some|many|new|novel|key|important|interesting|valuable|critical|useful) "
    r"(?:findings|insights|observations|properties|issues|challenges|directions)\.$"
    r"|\b(?:strong|great|significant) potential\.$|\bnew (?:road|direction|avenue|perspective)s?\.$"
)
_QUALITIES = (
    r"(?:(?:empirical|experimental|theoretical|quantitative|qualitative|ablation|case|user|"
    r"numerical|human|simulation|benchmark|downstream|extensive|comprehensive|thorough|rigorous|detailed|"
    r"numerous|in-depth|systematic|various|both|and|preliminary|large-scale|real-world|"
    r"automatic) )*"
)
_TRIALS = _QUALITIES + (
    r"(?:experiments?|experimentation|evaluations?|results|stud(?:y|ies)|analys[ei]s|tests|ablations?"
    r"|experiments and (?:analyses|evaluations|ablations))"
)
_OURS = (
    r"(?:our|the|this) (?:[\w-]+ ){0,3}(?:method|approach|model|framework|algorithm|"
    r"system|technique|solution|strategy|pipeline|design|paradigm|architecture|work|it)s?|it"
)
_PRAISE = (
    r"(?:effectiveness|superiority|efficacy|efficiency|advantages?|benefits?|validity|robustness|"
    r"strengths?|usefulness|utility|generality|versatility|(?:superior|strong) performance|merits?|"
    r"potential|performance|generalizability|scalability|feasibility)"
)
_NOTHING = re.compile(
    rf"We (?:[a-z]+ly |also |further )?(?:conduct|perform|run|carry out|undertake) (?:several |"
    rf"many |a (?:series|set|number) of )?{_QUALITIES}(?:experiments|ablations|ablation studies|"
    r"tests|evaluations)\b(?!.*\b(?:find|show|reveal|indicate|uncover|propose|introduce|present))"
    rf"|(?:The |Our )?{_TRIALS}(?: [^,]{{0,60}}?)? (?:demonstrate|show|validate|confirm|verify|"
    rf"prove|highlight|establish|illustrate|support|showcase|underscore)s? (?:that )?(?:the )?"
    rf"(?:{_PRAISE}(?: and {_PRAISE})? of (?:{_OURS}|[\w-]+)\b[^,]{{0,50}}\.$"
    rf"|(?:{_OURS}|[\w-]+) (?:significantly |consistently |substantially |clearly )?(?:achieve|"
    r"outperform|surpasse?|exceed|obtain|attain|reach|perform|deliver|yield)s? (?:\w+ing )?(?:"
    r"(?:new )?(?:state-of-the-art|SOTA|superior|competitive|strong|better|impressive|excellent|"
    r"promising|significant|remarkable|the best|existing|previous|prior|current|other|baselines?|"
    r"all)\b)(?: [\w-]+){0,3}\.$)"
    rf"|(?:{_OURS}) (?:also )?(?:achieve|obtain|attain|reach|demonstrate|set|deliver|show)s? "
    r"(?:a )?(?:new )?(?:state-of-the-art|SOTA|superior|competitive|strong|promising|impressive) "
    r"(?:performances?|results|accuracy)\.$",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"(?:The |Our |All |Source )*(?:source )?(?:code|data|datasets?|models?|project page|demo|"
    r"video|weights|checkpoints|implementation|benchmark|github)\b"
    r"(?:,? (?:and |our |the )*[\w-]+){0,6} (?:is|are|will be|can be|has been|have been) "
    r"(?:made |now |fully |all |publicly |freely |openly )*"
    r"(?:available|released|accessed|accessible|open-?sourced|found|public)"
    r"(?=\.$|,? (?:at|on|upon|to|for|under|here|soon|as|along|via|from|and) )"
    r"|We (?:also |will |publicly |fully |openly |make |open-?source |release |plan to )*"
    r"(?:release|open-?source|make|share|provide) (?:all |our |the |both |source |model |"
    r"pre-?trained |training |full |complete |and |of )*(?:code|weights|checkpoints|models|data|"
    r"dataset|codebase|implementation|artifacts)"
    r"(?:,? (?:and|as well as) [\w -]{1,40}?)?(?: (?:to|for|at|under|publicly|openly) [^,]*)?\.$",
    re.IGNORECASE,
)
_HOPE = re.compile(
    r"(?:We|I) (?:hope|wish|envision|anticipate|invite|encourage|plan to|thank)\b"
    r"|We believe (?:that )?[^,]{0,60} (?:will|can|may|could|holds?|offers?|serves?|"
    r"provides?|opens?) "
    r"|(?:Our|The) (?:findings|results|work|study|research|insights) (?:also )?(?:pave|open|shed|"
    r"provide|offer|highlight|contribute|advance|lay)s? (?:the way|light|up|(?:a |an )?(?:new |"
    r"novel |valuable |important |unique |key |practical |actionable |useful )*(?:insight|guidance|"
    r"avenue|direction|perspective|path|foundation|step)s?)\b"
    r"|(?:Our|The) (?:findings|results|work|study|insights) (?:is|are|can be) (?:[a-z]+ly )?"
    r"(?:useful|valuable|important|relevant|helpful|of interest|beneficial)\b"
)
_NAME_ALONE = re.compile(
    r"We [a-z]+ (?:the )?[^ ]*[A-Z][^ ]*(?: [^ ]*[A-Z][^ ]*)*(?: \([^()]*\))?\.$"
)


def _promises(text: str) -> bool:
    return bool(_PROMISED.search(text, max(0, len(text) - 60)))


def _says_nothing(text: str) -> bool:
    if _NAME_ALONE.match(text):
        return True
    return bool(_NOTHING.match(text) or _RELEASE.match(text) or _HOPE.match(text))


CHECKS = (
    ("empty", _promises),
    ("says nothing", _says_nothing),
)
