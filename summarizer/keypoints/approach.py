"""The approach: what the authors did, made or studied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.keypoints import cues
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.keypoints.roles import Role
    from summarizer.keypoints.sentences import Sentence

LEAST = 1.0
_MAIN = deferred(
    rf"{cues.SUBJECT}{cues.ADVERBS}(?:propos(?:e|es|ed|ing)|introduc(?:e|es|ed|ing)|present(?:s|"
    r"ed|ing)?|"
    r"develop(?:s|ed|ing)?|describ(?:e|es|ed|ing)|design(?:s|ed)?|buil(?:d|ds|t)|devis(?:e|es|"
    r"ed)|offers?|offered|"
    r"creat(?:e|es|ed)|construct(?:s|ed)?|implement(?:s|ed)?)\b"
)
"""What says what is new."""
_STUDY = deferred(
    rf"{cues.SUBJECT}{cues.ADVERBS}(?:stud(?:y|ies|ied)|investigat\w+|explor\w+|examin\w+|"
    r"analy[sz]\w+|revisit\w*|survey\w*|"
    r"review\w*|conduct\w*|measur\w+|compar\w+|ask\w*|train\w*|address\w*|tackl\w+|consider\w*|"
    r"evaluat\w+|assess\w*|test(?:s|ed)?|"
    r"extend\w*|deriv\w+|establish\w*|contribut\w+|systemati[sz]\w+|provid\w+|give\w*|gave|"
    r"discuss\w*|illustrat\w+|outlin\w+|"
    r"formulat\w+|perform\w*|reduc\w+|show how|demonstrate how|focus\w*|cast|frame|argu\w+|"
    r"advocat\w+|generali[sz]\w+|unif\w+|"
    r"estimat\w+|quantif\w+|characteri[sz]\w+|simulat\w+|combin\w+|adapt\w*|leverag\w+|model\w*|"
    r"recast|reformulat\w+|deal\w*|aim\w*|"
    r"summari[sz]\w+|releas\w+|collect\w*|curat\w+|appl(?:y|ies|ied)|use|uses|used|employ\w*|"
    r"incorporat\w+|integrat\w+|"
    r"determin\w+|identif\w+|synthesi[sz]\w+|report\w*|view|treat|look|take|make|solve|generate|"
    r"learn)\b"
)
"""What says what was done, in words that say many other things too."""
_PASSIVE = deferred(
    r"\b(?:is|are|was|were|have been|has been) (?:here |\w+ly )?(?:proposed|introduced|"
    r"presented|developed|studied|derived|described|"
    r"discussed|suggested|implemented|investigated|analy[sz]ed|examined|considered|outlined|"
    r"reviewed|illustrated|conducted|"
    r"evaluated|compared|carried out|performed|assessed|designed|extended)\b"
)
_AIM = deferred(
    r"\b(?:aims?|goals?|purposes?|objectives?) (?:of|in) (?:this|the present|our|the current|"
    rf"the) (?:\w+ )?{cues.PAPER} (?:is|was|were|are)\b|"
    r"\bwe aim at \w+ing\b|^(?:our|the) (?:\w+ )?(?:aim|goal|purpose|objective) (?:is|was)\b|"
    r"\b(?:this|the present|"
    rf"the current) {cues.PAPER} (?:aims|seeks|attempts)"
)
_INSIDE = deferred(rf"^[Ii]n (?:this|the present|our) (?:\w+ )?{cues.PAPER}\b")
_OFFERING = deferred(
    r"\b(?:package|library|toolbox|toolkit|software|program|framework|system|tool|module|"
    r"extension)s? (?:\S+ )?(?:\([^()]*\) )?(?:\w+ly |also |which |that )?(?:implements?|"
    r"provides?|"
    r"offers?|contains?|allows?|supports?|enables?|facilitates?|computes?|performs?|fits?|"
    r"extends?|makes?|includes?|features?|aims?|estimates?|simplif\w+|can (?:be used|handle))\b|"
    r"\bis an? (?:(?!and |the |of |that )[\w+-]+,? ){0,6}(?:package|library|toolbox|toolkit|"
    r"framework|software)\b|"
    r"\bis an? (?:[\w+-]+,? ){0,6}(?:program|tool|system|language|platform|suite|environment|"
    r"collection) (?:for|that|to|which|in|with|of|and|written|developed|designed)\b|"
    r"^the (?!resulting|above|same|first)[\w-]+ (?:algorithm|method) (?:uses|is inspired|"
    r"is based|generates|works|builds|constructs)\b|"
    r"\bprovides? (?:the |an? )?(?:functions?|methods?|tools?|implementations?|classes|"
    r"facilities|functionality)\b"
)
"""How the abstract of a paper about software says what it does."""
_OFFERS = deferred(
    r"\b(?:implements?|provides?|offers?|contains?|allows?|supports?|enables?|facilitates?|"
    r"computes?|performs?|fits?|"
    r"extends?|includes?|features?|aims?|estimates?|uses?|combines?|is an?|is the|is designed|"
    r"are designed|learns?|"
    r"generates?|can be used|consists? of|leverages?|integrates?|builds?|simplif\w+|automates?|"
    r"makes?|unifies|employs?|was|were)\b"
)
_MORE = deferred(
    r"^(?:we )?(?:also|additionally|in addition|furthermore|moreover|concurrently|besides|"
    r"further|finally|second(?:ly)?|third(?:ly)?|"
    r"specifically|in particular|more specifically|concretely|then|next|for example|lastly|"
    r"using|for the|to (?:evaluate|train|test|validate|demonstrate|"
    r"illustrate|support|facilitate|overcome the))\b|\bwe (?:also|additionally|further|then|"
    r"finally)\b"
)
"""What goes on where the approach was already said."""
_CHECKED = deferred(
    r"\b(?:evaluate|test|validate|apply|illustrate|demonstrate|compare)s?d? (?:our|"
    r"the (?:proposed|method|approach|model|package|use|performance|"
    r"framework|effectiveness)|these|this|its?)\b|\b(?:illustrated|demonstrated|evaluated|"
    r"discussed) (?:with|by|on|using|for|in|through)\b"
)
"""How the work was tried."""
_FINDS = deferred(
    r"\b(?:[Ww]e|[Rr]esults|[Ee]xperiments)\b (?:\w+ ){0,3}(?:show|find|found|demonstrate|"
    r"observe|prove)\b(?! how)"
)
_RELEASES = deferred(r"\breleas\w+|\bavailable\b|\bopen-?sourc\w+")
_FIRST = deferred(
    r"\bbest of our knowledge\b|\bfirst set of experiments\b|\bin (?:our )?experiments\b|"
    r"\bwe (?:believe|hope|conclude)\b"
)
_NONE = deferred(
    r"^for \W?\w+ ?= ?\S+ we\b|^(?:from|in|on) (?:the|these|this) (?:\w+ )?(?:plots?|figures?|"
    r"tables?|output|results|graphs?)\b|"
    r"\bwe can (?:\w+ )?(?:see|observe)\b|\boriginally\b|"
    r"\b(?:designed|developed|written|proposed|invented|introduced|"
    r"created) by [a-z]+ (?:[a-z]\. )?"
    r"[a-z-]+(?:,| and\b|\.$)"
)
"""What speaks of a figure, or of who made something."""
_FIELD = deferred(
    r"\b(?:is|are|(?:has|have) become) (?:now )?"
    r"(?:an? |the |one of the |among the )?(?:\w+ly |most |"
    r"very )*"
    r"(?:powerful|popular|common|used|standard|well[- ]known|established|important|prominent|"
    r"successful)"
    r"(?:,? (?:and )?[\w-]+){0,3} (?:tools?|techniques?|methods?|approach(?:es)?|systems?|"
    r"algorithms?|frameworks?|packages?|software|models?|ways?|class(?:es)?)\b"
)
"""What the field uses: background."""
_THEY_DID = deferred(
    r"\b(?:[A-Z][a-z]+ (?:and|&) [A-Z][a-z]+|[A-Z][a-z]+ et al\.?),? (?:[(\[][^()]{0,20}[)\]] )?"
    r"(?:\w+ly |first |also |have |has )?(?:propos|introduc|present|develop|describ|suggest|"
    r"show)(?:ed|n)\b"
)
_UPDATE = deferred(r"^in this (?:\w+ )?(?:update|upgrade|release|(?:new|major) version)\b")
_SAYS_LITTLE = deferred(
    rf"^(?:this|the) {cues.PAPER} \w+ (?:the|our) (?:package|library|toolbox|software)"
    r"(?: and its \w+)?\.$|"
    r"\b(?:package|library|toolbox|software)(?: \S+)? for (?:use|usage) (?:with|within|in|from) "
    r"(?:the )?[\w+]+(?: \w+)?\.$"
)
_USED = deferred(r"\b(?:has|have) (?:already |also )?been (?:\w+ly )?(?:used|applied|adopted)\b")
_WHAT_FOR = deferred(
    r"^(?:\S+ ){1,4}is (?:(?:designed|intended|meant|aimed|made) )?(?:for|at|to be used)\b"
)
_ADDED = deferred(r"\b(?:package|library|toolbox|software|framework|it|api) (?:\w+ )?also\b")
_THIS = deferred(rf"\b[Tt]his {cues.PAPER} (?!is |was |has )[a-z]+s\b")
_ARGUED = deferred(r"\b(?:argue|advocate)s?\b")
_LATER = deferred(r"\bfuture\b|\bin section\b|\bfor (?:simplicity|brevity)\b|\bappendix\b")
_HALF = 0.5
_WORTH: Mapping[Role, float] = {
    "abstract": 1.5,
    "introduction": 0.3,
    "conclusion": 0.1,
    "other": -1.2,
}


def score(each: Sentence) -> float:
    """How well a sentence says what was done; below `LEAST` it doesn't."""
    if each.role not in _WORTH and each.section.kind != "abstract":
        return -1.0
    act = -1.0 if _is_of_others(each) else _act(each)
    if act <= 0:
        return -1.0
    points = act + _WORTH.get(each.role, 0.0) + 1.2 * each.titled
    points += 1.0 if _UPDATE.match(each.low) else 0.0
    points -= 2.0 if each.restates or _SAYS_LITTLE.search(each.low) else 0.0
    points -= 1.5 if _USED.search(each.low) else 0.0
    points -= 0.8 if _WHAT_FOR.match(each.low) else 0.0
    points -= 0.9 if _MORE.match(each.low) else 0.0
    points -= 0.6 if _ADDED.search(each.low) else 0.0
    points -= 0.8 if _CHECKED.search(each.low) else 0.0
    points -= 0.8 if _RELEASES.search(each.low) else 0.0
    points -= 1.2 if _FIRST.search(each.low) else 0.0
    points += 0.4 if each.is_named else 0.0
    points -= 0.5 if _ARGUED.search(each.low) else 0.0
    points -= 0.8 if _LATER.search(each.low) else 0.0
    points -= 0.7 if cues.OF_OTHERS.search(each.text) and each.role != "abstract" else 0.0
    points -= 0.4 if len(each.line.split()) < 9 else 0.0  # noqa: PLR2004 - says too little
    points -= 0.5 if each.label in {"results", "conclusion", "introduction"} else 0.0
    if each.role == "abstract":
        return points - 0.15 * min(each.since, 8) - each.loss
    return points - 0.03 * min(each.place, 30) - each.loss


def _is_of_others(each: Sentence) -> bool:
    """Whether a sentence tells of the field, a figure or others' work."""
    if _NONE.search(each.low) or _THEY_DID.search(each.text):
        return True
    return not (each.is_own or each.is_named) and _FIELD.search(each.low) is not None


def _act(each: Sentence) -> float:
    """What a sentence says was done, by how clearly."""
    abstract = each.role == "abstract"
    if _MAIN.search(each.text):
        return 2.0
    if _INSIDE.search(each.text) or _AIM.search(each.low):
        return 1.6
    if each.subject and _OFFERS.search(each.text):
        return 1.6 if abstract else 0.9
    if _STUDY.search(each.text):
        return 1.4 if abstract else 0.8
    return _in_abstract(each) if abstract else 0.0


def _in_abstract(each: Sentence) -> float:
    """What only an abstract says of its paper in such words."""
    said = (
        (1.5, _OFFERING.search(each.low)),
        (1.4, _THIS.search(each.text)),
        (0.0, cues.OF_OTHERS.search(each.text)),
        (1.2, each.label == "method"),
        (1.1, _PASSIVE.search(each.text)),
        (0.5, _FINDS.search(each.text)),
        (0.9, cues.OWN_ACT.search(each.text)),
        (0.4, each.titled >= _HALF and not each.place and not cues.OF_THEIRS.search(each.low)),
    )
    return next((worth for worth, found in said if found), 0.0)
