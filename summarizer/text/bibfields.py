"""Text in BibTeX: what LaTeX would act on is escaped, and read back as it was.

Formulas between dollars stay as they are where every command in them is a sign or a style;
of any other LaTeX the reading copy is given, so that no command of a stranger is run.
"""

from __future__ import annotations

import re

from summarizer.text.patterns import deferred
from summarizer.text.plain import one_line
from summarizer.text.readable import readable

_SPECIAL = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "\\": "\\textbackslash{}",
}
_PLAIN = {escape: sign for sign, escape in _SPECIAL.items()}
_MATH = deferred(r"(?<!\\)\$(?=\S)[^$%#&~]{1,400}?(?<![\s\\])\$(?!\d)")
_NO_SIGN = deferred(r"\\(?:href|url|path|hyper|footnote|thanks|cite|ref|eqref|label|unicode)")
"""Commands that the reading copy knows and that do more in a document than show a sign."""
_WORDS = deferred(r"[a-z]{2,} [a-z]{2,} ")
_ESCAPED = deferred(
    "|".join([_MATH.pattern, *map(re.escape, sorted(_PLAIN, key=len, reverse=True))])
)
_MARK_OR_WORD = deferred(r"([&%$#_{}~^\\])|(?<![\\\w{}~^\]])([^\W_]+)")


def escaped(text: str, *, title: bool = False) -> str:
    """Text for a field in braces; of a title, words keep their capitals whatever the style."""
    text = one_line(text)
    pieces, place = [], 0
    for match in _MATH.finditer(text):
        if _is_harmless(match[0]):
            pieces += [_words(text[place : match.start()], title=title), match[0]]
            place = match.end()
    return "".join((*pieces, _words(text[place:], title=title)))


def unescaped(text: str) -> str:
    """The text that stands escaped; formulas stay as they are."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda match: _PLAIN.get(match[0], match[0]), text)


def _is_harmless(formula: str) -> bool:
    """Whether it is a formula, braces closed, without a command that is not known here."""
    depth = 0
    for brace in re.findall(r"[{}]", formula):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    plain = depth == 0 and not _WORDS.search(formula) and not _NO_SIGN.search(formula)
    return plain and "\\" not in readable(formula)


def _words(text: str, *, title: bool) -> str:
    def changed(match: re.Match[str]) -> str:
        if match[1]:
            return _SPECIAL[match[1]]
        return f"{{{match[2]}}}" if title and _has_capitals(match[2]) else match[2]

    return _MARK_OR_WORD.sub(changed, readable(text) if "\\" in text else text)


def _has_capitals(word: str) -> bool:
    """Whether a style that writes titles small would spoil the word: `LLM`, `mT5`, `Q`."""
    if word[1:] == word[1:].lower():
        return len(word) == 1 and word.isupper() and word != "A"
    return True
