"""What a terminal knows, and how it is told: styles, links, isolated directions.

Links are OSC 8 sequences; a terminal that does not know them may print them, so they are
only for those that do. Isolates (FSI, PDI) keep text that runs from right to left from
turning round the numbers beside it; only terminals that reorder text need them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Mapping

_RIGHT_TO_LEFT = deferred("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_NO = {"0", "false", "no", "off", "never"}
_LONGEST = 2000
"""Characters of a URL above which terminals drop it (VTE: 2083)."""
_TERMS = (
    "xterm-kitty",
    "xterm-ghostty",
    "alacritty",
    "foot",
    "contour",
    "wezterm",
    "rio",
    "mlterm",
)
_PROGRAMS = {
    "iTerm.app": (3, 1),
    "WezTerm": (20200620,),
    "vscode": (1, 72),
    "ghostty": (0,),
    "Hyper": (2,),
    "Tabby": (0,),
    "rio": (0,),
    "WarpTerminal": (0,),
    "tmux": (3, 4),
}
"""Programs that know links, by the version from which on they do."""
_VARIABLES = ("WT_SESSION", "KITTY_WINDOW_ID", "ALACRITTY_WINDOW_ID", "DOMTERM", "GHOSTTY_BIN_DIR")


def knows_links(environment: Mapping[str, str]) -> bool:
    """Whether the terminal of this environment shows OSC 8 links; `FORCE_HYPERLINK` decides."""
    forced = environment.get("FORCE_HYPERLINK")
    if forced is not None:
        return forced.lower() not in _NO
    term = environment.get("TERM", "")
    if environment.get("STY") or environment.get("CI") or term in {"", "dumb", "linux"}:
        return False
    program = environment.get("TERM_PROGRAM", "")
    if program in _PROGRAMS:
        return _version(environment.get("TERM_PROGRAM_VERSION", "")) >= _PROGRAMS[program]
    if program or environment.get("TMUX"):
        return False
    if _vte(environment) or term.startswith(_TERMS):
        return True
    return any(environment.get(each) for each in _VARIABLES)


def reorders(environment: Mapping[str, str]) -> bool:
    """Whether the terminal itself shows text from right to left."""
    if environment.get("TMUX") or environment.get("STY"):
        return False
    program = environment.get("TERM_PROGRAM", "")
    known = _number(environment.get("VTE_VERSION", "")) >= 5800 or program == "Apple_Terminal"  # noqa: PLR2004 - VTE 0.58
    konsole, mlterm = environment.get("KONSOLE_VERSION"), environment.get("MLTERM")
    return bool(known or konsole or mlterm)


def styled(text: str, style: str) -> str:
    """Text in a style: the numbers of an SGR sequence, such as `1;36`; "" for none."""
    return f"\x1b[{style}m{text}\x1b[0m" if style and text else text


def linked(text: str, url: str | None, mark: str) -> str:
    """Text that leads to a URL made by `text.web_link`; lines with one mark are one link."""
    if not url or len(url) > _LONGEST:
        return text
    return f"\x1b]8;id={mark};{url}\x1b\\{text}\x1b]8;;\x1b\\"


def isolated(text: str) -> str:
    """Text whose direction touches nothing beside it, where it has one from right to left."""
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) else text


def _vte(environment: Mapping[str, str]) -> bool:
    """VTE knows links since 0.50, whose first release crashes on them."""
    return _number(environment.get("VTE_VERSION", "")) > 5000  # noqa: PLR2004 - 0.50.0


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 - no version is longer


def _version(text: str) -> tuple[int, ...]:
    """The numbers a version begins with: `3.4a` is 3, 4."""
    return tuple(int(each[:9]) for each in re.findall(r"\d+", text)[:3])
