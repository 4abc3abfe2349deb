"""What a shell offers when TAB is pressed: asked by the scripts of `summarize completion`.

`summarize __complete bash LINE` (the line up to the cursor), or `__complete zsh|fish WORD...`
(the last word is begun, perhaps empty). Each candidate is a line, a tab before its
description; `:files` says that files fit too, `:nospace` that more follows.
"""

from __future__ import annotations

import argparse
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from summarizer.commands.commandline import optionvalues
from summarizer.commands.commandline.optionvalues import FILES, Candidate
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

COMMAND = "__complete"
NO_SPACE = ":nospace"


def offered(given: Sequence[str]) -> list[str]:
    """The lines that fit; whatever goes wrong, a shell is never told more than nothing."""
    shell, *words = given or [""]
    if shell == "bash":
        words = _split(words[0] if words else "")[1:]
    lines: list[str] = []
    with suppress(Exception):  # a message would land in the middle of the reader's line
        lines = list(dict.fromkeys(_lines(words or [""])))
    return lines


def _lines(words: Sequence[str]) -> Iterator[str]:
    from summarizer.commands.commandline.parser import parser

    *before, begun = words
    place = _Place(parser(before))
    for number, word in enumerate(before):
        if not place.take(word):
            rest = before[number + 1 :]
            yield from _lines([*rest, begun]) if place.nested else ()
            return
    offered = list(place.candidates(begun))
    fitting = [each for each in offered if each[0] != FILES and each[0].startswith(begun)]
    for candidate, description in fitting:
        yield f"{candidate}\t{one_line(description)}".rstrip()
    if fitting and all(candidate.endswith((":", "/")) for candidate, _ in fitting):
        yield NO_SPACE
    if (FILES, "") in offered:
        yield FILES


def _split(line: str) -> list[str]:
    """A shell's words, the last one as far as it is typed."""
    import shlex

    for closing in ("", "'", '"', "\\"):
        try:
            words = shlex.split(line + closing)
        except ValueError:
            continue
        return [*words, ""] if not line or (line[-1].isspace() and not closing) else words
    return line.split(" ")


@dataclass
class _Place:
    """How far the words typed lead into the command line."""

    parser: argparse.ArgumentParser
    nested: bool = False
    _open: argparse.Action | None = None
    _only_values: bool = False
    _used: list[argparse.Action] = field(default_factory=list)
    _passed: int = 0

    def take(self, word: str) -> bool:
        """Go on by a word; whether it leads anywhere from which this place can tell more."""
        if self._open:
            self._open = None
        elif word == "--" and not self._only_values:
            self._only_values = True
        elif word.startswith("-") and word != "-" and not self._only_values:
            self._take_option(word)
        else:
            return self._take_value(word)
        return True

    def _take_option(self, word: str) -> None:
        name, equals, _ = word.partition("=")
        action = _options(self.parser).get(name)
        if action is None:
            return
        self._used.append(action)
        self._open = action if action.nargs != 0 and not equals else None

    def _take_value(self, word: str) -> bool:
        action = self._positional()
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - argparse has no other name for it
            parser = cast("dict[str, argparse.ArgumentParser]", action.choices).get(word)
            if parser is None:
                return False
            self.parser, self._used, self._passed = parser, [], 0
            return True
        if action is not None and action.nargs not in {"*", "+"}:
            self._passed += 1
            following = self._positional()
            if following is not None and following.nargs == argparse.REMAINDER:
                self.nested = True
                return False
        return True

    def _positional(self) -> argparse.Action | None:
        """What the next value is for."""
        values = [each for each in _actions(self.parser) if not each.option_strings]
        return values[self._passed] if self._passed < len(values) else None

    def candidates(self, begun: str) -> Iterator[Candidate]:
        """What may stand here, whether it fits what is begun or not."""
        if self._open:
            yield from _values(self._open, begun)
            return
        name, equals, value = begun.partition("=")
        if equals and name in _options(self.parser) and not self._only_values:
            for candidate, description in _values(_options(self.parser)[name], value):
                yield candidate if candidate == FILES else f"{name}={candidate}", description
            return
        action = self._positional()
        if action and (self._only_values or not begun.startswith("-")):
            yield from _values(action, begun)
        if not self._only_values and (begun.startswith("-") or action is None):
            yield from self._options()

    def _options(self) -> Iterator[Candidate]:
        for action in _actions(self.parser):
            again = isinstance(action, argparse._AppendAction)  # noqa: SLF001 - the same
            if again or action not in self._used:
                for name in action.option_strings:
                    if name.startswith("--") or len(action.option_strings) == 1:
                        yield name, _help(action)


def _values(action: argparse.Action, begun: str) -> Iterable[Candidate]:
    if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - the same
        return ((each.dest, _help(each)) for each in action._get_subactions())  # noqa: SLF001 - the same
    if action.choices is not None:
        return ((str(each), "") for each in action.choices)
    kind = optionvalues.TAG if action.dest == "tag" else str(action.metavar)
    return optionvalues.of(kind, begun)


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return parser._actions  # noqa: SLF001 - argparse tells it nowhere else


def _options(parser: argparse.ArgumentParser) -> dict[str, argparse.Action]:
    return parser._option_string_actions  # noqa: SLF001 - the same


def _help(action: argparse.Action) -> str:
    return str((action.help or "") % {})
