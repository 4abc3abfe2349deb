"""The reading copy of a text: LaTeX, whole or damaged, as the signs it stands for.

Sources strip backslashes ("512times512"), dollars and braces, more or less.
Only what is surely LaTeX changes: a word that English has too ("times", "pi",
"in") must stand where LaTeX alone puts it. Addresses and code stay as they are.
A LaTeX parser is of no use here: to it "50% of all" begins a comment.
"""

# ruff: noqa: RUF001 -- signs are meant here

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.text.accents import BACKSLASH, letters
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Callable

_GREEK = dict(
    zip(
        "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu "
        "xi pi rho sigma tau upsilon phi varphi chi psi omega ell Gamma Delta Theta Lambda Xi Pi "
        "Sigma Phi Psi Omega".split(),
        "αβγδεεζηθϑικλμνξπρστυϕφχψωℓΓΔΘΛΞΠΣΦΨΩ",
        strict=True,
    )
)
_UNMISTAKABLE = {
    "varepsilon": "ε", "varphi": "φ", "vartheta": "ϑ", "infty": "∞", "rightarrow": "→",
    "leftarrow": "←", "Rightarrow": "⇒", "leftrightarrow": "↔", "leq": "≤", "geq": "≥",
    "neq": "≠", "propto": "∝", "cdot": "·", "cdots": "…", "ldots": "…",
    "nabla": "∇", "lceil": "⌈", "rceil": "⌉", "lfloor": "⌊",
    "rfloor": "⌋", "langle": "⟨", "rangle": "⟩",
}  # fmt: skip
"""Commands that are no words of English, so that they are known without a backslash."""
_SYMBOLS = _GREEK | _UNMISTAKABLE | {
    "times": "×", "sim": "∼", "approx": "≈", "pm": "±", "mp": "∓", "le": "≤",
    "ge": "≥", "ne": "≠", "ll": "≪", "gg": "≫", "in": "∈", "notin": "∉", "to": "→", "circ": "°",
    "deg": "°", "degree": "°", "ast": "∗", "star": "⋆", "dagger": "†", "ddagger": "‡", "prime": "′",
    "dots": "…", "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂",
    "cup": "∪", "cap": "∩", "subset": "⊂", "subseteq": "⊆", "otimes": "⊗", "oplus": "⊕",
    "odot": "⊙", "equiv": "≡", "mid": "|", "parallel": "∥", "top": "⊤", "perp": "⊥", "forall": "∀",
    "exists": "∃", "emptyset": "∅", "gtrsim": "≳", "lesssim": "≲", "uparrow": "↑",
    "downarrow": "↓", "mapsto": "↦", "textrightarrow": "→", "log": "log", "ln": "ln", "exp": "exp",
    "max": "max", "min": "min", "arg": "arg", "sup": "sup", "inf": "inf", "lim": "lim",
    "sin": "sin", "cos": "cos", "tanh": "tanh", "det": "det", "Pr": "Pr", "textendash": "–",
    "textemdash": "—", "textasciicircum": "^", "textasciitilde": "~", "textbackslash": "∖",
    "S": "§", "copyright": "©", "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å",
    "AA": "Å", "ae": "æ", "AE": "Æ", "i": "ı", "eg": "e.g.", "ie": "i.e.", "colon": ":",
    "left": "", "right": "", "bigl": "", "bigr": "", "big": "", "Big": "", "Bigl": "", "Bigr": "",
    "noindent": "", "quad": " ", "qquad": " ", "xspace": "", "displaystyle": "", "limits": "",
    "boldsymbol": "", "bm": "", "mathbf": "",
    "bf": "", "it": "", "em": "", "rm": "", "tt": "", "sc": "", "small": "", "scriptsize": "",
    "footnotesize": "", "newline": " ", "par": " ", "item": " ",
}  # fmt: skip
_IN_SCRIPTS = (
    *_GREEK, *_UNMISTAKABLE, "times", "ast", "star", "circ", "prime", "top", "dots", "dagger",
)  # fmt: skip
"""What is a command inside `^{...}` and `_{...}` also without its backslash."""
_SUPERSCRIPTS = dict(zip("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", strict=True))
_SUBSCRIPTS = dict(zip("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋", strict=True))
_MASK, _OPEN, _CLOSE = "\ue000\ue001\ue002"
"""Stand for an address or code, and for braces that are meant, while the rest is worked on."""
_STYLE_NAMES = (
    r"text(?:bf|it|tt|sc|rm|sf|sl|up|md|normal|superscript|subscript)|emph|underline|uline"
    r"|math(?:rm|bf|cal|bb|it|sf|tt|frak|scr)|boldsymbol|operatorname\*?|pmb"
)

_LINKS = deferred(r"\\href\s*\{([^{}]{1,300})\}\s*\{([^{}]{0,300})\}")
_ADDRESSED = deferred(r"\\(?:url|path)\s*\{([^{}]{1,300})\}")
_POINTERS = deferred(r"~?\\(?:cite[a-z]*|ref|eqref|label)\*?(?:\[[^\]]{0,80}\])?\{[^{}]{0,300}\}")
_FOOTNOTE = deferred(r"\s?\\(?:footnote|thanks)\{([^{}]{0,500})\}")
_LITERAL = deferred(r"https?://[^\s{}]+|(?<!`)`[^`\s][^`'\n]{0,80}`(?!`)")
_CHARACTER = deferred(r"\\unicode\{x([0-9A-Fa-f]{2,5})\}")
_DOLLARS = deferred(
    r"(?<!\\)\$\$([^$]{1,400})\$\$|(?<!\\)\$(?=\S)([^$]{1,400}?)(?<![\s\\])\$(?!\d)"
    r"|(?<!\\)\$(\\[A-Za-z]+)\s?\$"
    r"|\\\((.{1,400}?)\\\)|\\\[(.{1,400}?)\\\]",
    re.DOTALL,
)
_MONEY = deferred(r"\d[\d.,]*\s?[A-Za-z]*[\s,;)]")
_STYLES = deferred(
    rf"(?:\\|(?<![A-Za-z\\]))(?:{_STYLE_NAMES})\s?\{{([^{{}}]{{0,400}})\}}"
    r"|\\(?:textcolor|hyperlink)\{[^{}]{0,80}\}\{([^{}]{0,400})\}"
    r"|\\math(?:rm|bf|cal|bb|it|sf|tt|frak|scr)\s+([A-Za-z])(?![A-Za-z])"
    r"|\\(?:mbox|text|hat|bar|tilde|widetilde|widehat|overline|vec|bm|num|bf|it)\{([^{}]{0,400})\}"
    r"|\{\\?(?:scriptsize|footnotesize|tiny|bf|em)\s+([^{}]{0,400})\}"
    r"|\{\\(?:it|tt|sc|sl|rm|small|large|Large|cal|normalsize)\s+([^{}]{0,400})\}"
)
_FRACTION = deferred(r"\\[dt]?frac\s?\{([^{}]{1,80})\}\s?\{([^{}]{1,80})\}|\\[dt]?frac(\d)(\w)")
_JOINED = deferred(r"\\([A-Za-z]+)(?=\\)")
_ROOT = deferred(r"\\?(?<![A-Za-z])sqrt\s?\{([^{}]{1,80})\}")
_COMMAND = deferred(r"\\(?:([A-Za-z]+)(\{\}|[ ](?=[A-Za-z(\d])|)|([%&#_$])|([,;:! ])|(\\))")
_SCRIPT = deferred(r"([\^_])\s?\{([^{}]{1,60})\}|(?<=[\w)\]}∇\ue002])\^(-?\d+|n(?![a-z]))")
_WORD_IN_SCRIPT = deferred(r"(?<![A-Za-z])(?:" + "|".join(_IN_SCRIPTS) + r")(?![A-Za-z])")
_ORDINAL = deferred(r"(?<=\d)\^\s?\{?(?:\\\w+\{)?(st|nd|rd|th)\b\}{0,2}")
_DEGREES = deferred(r"\^\s?(?:\{\s?\\?(?:circ|degree)\s?\}|\\?circ(?![a-z]))")
_RAISED = deferred(r"[\^_]\{?\\?(ast|star|dagger|ddagger|prime|top|perp)\}?(?![A-Za-z])")
_PLAIN_WORDS = deferred(
    r"(?<!\\)(varepsilon|varphi|vartheta)(?![a-z])|(?<![A-Za-z\\/])(infty|nabla)(?![a-z])"
    r"|(?<![A-Za-z\\/])((?:[Rr]igh|[Ll]ef|[Ll]eftrigh)tarrow)(?![a-z])"
    r"|(?<![A-Za-z\\/])(leq|geq|neq|propto|cdots?|ldots|[lr]ceil|[lr]floor|[lr]angle)(?![A-Za-z])"
    r"|(?<=(?<![A-Za-z])[A-Z])(cdot)(?= )"
)
_GREEK_WITH_SCRIPT = deferred(
    r"(?<![A-Za-z\\/])(" + "|".join(_GREEK) + r")(?=\^|_\{|_[A-Za-z0-9](?![\w.]))"
)
_GREEK_INDEX = deferred(r"(?<=[αβγδεζηθικλμνξπρστϕφχψωℓΘΛΣΦΨΩ])_(\d)(?![\w.])")
_BRACED = deferred(r"(?<![\w}^_])\{(" + "|".join(_IN_SCRIPTS) + r"|sim|approx)\}(?=\d|\s|$)")
_ALONE = deferred(r"(?<![\w}^_])\{(\\[A-Za-z]+)\}|(?<=\w)\{(\\(?:aa|AA|ae|AE|o|O|ss|l|L|deg))\}")
_TIMES = deferred(
    r"\d+(?:\s?times\s?\d+){2,}|(?<=\d)\s?times(?=\d)|(?<=\d)times(?![A-Za-z])"
    r"|(?<![A-Za-z\\])times(?=\d)"
)
_NEAR = deferred(r"(?<![A-Za-z\\])(sim|approx)(?=\d)|(?<=\d)(pm)(?=\d)")
_OPENER = deferred(r"(?:(?<=[A-Z])|(?<=Theta)|(?<=Omega)|(?<=[ΘΩ]))(?:left|[bB]igg?l?)(?=[(\[])")
_FURTHER = deferred(r"(?<![A-Za-z\\])left(?=[(\[])|[bB]igg?l?(?=[(\[])")
_CLOSER = deferred(r"(?:(?<![A-Za-z\\])right|[bB]igg?r?)(?=[)\]])")
_QUOTED = deferred(r"``([^`]{1,200}?)''")
_TIE = deferred(r"(?<=[\w.,)])~(?=[\w($])")
_LOOSE = deferred(r"(?<=[(\[]) +(?=\S)|(?<=\S) +(?=[)\]])")


@lru_cache(maxsize=256)  # most are asked for again, by the next page or feed that shows the paper
def readable(text: str) -> str:
    """Give the text with LaTeX as signs; the same text where nothing surely is LaTeX."""
    if any(mark in text for mark in (_MASK, _OPEN, _CLOSE, BACKSLASH)):
        return text
    literal: list[str] = []
    text = _ADDRESSED.sub(r"\1", _LINKS.sub(r"\2 (\1)", text))

    def masked(match: re.Match[str]) -> str:
        literal.append(match[0])
        return _MASK

    if "://" in text or "`" in text:
        text = _LITERAL.sub(masked, text)
    had_commands = "\\" in text
    text = _CHARACTER.sub(lambda match: chr(int(match[1], 16)), text)
    text = _FOOTNOTE.sub(r" (\1)", _POINTERS.sub("", text))
    text = text.replace("\\{", _OPEN).replace("\\}", _CLOSE)
    text = _signs(_DOLLARS.sub(_formula, text))
    if had_commands:
        text = _TIE.sub(" ", text)
    text = _QUOTED.sub(r"“\1”", text)
    pieces = iter(literal)
    text = text.replace(_OPEN, "{").replace(_CLOSE, "}").replace(BACKSLASH, "\\")
    return re.sub(_MASK, lambda _: next(pieces), text)


def _formula(match: re.Match[str]) -> str:
    """A formula between dollars without them; sums of money stay."""
    inner = next(group for group in match.groups() if group)
    money = match[2] and _MONEY.match(inner) and not re.search(r"[\\^_=<>{}+]", inner)
    if money or (match[2] and re.search(r"[a-z]{2,} [a-z]{2,} ", inner) and "\\" not in inner):
        return match[0]
    copy = _signs(inner.strip())
    if "\\" not in copy:
        copy = re.sub(r"\{([^{}]*)\}", r"\1", copy)
    return re.sub(r"(?<=[\w)])_(\d)(?![\w.])", lambda each: _SUBSCRIPTS[each[1]], copy)


def _signs(text: str) -> str:
    """Commands as signs, styles as their text, scripts raised and lowered."""
    if "\\" in text or "{" in text:
        text = _ALONE.sub(r"\1\2{}", _JOINED.sub(_parted, letters(text)))
        for _ in range(3):
            before = text
            text = _FRACTION.sub(_ratio, _STYLES.sub(_first_group, text))
            if "sqrt" in text:
                text = _ROOT.sub(lambda match: f"√{_grouped(match[1])}", text)
            if text == before:
                break
    text = _ORDINAL.sub(r"\1", _DEGREES.sub("°", text))
    text = _damaged(_RAISED.sub(lambda match: match[0][0] + _SYMBOLS[match[1]], text))
    text = _COMMAND.sub(_symbol, text)
    text = _SCRIPT.sub(_script, text)
    return _GREEK_INDEX.sub(lambda match: _SUBSCRIPTS[match[1]], text)


def _damaged(text: str) -> str:
    """Commands that have lost their backslashes, as signs."""
    opened = _OPENER.sub("", text)
    if opened != text:
        text = _LOOSE.sub("", _CLOSER.sub("", _FURTHER.sub("", opened)))
    if "times" in text:
        text = _TIMES.sub(lambda match: match[0].replace("times", "×"), text)
    text = _NEAR.sub(lambda match: _SYMBOLS[match[1] or match[2]], text)
    text = _PLAIN_WORDS.sub(lambda match: _SYMBOLS[match[match.lastindex or 0]], text)
    text = _GREEK_WITH_SCRIPT.sub(lambda match: _GREEK[match[1]], text)
    return _BRACED.sub(lambda match: _SYMBOLS[match[1]], text)


def _first_group(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group is not None), "")


def _parted(match: re.Match[str]) -> str:
    """A command that another one follows, ended, so that it is still known without that one."""
    return match[0] + ("{}" if match[1] in _SYMBOLS else "")


def _ratio(match: re.Match[str]) -> str:
    above, below = (match[1], match[2]) if match[1] else (match[3], match[4])
    return f"{_grouped(above)}/{_grouped(below)}"


def _grouped(text: str) -> str:
    """The text, in parentheses unless it is one word or sign."""
    text = text.strip()
    return text if re.fullmatch(r"\\?\w+", text) else f"({text})"


def _symbol(match: re.Match[str]) -> str:
    name, after, escaped, space, line = match.groups()
    if escaped:
        return escaped
    if space or line:
        return "" if space == "!" else " "
    sign = _SYMBOLS.get(name)
    if sign is None:
        return match[0]
    if len(sign) > 1 and sign.isalpha():
        before = match.string[max(match.start() - 1, 0) : match.start()]
        return (" " if before.isalnum() else "") + sign + after.strip("{}")
    return sign


def _script(match: re.Match[str]) -> str:
    kind, inner, digits = match.groups()
    kind, inner = kind or "^", digits or inner
    inner = _WORD_IN_SCRIPT.sub(_if_alone(inner), inner).strip()
    table = _SUPERSCRIPTS if kind == "^" else _SUBSCRIPTS
    if inner and all(character in table for character in inner):
        return "".join(table[character] for character in inner)
    return kind + (inner if re.fullmatch(r"[\w.,∗⋆∞-]+", inner) else f"({inner})")


def _if_alone(inner: str) -> Callable[[re.Match[str]], str]:
    """Signs for the names in a script, unless it is a phrase of words."""
    phrase = re.search(r"[A-Za-z]{2,}[ -][A-Za-z]{2,}", inner) and "times" not in inner
    return lambda match: match[0] if phrase else _SYMBOLS[match[0]]
