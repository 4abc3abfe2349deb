"""What tells that a sentence states a problem, an approach, a result, a limit, or where code is."""

from __future__ import annotations

from summarizer.text.patterns import deferred

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
PLAIN_APPROACH = deferred(
    r"\b[Ww]e (?:\w+ly |then |also |first |further |therefore |thus )?(?:evaluate|establish|frame|"
    r"cast|contribute|derive|extend|consider|compare|confirm|discover|advocate|argue|apply|use|"
    r"combine|adapt|focus|address|tackle|provide|release|report|survey|review|revise|make an? )\w*|"
    r"\b(?:is|are) (?:proposed|introduced|presented|developed|studied|derived|described|"
    r"discussed|suggested|implemented)\b|\b[Ww]e (?:aim|seek|attempt)(?:ed)? to\b|"
    r"\b(?:aim|goal|purpose|objective) of (?:this|the present) (?:study|paper) (?:is|was) to\b"
)
"""What says what was done, in words that say many other things too."""
OFFERING = deferred(
    r"(?i)\b(?:package|library|toolbox|toolkit|software|program) (?:\w+ )?(?:implements|provides|"
    r"offers|contains|allows|supports)\b|\bis an? (?:[\w-]+ ){0,4}(?:package|library|toolbox|"
    r"toolkit|framework|program|tool) (?:for|that|to|which|in)\b"
)
"""How the abstract of a paper about software says what it does."""
MAIN_APPROACH = deferred(r"\b(?:propose|introduce|present|develop|describe)s?\b")
RESULT = deferred(
    r"(?i)\b(?:outperform\w*|improve(?:[sd]|ments?)?|achiev\w+|state[- ]of[- ]the[- ]art|"
    r"reach\w*|increas\w+|"
    r"reduc\w+|gains?|resulting|consists? of (?:more than |over |about )?\d|"
    r"higher|lower|better|best|significant\w*|we find|we found|results? (?:show|"
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
    r"restrict\w*|lacks?|beyond the scope|remains?|assum\w+|currently|may not|"
    r"fails?|unable|shortcoming\w*|caveat)\b"
)
BEGINS = deferred(
    r"(?i)\b(?:our|ours|in this (?:paper|work|article|study|technical report)|this (?:paper|work|"
    r"article|study))\b"
)
"""How an abstract comes to its authors' own work, beside what they say that they did."""
NAMED_LIMIT = deferred(
    r"(?i)\b(?:limitations?|limited to|beyond the scope|shortcoming\w*|caveat|lacks?|cannot|"
    r"currently|not yet|so far|unable|fails?|"
    r"only (?:consider\w*|evaluat\w+|cover\w*|test\w*|support\w*|english))\b"
)
"""What is a limit wherever it stands; "we do not show it" is one of a conclusion at most."""
ANNOUNCING = deferred(
    r"(?i)\b(?:several|some|a few|many|following|two|three|four|number of|certain|various|its|"
    r"their|no|potential|main) (?:\w+ )?(?:limitations|shortcomings|caveats)\b|\b(?:discuss|"
    r"acknowledge|outline|list|describe|note|recogni[sz]e) (?:\w+ ){0,3}"
    r"(?:limitations|shortcomings)\b"
)
"""What says that there are limits, and not which."""
LATER = deferred(
    r"(?i)\bfuture (?:work|research|studies|directions?|versions?|efforts?)\b|\b(?:we|authors) "
    r"(?:\w+ )?(?:plan|hope|intend|aim|leave|believe)\b"
)
"""What speaks of what is to come, or is hoped for."""
OWN = deferred(
    r"(?i)\b(?:we|our|ours|this (?:paper|work|study|approach|method|model|analysis|dataset)|the "
    r"(?:proposed|present|current|literature)|these results|results?)\b"
)
FOUND = deferred(
    r"(?i)\bwe (?:\w+ly |further |also )?(?:show|prove|find|found|demonstrate|reveal|confirm|"
    r"observe|discover|identify)\b|\b(?:results?|experiments?|findings?|analys[ie]s|study|evaluations?)\b"
    r"(?: [\w-]+){0,5} (?:show\w*|prove\w*|demonstrate\w*|reveal\w*|suggest\w*|indicate\w*|"
    r"confirm\w*|validate\w*)\b"
)
"""What says that something was found, be it without a number."""
NO_FINDING = deferred(
    r"(?i)\bto (?:our best|the best of our) know|\bthe first (?:work|paper|study|time)\b|"
    r"\bbest (?:guess|practices?)\b|\bwe (?:suggest|propose|introduce|present) an? "
)
"""What sounds like a result, and says how new a work is, or what it proposes."""
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
    r"sources|binaries|packages?|resources|software|librar(?:y|ies)|tools?|repository)\b"
)
ITS_CODE = deferred(r"(?i)\bcode(?:base)?\b")
RELEASED = deferred(
    r"(?i)\bwe (?:[\w-]+,? ){0,4}releas\w+|\b(?:is|are|be|been|have|and) (?:\w+ )?released\b|"
    r"\breleas(?:e|es|ing) (?:our|the|all|an?|its|both)\b|"
    r"\b(?:publicly|freely|openly|made) available|\bavailable (?:at|on|from|here|"
    r"under|upon)\b|\b(?:code|data|data ?sets?|models?|weights|implementation|resources|software|"
    r"checkpoints?|librar(?:y|ies))\b[^.;]{0,40} (?:is|are|can be|will be) (?:\w+ ){0,2}"
    r"(?:available|found|accessed|downloaded)\b|\b(?:we|to|and|fully|will) open[- ]?source\b|"
    r"open[- ]?sourced\b|\b(?:is|are) at\b|"
    r"(?<![\w.-])(?:code|data ?sets?|data|weights|software|implementation)\b[^.;]{0,30}https?://"
)
OF_OTHERS = deferred(
    r"\bet al\b|\b[A-Z]\w+ \( ?\d{4}[a-z]? ?\)|\(\d{1,3}(?:, ?\d+)*\)\.$|"
    r"\(\w[^()]{0,80}\d{4}[a-z]?\)|\[\d+(?:, ?\d+)*\]"
)
NOT_RELEASED = deferred(r"(?i)\bnot (?:\w+ )?(?:available|released)\b")
HEADLINE = deferred(
    r"(?i)\b(?:overall|on average|average (?:of|performance|improvement)|across (?:all|the|\w+ )|"
    r"in total|our (?:main|best|results|experiments)|experiments (?:on|with|show|demonstrate))\b"
)
"""What tells that a result is of the whole, and not of a line of a table."""
OF_A_TABLE = deferred(
    r"(?i)\b(?:first|second|third|fourth|last|next|top|bottom|left|right|upper|lower) "
    r"(?:line|row|column|block|part|half|panel|plot|curve)s?\b|^(?:in |as (?:shown )?in )?"
    r"(?:table|figure|fig\.)\s|\b(?:ablat\w+|we (?:remove|omit|drop)|variant)\b"
)
"""What tells that a sentence leads through a table."""
POINTING = deferred(
    r"(?:However|Moreover|Furthermore|In addition|Additionally|Thus|Therefore|Hence|Finally|Also|"
    r"Specifically|In particular|As a result|For example|For instance|Besides|Consequently|"
    r"Particularly|On the other hand|Likewise|Similarly|Conversely|In contrast|Nevertheless|"
    r"Notably|Interestingly|Accordingly|To this end|To that end|Concretely|Meanwhile|"
    r"In this (?:paper|work|article|study|technical report)|But|So|And|Unfortunately|Importantly|"
    r"Surprisingly|Most (?:significantly|importantly|notably)|"
    r"Empirically|Secondly|Second|Firstly|First|Third|As we show|Given that|Nonetheless|"
    r"(?:Motivated|Inspired) by (?:this|these|that)[^,]{0,40}|"
    r"Based on (?:this|these|the) [^,]{0,30}|"
    r"(?:In order )?[Tt]o (?:address|deal with|tackle|solve|overcome|mitigate|bridge|fill|remedy|"
    r"alleviate|handle|resolve) (?:this|these|the|such)\b[^,]{0,40}|"
    r"Instead|Indeed|Still|Yet|Lastly|Again|Here)(?:, ?|(?<=But) |(?<=So) |(?<=And) )"
)
ALSO = deferred(r"^We (?:also|additionally|further|then|therefore|thus) ")
ASIDE = deferred(
    r"\s?\((?:see |cf\.? |e\.g\.,? )?(?:[^()]{0,80}(?:et al\.?,?|,) ?(?:19|20)\d\d[a-z]?|(?:also )?"
    r"(?:Fig(?:ure|\.)|Table|Tab\.|Sec(?:tion|\.|t\.)|Appendix|App\.|§)[^()]{0,20})\)|"
    r"\s?\[\d+(?:, ?\d+)*\]"
)
"""What a line does without: references, and where to look."""
REFERRING = deferred(
    r"(?i)\b(?:this|these|those|such|the above|the latter|the former) (?:challenge|problem|issue|"
    r"limitation|gap|question|setting|task|approach|assumption|case|method|observation|finding|"
    r"difference|shortcoming|reason|trend|phenomen)\w*"
)
"""What speaks of a sentence before."""
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
HOPED = deferred(r"\b(?:may|might|should|would|could|will|expect\w*)\b")
"""What says that a result is to be thought, and not that it was had."""
NO_LINE = deferred(
    r"^[\])}.,;>]|[\[(,;=<>]\s?[.!?]$|[.!?] [^\W\d]\.$|\bp-value\s?[=<]|"
    r"\b(?:paper|article|work|rest|remainder|remaining sections)\b.{0,30}\b"
    r"(?:organi[sz]ed|structured)\b|"
    r"^(?:In )?Section \d|\bplease cite\b"
)
"""Sentences that a formula has torn, a program's output, and what says what stands where."""
ADDRESS = deferred(
    r"(?i)https?://\S*(?:github|gitlab|huggingface|zenodo|bitbucket|osf\.io|figshare|kaggle|"
    r"sourceforge)\S*|https?://\S+"
)


def begins(sentence: str, name: str | None) -> bool:
    """Whether an abstract comes to its authors' own work with a sentence."""
    said = (BEGINS, APPROACH, PLAIN_APPROACH, FOUND)
    return bool(name and name in sentence) or any(each.search(sentence) for each in said)
