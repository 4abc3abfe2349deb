"""Sentences as a reader sees them: no LaTeX, citations, addresses or control characters."""

# ruff: noqa: RUF001 -- typographic signs are meant here

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    import re

_SYMBOLS = {
    "times": "×", "sim": "~", "approx": "≈", "alpha": "α", "beta": "β", "gamma": "γ",
    "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "lambda": "λ", "mu": "μ", "pi": "π",
    "sigma": "σ", "tau": "τ", "theta": "θ", "phi": "φ", "psi": "ψ", "omega": "ω",
    "circ": "°", "eta": "η", "kappa": "κ", "rho": "ρ", "zeta": "ζ", "ell": "ℓ", "infty": "∞",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "to": "→", "rightarrow": "→", "pm": "±",
    "cdot": "·", "ldots": "...", "dots": "...", "log": "log", "ln": "ln", "max": "max",
    "min": "min", "exp": "exp", "Delta": "Δ", "Sigma": "Σ", "Omega": "Ω", "Theta": "Θ",
    "Lambda": "Λ", "Phi": "Φ", "Psi": "Ψ", "Gamma": "Γ", "%": "%", "&": "&", "#": "#",
    "_": "_", "$": "$", "ll": "≪", "gg": "≫", "neq": "≠", "in": "∈", "textendash": "–",
}  # fmt: skip
_STYLES = deferred(
    r"(?:\\|(?<![\\A-Za-z])(?=text|math))(?:text(?:bf|it|tt|sc|rm|sf|sl|up|normal)?|emph|underline|mathrm|mathbf|mathcal|mathbb|"
    r"mathit|mathsf|mathtt|boldsymbol|bm|operatorname|mbox|textsuperscript|textsubscript|"
    r"url)\s*\{([^{}]{0,300})\}",
)
_GROUP = deferred(r"(?<![\w}^_])\{\\(?:em|it|bf|tt|sc|sl)\s+([^{}]{0,300})\}")
_BRACES = deferred(r"(?<![\\\w^}_])\{([^{}\\]{1,200})\}(?!\w)")  # what a style has left
_CITES = deferred(
    r"~?\\(?:cite[a-z]*|ref|label|footnote|href)\s*(?:\[[^\]]{0,80}\])?\s*\{[^{}]{0,300}\}"
)
_COMMAND = deferred(r"\\(?:([A-Za-z]+)\s?|([%&#_$]))")
_ACCENTS = {'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303"}
_ACCENT = deferred(r"\{?\\([\"'`^~])\{?([A-Za-z])\}{0,2}")
_DOLLARS = deferred(r"(?<!\\)\$([^$]{1,120})(?<!\\)\$")
_SCRIPT = deferred(r"([\^_])\{([^{}]{1,20})\}")
_ADDRESS = deferred(r"\s?\(?(?:https?://|www\.)[^\s()]*[^\s().,;:]\)?")
_CITATION = deferred(
    r" ?\((?:e\.g\.,? |see |cf\. ?|i\.e\.,? )?[A-Z][^()]{0,120}?(?:,|et al\.?,?) ?(?:19|"
    r"20)\d\d[a-z]?[^()]{0,160}\)"
    r"| ?\[\d{1,3}(?:[,–-] ?\d{1,3}){0,20}\](?!\d)"
    r"|(?<=et al\.) ?\(?(?:19|20)\d\d[a-z]?\)",
)
_DEGREES = deferred(r"\^\{?(?:\\?circ\b|°)\}?")
_TIMES = deferred(r"(?<=\d)times(?=\b|\d)")
_TIE = deferred(r"(?<=[A-Za-z.,])(?<!\d[A-Za-z])~(?=[\w(\[])")
_DASH = deferred(r"(?<=\w)---?(?=\w)|(?<= )---?(?= )")
_QUOTES = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "`": "'", "\u00a0": " "})
_FOR_EXAMPLE = deferred(r"(?<=[\w)]) (?=i\.e\.|e\.g\.)")
_BEFORE = deferred(r" ([,;:.!?)\]])(?= |$)")  # one blank: the text has no other white space
_LOOSE = tuple(f" {mark}" for mark in ",;:.!?)]")
_EMPTY = deferred(r" ?\(\s*\)")
_UNSEEN = deferred(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\uf8ff\ufeff\ufff9-\uffff\U000e0000-\U0010ffff]",
)


def plain(text: str) -> str:
    """Give the text on one line, with LaTeX turned into signs where that is safe.

    Unknown commands stay as they are: `summarizer.readability.contract` then refuses the sentence.
    """
    if not text.isascii() or not text.isprintable():
        text = _UNSEEN.sub(" ", text.translate(_QUOTES))
    if "\\" in text or "$" in text or "{" in text:
        text = _without_latex(text)
    if "://" in text or "www." in text:
        text = _ADDRESS.sub("", text)
    if "[" in text or (("(" in text or "et al" in text) and ("19" in text or "20" in text)):
        text = _CITATION.sub("", text)
    if "(" in text:
        text = _EMPTY.sub("", text)
    if "^" in text or "times" in text:
        text = _TIMES.sub("×", _DEGREES.sub("°", text))
    if "i.e." in text or "e.g." in text:
        text = _FOR_EXAMPLE.sub(", ", text)
    if "~" in text or "--" in text:
        text = _DASH.sub(_dash, _TIE.sub(" ", text))
    text = text.replace("**", " ").replace("``", '"').replace("''", '"')
    text = " ".join(text.split())
    return _BEFORE.sub(r"\1", text) if any(map(text.__contains__, _LOOSE)) else text


def _dash(match: re.Match[str]) -> str:
    return "–" if len(match.group()) == len("--") else "—"


def _without_latex(text: str) -> str:
    text = _ACCENT.sub(_accented, _CITES.sub("", text))
    for _ in range(3):
        text = _GROUP.sub(r"\1", _STYLES.sub(r"\1", text))
    text = _DOLLARS.sub(_math, text)
    text = _BRACES.sub(r"\1", _COMMAND.sub(_symbol, text))
    return text.replace("~", " ") if "\\" in text else text


def _accented(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[2] + _ACCENTS[match[1]])


def _math(match: re.Match[str]) -> str:
    if match[1][0].isdigit() and " " in match[1]:
        return match.group()  # two sums of money
    return _SCRIPT.sub(r"\1\2", _COMMAND.sub(_symbol, match.group(1).strip()))


def _symbol(match: re.Match[str]) -> str:
    symbol = _SYMBOLS.get(match.group(1) or match.group(2))
    return match.group() if symbol is None else symbol
