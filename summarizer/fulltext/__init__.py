"""The full text of a paper, read from the form in which it comes, with what could not be read.

A form is a module here, or the `form` of a room here, with the attributes of `Form`. Its parser is
pure: content in, a `FullText` out. `commands` calls in by `reading` for a content and by
`retrieval` for a paper that is elsewhere; full texts leave, whose every part is a span of one text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from summarizer.errors import UsageError
from summarizer.families import Family

if TYPE_CHECKING:
    from summarizer.fulltext.records import FullText


class Profile(NamedTuple):
    """What a form says of itself: its name, what it is called in a message, its files' endings.

    `library` is what reads it where that is an extra of this package, called `fulltext`. What is
    `slow` to read is read once of each copy.
    """

    name: str
    called: str
    endings: tuple[str, ...]
    library: str | None = None
    slow: bool = False


@dataclass(frozen=True)
class Content:
    """A paper's bytes: `name` is the file or address in messages, `address` where it came from."""

    name: str
    data: bytes
    address: str | None = None

    @property
    def ending(self) -> str:
        """How its name ends, in lower case: `.pdf`."""
        return "." + self.name.rpartition("/")[2].rpartition(".")[2].lower()


class Form(Protocol):
    """What every module of this family offers."""

    PROFILE: Profile

    def recognises(self, content: Content) -> bool:
        """Whether the bytes are in this form, whatever the file is called."""

    def parse(self, content: Content) -> FullText:
        """Read it. Raises InputError in one line where it holds no text of a paper."""


def available(profile: Profile) -> None:
    """Raise UsageError where the library that reads a form is not installed."""
    from importlib.util import find_spec

    if profile.library and find_spec(profile.library) is None:
        message = (
            f"`{profile.library}`, which reads {profile.called}, is not installed: "
            "`pip install 'summarize-papers[fulltext]'`"
        )
        raise UsageError(message)


def _lacks(found: object) -> str:
    if not isinstance(getattr(found, "PROFILE", None), Profile):
        return "`PROFILE`, a `Profile`"
    wanted = ("recognises", "parse")
    return " and no ".join(
        f"`{name}`" for name in wanted if not callable(getattr(found, name, None))
    )


_SHARED = frozenset(
    "affiliations apart bounds captions copies draft extent footmarks frontmatter headings "
    "htmlblocks latexml links listings markdownblocks markdownpage organisations ownership "
    "places reading readings records rendering retrieval tidying webpage wire wording wordjoins "
    "written".split()
)
FAMILY: Family[Form] = Family(__name__, "form", _lacks, _SHARED)
