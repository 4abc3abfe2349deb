"""The file of interests: where it lies, and its format: TOML in, checked profiles out."""

from __future__ import annotations

from dataclasses import dataclass
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, NoReturn

from summarizer.errors import InterestsError
from summarizer.interests.profile import Profile, Wishes
from summarizer.interests.wishes import KEYS, alike, as_wish, spaced
from summarizer.settings import folder
from summarizer.text.patterns import deferred
from summarizer.text.plain import hides, normalised
from summarizer.text.spelling import question
from summarizer.text.tomltext import NotToml, Places, table_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from summarizer.topics.vocabulary import Vocabulary

FILE_NAME = "interests.toml"
FOLLOW, NOT, WEIGHT = "follow", "not", "weight"
RESERVED = {
    FOLLOW: "is the list of what is followed",
    NOT: "stands for what is not wanted",
    "starred": "stands for the papers that you starred",
    "all": "stands for all profiles",
    "none": "stands for no profile at all",
}
"""What no profile can be called, and why."""
_NAME = deferred(r"\w[\w-]{0,59}")
MOST_WEIGHT = 100
_MEND = "`summarize interests edit` opens the file"


@dataclass(frozen=True, slots=True)
class Interests:
    """Profiles in the file's order, and what is followed: queries and `author:` names."""

    profiles: tuple[Profile, ...] = ()
    follows: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.profiles or self.follows)

    def find(self, name: str) -> Profile | None:
        """The profile of a name, whatever its case."""
        return next((each for each in self.profiles if _same(each.name, name)), None)

    def named(self, name: str) -> Profile:
        """The profile of a name. Raises InterestsError, asking back."""
        profile = self.find(name)
        if profile is None:
            names = [each.name for each in self.profiles]
            known = ", ".join(f"`{each}`" for each in names)
            hint = question(name, names) or (
                f": there is {known}"
                if names
                else f": `summarize interests add {name} --words ...` makes one"
            )
            message = f"there is no profile `{name}`{hint}"
            raise InterestsError(message)
        return profile


def path() -> Path:
    """Where the file lies, whether it exists or not."""
    return folder("config") / FILE_NAME


def read(place: Path | None = None, vocabulary: Vocabulary | None = None) -> Interests:
    """Read and check the file; no interests where there is none.

    With a vocabulary, topics are checked too, and given by their names. Raises InterestsError,
    one line that names file, line and remedy.
    """
    place = path() if place is None else place
    data = raw(place)
    return Interests() if data is None else parse(data, place, vocabulary)


def raw(place: Path) -> bytes | None:
    """The bytes of the file; None where there is none. Raises InterestsError."""
    try:
        if not S_ISREG(place.stat().st_mode):
            message = f"`{place}` is not a file: move it away"
            raise InterestsError(message)
        return place.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        message = f"`{place}` cannot be read ({error.strerror}): check its permissions"
        raise InterestsError(message) from error


def text(place: Path) -> str | None:
    """The file as text, whatever it says; None where there is none. Raises InterestsError."""
    data = raw(place)
    try:
        return None if data is None else text_of(data)
    except NotToml as error:
        raise _error(place, error.line, str(error)) from error


def parse(data: bytes, place: Path, vocabulary: Vocabulary | None = None) -> Interests:
    """Read the bytes of the file that lies at `place`. Raises InterestsError as `read` does."""
    try:
        text = text_of(data)
        return _Reader(text, place, vocabulary).read(table_of(text))
    except NotToml as error:
        raise _error(place, error.line, f"{error}: {_MEND}") from error


def checked_name(name: str) -> str:
    """A name that a profile can have. Raises InterestsError that says why it can't."""
    why = _unfit(name)
    if why:
        raise InterestsError(why)
    return name


def _same(one: str, other: str) -> bool:
    return normalised(one) == normalised(other)


def _unfit(name: str) -> str:
    """Why a profile cannot have this name; empty where it can."""
    reason = RESERVED.get(normalised(name))
    if reason:
        return f"no profile can be called `{name}`, which {reason}: choose another name"
    if _NAME.fullmatch(name):
        return ""
    shown = "" if hides(name) or not name.strip() else f"`{' '.join(name.split())[:60]}` "
    return f"{shown or 'this '}cannot be the name of a profile: write letters, digits and hyphens"


def _error(place: Path, line: int, what: str) -> InterestsError:
    return InterestsError(f"`{place}` line {line}: {' '.join(what.split())}")


class _Reader:
    """One file under check."""

    def __init__(self, text: str, place: Path, vocabulary: Vocabulary | None) -> None:
        self._places = Places(text)
        self._place, self._vocabulary = place, vocabulary

    def read(self, table: dict[str, Any]) -> Interests:
        profiles: dict[str, Profile] = {}
        for name, value in table.items():
            if name == FOLLOW:
                continue
            if not isinstance(value, dict):
                self._fail((), name, "", _stray(name))
            if why := _unfit(name):
                self._fail((name,), "", "", why)
            if normalised(name) in profiles:
                self._fail((name,), "", "", f"the profile `{name}` is there twice: rename one")
            profiles[normalised(name)] = self._profile(name, value)
        follows = dict.fromkeys(map(spaced, self._strings((), FOLLOW, table.get(FOLLOW, []))))
        return Interests(tuple(profiles.values()), tuple(follows))

    def _profile(self, name: str, table: dict[str, Any]) -> Profile:
        path = (name,)
        self._check_keys(path, table, (WEIGHT, *KEYS.values(), NOT))
        unwanted = table.get(NOT, {})
        if not isinstance(unwanted, dict):
            self._fail(path, NOT, "", f"`{NOT}` must be a table: begin it with `[{name}.{NOT}]`")
        self._check_keys((*path, NOT), unwanted, tuple(KEYS.values()))
        profile = Profile(
            name=name,
            weight=self._weight(path, table.get(WEIGHT, 1.0)),
            wanted=self._wishes(path, table),
            unwanted=self._wishes((*path, NOT), unwanted),
        )
        self._check_contradictions(profile)
        if not profile.wanted:
            only = "says only what is not wanted" if profile.unwanted else "is empty"
            lists = ", ".join(f"`{each}`" for each in KEYS.values())
            self._fail(path, "", "", f"the profile `{name}` {only}: give it one of {lists}")
        return profile

    def _check_keys(
        self, path: tuple[str, ...], table: dict[str, Any], names: tuple[str, ...]
    ) -> None:
        for name in table:
            if name in names:
                continue
            if name == FOLLOW:
                what = f"`{FOLLOW}` stands before the first profile: move it to the top"
            elif name == WEIGHT:
                what = f"`{WEIGHT}` is the whole profile's: write it under `[{path[0]}]`"
            else:
                asked = question(name, names) or f": use {', '.join(names)}"
                what = f"unknown key `{name}`{asked}"
            self._fail(path, name, "", what)

    def _weight(self, path: tuple[str, ...], value: Any) -> float:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not (is_number and 0 < value <= MOST_WEIGHT):  # also of NaN and of infinity
            what = f"`{WEIGHT}` must be a number above 0, at most {MOST_WEIGHT}"
            self._fail(path, WEIGHT, "", f"{what}: write `{WEIGHT} = 1.0`")
        return float(value)

    def _wishes(self, path: tuple[str, ...], table: dict[str, Any]) -> Wishes:
        lists = {kind: self._list(path, kind, table.get(name, [])) for kind, name in KEYS.items()}
        return Wishes(**lists)

    def _list(self, path: tuple[str, ...], kind: str, value: object) -> tuple[str, ...]:
        """The wishes of one kind, each once."""
        found: dict[str, str] = {}
        for each in self._strings(path, KEYS[kind], value):
            try:
                wish = as_wish(kind, each, self._place.parent, self._vocabulary)
            except ValueError as error:
                self._fail(path, KEYS[kind], each, str(error))
            found.setdefault(alike(kind, wish), wish)
        return tuple(found.values())

    def _strings(self, path: tuple[str, ...], name: str, value: object) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            what = f'`{name}` must be a list of texts: write `{name} = ["...", "..."]`'
            self._fail(path, name, "", what)
        for each in value:
            if hides(each):
                what = f"`{name}` has control or invisible characters: write it again"
                self._fail(path, name, each, what)
            if not each.strip():
                self._fail(path, name, each, f"`{name}` has an empty text: remove it")
        return value

    def _check_contradictions(self, profile: Profile) -> None:
        for kind, name in KEYS.items():
            wanted = {alike(kind, each) for each in getattr(profile.wanted, kind)}
            for each in getattr(profile.unwanted, kind):
                if alike(kind, each) in wanted:
                    what = f"`{each}` is both wanted and not wanted in `{profile.name}`"
                    mend = "remove it from one of the two"
                    self._fail((profile.name, NOT), name, each, f"{what}: {mend}")

    def _fail(self, path: Iterable[str], name: str, value: str, what: str) -> NoReturn:
        raise _error(self._place, self._places.line(tuple(path), name, value), what)


def _stray(name: str) -> str:
    """What to do about a key that stands before every profile."""
    if name in {WEIGHT, *KEYS.values()}:
        return f"`{name}` stands in no profile: write a line such as `[mine]` above it"
    asked = question(name, (FOLLOW, WEIGHT, *KEYS.values()))
    return f"unknown key `{name}`{asked or ': a profile begins with a line such as `[mine]`'}"
