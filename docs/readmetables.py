"""The README's tables of SPECs and formats, made of what sources and renderers say of themselves.

`python docs/readmetables.py` writes them; a test fails where they are not up to date.
"""

from __future__ import annotations

from pathlib import Path

from summarizer.renderers import formats
from summarizer.sources import FAMILY, sites

README = Path(__file__).parents[1] / "README.md"


def specs() -> str:
    """What each form of a SPEC names."""
    lines = [
        f"| `{form.spec}` | {source.SITE.name}: {form.line} |"
        for source in sites()
        for form in source.SITE.forms
    ]
    lines += [
        "| a URL of these sites | the same: `https://huggingface.co/papers/week/2025-W50` |",
        "| a file, a folder, `'pages/*.txt'`, `-` | what they hold; `-` is standard input |",
    ]
    return "\n".join(["| SPEC | papers |", "|---|---|", *lines])


def forms() -> str:
    """The forms of contents that are read."""
    return "\n".join(f"- {source.PROFILE.reads};" for source in FAMILY.own())


def outputs() -> str:
    """Every format, with the endings of its files."""
    rows = [
        f"| `{each.name}` | {' '.join(f'`{ending}`' for ending in each.endings)} | {each.line} |"
        for each in formats()
    ]
    return "\n".join(["| format | file | |", "|---|---|---|", *rows])


TABLES = {"specs": specs, "forms": forms, "formats": outputs}


def filled(text: str) -> str:
    """The text with each table between its marks made anew."""
    for name, make in TABLES.items():
        begin, end = f"<!-- {name} -->\n", f"\n<!-- /{name} -->"
        before, _, rest = text.partition(begin)
        text = before + begin + make() + end + rest.partition(end)[2]
    return text


if __name__ == "__main__":
    README.write_text(filled(README.read_text()))
