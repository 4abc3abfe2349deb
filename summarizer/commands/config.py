"""`summarize config`: the settings, where each comes from, and how they are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline.console import Console, print_all, view
from summarizer.commands.commandline.options import examples

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

_VALUES = 34
_COMMENT = "    # "


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Show every setting, its value and where it comes from; or change them. An option "
        "overrides an environment variable, which overrides the configuration file."
    )
    command.add_argument("--json", action="store_true", help="print JSON")
    actions = command.add_subparsers(dest="action", metavar="ACTION")
    get = actions.add_parser("get", help="print the value of a setting")
    change = actions.add_parser("set", help="change a setting in the configuration file")
    unset = actions.add_parser("unset", help="take a setting out of the configuration file")
    actions.add_parser("edit", help="open the configuration file in your editor")
    actions.add_parser("path", help="print where the configuration file is")
    for each in (get, change, unset):
        each.add_argument("name", metavar="SETTING", help="its name: `summarize config` lists them")
    change.add_argument("value", metavar="VALUE", help="its new value")
    examples(
        command,
        "summarize config set model openai/NAME",
        "summarize config get mail_to",
        "summarize config edit",
    )
    examples(change, "summarize config set daily arxiv:cs.CL", "summarize config set max_usd 0.50")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for; 1 where `get` finds nothing."""
    from summarizer import settings
    from summarizer.doctor.choice import usable
    from summarizer.settings import configfile

    action, console = arguments.action, Console()
    if action == "path":
        print_all([f"{settings.config_path()}\n"])
    elif action == "get":
        return _get(arguments.name)
    elif action == "set":
        value = usable(arguments.name, arguments.value)
        place = configfile.put({arguments.name: value})
        _said(arguments.name, place, console)
    elif action == "unset":
        settings.known(arguments.name)
        place = configfile.put({arguments.name: None})
        _said(arguments.name, place, console)
    elif action == "edit":
        from summarizer.commands.commandline import editor

        return editor.edit_settings(console)
    else:
        print_all(_json() if arguments.json else _lines())
    return 0


def _get(name: str) -> int:
    """Print one setting as plain text; 1 where it is not set."""
    from summarizer import settings
    from summarizer.deliver.addresses import seen

    settings.known(name)
    value = seen(name, getattr(settings.load(), name))
    if value is None:
        return 1
    print_all([f"{value}\n"])
    return 0


def _said(name: str, place: Path, console: Console) -> None:
    """Say what holds now, what still goes before it, and what no longer fits."""
    from contextlib import suppress

    from summarizer import settings
    from summarizer.deliver.addresses import seen
    from summarizer.doctor.choice import lacking
    from summarizer.errors import VocabularyError
    from summarizer.papers.wire import dumps

    found, _ = settings.examined()
    value, origin = seen(name, getattr(found, name)), found.origins[name]
    shown = "is not set" if value is None else f"is {dumps(value)}"
    console.note(f"`{name}` {shown} ({_from(origin, place)})")
    if origin not in {str(place), "default"}:
        console.warn(f"the variable `{origin}` overrides the file `{place}`")
    if name == "topics":
        with suppress(VocabularyError):  # that of a variable
            lack = lacking(found)
            if lack:
                console.warn(": ".join(lack))


def _from(origin: str, place: Path) -> str:
    return f"in `{place}`" if origin == str(place) else origin


def _lines() -> Iterator[str]:
    """Every setting as a line of the configuration file, and under it what it is for."""
    from summarizer import settings
    from summarizer.deliver.addresses import seen
    from summarizer.papers.wire import dumps
    from summarizer.settings.table import HELP
    from summarizer.text.columns import padded, wrapped

    loaded, width = settings.load(), view().width
    yield f"# {settings.config_path()}\n"
    for name, text in HELP.items():
        value = seen(name, getattr(loaded, name))
        line = f"# {name} is not set" if value is None else f"{name} = {dumps(value)}"
        line = padded(line, _VALUES) if value is not None else line
        origin = "" if value is None else f"  # {loaded.origins[name]}"
        yield f"{line}{origin}\n"
        for each in wrapped(text, max(width - len(_COMMENT), 1), chop=False):
            yield f"{_COMMENT}{each}\n"


def _json() -> Iterator[str]:
    from summarizer import settings
    from summarizer.deliver.addresses import seen
    from summarizer.papers.wire import dumps
    from summarizer.settings.table import HELP

    loaded = settings.load()
    rows = {
        name: {
            "value": seen(name, getattr(loaded, name)),
            "origin": loaded.origins[name],
            "help": text,
        }
        for name, text in HELP.items()
    }
    yield dumps({"path": str(settings.config_path()), "settings": rows}) + "\n"
