"""What stands inside every page, and the policy that allows just that.

A script or style runs only where its hash is named, or where it is a file of the page's own
folder, so nothing that a paper says can.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
EVERYWHERE = tuple(FOLDER / name for name in ("page.js", "cards.js", "marks.js"))
"""The scripts of every page, in their order."""
_OWN = "'self'"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};,>])\s*|(?<=\w)(:) ")  # a space before a colon has a meaning
_INDENT = re.compile(r"^[ \t]*(?://.*)?(?:\n|$)|^[ \t]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Policy:
    """A page's inline style and scripts, the policy's text, and the files it links to instead."""

    style: str
    scripts: tuple[str, ...]
    text: str
    linked: Linked | None = None


class Linked(NamedTuple):
    """Where a page finds the style and the scripts of all pages, from the folder of all of them."""

    style: str
    script: str


@cache
def policy(
    *parts: Path, files: bool = False, pictures: bool = False, linked: Linked | None = None
) -> Policy:
    """The policy of a page with these scripts and styles beside its own.

    With `files` the scripts of its site are allowed, too, with `pictures` its images. What is
    `linked` is not inside: `style_of` and `script_of` make those files.
    """
    styles = tuple(path for path in parts if path.suffix == ".css")
    scripts = tuple(path for path in parts if path.suffix == ".js")
    style = "" if linked else style_of(*styles)
    inline = tuple(script(path) for path in (*(() if linked else EVERYWHERE), *scripts))
    allowed = [*(["'self'"] if files or linked else ()), *map(source, inline)]
    own = "'self' " if pictures else ""
    text = (
        f"default-src 'none'; style-src {source(style) if style else _OWN}; "
        f"script-src {' '.join(allowed)}; img-src {own}data:; base-uri 'none'; form-action 'none'"
    )
    return Policy(style, inline, text, linked)


def style_of(*parts: Path) -> str:
    """The stylesheet of all pages, and these behind it."""
    return stylesheet() + "".join(map(stylesheet, parts))


def script_of() -> str:
    """The scripts of every page as one file; each keeps its names to itself."""
    return "\n".join(map(script, EVERYWHERE)) + "\n"


def source(content: str) -> str:
    """The source expression of an inline script or style."""
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


@cache
def stylesheet(path: Path = FOLDER / "page.css") -> str:
    """The stylesheet of all pages, or a page's own, without comments and needless blanks."""
    text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
    return _AROUND.sub(r"\1\2", re.sub(r"\s+", " ", text)).replace(";}", "}").strip()


def script(path: Path) -> str:
    """A script without its indents and the lines that are comments."""
    return _INDENT.sub("", path.read_text(encoding="utf-8")).strip()
