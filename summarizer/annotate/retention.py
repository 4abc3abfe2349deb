"""What the cache may lose: chosen by age and size, and removed beside runs that go on.

An answer's file was last used when it was last changed: `Cache` marks one that it reads, once a
day. Answers of the last hour stay, as a run may be at work with them, and so do those that were
paid for, unless they are asked for.
"""

from __future__ import annotations

import re
import time
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import inf
from stat import S_ISREG
from typing import TYPE_CHECKING, Literal, NamedTuple

from summarizer.annotate import leftovers
from summarizer.annotate.cache import BY_TEXT
from summarizer.files import file_stamp, remove_unchanged
from summarizer.fulltext.copies import drop_reading, reading_size
from summarizer.papers.days import parse_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from summarizer.annotate.cache import Cache, Stored
    from summarizer.engines import Identity
    from summarizer.fulltext.copies import Copies
    from summarizer.keypoints.answers import Answers
    from summarizer.network.webcache import WebCache

Kind = Literal["answers", "pages", "full texts", "key points", "left over"]
KINDS: tuple[Kind, ...] = ("answers", "pages", "full texts", "key points", "left over")

_HOUR = 3600
"""Seconds after which a file is no running run's any more."""
_AGE = re.compile(r"(\d{1,5})([dwm])")
_SIZE = re.compile(r"(\d{1,15}(?:\.\d{1,6})?) ?([kmgt]?)i?b?", re.IGNORECASE)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class File:
    """A file of the cache. `used` is a time in seconds, `useless` what nothing will read again."""

    path: Path
    kind: Kind
    size: int
    used: float
    stamp: str
    paid: bool = False
    useless: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What goes beside the useless.

    That are files last used before `since` (a time in seconds), and the longest unused of what is
    more than `most_bytes`; of the answers that were paid for only with `paid`, of the full texts
    that were read only with `texts`, and of models' answers about these only with `points`.
    """

    since: float | None = None
    most_bytes: int | None = None
    paid: bool = False
    texts: bool = False
    points: bool = False

    @property
    def given(self) -> bool:
        """Whether there is a limit at all."""
        return self.since is not None or self.most_bytes is not None


@dataclass(frozen=True, slots=True)
class Pruned:
    """What went, what stayed, and what could not be removed, with the reason.

    Of what stayed, `paid` would go if paid answers might, and `in_use` if it were not used now.
    """

    gone: tuple[File, ...]
    left: tuple[File, ...]
    failed: tuple[tuple[File, str], ...]
    paid: tuple[File, ...]
    in_use: tuple[File, ...]


class Stores(NamedTuple):
    """Where files are kept that may go."""

    cache: Cache
    pages: WebCache
    texts: Copies
    points: Answers


def prune(stores: Stores, engine: Identity, limits: Limits, *, dry_run: bool = False) -> Pruned:
    """Remove what may go; with `dry_run`, say only what would.

    What killed runs left goes wherever it is, in the stores too.
    """
    cache = stores.cache
    files = [*_answers(cache, engine), *_left_over(cache), *_pages(stores.pages)]
    files += _texts(stores.texts, copies=limits.texts)
    if limits.points:
        files += [each for path, _ in stores.points.files() for each in _file(path, "key points")]
    now = time.time()
    going = chosen(files, limits, now)
    gone: list[File] = []
    left = [each for each in files if each not in going]
    failed: list[tuple[File, str]] = []
    for each in files:
        if each not in going:
            continue
        try:
            removed = dry_run or _removed(each)
        except OSError as error:
            failed.append((each, error.strerror or str(error)))
            removed = False
        (gone if removed else left).append(each)
    paid = (each for each in chosen(files, replace(limits, paid=True), now) if each.paid)
    in_use = (each for each in chosen(files, limits, inf) if is_in_use(each, now))
    return Pruned(
        gone=tuple(gone),
        left=tuple(left),
        failed=tuple(failed),
        paid=tuple(each for each in paid if each not in going),
        in_use=tuple(each for each in in_use if each not in going),
    )


def _removed(file: File) -> bool:
    """Remove a file that has not changed; of a full text what was read of it too."""
    removed = remove_unchanged(file.path, file.stamp)
    if removed and file.kind == "full texts":
        drop_reading(file.path)
    return removed


def chosen(files: Iterable[File], limits: Limits, now: float) -> set[File]:
    """The files that go: useless ones, then those beyond the limits, the longest unused first.

    Without a limit answers stay, and pages go: they only save sites some work.
    """
    files = list(files)
    going = {each for each in files if each.useless}
    if not limits.given:
        return going | {each for each in files if each.kind == "pages"}
    stay = [each for each in files if each not in going and each.kind != "left over"]
    free = [each for each in stay if not is_in_use(each, now) and (limits.paid or not each.paid)]
    if limits.since is not None:
        going |= {each for each in free if each.used < limits.since}
    if limits.most_bytes is not None:
        total = sum(each.size for each in stay if each not in going)
        for each in sorted(free, key=lambda each: (each.used, each.path)):
            if total <= limits.most_bytes:
                break
            if each not in going:
                going.add(each)
                total -= each.size
    return going


def is_in_use(file: File, now: float) -> bool:
    """Whether a run that goes on may have use for it."""
    return now - file.used < _HOUR


def since(text: str, now: datetime) -> float:
    """The time in seconds that an age (`30d`, `8w`, `6m`) or a day names. Raises ValueError."""
    day, age = parse_day(text), _AGE.fullmatch(text.lower())
    if day:
        return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
    if not age:
        message = f"{text!r} is not an age: write 30d, 8w, 6m (months) or a day as YYYY-MM-DD"
        raise ValueError(message)
    number = int(age[1])
    try:
        if age[2] != "m":
            return (now - timedelta(days=number * (7 if age[2] == "w" else 1))).timestamp()
        year, month = divmod(now.year * _MONTHS + now.month - 1 - number, _MONTHS)
        last = monthrange(year, month + 1)[1]
        return now.replace(year=year, month=month + 1, day=min(now.day, last)).timestamp()
    except (ValueError, OverflowError) as error:
        message = f"{text!r} goes back too far: write a smaller number"
        raise ValueError(message) from error


def size(text: str) -> int:
    """The bytes that `500MB`, `2 GB` or a plain number says, in thousands. Raises ValueError."""
    match = _SIZE.fullmatch(text.strip())
    if not match or "i" in text.lower():
        message = f"{text!r} is not a size: write 500MB or 2GB"
        raise ValueError(message)
    return int(float(match[1]) * 1000 ** " kmgt".index(match[2].lower() or " "))


def _answers(cache: Cache, engine: Identity) -> Iterator[File]:
    for each in cache.stored():
        paid = each.content is None or bool(each.content.get("paid", True))
        yield from _file(each.path, "answers", paid=paid, useless=_is_superseded(each, engine))


def _left_over(cache: Cache) -> Iterator[File]:
    """Damaged files that were set aside, and temporary ones of runs that were killed."""
    known = [*cache.litter("damaged*"), *leftovers.left_over()]
    for path in known:
        yield from _file(path, "left over", useless=True)
    now = time.time()
    for path in set(cache.litter("tmp")).difference(known):
        yield from _file(path, "left over", useless=lambda used: now - used > _HOUR)


def _pages(pages: WebCache) -> Iterator[File]:
    for path, _ in pages.files():
        yield from _file(path, "pages")


def _texts(texts: Copies, *, copies: bool) -> Iterator[File]:
    """The copies, where they may go, each as large as it is with what was read of it."""
    for path, _ in texts.files() if copies else ():
        for each in _file(path, "full texts"):
            yield replace(each, size=each.size + reading_size(path))
    for path in texts.lone_readings():
        yield from _file(path, "left over", useless=True)


def _file(
    path: Path, kind: Kind, *, paid: bool = False, useless: bool | Callable[[float], bool] = False
) -> Iterator[File]:
    """The file, unless it is gone by now."""
    with suppress(FileNotFoundError):
        status = path.stat()
        if not S_ISREG(status.st_mode):
            return
        used = status.st_mtime
        old = useless(used) if callable(useless) else useless
        yield File(path, kind, status.st_size, used, file_stamp(status), paid, old)


def _is_superseded(stored: Stored, engine: Identity) -> bool:
    """Whether an older version of the engine gave the answer, for nothing."""
    content = stored.content
    if content is None or content.get("paid", True) or content.get("engine") != engine.name:
        return False
    topics = str(content.get("topics")).partition(BY_TEXT)[0]
    return (content.get("model"), topics) != (engine.model, engine.topics)
