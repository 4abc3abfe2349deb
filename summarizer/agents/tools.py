"""A tool as an agent sees it, and its call: arguments checked, every failure told in one line."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.agents import arguments
from summarizer.agents.answers import quoted
from summarizer.agents.suspicion import seen
from summarizer.errors import InputError, SummarizerError
from summarizer.text.plain import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from summarizer.agents.answers import Answer
    from summarizer.agents.arguments import Argument
    from summarizer.library.run import Run
    from summarizer.observer import Observer, Progress

    Runs = Callable[[Observer], Run]

_ERROR = 600
"""Characters of an error's line."""
_MOST_NOTES = 8


@dataclass(frozen=True, kw_only=True)
class Tool:
    """One tool. `output` is the JSON Schema of what it answers.

    `writes` says that it changes what is stored, `replaces` that something stored may be lost by
    it, `repeats` that a second call does more than the first, `reaches_out` that it asks the
    network.
    """

    name: str
    title: str
    about: str
    output: Callable[[], Mapping[str, Any]]
    answer: Callable[[Run, Mapping[str, Any]], Answer]
    arguments: Sequence[Argument] = ()
    writes: bool = False
    replaces: bool = False
    repeats: bool = False
    reaches_out: bool = False


@dataclass(frozen=True)
class Told:
    """What a call came to: the text, and data where it did not fail."""

    text: str
    data: Mapping[str, Any] | None = None


@dataclass
class Notes:
    """An observer that keeps what a run says, so that an agent learns of it."""

    lines: list[str] = field(default_factory=list)

    def note(self, message: str) -> None:
        """Keep a note."""
        if len(self.lines) < _MOST_NOTES:
            self.lines.append(shown(message))

    def detail(self, message: str) -> None:
        """Ignore it."""

    def warn(self, message: str) -> None:
        """Keep a warning."""
        self.note(message)

    def progress(self, state: Progress) -> None:
        """Ignore it."""


def shown(message: str) -> str:
    """A message as one line of bounded length, in which nothing hides."""
    return shortened(seen(message), _ERROR)


def call(tool: Tool, given: Mapping[str, Any], runs: Runs, say: Callable[[str], None]) -> Told:
    """Call a tool. `say` is told of a fault of the program's own."""
    notes = Notes()
    try:
        values = arguments.checked(given, tool.arguments)
        run = runs(notes)
        try:
            answer = tool.answer(run, values)
        finally:
            run.close()
    except SummarizerError as error:
        lines = [*notes.lines, shown(str(error))]
        theirs = isinstance(error, InputError)  # it names what was read
        return Told(quoted(lines) if theirs else "\n".join(lines))
    except Exception as error:  # noqa: BLE001 - an agent gets one line, whatever happened
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        line = f"a bug in this program: {shown(what)[:300]}: please report it"
        say(line)
        return Told(line)
    told = [*answer.notes, *notes.lines]
    text = "\n".join([*(f"Note: {each}" for each in told), answer.text])
    data = {**answer.data, "notes": told} if told else answer.data
    return Told(text, json.loads(json.dumps(data)))
