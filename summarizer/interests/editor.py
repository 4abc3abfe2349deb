"""The file of interests, edited: one profile changes, comments and all else stay.

An edit is checked as a whole file before anything is written; a file that is not valid is never
written over. Nobody else on the machine may read the file.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import InterestsError, OutputError
from summarizer.files import locked, write_atomic
from summarizer.interests import interestsfile
from summarizer.interests.edits import ProfileFile
from summarizer.interests.interestsfile import FOLLOW, NOT, WEIGHT, Interests, checked_name
from summarizer.interests.profile import Profile, Wishes
from summarizer.interests.wishes import (
    KEYS,
    OPTIONS,
    Fits,
    alike,
    check_contradictions,
    each,
    keys,
    spaced,
)
from summarizer.settings import folder
from summarizer.text.tomltext import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from summarizer.topics.vocabulary import Vocabulary

    Change = Callable[[ProfileFile, Interests], None]

TEMPLATE = """\
# What `summarize today --for-me` puts first. Remove the `# ` before a line to use it.

# Searches and authors that you follow:
# follow = ["sparse attention tag:rag", 'author:"A. Author"']

# A profile; there can be several.
# [mine]
# words = ["sparse attention", "kv cache"]
# topics = ["rag"]
# authors = ["A. Author"]
# organizations = ["Example Lab"]
# papers = ["2503.23895"]            # examples of what you want to read
# from = ["~/references.bib"]        # more examples: a file, or a source such as `arxiv:cs.CL`
# weight = 1.0                       # beside other profiles

# What this profile does not want, with the same lists:
# [mine.not]
# topics = ["robotics"]
"""
"""What stands in a new file: an example of everything, commented out."""


@dataclass(frozen=True)
class Edited:
    """An edit: the file, and what stood and stands in it."""

    path: Path
    before: Interests
    after: Interests

    @property
    def changed(self) -> bool:
        """Whether it changed anything."""
        return self.before != self.after


def add(
    name: str,
    wanted: Wishes,
    unwanted: Wishes | None = None,
    weight: float | None = None,
    vocabulary: Vocabulary | None = None,
) -> Edited:
    """Add wishes to a profile, which is made where there is none of that name.

    Wishes that are there already are left alone. Raises InterestsError where the file is not
    valid, or would not be, and OutputError where it cannot be written; it is then as it was.
    """

    def change(file: ProfileFile, known: Interests) -> None:
        profile = known.find(name) or Profile(name=checked_name(name))
        if not (profile.wanted or wanted):
            options = ", ".join(f"`--{option}`" for option in OPTIONS.values())
            message = f"say what the new profile `{profile.name}` wants: {options}"
            raise InterestsError(message)
        check_contradictions(profile, wanted, unwanted or Wishes())
        sides = (profile.wanted, wanted), (profile.unwanted, unwanted or Wishes())
        for table, (own, more) in zip(_tables(profile.name), sides, strict=True):
            there = keys(own)
            for kind, key in KEYS.items():
                new = {alike(kind, wish): wish for wish in getattr(more, kind)}
                file.extend(table, key, [new[one] for one in new if (kind, one) not in there])
        if weight is not None and weight != profile.weight:
            file.put((profile.name,), WEIGHT, weight)

    return _edited(change, vocabulary)


def remove(
    name: str,
    wanted: Wishes | None = None,
    unwanted: Wishes | None = None,
    vocabulary: Vocabulary | None = None,
) -> Edited:
    """Take wishes out of a profile, or the whole profile where none is named.

    With a vocabulary, a topic is found whatever it is called in the file. Raises InterestsError
    also where there is no such profile or wish, or where nothing that is wanted would be left.
    """
    sides = (wanted or Wishes()), (unwanted or Wishes())
    beside = interestsfile.path().parent

    def change(file: ProfileFile, known: Interests) -> None:
        profile = known.named(name)
        if not any(sides):
            file.remove((profile.name,))
            return
        there = (profile.wanted, profile.unwanted)
        for table, own, gone in zip(_tables(profile.name), there, sides, strict=True):
            left = list(each(own))
            for kind, wish in each(gone):
                fits = Fits(kind, wish, beside, vocabulary)
                if not any(fits(*one) for one in each(own)):
                    raise _absent(profile.name, wish, is_wanted=not table[1:])
                left = [one for one in left if not fits(*one)]
                file.drop(table, KEYS[kind], partial(fits, kind))
            if own is profile.wanted and not left:
                message = (
                    f"nothing would be left that `{profile.name}` wants: "
                    f"`summarize interests remove {profile.name}` removes the whole profile"
                )
                raise InterestsError(message)

    return _edited(change)


def follow(text: str) -> Edited:
    """Follow something more. Raises InterestsError and OutputError as `add` does."""
    text = spaced(text)

    def change(file: ProfileFile, known: Interests) -> None:
        if text not in known.follows:
            file.extend((), FOLLOW, [text])

    return _edited(change)


def unfollow(text: str) -> Edited:
    """Follow something no more. Raises InterestsError also where it is not followed."""
    text = spaced(text)

    def change(file: ProfileFile, known: Interests) -> None:
        if text not in known.follows:
            from summarizer.text.spelling import question

            message = f"`{text}` is not followed{question(text, known.follows)}"
            raise InterestsError(message)
        file.drop((), FOLLOW, lambda each: spaced(each) == text)

    return _edited(change)


def made() -> Path:
    """The file, made of the template where there is none. Raises OutputError."""
    place = interestsfile.path()
    with _lock():
        if interestsfile.raw(place) is None:
            _write(place, TEMPLATE)
    return place


def adopt(data: bytes) -> bool:
    """Make the file of these bytes, where there is none; whether that was so.

    Raises InterestsError where they are no valid interests, OutputError.
    """
    place = interestsfile.path()
    with _lock():
        if interestsfile.raw(place) is not None:
            return False
        interestsfile.parse(data, place)
        _write(place, data)
    return True


def replace_text(text: str, shown: str, vocabulary: Vocabulary | None = None) -> Interests:
    """Write the whole file anew; `shown` is the text that was edited, "" for no file.

    Raises InterestsError where the text is no valid interests, or the file changed meanwhile;
    OutputError where it cannot be written. The file is then as it was.
    """
    place = interestsfile.path()
    with _lock():
        now = interestsfile.text(place)
        if now is not None and now != shown:
            message = f"`{place}` was changed meanwhile: load it again, and edit that"
            raise InterestsError(message)
        found = interestsfile.parse(text.encode("utf-8", "replace"), place, vocabulary)
        _write(place, text)
    return found


def make_private() -> None:
    """Keep other users of the machine from reading the file, if there is one."""
    from contextlib import suppress

    place = interestsfile.path()
    with suppress(OSError):
        if place.is_file() and place.stat().st_mode & 0o077:
            place.chmod(0o600)


def _lock() -> AbstractContextManager[None]:
    return locked(folder("data") / "interests.lock")


def _edited(change: Change, vocabulary: Vocabulary | None = None) -> Edited:
    from tomlkit.exceptions import TOMLKitError

    place = interestsfile.path()
    with _lock():
        data = interestsfile.raw(place) or b""
        before = interestsfile.parse(data, place, vocabulary)
        file = ProfileFile(text_of(data))
        try:
            change(file, before)
        except TOMLKitError as error:
            message = f"`{place}` cannot be changed ({error}): `summarize interests edit` opens it"
            raise InterestsError(message) from error
        try:
            after = interestsfile.parse(file.text.encode(), place, vocabulary)
        except InterestsError as error:
            message = f"nothing was changed, as the interests would not be valid: {error}"
            raise InterestsError(message) from error
        if after == before:
            make_private()
        else:
            text = file.text.replace("\n", "\r\n") if b"\r\n" in data else file.text
            mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
            _write(place, mark + text)
    return Edited(place, before, after)


def _write(place: Path, text: str | bytes) -> None:
    """Write the file whole, from the first byte for its owner alone; a link is followed."""
    try:
        write_atomic(Path(os.path.realpath(place)), text, private=True)
    except OSError as error:
        message = f"cannot write `{place}`: {error.strerror}: the interests were not changed"
        raise OutputError(message) from error


def _tables(name: str) -> tuple[tuple[str, ...], ...]:
    """Where a profile has what it wants, and what it does not want."""
    return (name,), (name, NOT)


def _absent(name: str, wish: str, *, is_wanted: bool) -> InterestsError:
    state = "wants" if is_wanted else "does not want"
    message = f"`{wish}` is nothing that `{name}` {state}: `summarize interests show {name}`"
    return InterestsError(f"{message} lists its wishes")
