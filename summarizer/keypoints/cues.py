"""What tells that a sentence states a problem, an approach, a result, a limit, or where code is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from summarizer.fulltext.records import Section

Role = Literal[
    "abstract", "introduction", "related", "method", "results", "limits", "conclusion", "code",
    "other",
]  # fmt: skip

_ROLES: tuple[tuple[Role, str], ...] = (
    ("limits", r"limitation|threats to validity|shortcoming|failure (?:case|mode)"),
    ("code", r"availab|reproducib|code and data|data and code|open[- ]?sourc|artifact"),
    ("related", r"related work|previous work|prior work|background|literature"),
    ("introduction", r"introduction|motivation"),
    ("conclusion", r"conclu|discussion|future work|summary|closing"),
    ("results", r"result|experiment|evaluation|analys|ablation|benchmark|comparison|finding"),
    ("method", r"method|approach|model|architecture|framework|system|algorithm|training|design"),
)
_ROLE = [(role, deferred(f"(?i){pattern}")) for role, pattern in _ROLES]

PROBLEM = deferred(
    r"(?i)\b(?:however|remains?|challeng\w+|difficult\w*|lacks?\b|lacking|limited|suffers?|"
    r"fails?\b|"
    r"struggles?|costly|expensive|problem|bottleneck|unclear|under-?explored|under-?studied|"
    r"hinder\w*|"
    r"little is known|open question|time-consuming|scarce|unable|cannot|do(?:es)? not|hard to|"
    r"inefficien\w+|prohibitive\w*|unreliable|need for|neglect\w*|overlook\w*|limits?|unrealistic|"
    r"insufficien\w+|inadequate|obstacle|despite|yet)\b"
)
GOAL = deferred(
    r"(?i)\b(?:the |our |main |primary )?(?:goal|aim|objective|purpose) (?:of|is|was|here)\b|"
    r"\bwe (?:aim|seek|want) to\b|\b(?:important|crucial|essential|central|key) (?:for|to|"
    r"task|step)\b"
)
APPROACH = deferred(
    r"\b(?:[Ww]e|[Tt]his (?:paper|work|article|study)|[Ii]n this (?:paper|work|article),? we) "
    r"(?:\w+ly |then |also |first |further |therefore |thus )?"
    r"(?:propose|proposes|introduce|introduces|present|presents|develop|develops|describe|"
    r"describes|"
    r"design|build|devise|study|studies|investigate|investigates|explore|explores|examine|"
    r"formulate|"
    r"analyze|analyse|revisit|show how|conduct|measure|ask|train|create|construct|reduce)\b"
)
MAIN_APPROACH = deferred(r"\b(?:propose|introduce|present|develop|describe)s?\b")
RESULT = deferred(
    r"(?i)\b(?:outperform\w*|improve(?:[sd]|ments?)?|achiev\w+|state[- ]of[- ]the[- ]art|"
    r"reach\w*|increas\w+|"
    r"reduc\w+|gains?|higher|lower|better|best|significant\w*|we find|we found|results? (?:show|"
    r"suggest|indicate|demonstrate)|demonstrat\w+|surpass\w*|exceed\w*|faster|attain\w*|yields?)\b"
)
COMPARED = deferred(r"(?i)\b(?:than|over|from|compared|baselines?|versus|vs\.?|against|to)\b")
NUMBER = deferred(
    r"(?<![\w.])\d+(?:[.,]\d+)*\s?(?:%|\\?%|points?|x\b|\u00d7|times|F1|BLEU|accuracy|\w*)?"
)
MEASURE = deferred(
    r"(?i)\d\s?(?:%|\\%|\u00d7|x\b)|\b(?:percent|points?|F1|BLEU|ROUGE|accuracy|AUC|mAP|MAP|nDCG|score|"
    r"precision|recall|error|perplexity|speedup|times)\b"
)
LIMIT = deferred(
    r"(?i)\b(?:limitations?|limited to|limits? (?:our|the|us)|(?:do|does|did|could|can|are|is|"
    r"was|were) "
    r"not|cannot|only (?:consider\w*|evaluat\w+|cover\w*|test\w*|support\w*|use\w*|english|on|"
    r"an?|the)|"
    r"restrict\w*|lacks?|future work|beyond the scope|remains?|assum\w+|currently|small|may not|"
    r"fails?|unable|expensive|shortcoming\w*|caveat)\b"
)
OWN = deferred(
    r"(?i)\b(?:we|our|ours|this (?:paper|work|study|approach|method|model|analysis|dataset)|the "
    r"(?:proposed|present|current|literature)|these results|results?)\b"
)
STRONG_RESULT = deferred(
    r"(?i)\b(?:outperform\w*|state[- ]of[- ]the[- ]art|surpass\w*|exceed\w*|highest|best|"
    r"significantly|consistently)\b"
)
STRONG_LIMIT = deferred(
    r"(?i)\b(?:limitations?|beyond the scope|we (?:do|did|could|have) not|our \w+ (?:do|does|"
    r"did|is|"
    r"are|was|were)(?:n't| not)|limited to|currently lacks?|caveat|shortcoming)\b"
)
CODE = deferred(
    r"(?i)\b(?:code|data ?sets?|data|models?|implementation|weights|checkpoints?|corpus|benchmark|"
    r"resources|software|librar(?:y|ies)|tools?|repository)\b"
)
RELEASED = deferred(
    r"(?i)\b(?:releas\w+|(?:publicly|freely|openly|made|is|are) available|available (?:at|on|"
    r"from|here|"
    r"under|upon)|open[- ]?sourc\w+|can be found|is at|are at)\b|https?://|github\.com"
)
OF_OTHERS = deferred(r"\bet al\b|\(\w[^()]{0,80}\d{4}[a-z]?\)|\[\d+(?:, ?\d+)*\]")
POINTING = deferred(
    r"(?:However|Moreover|Furthermore|In addition|Additionally|Thus|Therefore|Hence|Finally|Also|"
    r"Specifically|In particular|As a result|For example|For instance|Besides|Consequently), ?"
)
DANGLING = deferred(
    r"(?:This|These|That|Those|It|They|Such|Here|There|He|She|Both|Another|Table|Figure|Fig\.|"
    r"In Table|In Figure|As shown|The (?:first|second|third|last|next) (?:line|row|column)s?)\b"
    r"(?! (?:paper|work|article|study)\b)"
)
NO_RESULT = deferred(
    r"\((?:[^()]{0,80}\b(?:19|20)\d\d[a-z]?)\)|\b(?:19|20)\d\d[a-z]?\b|\[\d+(?:, ?\d+)*\]|"
    r"§\s?[\d.]+|"
    r"\b(?:Table|Figure|Fig\.|Section|Sec\.|Appendix|Equation|Eq\.|Task|Step)s?\s?[\d.]+|\b\d\)"
)
"""Numbers that are no results: of years, references, sections, tables."""
_RUN_IN = deferred(r"([A-Z][\w ]{3,30})[.:] (?=[A-Z])")
ADDRESS = deferred(
    r"(?i)https?://\S*(?:github|gitlab|huggingface|zenodo|bitbucket|osf\.io|figshare|kaggle|"
    r"sourceforge)\S*|https?://\S+"
)


def role_of(section: Section) -> Role:
    """What a section is for, by its heading; its number and place say nothing."""
    if section.kind == "abstract":
        return "abstract"
    return next((role for role, pattern in _ROLE if pattern.search(section.heading)), "other")


def run_in(paragraph: str) -> Role | None:
    """What a paragraph is for by the words that it begins with: "Results. We ..."."""
    match = _RUN_IN.match(paragraph)
    found = (role for role, pattern in _ROLE if match and pattern.search(match[1]))
    role = next(found, None)
    return role if role in {"results", "limits", "code"} else None
