"""Shares as bars of characters: columns of one line's height, or rows."""

from __future__ import annotations

BLOCKS = "▁▂▃▄▅▆▇█"
_LEFT = "▏▎▍▌▋▊▉█"
_PLAIN = ".:-=+*#@"
_NONE, _PLAIN_NONE = "·", " "


def column(value: float | None, full: float, *, plain: bool = False) -> str:
    """One character as high as `value` is of `full`; a blank for None, a sign of its own for 0.

    `plain` keeps to ASCII.
    """
    if value is None:
        return " "
    steps = _PLAIN if plain else BLOCKS
    if value <= 0 or full <= 0:
        return _PLAIN_NONE if plain else _NONE
    return steps[min(max(round(min(value / full, 1) * len(steps)), 1), len(steps)) - 1]


def row(value: float, full: float, width: int, *, plain: bool = False) -> str:
    """A bar as long as `value` is of `full`, at most `width` characters."""
    if value <= 0 or full <= 0:
        return ""
    eighths = max(round(min(value / full, 1) * width * 8), 1)
    if plain:
        return "#" * max(round(eighths / 8), 1)
    return _LEFT[-1] * (eighths // 8) + (_LEFT[eighths % 8 - 1] if eighths % 8 else "")


def fits(encoding: str | None) -> bool:
    """Whether an encoding has these characters."""
    try:
        f"{BLOCKS}{_LEFT}{_NONE}".encode(encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True
