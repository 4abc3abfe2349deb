"""The limits: what the authors say that their work does not do, cover or know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.keypoints import cues
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.keypoints.roles import Role
    from summarizer.keypoints.sentences import Sentence

LEAST = 1.0
_LIMIT = deferred(
    r"\b(?:limitations?|limited|limits?|(?:do|does|did|could|can|are|is|was|were|has|have|had|"
    r"would|should)(?: not|n't)|cannot|"
    r"only|restrict\w*|lack\w*|beyond the scope|outside the scope|out of scope|remain\w*|"
    r"assum\w+|currently|may not|might not|"
    r"fail(?:s|ed|ures?)?|unable|shortcomings?|caveats?|drawbacks?|downsides?|disadvantages?|"
    r"weakness\w*|trade-?offs?|"
    r"cost of|expens(?:e|ive)|to date|at present|so far|not yet|yet to|future (?:work|research|"
    r"studies)|small|bias\w*|"
    r"difficult\w*|threat\w*|should be (?:interpreted|treated|taken|viewed)|caution\w*|"
    r"generali[sz]\w*|preliminary|"
    r"unclear|unknown|sensitive|depend\w*|require\w*|rel(?:y|ies)|need(?:s|ed)?|further|"
    r"more (?:work|research|data)|"
    r"at the moment|presently|no (?:support|guarantee|way)|slow\w*|poor\w*|risk\w*|simplif\w+|"
    r"confound\w*|missing|"
    r"without|open (?:question|problem)|insufficient|neglect\w*|ignor\w+|less\b|harder|"
    r"imperfect|incomplete|fewer|few)\b"
)
_NAMED = deferred(
    r"\b(?:limitations?|(?:is|are|was|were|been|currently) (?:\w+ )?(?:limited|restricted) to|"
    r"beyond the scope|outside the scope|"
    r"out of scope|shortcomings?|caveats?|drawbacks?|downsides?|disadvantages?|weakness(?:es)?|"
    r"currently,? [^.,]{0,50}\b(?:only|requires?)\b|currently (?:lacks?|only|no|not|unsupported|"
    r"unavailable|unable|supports? only|restricted|limited|does|do|is not|"
    r"are not|it is not|cannot)|"
    r"(?:is|are|does|do|has|have|can) (?:currently|presently) (?:not|only|no|limited|"
    r"restricted)|not (?:currently|yet|presently)\b|"
    r"(?:at present|at the moment|to date|so far|as of (?:now|yet)|presently|"
    r"for now),? [^.]{0,80}\b(?:only|not?|cannot|limited|unable)\b|"
    r"(?:only|not?|cannot|limited|unable)\b[^.]{0,80} (?:at present|at the moment|to date|"
    r"so far|as of (?:now|yet)|presently|for now)\b|"
    r"(?:do|does|did|can)(?: not|n't) (?:yet |currently |directly |explicitly |)(?:support|"
    r"handle|cover|account for|allow|scale|generali[sz]e|consider|address|provide|offer|"
    r"model|include|capture|guarantee)\b|"
    r"(?:is|are) not (?:yet )?(?:supported|implemented|covered|handled|available|possible|"
    r"suited|suitable|designed|applicable|addressed|considered)\b|"
    r"cannot (?:be (?:used|applied|fit|fitted|handled|computed|estimated)|handle|deal|cope|"
    r"guarantee|capture|account|model|scale)|"
    r"lacks? (?:support|of support|coverage|the ability|a)\b|unable to|fails? (?:to|when|if|on|"
    r"in|for)|breaks? down|"
    r"only (?:consider\w*|evaluat\w+|cover\w*|test\w*|support\w*|implement\w*|english|"
    r"works? (?:for|with|on|if|when)|appl(?:y|ies|icable)|available for|possible (?:for|with|if))|"
    r"(?:leave|left|leaving|defer\w*|postpone\w*)\b[^.]{0,90}\b(?:to|for|as) (?:\w+ )?(?:future|"
    r"later|further|subsequent|another)|"
    r"still (?:requires?|needs?|relies)|we (?:could|were) (?:not|unable)|"
    r"should be noted that|our (?:sample|data|data ?sets?|corpus) (?:is|was|are|were|"
    r"contains?|includes?) (?:\w+ ){0,3}(?:small|only|limited|restricted|from one)|"
    r"requires? (?:further|more|additional) (?:work|research|study|investigation|data)|"
    r"at the (?:cost|expense|price) of|"
    r"(?:for|of) (?:future|further) \w+ (?:is|are|would be) (?:to extend|extending|the extension|"
    r"to generali[sz]e|generali[sz]ing)|"
    r"remains? (?:an open|to be|unclear|unknown|elusive|limited|a (?:challenge|limitation))|"
    r"should be (?:interpreted|treated|taken|viewed) with)\b"
)
"""What is a limit wherever it stands; "we do not show it" is one of a conclusion at most."""
_STRONG = deferred(
    r"\b(?:limitation|(?:our|main) limitations|beyond the scope|outside the scope|"
    r"our \w+ (?:\w+ )?(?:do|does|"
    r"did|is|are|was|were|has|have|can|may)(?:n't| not| only)|limited to|restricted to|"
    r"currently (?:lacks?|only|not|limited|does|do|supports? only)|"
    r"caveats?|shortcomings?|drawbacks?|downsides?|disadvantages?|weakness(?:es)?|"
    r"not yet (?:been )?(?:support|implement|available|possible|cover|handle|includ|test)\w*|"
    r"not currently|should be noted|"
    r"still (?:requires?|needs?|relies)|remains? an open|should be noted that our|our (?:sample|"
    r"data|data ?sets?|corpus) (?:is|was|are|were|contains?|includes?) (?:\w+ ){0,3}(?:small|"
    r"only|limited|restricted|from one)|do(?:es)? not (?:yet |currently )?(?:support|handle|"
    r"cover)|fails? (?:when|if|on|for|in)|(?:leave|left) [^.]{0,80} (?:to|for) (?:\w+ )?future)\b"
)
_PLAIN = deferred(
    r"\b(?:limitations?|shortcomings?|caveats?|drawbacks?|downsides?|disadvantages?|weaknesses)"
    r"(?:,? (?:though|however)| of (?:this|our|the) [\w-]+)?: \S+(?: \S+){3}|"
    r"\b(?:must|should|has to|have to|needs? to) (?:only |still )?be (?:used|interpreted|treated|"
    r"taken|read|applied|viewed|handled|considered|regarded|"
    r"seen) (?:only )?(?:with (?:\w+ )?(?:care|"
    r"caution)|carefully|cautiously|(?:as )?(?:experimental|preliminary|exploratory|"
    r"tentative))\b|"
    r"\bshould not (?:to )?be (?:over-?\w+|generali[sz]ed|(?:taken|seen|viewed|regarded) as)|"
    r"\b(?:quite an?|an? (?:quite|rather|very|fairly)) (?:strong|restrictive|"
    r"unrealistic) assumption|"
    r"\bfor the (?:analysis|proofs?),? we assume\b|"
    r"\bnot (?:(?:meant|intended) (?:as|to be) )?an? (?:comprehensive|exhaustive|complete|"
    r"systematic|full) \w+|\b(?:does|do|did) not (?:attempt|claim|aim|seek) to\b|"
    r"\brel(?:y|ies) on (?:\w+ )?(?:strong|restrictive|simplifying) (?:\w+ )?assumptions?\b|"
    r"\bonly as (?:good|strong|reliable|accurate) as\b|"
    r"\b(?:our|the proposed) (?:procedure|method|approach|algorithm|technique) can only\b|"
    r"\bour (?:\w+ )?(?:work|study|experiments?|evaluations?|analys[ei]s) only "
    r"(?:uses?|used|covers?|covered|considers?|considered|includes?|included|involves?)\b|"
    r"\bwe have not (?:yet )?(?:tested|tried|evaluated|verified|explored|investigated)\b|"
    r"\bour\b[^.]{0,60}\bha(?:s|ve) not (?:yet )?been (?:tested|evaluated|verified|validated)\b|"
    r"\bour\b[^.]{0,90}\bbut (?:it |they )?(?:underperforms?|falls? short|lags? behind)\b|"
    r"\bonly (?:been )?(?:demonstrated|shown|tested|validated|tried)\b|"
    r"\b(?:creat|caus|pos|present|rais)e?s? (?:\w+ )?(?:computational|numerical|"
    r"practical) (?:difficulties|problems|issues|challenges)|"
    r"\bscales? (?:\w+ )?(?:badly|poorly)\b|\boptimi[sz]ed for [^.]{0,60} only\b|"
    r"\b(?:known to|can|may|will) degenerate\b|\bgrain of salt\b|\bno attempt (?:is|was|"
    r"has been) made\b|"
    r", (?:it|they) (?:(?:does|do|is|are) not|cannot) (?:yet )?(?:offer|"
    r"provide|support|"
    r"include|cover|handle)\b|\b(?:is|are) (?:still )?experimental\b"
)
"""What is a limit in plain words, whatever else the sentence says."""
_SO_FAR = deferred(r"\b(?:to date|so far|currently|at present|at the moment|presently|for now)\b")
_CONFESSED = deferred(r"\bwe (?:do|did|could|can|have|were|are) (?:not|only|un\w+)\b")
"""What closes with a limit; elsewhere it leads through the text."""
_ANNOUNCING = deferred(
    r"\b(?:several|some|a few|many|following|two|three|four|number of|certain|various|its|"
    r"their|no|potential|main|these|such|this|the|those) (?:\w+ )?(?:limitations?|shortcomings?|"
    r"caveats?|drawbacks?|threats?)\b(?! (?:is|was|of \w+ \w+ is|are) (?:that|the))|"
    r"\b(?:discuss|"
    r"acknowledge|outline|list|describe|note|recogni[sz]e|address|overcome)(?:e?s|ed|"
    r"ing)? (?:\w+ ){0,3}(?:limitations|shortcomings|drawbacks|threats)\b|"
    r"\bsuffers? from (?:[\w-]+ ){0,6}(?:imperfections|drawbacks|limitations|shortcomings|"
    r"weaknesses)\b(?!:)|\bnot without (?:its |some )?limitations"
)
"""What says that there are limits, and not which."""
_LATER = deferred(
    r"\bfuture (?:work|research|studies|directions?|versions?|efforts?|releases?|developments?|"
    r"extensions?)\b|\b(?:we|authors) "
    r"(?:\w+ )?(?:plan|hope|intend|aim|leave|believe)\b|\b(?:will be|is planned|are planned|"
    r"would be (?:interesting|worth\w*|useful))\b"
)
"""What speaks of what is to come, or is hoped for."""
_LEFT = deferred(
    r"\b(?:direction|avenue|topic|step)s? (?:for|of) (?:future|further) \w+ (?:is|are|would be) "
    r"(?:to extend|extending|the extension|to generali[sz]e|generali[sz]ing)\b|"
    r"\b(?:leave|left|leaving|defer\w*|postpone\w*)\b[^.]{0,90}\b(?:to|for|"
    r"as) (?:\w+ )?(?:future|later|further|another)"
)
_OPEN = deferred(
    r"\b(?:not|cannot|only|limit\w*|lack\w*|restrict\w*|currently|remain\w*|open|difficult\w*|"
    r"unclear|missing|yet)\b"
)
_GOOD = deferred(
    r"\b(?:outperform\w*|state-of-the-art|best|overcom\w+|without (?:loss|sacrific\w+|requiring|"
    r"the need)|improve[sd]?|not (?:only|require|need|limited to|restricted to|merely|just)|"
    r"(?:rather than|and not|not|no longer) (?:as )?(?:an? )?(?:weakness|limitation|drawback|"
    r"shortcoming|disadvantage)(?:es|s)?|"
    r"do(?:es)? not (?:require|need|depend|rely|affect|suffer|change)|no longer|advantage|"
    r"we hope|hopefully|alleviat\w+|address(?:es|ed)? (?:this|these)|robust|unlike)\b"
)
"""What speaks of an advantage, or of a limit that is no longer there."""
_DOING = deferred(
    r"\b(?:we (?:do|will|did)(?: not|n't) (?:\w+ )?(?:know wh\w+|show|need|discuss|describe|"
    r"detail|go into|"
    r"elaborate|repeat|use|want|report|include here|present|give|observe|find|see)|"
    r"so far,? we (?:have )?(?:only |just )?(?:addressed|discussed|considered|described|seen|"
    r"assumed|"
    r"looked|used|focused)|for (?:simplicity|brevity)|without loss|recall|suppose|"
    r"(?<!analysis we )(?<!analysis, we )assume that|"
    r"let |error message|"
    r"default|argument|"
    r"if (?:you|the user)|users? (?:can|should|must)|null hypothesis|"
    r"(?<!handle )(?<!with )missing (?:values?|data))\b|"
    r"\b(?:discussion|details?|description|proofs?|treatment|explanation|introduction|overview|"
    r"derivation)\b[^.]{0,40}\b(?:beyond|outside|out of) (?:the )?scope"
)
_OF_THEIRS = deferred(
    r"\b(?:existing|previous|prior|other|traditional|conventional|classical|standard|these|such|"
    r"many|most|current|earlier|baseline|recent|alternative) "
    r"(?:[\w-]+ ){0,3}(?:methods?|approach(?:es)?|work|works|models?|studies|techniques|systems|"
    r"packages?|software|programs?|procedures?|tools?|implementations?|algorithms?|"
    r"solutions?|literature|research|datasets?|benchmarks?)\b|\btheir\b|\bunlike\b|"
    r"\bin contrast to\b"
)
_TELLS = deferred(
    r"(?:the|our|one) (?:\w+ )?(?:motivation|goal|aim|objective|purpose) "
    r"(?:of|for|behind|is|was)\b|"
    r"we (?:also )?(?:\w+ and )?(?:review|discuss|describe|survey|present|summari[sz]e)\b"
)
_OURS = deferred(
    r"\b(?:we|our|ours|this (?:paper|work|study|analysis|article|vignette|package|software|"
    r"implementation|version|"
    r"release)|the "
    r"(?:proposed|present|current|presented|package|library|software|toolbox|program|"
    r"(?:current|new|present) \w+)|(?:limitation|drawback|downside|disadvantage|shortcoming|"
    r"weakness|caveat) of (?:this|our|the proposed)(?! choice| format| option|"
    r" representation))\b|\bthe \w+\(\) function (?:currently|must|should|does|cannot)\b|"
    r"\b(?:this|it) is not an? (?:comprehensive|exhaustive|complete|systematic) "
)
"""What is the paper's own in any section."""
_OF_OURS = deferred(
    r"\b(?:we|our|ours|this (?:paper|work|study|approach|method|model|analysis|dataset|article|"
    r"package|framework|system|survey|software|implementation|version|release|technique|"
    r"algorithm)|the (?:proposed|present|current|presented|package|library|software|toolbox|"
    r"program|implementation|method|approach|framework|system|study|algorithm|model|tool|"
    r"authors?)|these results|limitation|drawback|downside|disadvantage|shortcoming|caveat|"
    r"future|"
    r"should be noted|one)\b"
)
"""What a conclusion says of its own work, without saying whose."""
_WORTH: Mapping[Role, float] = {
    "conclusion": 1.1, "results": 0.2, "other": 0.1, "method": 0.0, "abstract": 0.0,
    "introduction": -0.1, "code": 0.0,
}  # fmt: skip


def score(each: Sentence) -> float:
    """How well a sentence states a limit; below `LEAST` none is stated."""
    plain = _PLAIN.search(each.low) is not None
    most = 1.3 if each.role == "limits" else 2.0
    vague = most if _ANNOUNCING.search(each.low) and not plain else 0.0
    vague += 0.6 if _LATER.search(each.low) and not _LEFT.search(each.low) else 0.0
    if each.role == "limits":
        strength = (0.7 if _LIMIT.search(each.low) else 0.0) - vague
        said = (_STRONG, _CONFESSED, _NAMED)
        strength += 0.3 if any(pattern.search(each.low) for pattern in said) else 0.0
        strength -= 0.8 if _GOOD.search(each.low) else 0.0
        return 2.0 + strength - 0.08 * min(each.place, 12) - 0.6 * each.loss
    if each.role not in _WORTH or each.before:
        return -1.0
    named = plain or _NAMED.search(each.low) is not None
    concluding = each.role == "conclusion"
    if not named and not (concluding and _LIMIT.search(each.low)):
        return -1.0
    if not _is_of_ours(each, plain=plain) or _is_theirs(each):
        return -1.0
    strong = bool(plain or _STRONG.search(each.low) or (named and _SO_FAR.search(each.low)))
    confessing = each.role in {"conclusion", "abstract"}
    strong = strong or (confessing and _CONFESSED.search(each.low) is not None)
    if concluding and not (named or strong):
        return -1.0
    points = _WORTH[each.role] + 0.9 * strong + 0.4 * named
    points += 0.3 if each.is_own or each.subject else -0.2
    points -= (0.5 if plain else 0.8) if each.text.startswith("(") else 0.0
    points -= 2.0 if _GOOD.search(each.low) else 0.0
    if cues.OF_OTHERS.search(each.text) or cues.OF_A_TABLE.search(each.low):
        points -= 0.5 if each.subject else 1.0
    points -= 1.2 if _DOING.search(each.low) else 0.0
    points -= 0.4 if cues.FOUND.search(each.low) and not strong else 0.0
    return points - vague - each.loss


def _is_theirs(each: Sentence) -> bool:
    """Whether others' work is what a limit is said of, and not what comes behind it."""
    match = _PLAIN.search(each.low)
    if _TELLS.match(each.low):
        return True
    return not each.subject and bool(
        _OF_THEIRS.search(each.low, 0, match.start() if match else len(each.low))
    )


def _is_of_ours(each: Sentence, *, plain: bool) -> bool:
    """Whether a limit is one of the paper's own work: a conclusion need not say so."""
    if each.subject or each.is_named or _OURS.search(each.low):
        return True
    if plain and each.role == "conclusion":
        return True
    return each.role in {"conclusion", "abstract"} and _OF_OURS.search(each.low) is not None
