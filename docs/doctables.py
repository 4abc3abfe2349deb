"""The tables of the docs that the program itself can fill: SPECs, input and output, settings.

`python docs/doctables.py` writes them between their marks; a test fails if they are out of date.
"""

from __future__ import annotations

from pathlib import Path

from summarizer.renderers import formats
from summarizer.settings import Settings
from summarizer.settings.table import HELP, VARIABLES
from summarizer.sources import FAMILY, sites

DOCS = Path(__file__).parent


def specs() -> str:
    """What each form of a SPEC names."""
    lines = [
        f"| `{form.spec}` | {source.SITE.name}: {form.line} |"
        for source in sites()
        for form in source.SITE.forms
    ]
    return "\n".join(["| SPEC | papers |", "|---|---|", *lines])


def forms() -> str:
    """The forms of contents that are read, each by its name for `--as`."""
    return "\n".join(f"- `{each.PROFILE.name}`: {each.PROFILE.reads}" for each in FAMILY.own())


def outputs() -> str:
    """Every format, with the endings of its files."""
    rows = [
        f"| `{each.name}` | {' '.join(f'`{ending}`' for ending in each.endings)} | {each.line} |"
        for each in formats()
    ]
    return "\n".join(["| format | file ending | what it is |", "|---|---|---|", *rows])


def settings() -> str:
    """Every setting with its environment variable, its default and its line of help."""
    defaults = Settings()
    rows = [
        f"| `{name}`<br>`{VARIABLES[name]}` | {default(getattr(defaults, name))} | {line} |"
        for name, line in HELP.items()
    ]
    return "\n".join(["| setting and variable | default | meaning |", "|---|---|---|", *rows])


def default(value: object) -> str:
    """A default as it is shown; nothing where a setting has none."""
    return "" if value is None else f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


TABLES = {
    "sources.md": {"specs": specs, "forms": forms, "formats": outputs},
    "configuration.md": {"settings": settings},
}


def filled(page: str, text: str) -> str:
    """The text of a page with each table between its marks made anew."""
    for name, make in TABLES[page].items():
        begin, end = f"<!-- {name} -->\n", f"\n<!-- /{name} -->"
        before, _, rest = text.partition(begin)
        text = before + begin + make() + end + rest.partition(end)[2]
    return text


if __name__ == "__main__":
    for page in TABLES:
        path = DOCS / page
        path.write_text(filled(page, path.read_text()))
