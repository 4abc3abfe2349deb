"""The results: what came out, with numbers and what it was compared with as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.keypoints import cues
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.keypoints.roles import Role
    from summarizer.keypoints.sentences import Sentence

LEAST = 1.2
_RESULT = deferred(
    r"\b(?:outperform\w*|improve(?:[sd]|ments?)?|improving|achiev\w+|state[- ]of[- ]the[- ]art|"
    r"reach\w*|increas\w+|"
    r"decreas\w+|reduc\w+|gains?|resulting|consists? of (?:more than |over |about )?\d|higher|"
    r"lower|better|best|"
    r"significant\w*|we find|we found|results? (?:show|suggest|indicate|demonstrate)|"
    r"demonstrat\w+|surpass\w*|exceed\w*|"
    r"faster|slower|attain\w*|yields?|yielded|compar(?:able|es|ed) (?:\w+ )?(?:favou?rably|to|"
    r"with)|"
    r"comparable|competitive|on par|"
    r"match(?:es|ed|ing)|effective(?:ness|ly)?|superior\w*|correlat\w+|associated with|"
    r"robust\w*|accura(?:te|cy|tely)|"
    r"speed-?ups?|efficien\w+|perform(?:s|ed|ance)?|succe(?:ed|ss)\w*|more (?:\w+ )than|"
    r"less (?:\w+ )than|"
    r"differ(?:s|ed|ences?)?|savings?|processed|timings?|we obtain(?:ed)?|benefits?|converge\w*|"
    r"degrad\w+|"
    r"declin\w+|well[- ]calibrated|"
    r"generali[sz]es?|scales?|"
    r"vulnerab\w+|agree(?:s|ment)?|fail(?:s|ed)?|errors?|dominat\w+|outcomes?|"
    r"necessary and sufficient|guarantee\w*|advantages? (?:over|compared))\b"
)
_GAIN = deferred(
    r"\b(?:outperform\w*|improv(?:es|ed|ements?)|(?<!be )achiev(?:es?|ed)|reduc(?:es|ed|"
    r"tions? (?:in|of|by))|"
    r"(?:significantly|substantially|consistently|greatly|dramatically|further|also|can) "
    r"(?:improve|reduce|increase|decrease|lower)|"
    r"increase[sd]|decrease[sd]|gains?|surpass\w*|exceed\w*|"
    r"faster|slower|better|worse|higher|lower|superior\w*|comparable|competitive|on par|"
    r"compares? (?:\w+ )?(?:favou?rably|well)|yields?|yielded|"
    r"correlate[sd]? with|(?:significantly|strongly|positively|negatively|inversely) associated|"
    r"associated with (?:an? )?(?:higher|lower|increased|reduced|greater|better|worse)|"
    r"supports more|more \w+ than|less \w+ than|converges?|provably|"
    r"guarantees?|consists? of (?:more than |over )?\d|"
    r"(?:substantial|significant|clear|considerable|large|great) advantages? (?:over|compared)|"
    r"necessary and sufficient|speed-?ups?|agrees? (?:well )?with|significant\w*|evidence)\b"
)
"""What is a result by its words alone."""
_GOOD = deferred(
    r"\b(?:accurate|stable|robust|reliable|effective|efficient|well[- ]calibrated|"
    r"reasonably well)\b"
)
_WORK = deferred(
    r"(?:the|our|both|all) (?:[\w-]+ ){0,2}(?:algorithms?|methods?|approach(?:es)?|models?|"
    r"systems?|"
    r"framework|estimators?|procedures?|schemes?|technique)\b"
)
"""How a conclusion speaks of what the paper is about."""
_COMPARED = deferred(r"\b(?:than|over|from|compared|baselines?|versus|vs\.?|against|to)\b")
_NUMBER = deferred(
    r"(?<![\w.])[+-]?\d+(?:[.,]\d+)*\s?(?:%|\\?%|points?|x\b|\u00d7|times|F1|BLEU|accuracy|\w*)?|"
    r"\b(?:two|three|four|five|ten|an?) (?:times|orders? of magnitude)\b|\b(?:twice|half|"
    r"doubles|halves|tripled?)\b"
)
_MEASURE = deferred(
    r"\d\s?(?:%|\\%|\u00d7|x\b)|\b(?:percent|points?|f1|bleu|rouge|accuracy|auc|map|map|ndcg|"
    r"score|"
    r"precision|recall|error|perplexity|speed-?up|fold|bits? per|(?:seconds|minutes|hours|days)|"
    r"times (?:faster|more|less|as|higher|lower|the|"
    r"smaller|larger|fewer|better)|orders? of magnitude)\b"
)
_STRONG = deferred(
    r"\b(?:outperform\w*|state[- ]of[- ]the[- ]art|surpass\w*|exceed\w*|highest|best|"
    r"significantly|"
    r"consistently|substantial(?:ly)?|superior|comparable|competitive|on par|"
    r"compares? (?:\w+ )?favou?rably|fold (?:improvement|increase|reduction|speed-?up)|"
    r"orders? of magnitude|faster)\b"
)
_NO_NUMBER = deferred(
    r"\((?:[^()]{0,80}\b(?:19|20)\d\d[a-z]?)\)|\b(?:19|20)\d\d[a-z]?\b|\[\d+(?:, ?\d+)*\]|"
    r"\u00a7\s?[\d.]+|"
    r"\b(?:Table|Figure|Fig\.|Section|Sec\.|Appendix|Equation|Eq\.|Task|Step|Example|Chapter|"
    r"Version|version|Type|"
    r"Theorem|Lemma)s?\s?[\d.]+|\b\d\)|\b[A-Za-z]\w*-?\d[\w.-]*|\b\d+[dD]\b|\bFast 3\b|\(\d\)"
)
"""Numbers that are no results: of years, references, sections, names."""
_NO_FINDING = deferred(
    r"\bto (?:our best|the best of our) know|\bthe first (?:work|paper|study|time)\b|"
    r"\bbest (?:guess|practices?)\b|\bwe (?:suggest|propose|introduce|present|develop|"
    r"describe) (?:an?|the|two|three|new|novel) |\b(?:we|i) (?:also |further )?(?:believe|hope|"
    r"argue|aim|want|plan|"
    r"would like|intend|wish)\b|\b(?:show|demonstrate|illustrate)s?d? how\b|"
    r"\bsee, e\.g|\bthe aim\b|\bfuture\b|\bgoal\b|\bwe (?:also )?discuss\b|\b(?:is|"
    r"are) (?:proposed|introduced|presented|"
    r"described)\b|\bin this paper\b(?!.{0,40}\b(?:show|find|found))"
)
"""What sounds like a result, and says how new a work is, or what it proposes."""
_ANNOUNCED = deferred(
    r"\b(?:perform|conduct|run|ran|train|carr)\w*\b[^.]{0,60} (?:on|using|with) (?:an? |one |two |"
    r"four |eight |\d+ ?)(?:\S+ ){0,5}(?:gpus?|tpus?|cpus?|cores?|machine|workstation)\b|"
    r"\b(?:goals?|aims?|purposes?|objectives?) (?:of|is|was|here)\b|"
    r"\bwe (?:\w+ )?(?:report|measure|compute|record) (?:the |our |all )?(?:[\w-]+ ){0,2}"
    r"(?:accuracy|accuracies|scores?|errors?|results?|f1|performance) (?:after|on|over|for|of|as|"
    r"using|at|with)\b(?![^.]*:)|"
    r"\bwe (?:\w+ )?(?:report|present|describe|summari[sz]e|list|give|provide|discuss|"
    r"review|collect) (?:on )?(?:the|all|some|main) (?:[\w-]+ ){0,4}results\b|"
    r"\bapplications? (?:of|to|for) [^.]{0,40}\binclud\w+|"
    r"\bwe (?:\w+ )?(?:demonstrate|illustrate) (?:the|our|this|its) (?:method|approach|"
    r"usage|use|"
    r"algorithm|package|procedure|model)s? (?:by|with|using|in|through|and)\b|"
    r"\b(?:offers?|provides?|contains?|includes?) (?:an? |the )?(?:\w+ )?(?:set|collection|suite|"
    r"variety|range|number) of\b|\bfeatures of\b|"
    r"\b(?:is|are) (?:shown|reported|given|listed|summari[sz]ed|presented) in (?:the )?(?:table|"
    r"figure|section|fig)"
)
"""What says what is aimed at, offered or told further on, and no result."""
_EQUAL = deferred(
    r"\b(?:produces?|yields?|gives?|leads? to|returns?) (?:\w+ )?(?:the same|identical|"
    r"indistinguishable|equivalent)\b"
)
"""What is a result without a number."""
_NEWLY = deferred(
    r"\b(?:increas|improv|reduc|decreas)\w* [^.]{0,60} by (?:an? |about |approximately |over |"
    r"more than |factor of )*\d|\bnot (?:achievable|possible|achieved) (?:with|by|before)"
)
"""By how much something became better, or what was not had before."""
_BEATS = deferred(
    r"\b(?:does|did|do) (?:an? )?(?:\w+ )?better (?:job )?than\b|"
    r"\bperforms? (?:\w+ )?better than\b"
)
"""What an example says came out."""
_MADE = deferred(
    rf"{cues.SUBJECT}{cues.ADVERBS}(?:propose|introduce|present|develop|describe|design|build|"
    r"devise|create|use|apply|suggest|evaluate|study|investigate|compare|consider|examine|"
    r"explore|discuss|outline|review)\w*\b"
)
_HEADLINE = deferred(
    r"\b(?:overall|on average|average (?:of|performance|improvement)|across (?:all|the|\w+ )|"
    r"in total|"
    r"our (?:main|best|results|experiments)|experiments (?:on|with|show|demonstrate)|extensive|"
    r"experimental results|"
    r"state[- ]of[- ]the[- ]art|in summary|taken together|results (?:show|demonstrate|indicate|"
    r"suggest))\b"
)
"""What tells that a result is of the whole, and not of a line of a table."""
_HOPED = deferred(
    r"\b(?:may|might|should|would|could|will|expect\w*|potential(?:ly)?|in order to|if)\b"
)
"""What says that a result is to be thought, and not that it was had."""
_ADVICE = deferred(
    r"\bthere are other\b|\bremains? (?:an?|unclear|unknown|open|challenging)\b|\boriginally\b|"
    r"\buntil now\b|\bnot (?:yet|always)\b|"
    r"\bunder development\b|\bha(?:s|ve) not been\b|\bthere is no\b|"
    r"\bwe recommend|\bit is (?:important|possible|recommended|advisable)|\b(?:users?|one|"
    r"you) (?:can|should|may)\b|(?<!but )\bnote that\b|\bfor example\b|\bfor instance\b"
)
_WORTH: Mapping[Role, float] = {
    "abstract": 2.2, "results": 0.5, "conclusion": 1.3, "introduction": 0.9, "other": -0.6,
    "method": -1.0,
}  # fmt: skip

_TOLD = frozenset({"abstract", "introduction", "conclusion"})


def score(each: Sentence) -> float:
    """How well a sentence says what came out; below `LEAST` it doesn't."""
    if each.role not in _WORTH or (each.before and each.label != "results"):
        return -1.0
    is_found, labelled = cues.FOUND.search(each.low) is not None, each.label == "results"
    equal = _EQUAL.search(each.low) is not None
    beats = each.role == "other" and _BEATS.search(each.low) is not None
    told = is_found or labelled or equal or _RESULT.search(each.low) is not None
    if not told or _ANNOUNCED.search(each.low):
        return -1.0
    numbers = sum(1 for _ in _NUMBER.finditer(_NO_NUMBER.sub("", each.text)))
    strong = _STRONG.search(each.low) is not None
    plain = (equal and each.role in _TOLD) or (beats and not cues.OF_OTHERS.search(each.text))
    if not (plain or _may(each, numbers, is_found=is_found, strong=strong)):
        return -1.0
    headline = _HEADLINE.search(each.low) is not None
    points = _WORTH[each.role] + (1.0 if numbers else 0.0) + 0.12 * min(numbers, 4)
    points += 0.5 if numbers and _MEASURE.search(each.low) else 0.0
    points += 0.4 * strong + 0.4 * is_found + 0.5 * headline + 0.6 * labelled
    points += 0.4 if _COMPARED.search(each.low) else 0.0
    points += 0.3 if each.subject else 0.0
    points += 1.5 * beats
    points += 0.4 * equal + 0.6 * (_NEWLY.search(each.low) is not None)
    points -= _lost(each, is_found=is_found, numbers=numbers)
    if each.role == "results":
        points += 0.5 if headline and numbers and each.is_own else -0.4
        points -= 0.04 * min(each.place, 10)
    return points - each.loss


def _may(each: Sentence, numbers: int, *, is_found: bool, strong: bool) -> bool:
    """Whether a sentence may tell of a result where it stands."""
    if cues.OF_OTHERS.search(each.text) and not each.is_own:
        return False
    plain = bool(numbers) or _GAIN.search(each.low) is not None
    measured = bool(numbers and _COMPARED.search(each.low) and _MEASURE.search(each.low))
    if each.role == "abstract":
        told = is_found or (plain and (each.since > 0 or each.is_own))
        return told or each.label == "results"
    if each.role == "results":
        headline = _HEADLINE.search(each.low) is not None
        return each.is_own and (measured or (headline and (bool(numbers) or strong)))
    if each.role != "conclusion":
        told = is_found and bool(numbers) and each.role == "introduction"
        return each.is_own and (measured or told)
    if each.is_named or _WORK.match(each.low):
        return plain or is_found or _GOOD.search(each.low) is not None
    return (each.is_own or is_found) and (bool(numbers) or strong or is_found)


def _lost(each: Sentence, *, is_found: bool, numbers: int) -> float:
    """What a sentence loses that may speak of something else."""
    equal = _EQUAL.search(each.low) is not None
    lost = 1.5 if _HOPED.search(each.text) and not (is_found or equal) else 0.0
    lost += 1.5 if cues.OF_A_TABLE.search(each.low) else 0.0
    lost += 1.6 if _NO_FINDING.search(each.low) and not numbers else 0.0
    lost += 1.3 if _MADE.search(each.text) and not is_found else 0.0
    lost += 1.2 if cues.OF_THEIRS.search(each.low) and not is_found and not numbers else 0.0
    lost += 2.0 if _ADVICE.search(each.line.lower()) else 0.0
    lost += 0.3 if each.low.startswith(("for example", "for instance")) else 0.0
    lost += 0.8 if each.label in {"method", "introduction"} else 0.0
    return lost + (0.7 if cues.OF_OTHERS.search(each.text) else 0.0)
