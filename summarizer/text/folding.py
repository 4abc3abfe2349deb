r"""Text reduced to what a quote and its source must have in common, with the way back.

White space, hyphens, dashes, quotation marks and LaTeX mark-up are left out;
case, accents and Unicode forms make no difference; a sign equals the letters of
its LaTeX command (`×`, `\times` and the damaged `times` are the same).
"""  # noqa: RUF002 - the sign is meant

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    import re

_SIGNS = {
    "×": "times", "≤": "leq", "≥": "geq", "≈": "approx", "∼": "", "→": "rightarrow",  # noqa: RUF001
    "±": "pm", "·": "cdot", "∞": "infty", "∈": "in", "≪": "ll", "≫": "gg", "≠": "neq", "°": "circ",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",  # noqa: RUF001
    "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "π": "pi", "ρ": "rho", "σ": "sigma",  # noqa: RUF001
    "τ": "tau", "φ": "phi", "ϕ": "phi", "ψ": "psi", "ω": "omega", "ℓ": "ell", "…": "...",  # noqa: RUF001
}  # fmt: skip
_COMMANDS = {
    "sim": "",
    "varepsilon": "epsilon",
    "varphi": "phi",
    "le": "leq",
    "ge": "geq",
    "to": "rightarrow",
}
_STYLE = deferred(
    r"(?:text(?:bf|it|tt|sc|rm|sf|sl|up|normal)?|emph|underline|math(?:rm|bf|cal|bb|it|sf|tt)"
    r"|boldsymbol|bm|operatorname|mbox|scriptsize|em|it|bf|tt|sc|left|right|big[lr]?|Big[lr]?)$"
)
_AROUND = ".,;:!?"
_BY = deferred(r"(?<=\d)x(?=\d)")
_PIECE = deferred(
    r"\\([A-Za-z]+)|([A-Za-z0-9.,;:!?()\[\]%&#/+=<>|@*]+)"
    r"|\\[`'^\"~=.,;: ](?=[^\W\d_]|\{|\s|$)|([^\x00-\x7f])"
)
"""A LaTeX command, a run that stays, an accent or space command, a character beyond ASCII."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each run of it where the run stood.

    `starts[i]` is the run's place in `text`, `spans[i]` its place in the
    original; a run whose two lengths agree is mapped letter by letter.
    """

    text: str
    starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]`, which must not be empty, stood in the original."""
        return self._place(start, after=False), self._place(end - 1, after=True)

    def _place(self, position: int, *, after: bool) -> int:
        index = bisect_right(self.starts, position) - 1
        begin, end = self.spans[index]
        following = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        if following - self.starts[index] != end - begin:
            return end if after else begin
        return begin + position - self.starts[index] + after


@lru_cache(maxsize=64)
def fold(text: str) -> Folded:
    """Fold a text. Linear time; the newest results are kept, since one paper has many quotes."""
    parts: list[str] = []
    starts: list[int] = []
    spans: list[tuple[int, int]] = []
    length = 0
    for match in _PIECE.finditer(text):
        piece = _folded_piece(match)
        if piece:
            parts.append(piece)
            starts.append(length)
            spans.append(match.span())
            length += len(piece)
    return Folded("".join(parts), tuple(starts), tuple(spans))


def _folded_piece(match: re.Match[str]) -> str:
    command, run, sign = match.groups()
    if run:
        run = run.lower()
        return _BY.sub("times", run) if "x" in run else run
    if command:
        return "" if _STYLE.match(command) else _COMMANDS.get(command, command).lower()
    return _sign(sign) if sign else ""


@lru_cache(maxsize=2048)
def _sign(sign: str) -> str:
    """A character beyond ASCII as letters: by its name in LaTeX, or without accents."""
    if sign in _SIGNS:
        return _SIGNS[sign]
    lower = sign.casefold()
    if lower in _SIGNS:
        return _SIGNS[lower]
    kept = (each for each in unicodedata.normalize("NFKD", lower) if _counts(each))
    return "".join(_SIGNS.get(each, each) for each in kept).lower()


def _counts(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" or character in ".,;:!?()[]%&#/+=<>|@*"


def find(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text, as offsets into it; None where it does not.

    The quote begins and ends where words do: `art` does not stand in `start`.
    """
    return literal(quote, text) or _folded(quote, text)


def literal(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands as it is written; most do, and finding them so costs next to nothing."""
    wanted = quote.strip().strip(_AROUND)
    if not wanted or not (wanted[0].isalnum() and wanted[-1].isalnum()):
        return None
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not (_inside_word(text, start) or _inside_word(text, end)):
            return start, end
        start = text.find(wanted, start + 1)
    return None


def _folded(quote: str, text: str) -> tuple[int, int] | None:
    wanted = fold(quote).text.strip(_AROUND)
    if not wanted:
        return None
    folded = fold(text)
    place = folded.text.find(wanted)
    while place >= 0:
        start, end = folded.original(place, place + len(wanted))
        if not (_inside_word(text, start) or _inside_word(text, end)):
            return start, end
        place = folded.text.find(wanted, place + 1)
    return None


def _inside_word(text: str, place: int) -> bool:
    """Tell whether a place is between two letters or digits of one word."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    return before.isalnum() and after.isalnum() and before.isascii() and after.isascii()
