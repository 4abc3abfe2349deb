"""Comparisons that lack what is compared: "performs better.", an "instead" of nothing."""

from __future__ import annotations

import re

_COMPARED = re.compile(
    r"\b(?:than|compar\w+|over|relative|versus|vs|against|baselines?|previous|prior|existing|"
    r"when|if|as|with more|from|the (?:more|better|larger|longer|fewer|less))\b",
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"\b(?:perform|work|do|generali[sz]e|scale|transfer|fare|learn|train|behave)(?:s|es|ed)? "
    r"(?:much |significantly |consistently |substantially |even )?"
    r"(?:better|worse|faster|more [a-z]+ly)(?=[.,]| and )"
    r"|\b(?:is|are|be|become|becomes) (?:much |significantly |also |even |both )?"
    r"(?:better|worse|faster|cheaper|stronger|smaller|larger|"
    r"more [a-z]+(?: and (?:more )?[a-z]+)?)\.$"
)
_INSTEAD = re.compile(r"\binstead\b(?! of)")
_OTHERWISE = re.compile(r"(?:, |\b(?:and|or|but) )otherwise\b|\botherwise\.$")
_OPPOSED = re.compile(
    r"n't\b|\b(?:not|no|never|without|unlike|rather|than|avoid\w*|only|if|unless|whether|while|but|"
    r"whereas|usual\w*|typical\w*|common\w*|traditional\w*|replac\w*|remov\w*|bypass\w*|discard\w*|"
    r"drop\w*|skip\w*|eliminat\w*|abandon\w*|challeng\w*|question\w*)\b",
    re.IGNORECASE,
)


def _is_one_sided(text: str) -> bool:
    """Whether a "better", an "instead" or an "otherwise" has nothing to be held against."""
    better = ("er" in text or "more " in text or "worse" in text) and _BETTER.search(text)
    if better and not _COMPARED.search(text):
        return True
    for word, pattern in (("instead", _INSTEAD), ("otherwise", _OTHERWISE)):
        if word in text:
            found = pattern.search(text)
            if found and not _OPPOSED.search(text, 0, found.start()):
                return True
    return False


CHECKS = (("one-sided", _is_one_sided),)
