"""The command line as a parser: every command with its options, grouped as help shows them."""

from __future__ import annotations

import argparse

from summarizer import __version__
from summarizer.commands.commandline.catalogue import COMMANDS, GROUPS, module

TYPE_CHECKING = False  # typing's own costs `--version` a tenth of its time
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, NoReturn

_FEW = 12
"""How many choices are named where one is missing."""
_MISSING = "the following arguments are required: "
"""How argparse begins to say so."""
_EXIT_CODES = """Exit codes:
  0    done
  1    done, but papers were skipped
  2    wrong usage, or input that can't be read
  3    nothing yet: no papers, or a batch not done
  4    a server can't be reached, or refused
  70   a bug in this program
  130  ended by Ctrl-C (129: SIGHUP, 143: SIGTERM)

`summarize help COMMAND` explains a command."""


class _Formatter(argparse.HelpFormatter):
    """Help as people know it: short usage, short names first, examples as they are typed."""

    def _format_args(self, action: argparse.Action, default_metavar: str) -> str:
        name = self._metavar_formatter(action, default_metavar)(1)[0]
        if str(name).startswith("[="):
            return name
        forms = {argparse.ONE_OR_MORE: f"{name}...", argparse.ZERO_OR_MORE: f"[{name}...]"}
        if not action.required:
            forms[argparse.PARSER] = f"[{name} ...]"
        return forms.get(str(action.nargs)) or super()._format_args(action, default_metavar)

    def _format_action_invocation(self, action: argparse.Action) -> str:
        if not action.option_strings:
            return super()._format_action_invocation(action)
        names = ", ".join(sorted(action.option_strings, key=len))
        value = self._format_args(action, action.dest.upper()) if action.nargs != 0 else ""
        return f"{names}{'' if value.startswith('[=') else ' '}{value}".rstrip()

    def _split_lines(self, text: str, width: int) -> list[str]:
        from summarizer.text.columns import wrapped

        return wrapped(text, width, chop=False)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Wrap paragraphs; what is indented, such as an example, is one of its own."""
        from summarizer.text.columns import wrapped

        lines = []
        for line in text.splitlines():
            if line.startswith("  "):  # a command line, which a backslash continues
                first, *rest = wrapped(line, width - len("    + "), chop=False)
                lines.append(" \\\n".join([f"  {first}", *(f"    {each}" for each in rest)]))
            else:
                lines += [indent + each for each in wrapped(line, width - len(indent), chop=False)]
        return "\n".join(lines)


class Commands(argparse._SubParsersAction):  # type: ignore[type-arg] # noqa: SLF001 - argparse has no other name for it
    """Commands whose help begins with their own line, where nothing longer is said of them."""

    def add_parser(self, name: str, **given: Any) -> Any:
        """One more command."""
        line = str(given.get("help", ""))
        given.setdefault("description", f"{line[:1].upper()}{line[1:]}.")
        return super().add_parser(name, **given)


class Parser(argparse.ArgumentParser):
    """Argparse whose errors are one line, and that asks for the terminal's width when it prints.

    Argparse asks for each option it is told of, and loads `shutil` and what that needs for it.
    """

    _width: int | None = 78
    _typed: Sequence[str] = ()
    takes_rest: str | None = None
    """The list of words that those after an option belong to as well."""
    grouped: dict[str, dict[str, str]] | None = None
    """The groups in which help lists the commands, where it does not list them as they come."""
    lists: Callable[[], tuple[str, Mapping[str, str]]] | None = None
    """A section of help that is put together when it is printed: its title, and lines by names."""

    def __init__(self, **given: Any) -> None:
        """Give the sections the names that people know."""
        super().__init__(add_help=False, **given)
        self.register("action", "parsers", Commands)
        self._positionals.title, self._optionals.title = "Arguments", "Options"
        self.add_argument("-h", "--help", action="help", help="show this help and exit")

    def _get_formatter(self) -> argparse.HelpFormatter:
        return _Formatter(self.prog, width=self._width)

    def format_help(self) -> str:
        """The help, as wide as the terminal: what it does, how it is typed, every option."""
        self._width = None
        formatter = self._get_formatter()
        formatter.add_text(self.description)
        formatter.add_usage(f"{self.prog} {self._short_usage()}".rstrip(), [], [])
        for title, actions in self._sections():
            formatter.start_section(title)
            formatter.add_arguments(actions)
            formatter.end_section()
        if self.lists:
            title, lines = self.lists()
            formatter.start_section(title)
            formatter.add_arguments([argparse.Action([], each, help=lines[each]) for each in lines])
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def format_usage(self) -> str:
        """The usage, on a line."""
        return f"usage: {self.prog} {self._short_usage()}\n"

    def _short_usage(self) -> str:
        """What has to be typed; everything that can be is one `[OPTIONS]`."""
        formatter = self._get_formatter()
        needed = [each for each in self._actions if each.required and each.option_strings]
        values = [each for each in self._actions if not each.option_strings]
        formatter.add_usage(None, [*needed, *values], [], "")
        given = formatter.format_help().strip().removeprefix(self.prog)
        return " ".join(f"[OPTIONS] {given}".split()).replace("COMMAND ...", "COMMAND")

    def _sections(self) -> Iterable[tuple[str | None, Iterable[argparse.Action]]]:
        general = self._optionals
        others = [each for each in self._action_groups if each is not general]
        for group in (*others, general):
            actions = group._group_actions  # noqa: SLF001 - argparse tells it nowhere else
            if self.grouped and any(isinstance(each, Commands) for each in actions):
                yield from self._grouped(self.grouped)
            else:
                yield group.title, actions

    def _grouped(
        self, groups: dict[str, dict[str, str]]
    ) -> Iterable[tuple[str, Iterable[argparse.Action]]]:
        known = {each.dest: each for each in self._commands()}
        for title, names in groups.items():
            yield title, [known[name] for name in names if name in known]

    def _commands(self) -> Iterable[argparse.Action]:
        found = [each for each in self._actions if isinstance(each, Commands)]
        return [each for one in found for each in one._get_subactions()]  # noqa: SLF001 - the same

    def parse_known_args(  # type: ignore[override] # as argparse itself calls it
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Argparse's; what is not known is said here, by the parser that does not know it."""
        self._typed = args = self._with_values(args or ())
        found, rest = super().parse_known_args(args, namespace)
        if rest and self.takes_rest and not any(each.startswith("-") for each in rest):
            getattr(found, self.takes_rest).extend(rest)  # words that follow an option
            return found, []
        if rest:
            self.error(self._strange(rest[0]))
        return found, []

    def _with_values(self, args: Sequence[str]) -> list[str]:
        """The words with nothing as the value of options that need none: `--for-me` takes `=`.

        Argparse would take the next word, which is a SPEC, for its value.
        """
        known = self._option_string_actions
        optional = {word for word in known if str(known[word].metavar).startswith("[=")}
        end = list(args).index("--") if "--" in args else len(args)
        return [f"{word}=" if word in optional else word for word in args[:end]] + list(args[end:])

    def _strange(self, word: str) -> str:
        if not word.startswith("-"):
            return f"unexpected argument `{word}`{self._valued(word)}"
        from summarizer.text.spelling import question

        name = word.partition("=")[0]
        near = question(name, self._option_string_actions)
        return f"unknown option `{name}`{near}"

    def _valued(self, word: str) -> str:
        """How a word is written that follows an option whose value stands behind a `=`."""
        before = self._typed[list(self._typed).index(word) - 1] if word in self._typed else ""
        known = self._option_string_actions.get(before.removesuffix("="))
        if not before.endswith("=") or known is None:
            return ""
        return f": write `{before}{word}`"

    def _misspelt(self) -> str | None:
        """The first option typed that there is not: most likely what is missing."""
        for word in self._typed:
            name = word.partition("=")[0]
            known = name[:2] if name[:2] != "--" else name
            if not name.startswith("-") or name[1:2].isdigit() or known in ("-", "--"):
                continue
            if known not in self._option_string_actions and not self._get_option_tuples(name):
                return self._strange(word)
        return None

    def _lacking(self, names: str) -> str:
        """Which arguments were left out: none that may be, and with what one may be."""
        for action in self._actions:
            if action.nargs == "*" and isinstance(action.metavar, str):
                names = names.removesuffix(f", {action.metavar}")
            elif action.choices and action.metavar == names:
                known = [f"`{each}`" for each in action.choices]
                names = f"{names}: {_listed(known)}" if len(known) <= _FEW else names
        return f"missing: {names}"

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        from summarizer.text.spelling import question

        known = list(map(str, action.choices))
        if isinstance(action, Commands):
            what = f"unknown {str(action.metavar).lower()} `{value}`"
            near = question(str(value), known) or _instead(str(value), self.prog, known)
            raise argparse.ArgumentError(None, what + near)
        near = question(str(value), known) or f": use {_listed(known)}"
        raise argparse.ArgumentError(action, f"unknown value `{value}`{near}")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is, then end with 2."""
        from summarizer.commands.commandline.messages import say

        if message.startswith(_MISSING):
            message = self._misspelt() or self._lacking(message.removeprefix(_MISSING))
        say(f"{message} (see `{self.prog} --help`)")
        self.exit(2)


def _instead(value: str, prog: str, known: Sequence[str]) -> str:
    """What to type where a file stands in a command's place, or anything in an action's."""
    import os

    if prog != "summarize":
        return f": use {_listed([f'`{each}`' for each in known])}"
    if not os.path.exists(value):  # noqa: PTH110 - never raises
        return ""
    return f": did you mean `summarize papers {value}`?"


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}" if names[1:] else "".join(names)


def parser(argv: Sequence[str] | None = None) -> Parser:
    """The whole command line, one parser a command.

    Given what was typed, and it begins with a command, there are no others; else those that are
    not in it go without their options: each costs every other command's start.
    """
    top = Parser(
        prog="summarize",
        description="Tagged, summarised digests of research papers, with or without a language "
        "model.",
        epilog=_EXIT_CODES,
    )
    top.grouped = GROUPS
    top.add_argument(
        "--version",
        action="version",
        version=f"summarize {__version__}",
        help="show the version and exit",
    )
    subparsers = top.add_subparsers(dest="command", metavar="COMMAND", required=True, prog=top.prog)
    chosen = set(argv[:1] if argv else ()) & COMMANDS.keys()
    for name, line in COMMANDS.items():
        if chosen and name not in chosen:
            continue
        command = subparsers.add_parser(name, help=line)
        if argv is None or name in argv:
            module(name).options(command)
    return top
