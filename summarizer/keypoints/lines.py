"""A sentence as a line: without what leads back, points elsewhere, or only marks a list."""

from __future__ import annotations

import re

from summarizer.keypoints.cues import PAPER
from summarizer.text.patterns import deferred
from summarizer.text.plain import one_line

_USUAL = 34
"""Words of a line that is not too long."""
_LABEL = deferred(
    r"(?:[•\-*]\s+|\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])\)\s+|\d{1,2}\.\s+(?=[A-Z]))?"
    r"(?P<label>(?:Background|Introduction|Context|Motivation|Objectives?|Aims?|Goals?|Purpose|"
    r"Problem|Methods?|Methodology|Approach|Design|Materials? and methods?|Results?|Findings?|"
    r"Conclusions?|Significance|Contributions?|Discussion|Implications|Limitations?|Availability"
    r"|Code|Data)(?: (?:and|&) \w+)*\s?[:.\u2014\u2013]\s+(?=[^\W\d_]*[A-Z]))?",
    flags=0,
)
_CAPITALS = deferred(
    r"(?P<label>BACKGROUND|INTRODUCTION|OBJECTIVES?|AIMS?|PURPOSE|METHODS?|RESULTS?|FINDINGS|"
    r"CONCLUSIONS?|DISCUSSION|DESIGN|LIMITATIONS?|AVAILABILITY)(?: (?:AND|"
    r"&) [A-Z]+)*\s?[:.]?\s+(?=[A-Z\d])"
)
_POINTING = deferred(
    r"(?:However|Moreover|Furthermore|In addition|Additionally|Thus|Therefore|Hence|Finally|Also|"
    r"Specifically|More specifically|In particular|As a result|For example|For instance|Besides|"
    r"Consequently|Particularly|On the other hand|On the one hand|Subsequently|Likewise|"
    r"Similarly|Conversely|"
    r"In contrast|By contrast|Nevertheless|Notably|Interestingly|Accordingly|To this end|"
    r"To that end|Toward(?:s)? this (?:end|goal)|For this purpose|For this reason|"
    r"Concretely|Meanwhile|"
    rf"In (?:this|the present) {PAPER}|"
    r"As (?:pointed out|mentioned|noted|discussed|described|shown|stated|seen) (?:above|before|"
    r"earlier|previously|in [^,]{0,25})|"
    r"But|So(?! far)|And|Unfortunately|"
    r"Importantly|Surprisingly|Remarkably|Crucially|More importantly|"
    r"Most (?:significantly|importantly|notably)|In (?:summary|conclusion|short|sum|brief|turn|"
    r"fact|truth|reality)|"
    r"To summari[sz]e|To conclude|Taken together|Then|Now|First of all|"
    r"Empirically|Secondly|Second|Firstly|First|Thirdly|Third|Next|As we show|Given that|"
    r"Nonetheless|(?:Motivated|Inspired) by (?:this|these|that)[^,]{0,40}|"
    r"Based on (?:this|these|the) [^,]{0,30}|Building (?:up)?on (?:this|these)[^,]{0,30}|"
    r"(?:In order )?[Tt]o (?:address|deal with|tackle|solve|overcome|mitigate|bridge|fill|remedy|"
    r"alleviate|handle|resolve|achieve|meet|do|close|answer) (?:this|these|the|such|"
    r"so)\b[^,]{0,40}|"
    r"In (?:more )?detail|In light of (?:this|these)[^,]{0,30}|With this in mind|"
    r"In response(?: to (?:this|these)[^,]{0,30})?|"
    r"Leveraging (?:this|these)[^,]{0,20}|At last|Instead|Indeed|Still|Yet|Lastly|Again|Here|"
    r"Further|Concurrently|Alternatively|"
    r"(?:Despite|Beyond|Besides|Among) (?:this|these|those|such)[^,]{0,40})"
    r"(?:, ?|(?<=But) |(?<=So) |(?<=And) |(?<=Here) (?=we )|(?<=For example) (?=in )|(?<=paper|"
    r"study) (?=we )|"
    r"(?<=work) (?=we )|(?<=article) (?=we ))"
)
_SHORT = frozenset(
    "a i an am as at be by do go he if in is it me my no of ok on or so to up us we vs al et eg ie "
    "de la le nd rd st th id ii iv vi px cm mm km kg ms".split()
)
_BROKEN, _PAIRS = 0.03, 0.02
"""Shares of all words that are unknown pieces of one or two letters, and of two."""
_NOTED = deferred(
    r"^(?:It (?:should|must|has to|is worth|is important)(?: also)? (?:be noted|noting|to note|"
    r"be mentioned|be "
    r"stressed)|(?:Please |We )?[Nn]ote|We (?:would like to )?(?:note|stress|emphasi[sz]e|"
    r"remark)) that (?=\w)",
)
"""What only says that something is said."""
_ALSO = deferred(r"^We (?:also|additionally|further|then|therefore|thus|furthermore|hence),? ")
_THERE = deferred(r"^(\w+(?: \w+){0,3}), (?:however|therefore|thus|moreover|furthermore|hence), ")
_ASIDE = deferred(
    r"\s?\((?:see |cf\.? |e\.g\.,? |as in |for instance )?(?:also )?"
    r"(?:[^()]{0,120}(?:et al\.?,?|,|\b[A-Z]\w+) ?(?P<year>\()?(?:19|20)\d\d[a-z]?(?(year)\))"
    r"(?:, [^()]{0,20})?|"
    r"(?:also |see )?"
    r"(?:Fig(?:ure|s?\.)|Table|Tab\.|Sec(?:tion|\.|t\.)|Appendix|App\.|\u00a7|Eq|"
    r"Supp\w*)[^()]{0,30})\)|"
    r"\s?\[\d+(?:[,\u2013-] ?\d+)*\](?:[\u2013-]\[\d+\])?|"
    r"\s?\[[^\[\]@]{0,30}@[^\[\]]{1,300}\]|"
    r"[\s~]?\\(?:cite\w*|ref)\*?(?:\[[^\[\]]{0,40}\]){0,2}\{[^{}]{0,300}\}"
)
"""What a line does without: references, also as keys in Markdown, and where to look."""
_STYLED = deferred(r"(\$?)\\(?:emph|text(?:bf|it|sc|tt|sf|rm)|underline)\{([^{}]{1,300})\}\1")
"""What LaTeX only says the style of."""
_NEEDED = deferred(
    r"(?:^|[,;] |\b(?:in|of|by|from|to|with|than|as|on|at|and|or|see|both|between|"
    r"(?:follow|extend|adopt|outperform)(?:s|ed|ing)?|(?:us|improv|propos|introduc)(?:e|es|ed|ing))"
    r" ?)$",
    flags=re.IGNORECASE,
)
"""Behind which a reference is a word of the sentence: "as in [3]"; without it, it would be torn."""
_CITED = deferred(r"\[\d+(?:[,\u2013-] ?\d+)*\](?!\()")
_VERB = deferred(r" (?:[a-z]+(?:ed|s)|have|are|were|did|\w+ly [a-z]+(?:ed|s))\b")
_OPENED = deferred(
    r",? (?:such as|featuring|including|namely|for example|for instance|"
    r"e\.g\.,?) ?:(?: ?\u2022)?$"
)
"""What opens a list that the line does without."""
_BRACKETED = deferred(r"\(([^()]+[.!?]?)\)\.?")
_REFERRING = deferred(
    r"\b(?:this|these|those|such|the above|the latter|the former|said) (?:challenge|problem|"
    r"issue|"
    r"limitation|gap|question|setting|task|approach|assumption|case(?! stud)|method|observation|"
    r"finding|"
    r"difference|shortcoming|reason|trend|phenomen|result|effect|technique|model|purpose|way|"
    r"information|bottleneck|type|situation|drawback|scenario|combination|feature|property|fact|"
    r"end)\w*"
)
"""What speaks of a sentence before."""
_LOOSE = deferred(
    r"\b(?:in|for|of|with) (?:these|such) (?:\w+ )?(?:disciplines?|fields|areas|domains|"
    r"applications|"
    r"settings)\b|\bthe corresponding\b"
)
"""What leads back, though the sentence can be read without."""
_DANGLING = deferred(
    r"(?:This|These|That|Those|It|They|Its|Their|Such|Here|There|He|She|Both|Another|Table|"
    r"Figure|Fig\.|Doing so|The same|The (?:former|latter|other|above|next|following)|Neither|"
    r"In Table|In Figure|As shown|As (?:mentioned|noted|discussed|described|before|above|such)|"
    r"The (?:first|second|third|last|next) (?:line|row|column|one|step|problem|approach)s?|"
    r"One of (?:them|these)|"
    r"In (?:this|that|these|such|both|the latter|the former)|For (?:this|that|these|such)|"
    r"With (?:this|these)|By (?:this|doing)|From (?:this|these)|After (?:this|that)|So(?! far))\b"
    rf"(?! (?:{PAPER}|(?<=In this )(?:\w+ )?(?:update|upgrade|release)|is an? (?:need|"
    r"lack|growing|great|strong)|package|is a (?:wide|large|"
    r"growing)|are (?:many|several|some|a few|"
    r"few)|is (?:\w+ )?no (?:common|single|unified|general|standard)|"
    r"(?:currently )?exists? (?:currently )?(?:an? |no )|"
    r"is not an? (?:comprehensive|exhaustive|complete|systematic|definitive|standard|single|"
    r"common|unified)|"
    r"approach has \w+ \w+ problems(?=:))\b)(?!-)"
)
_ELSEWHERE = deferred(
    r"\b(?:Table|Figure|Fig\.|Figs\.|Section|Sect?\.|Appendix|Equation|Eqs?\.|Theorem|Lemma|"
    r"Algorithm|Chapter|"
    r"Example|Listing|Corollary|Proposition)s?[ \u00a0~]?\(?(?:[\dA-Z]\b|[\d.]+)|\u00a7|"
    r"(?i:\b(?:the|mentioned|described|discussed|listed|shown|see|as) (?:above|below)\b|"
    r"\babove-?mentioned|\baforementioned|\b(?:following|next|previous|preceding|last) "
    r"(?:section|subsection|paragraph|chapter|table|figure|example|line)s?\b|"
    r"\bthe (?:former|latter)\b|\bas follows\b)"
)
"""What a reader would have to look up."""
_LISTING = deferred(
    r"\bthe following\b(?![^:]*: \w+(?: \S+){3})|\b(?:contributions?|goals|aims|objectives|"
    r"advantages) (?:of (?:this|our) \w+ |here )?(?:are|is|"
    r"include)\b(?! (?:to|that) )|\b(?:two|three|four|five|several|some|"
    r"many) (?:\w+ )?(?:contributions|reasons|ways|"
    r"limitations|questions|issues|things|aspects|"
    r"points|directions)\b[^,;:]{0,30}[.:]$"
)
"""What begins a list, and says little without it."""


def label_of(sentence: str) -> str | None:
    """The word that an abstract's part begins with: "Results"."""
    for pattern in (_LABEL, _CAPITALS):
        match = pattern.match(sentence.lstrip())
        if match and match["label"]:
            return match["label"].split()[0].rstrip(":.\u2014\u2013")
    return None


def line_of(sentence: str, *, whole: bool = False) -> str:
    """A sentence as a line, in one line; `whole` keeps the words that lead back."""
    bare = _unlabelled(_opened(one_line(sentence)).lstrip("\u2022\u02c6\u25cf\u25aa\u2013- "))
    bare = bare if whole else _pointed(_pointed(bare))
    line = one_line(_ASIDE.sub(_unless_needed, bare)).replace(",,", ",")
    line = _OPENED.sub(".", line)
    line = _NOTED.sub("", _THERE.sub(r"\1 ", line))
    line = _STYLED.sub(r"\2", line) if "\\" in line else line
    line = line if line == one_line(sentence) else _raised(line)
    return _ALSO.sub("We ", line)


def _unless_needed(aside: re.Match[str]) -> str:
    """Nothing for what a line does without; itself where it is a word of the sentence."""
    whole, found = aside.string, aside[0]
    before = whole[: aside.start()] + (" " if found.startswith(" ") else "")
    behind = _NEEDED.search(before[-24:])
    if behind is None or _ELSEWHERE.search(found):
        return ""
    if before.rstrip()[-1:] in {"", ",", ";"} and not _VERB.match(whole, aside.end()):
        return ""  # it stands between clauses
    return found


def _opened(line: str) -> str:
    """Without the brackets around all of it."""
    match = _BRACKETED.fullmatch(line)
    return match[1].rstrip("!.?") + "." if match else line


def is_broken(words: str) -> bool:
    """Whether a text's words are in pieces, as where a PDF has each letter in its own place.

    Formulas have letters that stand alone too, but few pairs of them.
    """
    bare = [each.strip(".,;:()[]\"'") for each in words.split()]
    whole = [each for each in bare if each.isascii() and each.isalpha()]
    pieces = [each for each in whole if len(each) < 3 and each.islower() and each not in _SHORT]  # noqa: PLR2004
    pairs = sum(len(each) > 1 for each in pieces)
    return len(pieces) > _BROKEN * len(whole) and pairs > _PAIRS * len(whole)


def shape_of(line: str) -> float:
    """What any line loses: by its length, by words that point elsewhere, by formulas."""
    low = line.lower()
    loss = max(len(line.split()) - _USUAL, 0) * 0.06
    dangles = _DANGLING.match(line) or line.startswith("[")
    loss += 0.4 if _CITED.search(line) else 0.0
    loss += 1.2 if dangles else 0.5 if _REFERRING.search(low) else 0.0
    loss += 0.1 if _LOOSE.search(low) else 0.0
    loss += 0.9 if _ELSEWHERE.search(line) else 0.0
    loss += 0.9 if _LISTING.search(low) else 0.0
    loss += 0.5 if line.count("(") != line.count(")") else 0.0
    loss += 0.3 if line.endswith("?") else 0.0
    return loss + 0.15 * min(line.count("$") + line.count("_") + 2 * line.count("="), 6)


def _unlabelled(line: str) -> str:
    match = _CAPITALS.match(line) or _LABEL.match(line)
    rest = line[match.end() :] if match else line
    return rest if len(rest.split()) > 3 else line  # noqa: PLR2004 - words


def _pointed(line: str) -> str:
    rest = _POINTING.sub("", line, count=1) if _POINTING.match(line) else line
    return _raised(rest) if rest != line else line


def _raised(line: str) -> str:
    """With a capital, unless the first word has its own spelling."""
    first = line.split(" ", 1)[0].rstrip(",")
    own = any(not letter.islower() and letter not in "-'" for letter in first)
    return line if own else line[:1].upper() + line[1:]
