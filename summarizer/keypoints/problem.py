"""The problem: what is lacking, hard or wanted before the authors' own work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.keypoints import cues
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.keypoints.roles import Role
    from summarizer.keypoints.sentences import Sentence

LEAST = 0.7
_LACK = deferred(
    r"\b(?:remain(?:s|ed|ing)?|challenges?\b|challenged|challenging (?:to|because|due|for|"
    r"tasks?\b|problems?\b)|"
    r"(?:is|are|remains?) (?:[\w-]+ )?(?:an? )?challenging|difficult\w*|lacks?\b|lacking|limited|"
    r"limitations?|suffer\w*|"
    r"fails?\b|failed|failure|struggl\w*|costly|expensive|cumbersome|tedious|laborious|"
    r"problem(?:atic|s)?|bottleneck|"
    r"unclear|unknown|(?:under|un)-?(?:explored|studied|addressed|investigated)|hinder\w*|"
    r"hamper\w*|"
    r"little is known|(?:no|little|limited) (?:\w+ )?(?:stud(?:y|ies)|work|research|attention|"
    r"evidence|understanding|consensus|theory|analysis|tools?|software|packages?|"
    r"implementations?|way|method|guidance)|open (?:question|problem|issue)|time-consuming|"
    r"scarce|"
    r"scarcity|unable|"
    r"cannot|can not|(?:do|does|is|are|has|have|did|was|were)(?: not|n't)|hard to|not (?:always|"
    r"easily|well|"
    r"possible|available|suitable|sufficient)|inefficien\w+|prohibitive\w*|unreliable|need(?:s|"
    r"ed)? (?:for|to)|"
    r"neglect\w*|overlook\w*|ignor\w+|limits?|unrealistic|insufficien\w+|inadequate|inaccurate|"
    r"obstacle|barrier|"
    r"rarely|seldom|gap|error-prone|concern\w*|crucial|lead(?:s|"
    r"ing)? to (?:poor|high|large|bias\w*)|"
    r"complicated|drawback\w*|shortcoming\w*|risk\w*|bias(?:ed)?|too (?:slow|large|complex|"
    r"small)|impractical|"
    r"debate[d]?|controversial|poorly|only (?:a |few|for|on|in)|violat\w+|demanding|vulnerab\w+|"
    r"trade-?offs?|"
    r"at the (?:cost|expense)|confined|neither|without|instead of|impossible|infeasible|"
    r"inconsisten\w+|"
    r"imped\w+|complicat(?:es?|ing)|obscur\w+|degrad\w+|compromis\w+|undermin\w+|suboptimal|"
    r"fall(?:s|ing)? short|"
    r"duplicat\w+ (?:of )?(?:efforts?|work)|has to be|"
    r"no (?:previous(?:ly)?|existing|prior|known|native|single|"
    r"common)|none of|missing|absence|"
    r"but not|only|threat\w*|burden\w*|slow\b|poor\b|sensitive to|tend(?:s)? to|"
    r"complex(?:ity)?|restrict\w*|exorbitant|wasteful|excessive|inadequate|"
    r"naive|redundant|unnecessar\w+|fragment(?:ed|ation)|unsatisfactory|unwieldy|awkward|"
    r"intractable|"
    r"singular|little (?:re-?use|interoperability)|no common)\b"
)
"""What says that something is wrong, or not there."""
_TURN = deferred(
    r"^(?:however|yet|but|nevertheless|unfortunately|despite|although|while|though|still|"
    r"nonetheless)\b|"
    r"\bno (?:previous(?:ly)?|existing|prior|known|other) |\bnone of\b|\bthere (?:is|"
    r"are) (?:currently |still |as yet )?no\b|"
    r"(?:, (?:but(?! also)|yet|however)|; however|\bhowever,)"
)
_NEED = deferred(
    r"\b(?:important|crucial|essential|central|key|critical|vital|fundamental|necessary|"
    r"desirable|"
    r"of (?:great|high|increasing|growing|particular|considerable) (?:interest|importance))\b|"
    r"\b(?:goal|aim|objective|purpose|task|question|need|demand|interest|problem) (?:of|is|was|"
    r"here|for|in)\b|"
    r"\bwe (?:aim|seek|want|wish) to\b|\bmust be (?:capable|able)\b|"
    r"\bthere is an? (?:\w+ )?(?:need|demand|lack)\b|"
    r"\b(?:often|frequently|commonly) (?:\w+ )?(?:want|need(?:ed)?|interested|required|necessary|"
    r"desirable)\b"
)
_NO_PROBLEM = deferred(
    r"\bwe (?:will |also |shall )?(?:refer|denote|call|define|write|let|assume|use|say)\b|"
    r"\bnot (?:as|so) \w+ as\b|\bnot (?:difficult|hard|complicated)\b|"
    r"\bour (?:previous|earlier|prior|own|recent) |\bwritten in\b|\bavailable (?:at|on|from|"
    r"via)\b|"
    r"\b(?:is|are) (?:also )?(?:often )?(?:referred to as|known as|called)\b|"
    r"^the (?:\w+ )?(?:important|main|key|usual|common) (?:\w+ ){0,3}(?:parameters|criteria|"
    r"measures|ingredients|components|quantities)\b|^examples? (?:are|is|include)\b|"
    r"\b(?:poses?|raises?|causes?|has|have) (?:several|some|many|various) (?:\w+ )?(?:problems|"
    r"difficulties|challenges|issues)\.$|"
    r"\bjustif(?:y|ies|ied) (?:the|its|their) (?:\w+ )?(?:popularity|success|use)\b|"
    r"\balready (?:exists?|available|provided|implemented)\b|\bnot new\b|\bwe have (?:\w+ed|"
    r"proceed)\b"
)
"""What defines a word, says that something is easy, or speaks of the text."""
_TOPIC = deferred(
    r"\b(?:we|paper|work|article|study) (?:\w+ly |also |here )?(?:address|consider|study|"
    r"studies|tackle|"
    r"investigate|focus(?:es)? on|deals? with|solve|revisit|examine)(?:s|es)? (?:the |an? |two |"
    r"several )?"
    r"(?:[\w-]+ ){0,3}(?:problem|task|question|issue|challenge)s?\b"
)
"""What names the problem where it says what was done."""
_AIM = deferred(
    r"\b(?:goal|aim|objective|motivation) (?:of|for|behind) (?:this|our) (?:\w+ )?(?:work|paper|"
    r"study|research|project) (?:is|was)\b|"
    r"^(?:our|the) (?:\w+ )?(?:goal|aim|objective|motivation) (?:is|was)\b"
)
_STILL = deferred(
    r"\bhowever\b|^unfortunately\b|\buntil now\b|\bno (?:previous(?:ly)?|existing|prior|known) |"
    r"\bnone of\b|\bthere (?:is|are) (?:currently |still |as yet )?no\b"
)
"""What says that something is lacking in the midst of the authors' own work."""
_HARSH = deferred(
    r"\b(?:exorbitant|prohibitive\w*|of limited use|inadequate|infeasible|impractical|"
    r"wasteful)\b"
)
_DESCRIBES = deferred(
    r"\b(?:includes?|provides?|offers?|contains?|supports?|can be (?:combined|used)|"
    r"consists? of)\b"
)
"""What tells of a thing and not of what is wrong."""
_MILD = frozenset({"complex", "complexity", "only", "without", "instead of", "key"})
"""What says that something is wrong only beside other words."""
_LISTED = deferred(
    r"\b(?:problems?|drawbacks?|limitations?|difficulties|shortcomings?|issues|challenges|"
    r"disadvantages|obstacles)(?: \w+){0,2}: \w"
)
"""What says which they are."""
_CURE = deferred(
    r"\bpotential to\b|\bpromising\b|\b(?:offers?|provides?|opens?|presents?) (?:an? |the )|"
    r"\bcan (?:address|overcome|"
    r"solve|alleviate|mitigate)\b|\b(?:address|overcome|alleviate|mitigate|bypass)e?s? (?:this|"
    r"these)\b"
)
"""What speaks of a remedy."""
_PRAISE = deferred(
    r"\b(?:recent(?:ly)?|advances?|advancements?|success\w*|remarkable|impressive|widely|"
    r"popular\w*|rapid(?:ly)?|"
    r"significant progress|great progress|promising|revolution\w*|state-of-the-art|powerful|"
    r"breakthrough\w*|"
    r"has (?:attracted|gained|received|become)|have (?:attracted|gained|received|become|"
    r"achieved|shown|emerged))\b"
)
"""How a field is praised before its problem is told."""
_FAILS = deferred(
    r"\b(?:fail\w*|suffer\w*|cannot|unable|lack\w*|struggl\w*|difficult\w*|impractical|infeasible|"
    r"prohibitive\w*|limited|expensive|costly|unclear|unknown|problematic|inadequate|poorly|"
    r"error-prone|tedious|cumbersome|no (?:\w+ )?(?:method|software|package|tool|way)s?)\b"
)
"""What names a failure, also in a sentence that speaks against the one before."""
_WORTH: Mapping[Role, float] = {"abstract": 1.6, "introduction": 0.3, "other": -1.2}


def score(each: Sentence) -> float:
    """How well a sentence states the problem; below `LEAST` it doesn't."""
    if each.role not in {"abstract", "introduction"} or _is_against(each):
        return -1.0
    if not each.before:
        return _among_own(each)
    if _NO_PROBLEM.search(each.low):
        return -1.0
    lacks = {match[0].casefold() for match in _LACK.finditer(each.low)}
    turn, need = _TURN.search(each.low) is not None, _NEED.search(each.low) is not None
    if each.role == "introduction" and not (lacks or turn or need):
        return -1.0
    points = min(len(lacks), 3) * 0.45 + 0.5 * turn + 0.3 * need
    said = bool(lacks or turn or need)
    told = not (turn or need or lacks - _MILD)
    if (each.introduces and not said) or (told and _DESCRIBES.search(each.low)):
        return -1.0
    points -= 0.0 if said else 1.0  # it may be the field alone
    points += _WORTH[each.role] - (0.35 if _PRAISE.search(each.low) else 0.0)
    points -= 1.2 if _CURE.search(each.low) else 0.0
    points += 0.3 if each.label == "introduction" else 0.0
    points += 0.25 if _HARSH.search(each.low) else 0.0
    points += 1.0 if each.loss < 1 and _LISTED.search(each.low) else 0.0
    if each.role == "introduction":
        points -= 0.05 * min(each.place, 14)
        points -= 0.4 if cues.OF_OTHERS.search(each.text) else 0.0
    else:
        points += 0.5 * each.titled if said else 0.0
    return points - each.loss


def _is_against(each: Sentence) -> bool:
    """Whether a sentence speaks against the one before, and names no failure itself."""
    return cues.AGAINST.match(each.text) is not None and not _FAILS.search(each.low)


def _among_own(each: Sentence) -> float:
    """What the authors say of the problem while they say what they do about it."""
    if _AIM.search(each.low):
        return _WORTH[each.role] + 0.5 - 0.1 * each.since - each.loss
    topic, need = _TOPIC.search(each.low), _NEED.search(each.low)
    lack = _LACK.search(each.low)
    late = each.introduces and not (topic or _STILL.search(each.low))
    if each.since > 0 and (late or each.role == "introduction"):
        return _behind(each)
    if topic and each.role == "abstract":
        return 1.0 - 0.1 * each.since - each.loss
    if each.subject or cues.OWN_ACT.search(each.text) or cues.FOUND.search(each.low):
        return -1.0
    if each.is_own or not (lack and (need or _STILL.search(each.low))):
        return -1.0
    turn = _STILL.search(each.low) is not None
    return _WORTH[each.role] - 0.6 + 0.4 * turn - 0.1 * min(each.since, 4) - each.loss


def _behind(each: Sentence) -> float:
    """What an introduction says is lacking once it has spoken of the paper itself."""
    lacks = {match[0].casefold() for match in _LACK.finditer(each.low)}
    if each.is_own or each.subject or not lacks or cues.OWN_ACT.search(each.text):
        return -1.0
    turn = _TURN.search(each.low) is not None
    return 0.2 + min(len(lacks), 3) * 0.4 + 0.5 * turn - 0.035 * min(each.place, 14) - each.loss
