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
    r"\b(?:however|remain(?:s|ed|ing)?|challeng\w+|difficult\w*|lacks?\b|lacking|limited|"
    r"limitations?|suffer\w*|"
    r"fails?\b|failed|failure|struggl\w*|costly|expensive|cumbersome|tedious|laborious|"
    r"problem(?:atic|s)?|bottleneck|"
    r"unclear|unknown|(?:under|un)-?(?:explored|studied|addressed|investigated)|hinder\w*|"
    r"hamper\w*|"
    r"little (?:is known|attention|work)|open (?:question|problem|issue)|time-consuming|scarce|"
    r"scarcity|unable|"
    r"cannot|can not|(?:do|does|is|are|has|have|did|was|were)(?: not|n't)|hard to|not (?:always|"
    r"easily|yet|well|"
    r"possible|available|suitable|sufficient)|inefficien\w+|prohibitive\w*|unreliable|need(?:s|"
    r"ed)? (?:for|to)|"
    r"neglect\w*|overlook\w*|ignor\w+|limits?|unrealistic|insufficien\w+|inadequate|inaccurate|"
    r"obstacle|barrier|"
    r"despite|yet|few|rarely|seldom|gap|error-prone|concern\w*|crucial|lead(?:s|"
    r"ing)? to (?:poor|high|large|bias\w*)|"
    r"complicated|drawback\w*|shortcoming\w*|risk\w*|bias(?:ed)?|too (?:slow|large|complex|"
    r"small)|impractical|"
    r"debate[d]?|controversial|poorly|only (?:a |few|for|on|in)|violat\w+|demanding|vulnerab\w+|"
    r"trade-?offs?|"
    r"at the (?:cost|expense)|confined|neither|without|instead of|impossible|infeasible|"
    r"inconsisten\w+|"
    r"missing|absence|threat\w*|burden\w*|slow\b|poor\b|sensitive to|tend(?:s)? to|"
    r"complex(?:ity)?|restrict\w*)\b"
)
"""What says that something is wrong, or not there."""
_TURN = deferred(
    r"^(?:however|yet|but|nevertheless|unfortunately|despite|although|while|though|still|"
    r"nonetheless)\b|"
    r"(?:, (?:but|yet|however)|; however|\bhowever,)"
)
_NEED = deferred(
    r"\b(?:important|crucial|essential|central|key|critical|vital|fundamental|necessary|"
    r"desirable|challenging|"
    r"of (?:great|high|increasing|growing|particular|considerable) (?:interest|importance))\b|"
    r"\b(?:goal|aim|objective|purpose|task|question|need|demand|interest|problem) (?:of|is|was|"
    r"here|for|in)\b|"
    r"\bwe (?:aim|seek|want|wish) to\b|\bthere is an? (?:\w+ )?(?:need|demand|lack)\b|"
    r"\b(?:often|frequently|commonly) (?:\w+ )?(?:want|need|interested|required|necessary|"
    r"desirable)\b"
)
_TOPIC = deferred(
    r"\b(?:address|consider|study|studies|tackle|investigate|focus on|deal with|solve|solving|"
    r"revisit|examine)\w* "
    r"(?:the |an? |this |two |several )?(?:[\w-]+ ){0,3}(?:problem|task|question|issue|"
    r"challenge)s?\b"
)
"""What names the problem where it says what was done."""
_AIM = deferred(
    r"\b(?:goal|aim|objective|motivation) (?:of|for|behind) (?:this|our) (?:\w+ )?(?:work|paper|"
    r"study|research|project) (?:is|was)\b|"
    r"^(?:our|the) (?:\w+ )?(?:goal|aim|objective|motivation) (?:is|was)\b"
)
_PRAISE = deferred(
    r"\b(?:recent(?:ly)?|advances?|advancements?|success\w*|remarkable|impressive|widely|"
    r"popular\w*|rapid(?:ly)?|"
    r"significant progress|great progress|promising|revolution\w*|state-of-the-art|powerful|"
    r"breakthrough\w*|"
    r"has (?:attracted|gained|received|become)|have (?:attracted|gained|received|become|"
    r"achieved|shown|emerged))\b"
)
"""How a field is praised before its problem is told."""
_WORTH: Mapping[Role, float] = {"abstract": 1.6, "introduction": 0.3, "other": -1.2}


def score(each: Sentence) -> float:
    """How well a sentence states the problem; below `LEAST` it doesn't."""
    if each.role not in {"abstract", "introduction"}:
        return -1.0
    if not each.before:
        return _among_own(each)
    lacks = {match[0].casefold() for match in _LACK.finditer(each.low)}
    turn, need = _TURN.search(each.low) is not None, _NEED.search(each.low) is not None
    if each.role == "introduction" and not (lacks or turn or need):
        return -1.0
    points = min(len(lacks), 3) * 0.45 + 0.5 * turn + 0.3 * need
    if not (lacks or turn or need):
        points -= 1.1 if _PRAISE.search(each.low) else 0.6  # it may be the field alone
    points += _WORTH[each.role] - (0.35 if _PRAISE.search(each.low) else 0.0)
    points += 0.3 if each.label == "introduction" else 0.0
    if each.role == "introduction":
        points -= 0.05 * min(each.place, 14)
        points -= 0.4 if cues.OF_OTHERS.search(each.text) else 0.0
    else:
        points += 0.5 * each.titled
    return points - each.loss


def _among_own(each: Sentence) -> float:
    """What the authors say of the problem while they say what they do about it."""
    if _AIM.search(each.low):
        return _WORTH[each.role] + 0.5 - 0.1 * each.since - each.loss
    topic, need = _TOPIC.search(each.low), _NEED.search(each.low)
    lack = _LACK.search(each.low)
    if each.role == "introduction" and each.since > 0:
        return _behind(each)
    if topic and each.role == "abstract":
        return 1.0 - 0.1 * each.since - each.loss
    if each.subject or cues.OWN_ACT.search(each.text) or cues.FOUND.search(each.low):
        return -1.0
    if each.is_own or not (lack and (need or _TURN.search(each.low))):
        return -1.0
    return _WORTH[each.role] - 0.6 - 0.1 * each.since - each.loss


def _behind(each: Sentence) -> float:
    """What an introduction says is lacking once it has spoken of the paper itself."""
    lacks = {match[0].casefold() for match in _LACK.finditer(each.low)}
    if each.is_own or each.subject or not lacks or cues.OWN_ACT.search(each.text):
        return -1.0
    turn = _TURN.search(each.low) is not None
    return 0.2 + min(len(lacks), 3) * 0.4 + 0.5 * turn - 0.05 * min(each.place, 14) - each.loss
