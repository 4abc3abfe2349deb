"""How well a content fits a form: every source names its signs, and the best fit reads it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from summarizer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.sources.content import Content

_NONE, _WEAK, _STRONG, _CERTAIN = range(4)


class Fit(NamedTuple):
    """How surely a content is in a form, and by which signs, in words; true unless it is not."""

    strength: int
    signs: str = ""

    def __bool__(self) -> bool:
        """Whether there is any sign at all."""
        return self.strength > _NONE


NO_FIT = Fit(_NONE)


def weak(signs: str) -> Fit:
    """The content may be in the form, by these signs."""
    return Fit(_WEAK, signs)


def strong(signs: str) -> Fit:
    """The content is in the form, by these signs."""
    return Fit(_STRONG, signs)


def certain(signs: str) -> Fit:
    """The content is in the form, by signs that no other form can have: no other is asked."""
    return Fit(_CERTAIN, signs)


class _Profile(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def catch_all(self) -> bool: ...


class Reader(Protocol):
    """What is asked whether it can read a content: a source."""

    @property
    def PROFILE(self) -> _Profile:  # noqa: N802 - as sources call it
        """Its name, and whether it reads nearly anything."""

    def recognises(self, content: Content) -> Fit | bool:
        """How well it fits; True where it surely does."""


R = TypeVar("R", bound=Reader)


def best(content: Content, readers: Iterable[R]) -> tuple[R | None, list[str]]:
    """The reader that fits best, and notes where that is not plain; None where none fits.

    Of readers that fit alike, one that reads nearly anything stands back, and else the first one
    reads. Raises InputError where the content is nothing that any of them can look at.
    """
    fits: list[tuple[R, Fit]] = []
    failures: list[InputError] = []
    for reader in readers:
        try:
            found = reader.recognises(content)
        except InputError as error:  # a form for which these bytes are none
            failures.append(error)
            continue
        fit = found if isinstance(found, Fit) else Fit(_STRONG if found else _NONE)
        if fit.strength == _CERTAIN:
            return reader, []
        if fit:
            fits.append((reader, fit))
    if fits:
        return _best_of(fits)
    if failures:
        raise failures[0]
    return None, []


def _best_of(fits: list[tuple[R, Fit]]) -> tuple[R, list[str]]:
    ranked = sorted(fits, key=_rank)  # stable: the first of equals stays the first
    _, group = next(groupby(ranked, key=_rank))
    (reader, fit), *others = group
    name = reader.PROFILE.name
    if fit.strength == _WEAK:
        return reader, [f"read as `{name}` by weak signs ({fit.signs}): `--as FORM` names another"]
    if others:
        rivals = " or ".join(f"`--as {other.PROFILE.name}`" for other, _ in others)
        return reader, [f"read as `{name}`; it could as well be read with {rivals}"]
    return reader, []


def _rank(found: tuple[Reader, Fit]) -> tuple[int, bool]:
    reader, fit = found
    return -fit.strength, reader.PROFILE.catch_all
