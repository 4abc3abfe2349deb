"""Templates rendered: autoescaped, nothing undefined, no character that could harm."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from summarizer import __version__
from summarizer.papers.certainty import MAYBE, NO_TOPIC
from summarizer.renderers import FOLLOWED
from summarizer.renderers.html.filenames import safe_name
from summarizer.renderers.html.policy import FOLDER, Policy, policy
from summarizer.reviews.marks import WORDS
from summarizer.text.counting import counted
from summarizer.text.plain import shortened, single_spaced

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import BytecodeCache, Environment
    from jinja2.bccache import Bucket
    from markupsafe import Markup

TEMPLATES = FOLDER / "templates"
_BRIEF = 300
"""Characters of a description: what search engines and messengers show at the most."""
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='16' rx='3' fill='%23375a7f'/%3E"
    "%3Cpath d='M4 5h8M4 8h8M4 11h5' stroke='white' stroke-width='1.4'/%3E%3C/svg%3E"
)


def render(
    template: str,
    /,
    *folders: Path,
    guard: Policy | None = None,
    kept: Path | None = None,
    **values: Any,
) -> str:
    """A template of this package, or of `folders`, as a page; compiled code is kept in `kept`."""
    page = environment(*folders, kept=kept).get_template(template)
    return page.render(guard=guard or policy(), **values)


@cache
def environment(*folders: Path, kept: Path | None = None) -> Environment:
    """The templates of this package and of further folders; compiled ones are kept in `kept`."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader([TEMPLATES, *folders]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_plain,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_compiled(kept) if kept and _writable(kept) else None,
    )
    made.globals.update(
        icon=ICON, version=__version__, no_topic=NO_TOPIC, maybe=MAYBE, followed=FOLLOWED
    )
    made.filters.update(inline=_inline, day=long_day, slug=safe_name, counted=counted)
    made.filters["isolated"] = isolated
    made.filters["brief"] = _brief
    made.filters["said"] = lambda mark: WORDS.get(mark, mark)
    return made


def _compiled(folder: Path) -> BytecodeCache:
    """Compiled templates in a folder, which may vanish or fill up while a server runs."""
    from contextlib import suppress

    from jinja2 import FileSystemBytecodeCache

    class Compiled(FileSystemBytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            with suppress(OSError):
                super().load_bytecode(bucket)

        def dump_bytecode(self, bucket: Bucket) -> None:
            with suppress(OSError):
                super().dump_bytecode(bucket)

    return Compiled(str(folder))


def _brief(told: Markup) -> Markup:
    """What a block says, as long as those who show it have room."""
    from markupsafe import escape

    return escape(shortened(told.unescape(), _BRIEF))


def _writable(folder: Path) -> bool:
    """Whether the folder is there, or could be made, and files can be put into it."""
    import os

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _plain(value: object) -> object:
    """Other people's text without control and format characters, on one line."""
    if type(value) is str:
        return single_spaced(value)
    return value


@lru_cache(maxsize=16)  # the same few in every page
def _inline(code: str) -> object:
    """Our own style or script as it is: its hash is in the policy."""
    from markupsafe import Markup

    if "</" in code or "<!--" in code:
        message = "a script or style that would end its element"
        raise ValueError(message)
    return Markup(code)  # noqa: S704 - a file of this package


def isolated(text: str) -> object:
    """Other people's text beside ours, which keeps its own direction; plain words as they are."""
    from markupsafe import Markup

    text = single_spaced(text)
    return text if text.isascii() else Markup("<bdi>{}</bdi>").format(text)


def long_day(day: str) -> str:
    """`Tuesday, 9 December 2025` for `2025-12-09`; what is no day as it is."""
    from summarizer.papers.days import parse_day

    found = parse_day(day)
    return f"{found:%A}, {found.day} {found:%B %Y}" if found else day
