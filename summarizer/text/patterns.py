"""Patterns compiled when they are first used: most inputs never meet most of them.

Compiling is dear, and the names of a module are set at every start of the program.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class Deferred:
    """A pattern that is compiled when it is first asked for something, and then stays so."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        """Keep what to compile."""
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        """What the compiled pattern has of this name; the next time it is found at once."""
        if "compiled" not in self.__dict__:
            self.compiled = re.compile(self._text, self._flags)
        found = getattr(self.compiled, name)
        setattr(self, name, found)
        return found


def deferred(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern for `text`, with the methods of a compiled one; not for the functions of `re`."""
    return cast("re.Pattern[AnyStr]", Deferred(text, flags))
