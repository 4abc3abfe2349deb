"""Style and scripts of all pages of a site: two files, which a browser loads once."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.renderers.html.policy import Linked, Policy, policy, script_of, style_of
from summarizer.site.folder import SHARED_SIGN, File

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STYLE = Path(__file__).with_name("site.css")
"""What the pages of a site have beside the stylesheet of all pages."""
_STYLE_FILE, _SCRIPT_FILE = "style.css", "pages.js"


def guard(*scripts: Path, files: bool = False, pictures: bool = False) -> Policy:
    """The policy of a page of a site that has these scripts inside."""
    return policy(*scripts, files=files, pictures=pictures, linked=_linked())


def files(of: Callable[[str, object, Callable[[], str]], File]) -> Iterator[File]:
    """The two files; they come first, so that no page is ever without them."""
    yield of(_STYLE_FILE, None, lambda: f"{SHARED_SIGN}\n{style_of(STYLE)}\n")
    yield of(_SCRIPT_FILE, None, lambda: f"{SHARED_SIGN}\n{script_of()}")


@cache
def _linked() -> Linked:
    """Their addresses name their content: what a browser kept of an earlier one is not used."""
    return Linked(f"{_STYLE_FILE}?{_mark(style_of(STYLE))}", f"{_SCRIPT_FILE}?{_mark(script_of())}")


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]
