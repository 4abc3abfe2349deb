"""A wish: how it is typed and written, and what it is then."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import InterestsError
from summarizer.interests.profile import KINDS, Wishes
from summarizer.papers.arxivids import typed
from summarizer.text.patterns import deferred
from summarizer.text.plain import echoed, normalised
from summarizer.topics.vocabulary import key, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.interests.profile import Profile
    from summarizer.topics.vocabulary import Vocabulary

KEYS = {kind: "from" if kind == "sources" else kind for kind in KINDS}
"""The lists of a profile, by the names that they have in the file."""
OPTIONS = {
    "words": "words",
    "topics": "topic",
    "authors": "author",
    "organizations": "organization",
    "papers": "paper",
    "sources": "from",
}
"""What each kind is called on the command line, after `--` or `--not-`."""
_CONTENT_ID = deferred(r"sha256:[0-9a-f]{16}")


def as_wish(kind: str, text: str, beside: Path, vocabulary: Vocabulary | None = None) -> str:
    """A wish as the program has it, whatever way it was typed. Raises ValueError.

    Topics are given by their names where there is a vocabulary, papers by their ids, and files by
    their whole paths: relative ones begin at `beside`.
    """
    if not text.strip():
        message = f"an empty text says nothing: write what `--{OPTIONS[kind]}` means"
        raise ValueError(message)
    if kind == "topics" and vocabulary:
        topic = vocabulary.resolve(text)
        if topic is None:
            raise ValueError(unknown(text, vocabulary))
        return topic.name
    if kind == "papers":
        return _identity(text)
    if kind == "sources":
        return _place_of(text, beside)
    if kind == "words" and not key(text).strip("*"):
        message = f"`{echoed(text)}` has no letter or digit: remove it"
        raise ValueError(message)
    return spaced(text)


def alike(kind: str, value: str) -> str:
    """What two spellings of one wish have in common."""
    if kind == "words":
        return key(value)
    return value if kind in {"papers", "sources"} else normalised(value)


@dataclass(frozen=True)
class Fits:
    """Whether a text in the file is a wish of this kind, whatever way each of them is written.

    `beside` and `vocabulary` are as for `as_wish`; what is no wish is compared as it stands.
    """

    kind: str
    wish: str
    beside: Path
    vocabulary: Vocabulary | None

    def __call__(self, kind: str, text: str) -> bool:
        """Whether it is, given the kind of the list in which it stands."""
        if kind != self.kind:
            return False
        known = self._form(text)
        return known == self._form(self.wish) or (kind == "sources" and known == self._whole())

    def _whole(self) -> str:
        """The whole path that a file had when it was there."""
        try:
            return str(Path(self.wish).absolute())
        except OSError:  # this folder is gone
            return self.wish

    def _form(self, text: str) -> str:
        try:
            return alike(self.kind, as_wish(self.kind, text, self.beside, self.vocabulary))
        except ValueError:
            return alike(self.kind, text)


def keys(wishes: Wishes) -> set[tuple[str, str]]:
    """The kind of each wish, with what all its spellings have in common."""
    return {(kind, alike(kind, wish)) for kind, wish in each(wishes)}


def each(wishes: Wishes) -> Iterator[tuple[str, str]]:
    """The wishes one by one, each with its kind."""
    return ((kind, wish) for kind in KINDS for wish in getattr(wishes, kind))


def check_contradictions(profile: Profile, wanted: Wishes, unwanted: Wishes) -> None:
    """Raise InterestsError where something is to be added to one side that is on the other."""
    both = keys(wanted) & keys(unwanted)
    for kind, wish in each(wanted):
        if (kind, alike(kind, wish)) in both:
            message = f"`{wish}` can't be both wanted and not wanted: give it once"
            raise InterestsError(message)
    for new, other, state, option in (
        (wanted, profile.unwanted, "is not wanted", "--not-"),
        (unwanted, profile.wanted, "is wanted", "--"),
    ):
        against = keys(other)
        for kind, wish in each(new):
            if (kind, alike(kind, wish)) in against:
                undo = f"summarize interests remove {profile.name} {option}{OPTIONS[kind]} '{wish}'"
                message = f"`{wish}` {state} in `{profile.name}`: first `{undo}`"
                raise InterestsError(message)


def _place_of(spec: str, beside: Path) -> str:
    """A SPEC, a file among them with its whole path, which may begin with `~`."""
    if spec.startswith("~"):
        try:
            return str(Path(spec).expanduser())
        except RuntimeError:
            return spec
    try:
        file = beside / spec
        return str(file) if file.exists() else spec
    except (OSError, ValueError):  # an address as long as no file's name
        return spec


def spaced(text: str) -> str:
    """The text with single blanks."""
    return " ".join(text.split())


def _identity(text: str) -> str:
    """The id of a paper, as the program writes it. Raises ValueError."""
    identity = typed(text) or (text if _CONTENT_ID.fullmatch(text) else None)
    if identity is None:
        message = (
            f"`{echoed(text)}` is not the id of a paper: give an arXiv id or address, such as "
            "2503.23895; files and sources belong in `from`"
        )
        raise ValueError(message)
    return identity
