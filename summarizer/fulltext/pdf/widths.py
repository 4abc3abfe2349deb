"""About how wide words are, where a PDF says only where they begin.

By the widths of Times, the face of most papers, in thousandths of the size; other faces are taken
as so many times wider. It is true to some hundredths, which is enough to see a gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLASSES = {
    250: " .,",
    278: "iljt:;/'!|",
    333: "fr-()[]I`",
    389: "sJ",
    444: 'aceza?"“”',
    500: "bdghknopquvxy0123456789$_\u2013*",
    556: "FPS+=<>~",
    611: "ELTZ",
    667: "BCR",
    722: "wADGHKNOQUVXY&",
    778: "m",
    889: "M",
    944: "W%@—",
}
_WIDTHS = {sign: wide for wide, signs in _CLASSES.items() for sign in signs}
_OTHER, _WIDE_SCRIPT, _MONOSPACED = 520, 1000, 600
_FIRST_WIDE = "\u2e80"
_MONO = deferred(
    r"(?i)mono|nimbusmon|courier|typewriter|consol|menlo|tt\d*$|sourcecode|inconsolata"
)
_MATH = deferred(
    r"(?i)^(?:cm(?:mi|sy|ex|bsy|mib)|ms[ab]m|mt2|stix.*math|.*math|symbol|rtxmi|txsy|txex|eufm|rsfs)"
)
_SLANTED = deferred(r"(?i)ital|obli|slant|^cm(?:ti|sl)|^sfti|-it?\d*$")
_FACES = (
    (deferred(r"(?i)helvetica|arial|sans|cmss|lmss|dejavu|verdana|calibri|roboto|inter"), 1.09),
    (deferred(r"(?i)bold|medi|demi|black|heavy|cmbx|sfbx|lmbx|-b\d*$"), 1.07),
    (deferred(r"(?i)^(?:cm|sfrm|lmr|lmroman)"), 1.03),
)


class Widths:
    """How wide words are in each font of a file."""

    def __init__(self, fonts: Sequence[str]) -> None:
        """The fonts by their numbers."""
        self._factors = [None if is_monospaced(name) else _factor(name) for name in fonts]
        self._kinds = [(is_of_maths(name), bool(_SLANTED.search(name))) for name in fonts]

    def faces(self, font: int) -> tuple[bool, bool]:
        """Whether a font is one of formulas, and whether it is slanted."""
        return self._kinds[font] if 0 <= font < len(self._kinds) else (False, False)

    def of(self, text: str, size: float, font: int) -> float:
        """Points that a text takes in this size and font."""
        text = text.rstrip()
        factor = self._factors[font] if font < len(self._factors) else 1.0
        if factor is None:
            return size / 1000 * _MONOSPACED * len(text)
        return factor * size / 1000 * sum(map(_width, text))


def is_monospaced(name: str) -> bool:
    """Whether a font, by its name, is one of a typewriter."""
    return bool(_MONO.search(name))


def is_of_maths(name: str) -> bool:
    """Whether a font, by its name, is one of formulas."""
    return bool(_MATH.search(name))


def _factor(name: str) -> float:
    factor = 1.0
    for pattern, times in _FACES:
        if pattern.search(name):
            factor *= times
    return factor


def _width(sign: str) -> int:
    if _FIRST_WIDE <= sign < "\ue000":
        return _WIDE_SCRIPT
    return _WIDTHS.get(sign, _OTHER)
