"""The way in which a run asks its server, found out from what it takes, refuses and ignores."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.engines.llm.completions import reads
from summarizer.engines.llm.outputlimits import OUTPUT_VARIABLE
from summarizer.errors import NotAnnotated, Refused, TooLong

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.engines.llm.dialects import Dialect, Memory
    from summarizer.engines.llm.outputlimits import LimitRefused
    from summarizer.engines.llm.providers import Server
    from summarizer.observer import Observer

_LOWERINGS = 4
"""How often one question's limit of output tokens is lowered: what a server names may be wrong."""

_OBJECT = re.compile(r"(?<![\\\w^_}])\{")


@dataclass
class Ways:
    """All of a run ask in one way: `most` are the tokens that the model lets an answer have."""

    server: Server
    memory: Memory
    observer: Observer
    most: int
    whole: Callable[[str], bool] = reads
    """Whether a text is an answer of the form that is asked for."""
    confirmed: bool = False
    """Set when an answer came that has the form demanded."""
    _tried: set[Dialect] = field(default_factory=set)
    _spoken: Dialect | None = None
    """A way that was taken, though what came was no answer."""

    @cached_property
    def dialect(self) -> Dialect:
        """The way of asking that is tried next."""
        return self.memory.recall(self.server)

    def took(self, dialect: Dialect, text: str, *, discarded: bool) -> bool:
        """Tell whether a way of asking brought what it demands, or there is no other to try.

        A server may ignore the demand for form: its model writes prose. Where that comes first,
        the next question is put in the next way. `discarded` is what a server threw away
        because it was not of the form.
        """
        if (self.confirmed and dialect == self.dialect) or not text.strip():
            return True
        if not self._prose(text, broken=discarded):
            if not self.confirmed:
                self.dialect, self.confirmed = dialect, True
                self.memory.keep(self.server, dialect)
            return True
        if dialect != self.dialect:
            return False
        self._tried.add(dialect)
        self._spoken = self._spoken or dialect
        following = dialect.after("", self._tried)
        if following is None:
            return True
        self.observer.detail(f"{self.server.shown_url}: `{dialect.mode}` brought no JSON")
        self.dialect = following
        return False

    def refused(self, dialect: Dialect, said: str) -> None:
        """Go on to the next way of asking, for all workers.

        Raises NotAnnotated where the way is known to be right, so that the paper
        is what was refused, and Refused where no way is left.
        """
        if dialect != self.dialect:
            return
        if self.confirmed:
            message = f"the server refused the request: {said}"
            raise NotAnnotated(message)
        self._tried.add(dialect)
        following = dialect.after(said, self._tried)
        if following is None and self._spoken:
            self.dialect, self.confirmed = self._spoken, True
        elif following is None:
            raise self._no_way(said)
        else:
            self.observer.detail(f"{self.server.shown_url} refused `{dialect.mode}`: {said}")
            self.dialect = following

    def lowered(self, refused: LimitRefused, asked: int, before: int) -> int:
        """The tokens to ask for instead of `asked`; of a model's own limit all questions are told.

        Raises Refused where none is named, NotAnnotated where this question leaves no room.
        """
        fewer = refused.fewer(asked)
        if fewer is None or before == _LOWERINGS:
            if refused.lasting:
                said = str(refused).rstrip(".")
                message = f"{said}: set `{OUTPUT_VARIABLE}` to fewer than {asked}"
                raise self._no_way(message)
            message = f"too long for the model: {refused}"
            raise TooLong(message)
        if not refused.lasting:  # what a server counts may be too few: then by a quarter
            return min(fewer, asked * 3 // 4) if before else fewer
        if fewer < self.most:
            self.most = fewer
            what = f"{self.server.name} gives at most {fewer:,} tokens"
            self.observer.note(f"{what}: asked for those instead of {asked:,}")
        return fewer

    def _prose(self, text: str, *, broken: bool) -> bool:
        """Tell whether a text is no answer, nor meant to be an object; with `broken` that is none.

        LaTeX has braces as well, but behind a command or a letter.
        """
        return not self.whole(text) and (broken or not _OBJECT.search(text))

    def _no_way(self, said: str) -> Refused:
        where = f"{self.server.shown_url} ({self.server.name})"
        return Refused(f"{where} refused every form of the request: {said}")
