r"""LaTeX commands that JSON's escapes have eaten: a model's `\beta`, decoded, begins with `\b`.

Nothing in an answer is meant to hold a backspace or a form feed. A line break or a tab may be
meant: there the letters that follow must make a command of LaTeX.
"""

from __future__ import annotations

import re

_EATEN = re.compile("([\x07-\x0d])([A-Za-z]*)")
_LETTERS = {"\x07": "a", "\b": "b", "\t": "t", "\n": "n", "\x0b": "v", "\f": "f", "\r": "r"}
_ALWAYS, _WITH_LETTERS = frozenset("\b\f"), frozenset("\x07\x0b\r")
_COMMANDS = frozenset(
    "nabla natural ncong ne nearrow neg neq newcommand newline nexists ngeq ngtr nleftarrow "
    "nleq nless nmid noindent nolimits nonumber norm normalfont not notin "
    "nparallel nprec nrightarrow nRightarrow nsim nsubseteq nsucc nsupseteq nu nvdash nwarrow "
    "tan tanh tau tbinom tfrac therefore theta thetasym thicksim thickspace thinspace tilde "
    "times tiny to top tr triangle triangledown triangleleft trianglelefteq triangleq "
    "triangleright tt twoheadrightarrow".split()
)
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""What no text that is kept may hold."""


def restored(text: str) -> str:
    """A decoded string with the backslash of each LaTeX command put back."""
    return text if text.isprintable() else _EATEN.sub(_command, text)


def _command(eaten: re.Match[str]) -> str:
    sign, letters = eaten[1], eaten[2]
    name = _LETTERS[sign] + letters
    known = name in _COMMANDS or (sign == "\t" and name.startswith("text"))
    if known or sign in _ALWAYS or (sign in _WITH_LETTERS and letters):
        return f"\\{name}"
    return eaten[0]
