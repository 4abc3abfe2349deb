"""The check of a TL;DR's claim, measured on lines of which a person said whether they are true."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from summarizer.errors import InputError
from summarizer.evaluation.gold import objects_in
from summarizer.grounding.support import judged
from summarizer.papers.records import Dropped
from summarizer.sources import content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.grounding.support import Support

Schema = Literal["summarizer/factuality/1"]
_SUMMARY, _DOCUMENT = ("tldr", "summary"), ("abstract", "document")
_SHAPE = "`tldr` (or `summary`), `abstract` (or `document`) and `label` (1 faithful, 0 not)"
_WANTED = f"give JSON or JSON Lines whose rows have {_SHAPE}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line and its paper; `faithful` is what a person said, `kinds` are how it was made false."""

    id: str | None
    tldr: str
    title: str
    abstract: str
    faithful: bool
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares of lines flagged at one threshold; None where there is no such line.

    `false_alarms` of the faithful ones, `caught` of the others; their balanced accuracy.
    """

    balanced_accuracy: float | None
    false_alarms: float | None
    caught: float | None


@dataclass(frozen=True, slots=True)
class KindScore:
    """How many lines that were made false in one way are flagged."""

    kind: str
    rows: int
    caught: int


@dataclass(frozen=True, kw_only=True)
class Doubted:
    """One row, and what the check says of it."""

    id: str | None
    tldr: str
    label: int
    doubt: float
    flagged: bool
    certain: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Factuality:
    """All figures: `verdict` at the threshold of the check, `certain` at that of the LLM stage.

    `auc` is the chance that a false line is doubted more than a faithful one; `seconds` are those
    of one row.
    """

    file: str
    rows: int
    faithful: int
    verdict: Rates
    certain: Rates
    auc: float | None
    kinds: tuple[KindScore, ...]
    seconds: float
    lines: tuple[Doubted, ...]
    dropped: tuple[Dropped, ...]
    schema: Schema = "summarizer/factuality/1"


def measure(spec: str) -> Factuality:
    """Judge every row of a JSON or JSON Lines file (also .gz), or `-`.

    Raises InputError where no row has a line, a paper and a label.
    """
    given = content.read_content(spec)
    rows: list[Row] = []
    dropped: list[Dropped] = []
    for where, entry in objects_in(given, _WANTED):
        found = _row(where, entry)
        (rows if isinstance(found, Row) else dropped).append(found)  # type: ignore[arg-type]
    if not rows:
        first = f": {dropped[0].where}: {dropped[0].why}" if dropped else ""
        message = f"`{given.name}` has no rows with {_SHAPE}{first}"
        raise InputError(message)
    judged(rows[0].tldr, rows[0].title, rows[0].abstract)  # reads the weights, untimed
    start = time.perf_counter()
    supports = [judged(row.tldr, row.title, row.abstract) for row in rows]
    seconds = (time.perf_counter() - start) / len(rows)
    return _measured(given.name, rows, supports, seconds, dropped)


def _measured(
    name: str,
    rows: Sequence[Row],
    supports: Sequence[Support],
    seconds: float,
    dropped: Sequence[Dropped],
) -> Factuality:
    pairs = list(zip(rows, supports, strict=True))
    return Factuality(
        file=name,
        rows=len(rows),
        faithful=sum(row.faithful for row in rows),
        verdict=_rates([(row.faithful, not found.faithful) for row, found in pairs]),
        certain=_rates([(row.faithful, found.certain) for row, found in pairs]),
        auc=_auc(
            [found.doubt for row, found in pairs if row.faithful],
            [found.doubt for row, found in pairs if not row.faithful],
        ),
        kinds=tuple(_kinds(pairs)),
        seconds=round(seconds, 6),
        lines=tuple(
            Doubted(
                id=row.id,
                tldr=row.tldr,
                label=int(row.faithful),
                doubt=found.doubt,
                flagged=not found.faithful,
                certain=found.certain,
                reasons=found.reasons,
            )
            for row, found in pairs
        ),
        dropped=tuple(dropped),
    )


def _rates(lines: Sequence[tuple[bool, bool]]) -> Rates:
    alarms = [flagged for faithful, flagged in lines if faithful]
    hits = [flagged for faithful, flagged in lines if not faithful]
    wrong = sum(alarms) / len(alarms) if alarms else None
    caught = sum(hits) / len(hits) if hits else None
    both = None if wrong is None or caught is None else (caught + 1 - wrong) / 2
    return Rates(_rounded(both), _rounded(wrong), _rounded(caught))


def _auc(true: Sequence[float], false: Sequence[float]) -> float | None:
    if not (true and false):
        return None
    above = sum((one > other) + 0.5 * (one == other) for one in false for other in true)
    return _rounded(above / (len(true) * len(false)))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _kinds(pairs: Sequence[tuple[Row, Support]]) -> Iterator[KindScore]:
    """The ways lines were made false, the most frequent first."""
    count = Counter(kind for row, _ in pairs if not row.faithful for kind in row.kinds)
    for kind, rows in count.most_common():
        caught = sum(not each.faithful for row, each in pairs if kind in row.kinds)
        yield KindScore(kind, rows, caught)


def _row(where: str, entry: dict[str, Any] | Dropped) -> Row | Dropped:
    if isinstance(entry, Dropped):
        return entry
    tldr, abstract = _text(entry, _SUMMARY), _text(entry, _DOCUMENT)
    if not tldr or not abstract:
        names = _SUMMARY if not tldr else _DOCUMENT
        return Dropped(where, f"no text in {' or '.join(f'`{name}`' for name in names)}")
    label = entry.get("label")
    if not isinstance(label, int) or label not in {0, 1}:
        return Dropped(where, "`label` must be 1 (faithful) or 0")
    kinds = entry.get("edit_types") or []
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        return Dropped(where, "`edit_types` must be a list of strings")
    title = entry.get("title")
    name = entry.get("id")
    return Row(
        str(name) if name is not None else None,
        tldr,
        title if isinstance(title, str) else "",
        abstract,
        bool(label),
        tuple(dict.fromkeys(kinds)),
    )


def _text(entry: dict[str, Any], names: Sequence[str]) -> str:
    texts = (entry[name] for name in names if isinstance(entry.get(name), str))
    return next((text for text in texts if text.strip()), "")
