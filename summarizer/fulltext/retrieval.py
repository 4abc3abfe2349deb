"""The full text of a paper of arXiv: the copy that is kept, or what a place has of it now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import (
    InputError,
    OutputError,
    Refused,
    ServiceError,
    Unreachable,
    UsageError,
)
from summarizer.fulltext import Content, available, readings
from summarizer.fulltext.bounds import parsed
from summarizer.fulltext.copies import FILE, GIVEN, Copy
from summarizer.fulltext.places import places
from summarizer.fulltext.reading import named, read
from summarizer.network.manners import Manners

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from summarizer.fulltext.copies import Copies
    from summarizer.fulltext.places import Place, Wanted
    from summarizer.fulltext.records import FullText
    from summarizer.network.http import Client
    from summarizer.observer import Observer

_NOT_FOUND = (404, 410)
_OK = 200
_PAUSE = 1.0


@dataclass(frozen=True)
class Retrieval:
    """Who is asked, where copies are kept, and what day it is."""

    client: Client
    copies: Copies
    observer: Observer
    today: date

    def paper(self, wanted: Wanted, *, offline: bool = False, refresh: bool = False) -> FullText:
        """The full text of a paper.

        Raises ServiceError, in one line with each place's reason, where it cannot be had.
        """
        kept = self.copies.find(wanted.id, wanted.version, wanted.only)
        if kept and not refresh:
            return self._of_copy(kept)
        if offline:
            message = (
                f"no copy of {wanted.name} is kept: leave out `--offline`, or give a file of it"
            )
            raise Unreachable(message)
        reasons: list[str] = []
        errors: list[ServiceError] = []
        for place in self._places(wanted):
            try:
                return self._asked(wanted, place)
            except ServiceError as error:
                errors.append(error)
                reasons.append(f"{place.called}: {error}")
            except (InputError, UsageError) as error:
                reasons.append(f"{place.called}: {error}")
            self.observer.detail(reasons[-1])
        if kept:
            self.observer.warn(f"nothing newer could be had ({_together(reasons)})")
            return self._of_copy(kept)
        refused = not errors or any(isinstance(error, Refused) for error in errors)
        message = f"the full text of {wanted.name} cannot be had: {_together(reasons)}"
        raise (Refused if refused else Unreachable)(message)

    def page(self, url: str) -> FullText:
        """The full text at an address that the reader gave. Raises ServiceError, InputError."""
        return read(self.content(url)).sourced(fetched=self.today.isoformat())

    def content(self, url: str) -> Content:
        """What is at an address that the reader gave. Raises ServiceError."""
        self.client.named.add(url)
        answer = self.client.get(url, {}, manners=Manners(pause=_PAUSE))
        return Content(url, answer.body, url)

    def adopted(self, wanted: Wanted, content: Content, found: FullText) -> FullText:
        """What the reader gave and what was read in it, kept as a paper's. Raises OutputError.

        Of a file, its name alone is kept: where it lay is nobody's affair.
        """
        named = content if content.address else replace(content, name=Path(content.name).name)
        found = replace(found, source=replace(found.source, place=named.name))
        place = GIVEN if content.address else FILE
        day = self.today.isoformat()
        copy = Copy(place, named.name, wanted.version, day, content.data, wanted.id)
        if not self.copies.put(wanted.id, copy):
            message = f"`{named.name}` is not kept as the text of {wanted.name}"
            raise OutputError(message)
        readings.keep(found, copy, self.copies)
        return readings.sourced(found, copy)

    def _places(self, wanted: Wanted) -> list[Place]:
        found = places(wanted, self.client.settings)
        return [place for place in found if wanted.only in {None, place.name}]

    def _asked(self, wanted: Wanted, place: Place) -> FullText:
        """What a place has. Raises ServiceError, InputError, UsageError."""
        form = named(place.form)
        available(form.PROFILE)
        manners = Manners(pause=place.pause)
        answer = self.client.get(place.url, {}, accept=_NOT_FOUND, manners=manners)
        if answer.status != _OK:
            message = f"it has none ({answer.status})"
            raise Refused(message)
        content = Content(place.url, answer.body, place.url)
        if not form.recognises(content):
            message = f"it answered something else than {form.PROFILE.called}"
            raise Refused(message)
        found = parsed(form, content)
        version = wanted.version or found.source.version
        day = self.today.isoformat()
        copy = Copy(place.name, place.url, version, day, answer.body, wanted.id)
        self.copies.put(wanted.id, copy)
        readings.keep(found, copy, self.copies)
        return readings.sourced(found, copy)

    def _of_copy(self, copy: Copy) -> FullText:
        found = readings.full_text(copy, self.copies)
        again = "" if copy.place == FILE else ": `--refresh` asks for the paper again"
        self.observer.note(f"your own copy of {copy.fetched} is shown{again}")
        return found


def _together(reasons: Sequence[str]) -> str:
    """All reasons in one line; what to do stands once where it is the same for all."""
    advice = {each.rpartition(": ")[2] for each in reasons}
    bare = [each.rpartition(": ")[0] for each in reasons]
    if len(reasons) > 1 and len(advice) == 1 and all(": " in each for each in bare):
        return f"{'; '.join(bare)}: {advice.pop()}"
    return "; ".join(reasons)
