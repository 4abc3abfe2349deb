"""The reading copy of a text with HTML, JATS or entities: what a reader of the page would see.

Crossref gives JATS, exports and feeds give HTML. Only what is surely markup goes: the names of
known elements, opened and closed, and entities that end in a semicolon. `a < b` stays, and so
does `<p>` where nothing closes it. Scripts become `_{...}` and `^{...}`, as LaTeX has them.
"""

from __future__ import annotations

import re

from summarizer.text.patterns import deferred

_PREFIX = r"(?:jats:|mml:|m:|ns\d:)?"
_NAMES = (
    r"p|i|b|u|a|em|strong|sub|sup|inf|span|div|ul|ol|li|br|hr|h[1-6]|tt|small|font|center|big"
    r"|blockquote|pre|table|tr|td|th|tbody|thead|title|sec|italic|bold|underline|sc|roman"
    r"|monospace|abstract|list|list-item|ext-link|xref|inline-formula|disp-formula|alternatives"
    r"|tex-math|inline-graphic|math|semantics|annotation|mrow|mi|mo|mn|mtext|msub|msup|msubsup"
    r"|mfrac|mfenced|msqrt|mover|munder|mspace|mstyle|mtable|mtr|mtd|label|named-content|scp"
)
_ATTRIBUTES = r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+)){0,12}"
_TAG = deferred(rf"<(/?){_PREFIX}({_NAMES}){_ATTRIBUTES}\s*(/?)>", re.IGNORECASE)
_ENTITY = deferred(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_COMMENT = deferred(r"<!--.{0,2000}?-->", re.DOTALL)
_FORMULA = deferred(
    rf"<{_PREFIX}alternatives>.{{0,4000}}?<{_PREFIX}tex-math[^<>]{{0,200}}>(.{{0,4000}}?)"
    rf"</{_PREFIX}tex-math>.{{0,8000}}?</{_PREFIX}alternatives>",
    re.DOTALL | re.IGNORECASE,
)
_DOCUMENT = deferred(
    r"\\documentclass.{0,2000}?\\begin\{document\}(.{0,2000}?)\\end\{document\}", re.DOTALL
)
_BLOCKS = frozenset(
    "p div ul ol li br hr h1 h2 h3 h4 h5 h6 blockquote pre table tr sec list list-item".split()
)
_ALONE = frozenset("br hr mspace inline-graphic".split())
_NUMBER = deferred(rf"<({_PREFIX}(?:sub|sup|inf))>([0-9+-]{{1,8}})</\1>", re.IGNORECASE)
_LOW = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_HIGH = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SCRIPTS = {"sub": "_{", "inf": "_{", "sup": "^{"}
_END_OF_HEADING = "\ue004"
_HEADINGS = frozenset({"title", "label"})
_LINES = deferred(r"[ \t]*\n[ \t\n]*")
_HEADED = deferred(r"[:.]?\ue004\s*")
_OPENING = deferred(r"\s*(?:abstract|summary)\s*(?:\n|:\s)\s*", re.IGNORECASE)
_TWICE = deferred(rf"&lt;/?{_PREFIX}(?:p|title|sec|i|b|em|strong|sub|sup|italic|bold)\s*/?&gt;")


def without_markup(text: str) -> str:
    """Give the text as a reader of the page sees it; the same text where it has no markup."""
    if "&" not in text and "<" not in text:
        return text
    if "&lt;" in text and _TWICE.search(text):
        text = _ENTITY.sub(_sign, text)  # markup that was escaped as a whole
    plain = _without_tags(text) if "<" in text else text
    return _ENTITY.sub(_sign, plain) if "&" in plain else plain


def _sign(match: re.Match[str]) -> str:
    """The sign of an entity; an unknown one stays, and so does one of a control character."""
    from html import unescape

    sign = unescape(match[0])
    if sign and sign.isprintable():
        return sign
    return " " if sign == "\u00a0" or (sign and sign in " \t\n") else match[0]


def _without_tags(text: str) -> str:
    tags = list(_TAG.finditer(text))
    if not tags:
        return text
    text = _DOCUMENT.sub(r"\1", _FORMULA.sub(r"\1", _COMMENT.sub("", text)))
    opened = {match[2].lower() for match in tags if not match[1]}
    closed = {match[2].lower() for match in tags if match[1]}
    known = (opened & closed) | _ALONE
    plain = _TAG.sub(lambda match: _shown(match, known), _NUMBER.sub(_small, text))
    if plain == text:
        return text
    plain = _HEADED.sub(": ", _LINES.sub("\n", plain)).strip()
    return _OPENING.sub("", plain, count=1)


def _small(match: re.Match[str]) -> str:
    """A number set low or high, as small digits."""
    return match[2].translate(_HIGH if match[1].lower().endswith("sup") else _LOW)


def _shown(match: re.Match[str], known: frozenset[str] | set[str]) -> str:
    """What stands in the place of a tag."""
    closing, name = bool(match[1]), match[2].lower()
    if name not in known and not match[3]:
        return match[0]
    if name in _SCRIPTS:
        return "}" if closing else _SCRIPTS[name]
    if name in _HEADINGS:
        return _END_OF_HEADING if closing else "\n"
    return "\n" if name in _BLOCKS else ""
