"""Code and data: what the authors give away, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.keypoints import cues
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from summarizer.keypoints.sentences import Sentence

LEAST = 1.2
_THING = deferred(
    r"\b(?:codes?|codebase|data ?sets?|data|models?|implementations?|weights|checkpoints?|"
    r"corpus|corpora|benchmark|scripts?|"
    r"sources|binaries|packages?|resources|software|librar(?:y|ies)|tools?|toolbox|toolkit|"
    r"repository|materials?|programs?|algorithms?|"
    r"supplement\w*|development|web ?(?:application|page|site|server)|platform|instances|"
    r"notebooks?|version|framework|demo|plugin|extension)\b"
)
_ITS_CODE = deferred(r"\b(?:code(?:base)?|source|implementation)\b")
_RELEASED = deferred(
    r"\bwe (?:[\w-]+,? ){0,4}releas\w+|\b(?:is|are|be|been|have|and) (?:\w+ )?(?:released|"
    r"open[- ]?sourced|archived|deposited|hosted|distributed(?! comput| system| memory))\b|"
    r"\breleas(?:e|es|ing) (?:our|the|all|an?|its|both)\b|"
    r"\b(?:publicly|freely|openly|made|made \w+ly|readily|now) available"
    r"(?= (?:at|on|from|here|in|via|through|as|under|upon|for|with|to|and)\b|[.,;:)]|$)|"
    r"\bavailable (?:at|on|by (?:anonymous )?ftp|"
    r"from|here|in|via|through|as|online|for download|"
    r"under|upon|free|as open)\b|\b(?:code|data|data ?sets?|models?|weights|implementation|"
    r"resources|software|package|scripts?|materials?|"
    r"checkpoints?|librar(?:y|ies)|repository|program)\b[^.;]{0,40} (?:is|are|can be|will be|"
    r"may be) (?:\w+ ){0,2}"
    r"(?:available|(?<=be )found|found (?:at|in|on|here|under)|accessed|downloaded|obtained|"
    r"installed|hosted|public|shared|"
    r"provided (?:at|on|online|in the supp\w+|as supp\w+))\b|"
    r"\b(?:can|may) be (?:\w+ )?(?:installed|downloaded|obtained) (?:from|via|using|with|"
    r"through|at)\b|"
    r"\b(?:we|to|and|fully|will) open[- ]?source\b|open[- ]?sourced\b|"
    r"\b(?:is|are) at (?=<?(?:https?:|www\.|github|gitlab))|"
    r"\bwe (?:[\w-]+ ){0,2}(?:developed|created|built|set up|maintain|host)\b[^.]{0,80}https?://|"
    r"\bdevelop(?:ment|ed) (?:[\w.-]+ ){0,6}on (?:github|gitlab|bitbucket|r-forge)\b|"
    r"\binstall\w* (?:\w+ ){0,4}from (?:the )?(?:cran|pypi|bioconductor|conda)\b|"
    r"\b(?:data|code|analys[ei]s)\b[^.]{0,50} (?:is|are) (?:accessible|included|"
    r"contained) (?:as|in|with)"
    r" the (?:\w+ )?(?:package|vignette|supplement\w*|repository|archive)\b|"
    r"\bopen[- ]?source (?:package|software|library|implementation|code|project)\b|"
    r"(?<![\w.-])(?:code|data ?sets?|data|weights|software|implementation|repository|source)"
    r"\b[^.;]{0,30}https?:\s?//|"
    r"\bwe (?:also |will )?(?:provide|share|publish|make) (?:[\w-]+ ){0,6}(?:code|data|"
    r"datasets?|models?|weights|implementation|scripts?|public)\b"
)
_PLACE = deferred(
    r"(?:https?|ftp):\s?//\S+|\bftp\b|\b(?:www\.|github\.com|gitlab\.com|zenodo|cran\b|pypi\b|bioconductor|"
    r"github|gitlab|zenodo|figshare|dryad|osf\b|"
    r"hugging ?face|sourceforge|comprehensive r archive network|r-forge|conda|bitbucket|"
    r"docker ?hub|npm\b|supplementary material|"
    r"corresponding author|reasonable request|electronic supplement)"
)
_HELD_BACK = 4.0
"""What a section on code and data says is not given away: it goes before all else."""
_ITS = deferred(r"\b(?:code|data|data ?sets?|models?|weights|software|implementation)\b")
_NOT = deferred(
    r"\b(?:cannot|can not|can't|could not) (?:\w+ )?(?:be )?(?:\w+ )?(?:shared?|released?|"
    r"published?|made (?:public|available)|provided?)\b|"
    r"\bnot (?:\w+ )?(?:available|released|public\w*)\b|\bunavailable\b|\bno longer available\b"
)
_THEIRS = deferred(
    r"\b(?:other|several|many|various|existing|alternative|most|different|commercial|numerous|"
    r"two|three|some) (?:\w+ ){0,2}(?:packages|libraries|tools|software|programs|"
    r"implementations|"
    r"datasets|models|data ?sets)\b|\bwe (?:\w+ )?(?:use|used|downloaded|obtained|took|adopt|"
    r"employ|rely|fine-?tune|evaluate|compare)\b|"
    r"\bwhose (?:\w+ ){0,2}(?:code|data|data ?sets?|models?|weights|implementation|source)\b|"
    r"\bis part of\b|\b(?:taken|downloaded|obtained|derived|adapted|borrowed) from\b|"
    r"\bbased on\b|\bone example of\b|\bonly other\b|\bother open|\banother (?:package|library|"
    r"tool|implementation)\b|\boriginally\b|\bnot active\b|\blisted on\b|"
    r"\b(?:data|dataset|information) (?:\w+ )?(?:is|are) (?:\w+ )?available (?:for|"
    r"in the (?:training|test))\b|\busing the (?:publicly|freely) available\b"
)
_IF_ONLY = deferred(
    r"\b(?:if|when|whether|unless) (?:\w+ ){0,4}available\b|\bavailable (?:for|in|as) (?:the |"
    r"all |each |an? |this |these |most |some |every |option)|\bmade available (?:to|"
    r"for) (?:the )?(?:model|user|system)"
)
_INSTALLED = deferred(
    r"\b(?:can|could|may|might) (?:\w+ )?be (?:\w+ and |\w+ or )?released\b|"
    r"\b(?:if|when|where|unless|provided) (?:[\w-]+ ){1,6}(?:is|are) (?:\w+ )?(?:installed|"
    r"present|available|found)\b"
)
"""What works where other programs are there."""
_WAYS = deferred(
    r"\b(?:methods?|techniques?|approach(?:es)?|ways|alternatives?|options?|procedures?|"
    r"algorithms?|estimators?|functions?|tests?|models)(?: [\w-]+){0,10} (?:is|are|became|"
    r"(?:has|have) become) (?:\w+ ){0,2}available\b|"
    r"\b(?:more|better|faster|newer) (?:[\w-]+ ){1,4}(?:is|are) (?:\w+ ){0,2}available\b"
)
"""What can be had, and is nothing that is given away."""
_OURS = deferred(
    r"^(?:with )?the \S+ (?:package|library|software)\b|^(?:the|all|our) algorithms?\b|\b(?:our|"
    r"we|"
    r"this (?:paper|work|study|article|package|project|research|manuscript|"
    r"vignette)|the (?:code|source code|data|dataset|software|package|implementation|library|"
    r"program|repository|scripts?|full|complete|supplementary|replication|latest|development|"
    r"current|stable)|(?:all|source|code|data|both|reproducible|replication|supplementary)[ ,])"
)
_OPEN_END = deferred(
    r"(?:\bDOI|\b(?:at|from|in|to|see|via|by|under|as|is|are|with|and|the))\s?[:.]?$"
)
"""How a line ends that had an address behind it."""
_CITED = deferred(r"(?:\b[A-Z][\w:-]+ (?:(?:of|and|for|in|the) )?){4,8}[\w ,]{0,30}https?://")
"""A reference: words with capitals before an address."""
_MANUAL = deferred(
    r"\b(?:documentation|manual|tutorials?) (?:page |site )?(?:for|of|lives|is|are)\b"
)
_USING = deferred(
    r"\b(?:r itself|all packages used|all computations|"
    r"the results in this paper were obtained)\b"
)


def score(each: Sentence) -> float:
    """How well a sentence says where code or data are; below `LEAST` it doesn't."""
    if each.role == "related" or not (each.subject or _THING.search(each.low)):
        return -1.0
    return _given(each) - (1.0 if _OPEN_END.search(each.line) else 0.0)


def _given(each: Sentence) -> float:
    """How well a sentence says where code or data are."""
    if _NOT.search(each.low):
        return _HELD_BACK if each.role == "code" and _ITS.search(each.low) else -1.0
    if not _RELEASED.search(each.low):
        return -1.0
    place = _PLACE.search(each.low) is not None
    ours = each.subject or _OURS.search(each.low) is not None
    if not (ours or each.is_own or each.role == "code") or not (
        place or each.is_own or each.role in {"code", "abstract"}
    ):
        return -1.0
    points = (
        0.9
        + (0.9 if place else 0.0)
        + (0.4 if "http" in each.low else 0.0)
        + 0.5 * (each.is_own or each.subject)
    )
    points += 0.4 if each.role in {"abstract", "introduction", "code", "conclusion"} else 0.0
    points += 0.3 if each.role == "code" else 0.0
    points -= 2.0 if _CITED.search(each.text) else 0.0
    points -= 0.2 if _MANUAL.search(each.low) else 0.0
    points += 0.4 if _ITS_CODE.search(each.low) else 0.0
    points += 0.3 if each.subject else 0.0
    points -= 2.0 if _THEIRS.search(each.low) else 0.0
    points -= 1.2 if _IF_ONLY.search(each.low) else 0.0
    points -= 2.0 if _INSTALLED.search(each.low) else 0.0
    points -= 2.0 if not place and _WAYS.search(each.low) else 0.0
    points -= 0.6 if _USING.search(each.low) else 0.0
    return points - (0.9 if cues.OF_OTHERS.search(each.text) else 0.0) - 0.6 * each.loss
