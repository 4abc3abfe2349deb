"""What readers said of papers: the store of reviews as far as searching and measuring need it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from summarizer.files import file_stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from summarizer.observer import Once
    from summarizer.records import Entry

SCHEMA = "summarizer/review/1"
_TEXT = (str, type(None))
_KINDS: dict[str, tuple[type, ...]] = {
    "id": (str,),
    "title": _TEXT,
    "abstract": _TEXT,
    "tags": (dict,),
    "complete": (bool,),
    "tldr": _TEXT,
}


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A paper's review: of each judged topic whether it is right, and the better TL;DR.

    `complete` says that no right topic is missing.
    """

    id: str
    title: str | None = None
    abstract: str | None = None
    tags: Mapping[str, bool] = field(default_factory=dict)
    complete: bool = False
    tldr: str | None = None


@dataclass
class Verdicts:
    """A folder of reviews, one JSON file a paper; only ever read here."""

    folder: Path
    warnings: Once

    def stamps(self) -> dict[str, str]:
        """The ids of all reviewed papers, each with what changes when its review does."""
        return self._stamps

    @cached_property
    def _stamps(self) -> dict[str, str]:
        try:
            with os.scandir(self.folder) as files:
                return {
                    unquote(each.name.removesuffix(".json")): file_stamp(each.stat())
                    for each in files
                    if each.name.endswith(".json") and not each.name.startswith(".")
                }
        except FileNotFoundError:
            return {}
        except OSError as error:
            why = error.strerror or error
            self.warnings.warn("reviews", f"cannot read reviews in `{self.folder}`: {why}")
            return {}

    def all(self) -> Iterator[Verdict]:
        """Every review, in the order of ids; a damaged one is warned of and left as it is."""
        return filter(None, map(self._read, sorted(self.stamps())))

    def applied(self, entry: Entry) -> Entry:
        """The entry as reviewed: nothing judged wrong, all judged right, the better TL;DR."""
        verdict = self._read(entry.id) if entry.id in self.stamps() else None
        if verdict is None or not (verdict.tags or verdict.complete or verdict.tldr):
            return entry
        kept = (name for name in entry.tags if verdict.tags.get(name, not verdict.complete))
        right = (name for name, is_right in verdict.tags.items() if is_right)
        tags = tuple(dict.fromkeys((*kept, *right)))
        return replace(
            entry,
            tags=tags,
            evidence=tuple(tag for tag in entry.evidence if tag.tag in tags),
            tldr=verdict.tldr or entry.tldr,
            tldr_origin="review" if verdict.tldr else entry.tldr_origin,
            reviewed=True,
        )

    def _read(self, identity: str) -> Verdict | None:
        path = self.folder / f"{quote(identity, safe='')}.json"
        try:
            return _verdict(json.loads(path.read_bytes()))
        except (OSError, ValueError, RecursionError) as error:
            why = getattr(error, "strerror", None) or error
            advice = "mend it or move it away; until then the paper counts as not reviewed"
            message = f"the review `{path}` is damaged ({why}): {advice}"
            self.warnings.warn(f"damaged {path}", message)
            return None


def _verdict(data: Any) -> Verdict:
    """A review from decoded JSON; other keys are left out. Raises ValueError."""
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        message = f"no `{SCHEMA}`"
        raise ValueError(message)
    values = {name: data[name] for name in _KINDS if name in data}
    for name, value in values.items():
        if not isinstance(value, _KINDS[name]):
            message = f"`{name}` is {type(value).__name__}"
            raise ValueError(message)  # noqa: TRY004 - one error for every damaged file
    if not isinstance(values.get("id"), str) or not all(
        isinstance(right, bool) for right in values.get("tags", {}).values()
    ):
        message = "its `id` or `tags` is not whole"
        raise ValueError(message)
    return Verdict(**values)
