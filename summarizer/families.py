"""Families: variants of one kind, found by their file names here and by entry points elsewhere.

A family is a room whose `__init__` holds what each variant must offer. A variant is a module of
that room (or the `inside` of a room in it), or an entry point of the family's group, which is
called like its variants. Nothing is loaded before it is asked for. What another package offers and
cannot be used is left out; `broken` says so.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from summarizer.errors import PluginFailed, SummarizerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.metadata import EntryPoint

T = TypeVar("T")
_BROKEN: dict[str, str] = {}


class Family(Generic[T]):
    """The variants of one kind. `lacks` says what an object lacks to be one, "" where nothing.

    `shared` are modules that several variants need and that are none; `rooms` are rooms whose
    modules are variants too.
    """

    def __init__(
        self,
        package: str,
        inside: str,
        lacks: Callable[[object], str],
        shared: frozenset[str] = frozenset(),
        rooms: tuple[str, ...] = (),
    ) -> None:
        """Name the family; nothing is looked for yet."""
        self.package, self.inside, self.lacks = package, inside, lacks
        self.group = f"{package.partition('.')[0]}.{inside}s"
        self.shared, self.rooms = shared, rooms
        self._loaded: dict[str, T | None] = {}

    @cached_property
    def _own(self) -> dict[str, str]:
        """The variants of this package: the module of each by its name."""
        here = Path(str(sys.modules[self.package].__file__)).parent
        found = {path.parent.name: f".{path.parent.name}.{self.inside}"
                 for path in here.glob(f"[a-z]*/{self.inside}.py")}  # fmt: skip
        for room in ("", *self.rooms):
            for path in (here / room).glob("[a-z]*.py"):
                found[path.stem] = f".{room}.{path.stem}" if room else f".{path.stem}"
        return {name: found[name] for name in sorted(found.keys() - self.shared)}

    @cached_property
    def _offered(self) -> dict[str, EntryPoint]:
        """What other packages offer, by its name; a name of our own stays ours."""
        if not _is_offered(self.group):
            return {}
        from importlib.metadata import entry_points

        return {each.name: each for each in entry_points(group=self.group)
                if each.name not in self._own}  # fmt: skip

    def names(self) -> list[str]:
        """The names of all variants there are, of this package and others."""
        return sorted((*self._own, *self._offered))

    def is_own(self, name: str) -> bool:
        """Whether this package has a variant of this name; none is loaded."""
        return name in self._own

    def get(self, name: str) -> T | None:
        """The variant of this name; None where there is none that can be used."""
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def own(self) -> Iterator[T]:
        """The variants of this package, by name."""
        return filter(None, map(self.get, self._own))

    def offered(self) -> Iterator[T]:
        """The variants of other packages, by name."""
        return filter(None, map(self.get, sorted(self._offered)))

    def all(self, first: tuple[str, ...] = ()) -> Iterator[T]:
        """Every variant that can be used, ours first, and those named `first` before these."""
        rest = (name for name in self._own if name not in first)
        yield from filter(None, map(self.get, (*first, *rest)))
        yield from self.offered()

    def _load(self, name: str) -> T | None:
        if name in self._own:
            return cast("T", import_module(self.package + self._own[name]))
        if name not in self._offered:
            return None
        try:
            found: Any = self._offered[name].load()
        except Exception as error:  # noqa: BLE001 - whatever a stranger's package raises
            self._leave_out(name, f"{type(error).__name__}: {error}")
            return None
        missing = self.lacks(found)
        if missing:
            self._leave_out(name, f"it has no {missing}")
            return None
        return cast("T", _Guarded(found, self._called(name)))

    def _leave_out(self, name: str, why: str) -> None:
        _BROKEN[f"{self.package}:{name}"] = f"{self._called(name)} cannot be used: {why}"

    def _called(self, name: str) -> str:
        where = self._offered[name].dist
        package = f" of `{where.name}`" if where else ""
        return f"the {self.group.rpartition('.')[2].removesuffix('s')} `{name}`{package}"


class _Guarded:
    """What another package offers: its faults come out as our own error, which names it."""

    def __init__(self, found: object, called: str) -> None:
        self._called = called
        for name in dir(found):  # and not on demand: a protocol looks at what is there
            value = getattr(found, name)
            if not name.startswith("_"):
                is_function = callable(value) and not isinstance(value, type)
                setattr(self, name, partial(self._call, value) if is_function else value)

    def _call(self, function: Callable[..., object], *given: object, **named: object) -> object:
        with guarded(self):
            result = function(*given, **named)
            return self._each(result) if hasattr(result, "__next__") else result

    def _each(self, results: Any) -> Iterator[object]:
        with guarded(self):
            yield from results


@contextmanager
def guarded(variant: object) -> Iterator[None]:
    """Within, whatever a variant of another package does wrong is a PluginFailed."""
    try:
        yield
    except SummarizerError:
        raise
    except Exception as error:
        if not isinstance(variant, _Guarded):
            raise
        message = f"{variant._called} failed: {type(error).__name__}: {error}"  # noqa: SLF001 - ours
        raise PluginFailed(message) from error


def broken() -> list[str]:
    """What other packages offer and cannot be used, a line each, as far as it was asked for."""
    return list(_BROKEN.values())


def _is_offered(group: str) -> bool:
    """Whether an installed package offers anything to a family: a look that takes 2 ms, not 60."""
    wanted = f"[{group}]".encode()
    for place in filter(os.path.isdir, sys.path):
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.name.endswith((".dist-info", ".egg-info")):
                    try:
                        text = Path(entry.path, "entry_points.txt").read_bytes()
                    except OSError:
                        continue
                    if wanted in text:
                        return True
    return False
