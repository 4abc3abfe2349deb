"""What tells whose work a sentence speaks of, and what makes it no line of any point."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.text.patterns import deferred

PAPER = (
    r"(?:paper|work|article|study|vignette|manuscript|report|technical report|thesis|note|"
    r"document|chapter|"
    r"survey|review|tutorial|contribution|project|investigation|research|position paper|"
    r"case study|demo)"
)
"""What a paper calls itself."""
SUBJECT = (
    rf"(?:\b[Ww]e|\bI|\b[Tt]his (?:\w+ )?{PAPER}|\b[Tt]he (?:present |current )?(?:paper|article|"
    r"study|authors?|"
    r"manuscript|vignette)|\b[Oo]ur (?:paper|work|study|research))"
)
"""Whom a paper calls the one that did what was done."""
ADVERBS = (
    r",? (?:(?:\w+ly|then|also|first|further|therefore|thus|here|now|next|in turn|hereby|"
    r"instead|have|has|had|"
    r"will|can|aim to|aims to|aimed to|seek to|seeks to|sought to|attempt to|attempted to|"
    r"set out to|try to|"
    r"in (?:this|the present) \w+|\((?:i{1,3}|[1-3a-c])\)),? )*"
)
OWN_ACT = deferred(
    rf"{SUBJECT}{ADVERBS}(?:propose|introduce|present|develop|describe|design|buil[dt]|devise|"
    r"stud[yi]|"
    r"investigat|explor|examin|formulat|analy[sz]|revisit|show|conduct|measur|ask|train|creat|"
    r"construct|"
    r"reduc|evaluat|establish|frame|cast|contribut|deriv|extend|consider|compar|confirm|"
    r"discover|advocat|"
    r"argu|appl[yi]|use|us(?:ing|ed)|combin|adapt|focus|address|tackl|provid|releas|report|"
    r"survey|review|"
    r"revis|ma[dk]e|offer|giv|gave|discuss|implement|illustrat|demonstrat|outlin|test|assess|"
    r"perform|"
    r"identif|quantif|characteri[sz]|estimat|simulat|leverag|employ|utili[sz]|generali[sz]|unif|"
    r"collect|curat|tr(?:y|ied)|prov[ei]|reveal|f[io]u?nd|observ|obtain|achiev|improv|suggest|"
    r"call|"
    r"systemati[sz]e|synthesi[sz]e|aim|seek|attempt|want|look|tak|deal|cover|summari[sz]|"
    r"advance|bring|"
    r"pursue|draw|bridge|fill|turn|model|view|treat|recast|rethink|scale|learn|generat|"
    r"optimi[sz]|solv|"
    r"highlight|tested|determin|map|trac|pose|posit|hypothesi[sz]|enabl|overcome|relax|start|go|"
    r"integrat|"
    r"incorporat|augment|equip|define|choose|select|select|allow|support|contain|fit|embed|"
    r"search|replac)\w*"
)
"""That the authors did something."""
BEGINS = deferred(
    rf"\b[Ii]n (?:this|our|the present) (?:\w+ )?{PAPER}\b|\b[Tt]his (?:\w+ )?{PAPER}\b|"
    r"\b[Hh]ere(?:in)?,? we\b|"
    r"\b[Oo]ur work\b|\b[Oo]ur (?:\w+ ){0,3}(?:methods?|approach(?:es)?|models?|framework|"
    r"algorithms?|systems?|"
    r"work|analys[ie]s|"
    r"experiments?|results?|findings?|evaluations?|techniques?|contributions?|stud(?:y|ies)|"
    r"datasets?|"
    r"benchmarks?|package|library|software|tool|architecture|pipeline|aim|goal|objective|main|"
    r"proposed|"
    r"key|novel|new|solution|formulation|theory|code|implementation|design)\b|"
    r"\b(?:aim|goal|purpose|objective)s? (?:of|in) (?:this|the present|our|"
    rf"the current) (?:\w+ )?{PAPER}\b|"
    r"\bthe (?:proposed|present|resulting|presented) (?:\w+ )?(?:methods?|approach|models?|"
    r"framework|algorithms?|systems?)\b|"
    r"\b(?:is|are) (?:\w+ )?(?:proposed|introduced|presented|discussed|outlined|illustrated|"
    r"reviewed|suggested|demonstrated|investigated|described here|developed here)\b|"
    r"\b(?:new|novel|improved|faster|simpler|better) (?:\w+ ){1,3}(?:is|are) (?:described|given|"
    r"developed|derived)\b"
)
"""How an abstract comes to its authors' own work, beside what they say that they did."""
OWN = deferred(
    r"\b(?:we|our|ours|i|this (?:paper|work|study|approach|method|model|analysis|dataset|article|"
    r"package|framework|system|survey|software|implementation|version|release|vignette)|the "
    r"(?:proposed|present|current|presented|package|library|software(?! (?:implementations|"
    r"systems|tools|packages))|toolbox|new "
    r"(?:implementation|method|algorithm|version|package|approach))|"
    r"(?:these|the|our) results|results (?:show|suggest|indicate|demonstrate|reveal))\b"
)
FOUND = deferred(
    r"\bwe (?:\w+ly |further |also |then |have |can )*(?:show|shown|prove|proved|find|"
    r"found|demonstrate|demonstrated|reveal|"
    r"confirm|observe|observed|discover|identify|identified|conclude|concluded)\b|"
    r"\b(?:results?|experiments?|findings?|analys[ie]s|study|evaluations?|simulations?|"
    r"comparisons?|tests?|benchmarks?|"
    r"comparison|case stud(?:y|ies)|paper|assessments?|testing|ablations?|applications?)\b"
    r"(?: [\w,-]+){0,11}(?<! to) (?:show|prov(?:e|ing)|demonstrat|reveal|suggest|indicat|"
    r"confirm|validat|verif(?:y|ies)|"
    r"highlight|underscore|establish)\w*\b|"
    r"\b(?:showing|demonstrating|revealing|confirming|indicating|suggesting) that\b|"
    r"\bit (?:is|was) (?:\w+ )?(?:shown|found|demonstrated|observed|concluded|proved|"
    r"proven) that\b|"
    r"\b(?:is|are|was|were) (?:\w+ )?(?:shown|found|demonstrated|observed|proved|proven) to\b"
)
"""What says that something was found, be it without a number."""
NAMED = deferred(
    r"\b(?:[Pp]ropos(?:e|es|ed|ing)|[Ii]ntroduc(?:e|es|ed|ing)|[Pp]resent(?:s|ed|ing)?|"
    r"[Dd]evelop(?:s|ed)?|[Dd]escrib(?:e|es|ed)|"
    r"[Dd]ubbed|[Tt]ermed|[Cc]alled|[Nn]amed|[Nn]amely|[Cc]reated?|[Bb]uil[dt])"
    r" (?:it |the |an? |as )?(?:\w+ )?[\u201c\u2018\"'`]?([A-Za-z][\w+.]{0,40}-?(?:[A-Z]{2}|"
    r"[a-z][A-Z]|[A-Z][a-z]+[A-Z]|(?<=[a-z])\d)[\w+-]{0,40})"
    r"(?=\s?[,.;:(\u201d\"']| (?:that|which|for|to|as|an?|is|with|and|in|on)\b)|"
    r"\b(?:[Pp]ackages?|[Ll]ibrary|[Tt]oolbox|[Tt]oolkit|[Ss]oftware|[Pp]rogram|"
    r"[Uu]sing) [\u201c\u2018\"'`]?([a-z][\w+.]{0,40}\d\b|[A-Za-z][\w+.]{0,40}[a-z][A-Z]"
    r"[\w+.]{0,40})|"
    r"\b(?:[Tt]he|R|Python|[Tt]his|[Oo]ur|[Aa]n?|in|of|with|by) (?:R )?(?:package|library|"
    r"toolbox) [\u201c\u2018\"'`]?([A-Za-z][\w+.]{2,})"
    r"\b|\b(?:[Tt]he|R) ([A-Za-z][\w.]{2,}) (?:add-on )?(?:package|library|toolbox)\b|"
    r"\b(?:[Pp]ropos|[Ii]ntroduc|[Pp]resent|[Dd]evelop|[Dd]escrib)(?:e|es|ed|"
    r"s)?\b[^.()]{0,160} \(([A-Z][\w-]*[A-Z][\w-]*)\)|"
    r"^[`\u201c\"]?(\w[\w.+-]+)[`\u201d\"]? is an? (?:[\w+-]+,? ){0,5}(?:package|library|toolkit|"
    r"framework|software|tool|toolbox|module|program|environment)\b"
)
"""A name that the authors give to their own."""
IS_A = deferred(r"([A-Z][\w.]*|[a-z]+\d+) is an? ")
"""How an abstract begins with what its title may name."""
NO_NAME = frozenset(
    "this that these there here it what which who for and with from has can new first same whole "
    "present resulting following provides implements offers allows contains written called named "
    "statistical software source add-on corresponding current latest proposed companion our base "
    "paper work is was are will also described discussed used using therein".split()
)
"""What is no name where one may stand."""
SPELT_SMALL = deferred(
    r"[a-z][\w.]+ (?:is an? |provides |implements |offers |supports |allows |contains |extends |"
    r"enables )"
)
"""How a sentence begins with a name in small letters."""
OF_OTHERS = deferred(
    r"\bet al\b|\b[A-Z]\w+ \( ?\d{4}[a-z]? ?\)|\(\d{1,3}(?:, ?\d+)*\)\.$|"
    r"\(\w[^()]{0,80}\d{4}[a-z]?\)|\[\d+(?:, ?\d+)*\]"
)
OF_THEIRS = deferred(
    r"\b(?:existing|previous|prior|other|traditional|conventional|classical|standard|many|most|"
    r"current|earlier|recent|"
    r"alternative) (?:\w+ )?(?:methods?|approach(?:es)?|work|works|models?|studies|techniques|"
    r"systems|programs?|packages?|software|tools?|"
    r"implementations?|algorithms?|solutions?|literature|research|datasets?|"
    r"benchmarks?)\b (?!that|which|by\b|in\b|on\b|with\b|for\b)[a-z]+"
)
"""What others' work does."""
OF_A_TABLE = deferred(
    r"\b(?:first|second|third|fourth|last|next|top|bottom|left|right|upper|lower) "
    r"(?:line|row|column|block|part|half|panel|plot|curve)s?\b|^(?:in |as (?:shown )?in )?"
    r"(?:table|figure|fig\.)\s|^(?:from|in) (?:the|these|this) (?:\w+ )?(?:plots?|figures?|"
    r"graphs?)\b|"
    r"\b(?:ablat\w+|we (?:remove|omit|drop)|variant)\b"
)
"""What tells that a sentence leads through a table."""
_TORN = deferred(
    r"^[\])}.,;>]|[\[(,;=<>]\s?[.!?]$|[.!?] [^\W\d]\.$|\.{4}|\u2026\s?\.|"
    r"^(?:Question|Answer|Justification|Guidelines):|"
    r"^(?:In )?Section \d|^(?:Table|Figure|Fig\.) \d+[.:]|^Keywords?\b"
)
"""Sentences that a formula has torn, and captions."""
_OUTLINE = deferred(r"\b(?:organi[sz]ed|structured|arranged|laid out)\b")
_OF_OUTLINE = deferred(rf"\b(?:{PAPER}|rest|remainder|sections)\b[^.]{{0,30}}$")
_PRINTED = deferred(
    r"e-?mail:|\burl:|\bp-value\s?[=<]|\bplease cite\b|\bpreprint of\b|"
    r"\bbased on the manuscript\b|"
    r"\b(?:modified|updated|revised|extended|previous|earlier|preprint) version (?:of|to)\b|"
    r"\b(?:was|has been) published (?:in|as)\b|\bpublished (?:in|online|by) the\b|\bcite this\b|"
    r"\bcopyright\b|\u00a9|\ball rights reserved|\bcorrespondence to\b|"
    r"\b(?:written|typeset|prepared) in (?:plain )?(?:la)?tex\b|"
    r"\baccepted for publication\b|"
    r"\b(?:manuscript|article) has been (?:published|accepted)"
)
"""A program's output, and what is said of the printed paper and its authors."""
ADDRESS = deferred(
    r"(?i)https?://\S*(?:github|gitlab|huggingface|zenodo|bitbucket|osf\.io|figshare|kaggle|"
    r"sourceforge)\S*|https?://\S+"
)


AGAINST = deferred(
    r"(?:(?:However|But),? )?(?i:in contrast|by contrast|conversely|on the other hand|instead)"
    r"(?: ?,|\b(?! of| to))"
)
"""How a sentence begins that speaks against the one before."""
OPENS_LIST = deferred(
    r"\S,? (?:such as|featuring|including|namely|for example|for instance|"
    r"e\.g\.,?) ?:(?: ?\u2022)?$"
)
"""How a sentence ends that says enough without the list behind it."""
ENDS_WITH_ADDRESS = deferred(r"https?://\S+$")


def is_no_line(sentence: str) -> bool:
    """Whether a sentence is torn, or says what stands where and how the paper was printed."""
    low = sentence.lower()
    outline = _OUTLINE.search(low)
    if outline and _OF_OUTLINE.search(low, 0, outline.start()):
        return True
    return bool(_TORN.search(sentence) or _PRINTED.search(low))


@lru_cache(maxsize=64)
def subject(name: str) -> re.Pattern[str]:
    """A sentence's beginning that has a name as what it speaks of."""
    own = re.escape(name)
    return re.compile(
        r"(?:[\w', -]{0,40}, )?(?:[Tt]he |Our |An? )?(?:R |Python |C\+\+ )?(?:[Pp]ackage |"
        rf"library |program |toolbox |software )?[\u201c\u2018\"'`]?{own}[\u201d\u2019\"'`]?"
        r"(?: (?:package|library|framework|toolbox|software|system|model|method))?"
        r"(?: \([^()]*\))?,? (?:\w+ly |also |then |can |now )?[a-z]+"
    )
