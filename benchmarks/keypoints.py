"""Measure the key points of abstracts: `python benchmarks/keypoints.py --data ../shared/data`.

Sentences that `read --points` takes from abstracts, against what readers would choose: listed
papers, arXiv's of all fields, and SciTLDR's papers, graded by two readers each who did not see
what the program takes (`training/keypoints.jsonl`). By `dev` a model was chosen, and `test` was
measured when that was done. The other reader's choice shows what agreement there can be.
Last, what the hand-written rules alone take, and how long an abstract takes. Offline.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import needs
from tables import Table, said

from summarizer.keypoints import extraction
from summarizer.keypoints.sentences import sentences
from summarizer.keypoints.traits import POINTS
from training.keypoints import graded, mark, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from summarizer.fulltext.records import FullText

    Choose = Callable[[str, str], str | None]

PARTS = ("dev", "test")
GOOD, WEAK = 2, 1
OUTCOMES = ("right", "weak", "null", "missed", "wrong", "false")
SHOWN = ("right", "weak", "wrong", "false")


def outcome(chosen: str | None, grades: Mapping[str, int]) -> str:
    """What a reader's grades make of the sentence that was chosen, or of none."""
    if chosen is None:
        return "missed" if GOOD in grades.values() else "null"
    if chosen in grades:
        return "right" if grades[chosen] == GOOD else "weak"
    return "wrong" if grades else "false"


def taken(known: Mapping[str, FullText], rows: Sequence[dict[str, Any]]) -> Choose:
    """What the program takes for a point of a paper: the mark of a sentence."""
    found: dict[tuple[str, str], str | None] = {}
    for name in {row["id"] for row in rows}:
        text = known[name]
        places = {each.start: mark(each.text) for each in sentences(text)}
        points = extraction.points(text)
        for point, said_ in points.named():
            found[name, point] = places[said_.passages[0].start] if said_ else None
    return lambda name, point: found[name, point]


def chosen_by(rows: Sequence[dict[str, Any]]) -> Choose:
    """The first sentence that a reader calls right."""
    found = {
        (row["id"], point): next((m for m, g in row[point].items() if g == GOOD), None)
        for row in rows
        for point in POINTS
    }
    return lambda name, point: found[name, point]


def table(of: str, rows: Sequence[dict[str, Any]], choose: Choose) -> None:
    """Print the outcomes by point, and all together."""
    shown = Table(of, *OUTCOMES, "right of shown", "wrong or false", widths=(30,))
    total: Counter[str] = Counter()
    for point in POINTS:
        found = Counter(outcome(choose(row["id"], point), row[point]) for row in rows)
        total += found
        shown.row(point, *(found[name] for name in OUTCOMES), *_shares(found))
    shown.row("together", *(total[name] for name in OUTCOMES), *_shares(total))


def _shares(found: Counter[str]) -> tuple[str, str]:
    count = max(sum(found[name] for name in SHOWN), 1)
    bad = found["wrong"] + found["false"]
    return f"{found['right'] / count:.2f}", f"{bad / count:.2f}"


def main() -> None:
    """Measure what `--data` holds."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=needs.DATA)
    known = texts(needs.present(str(options.parse_args().data)))
    for part in PARTS:
        rows = graded(part)
        one, other = ([row for row in rows if row["reader"] == name] for name in "AB")
        said(f"{part}: {len(one)} abstracts, each graded by two readers.")
        table(f"{part}, the program", rows, taken(known, rows))
        said(f"{part}: the second reader's choice, by the grades of the first.")
        table(f"{part}, a reader", one, chosen_by(other))
        said(f"{part}: the hand-written rules without the model.")
        extraction.odds, kept = (lambda _: {}), extraction.odds
        table(f"{part}, rules alone", rows, taken(known, rows))
        extraction.odds = kept
    every = [known[row["id"]] for row in graded("train")]
    start = time.process_time()
    for text in every:
        extraction.points(text)
    each = (time.process_time() - start) / len(every) * 1000
    said(f"An abstract takes {each:.1f} ms of one core.")


if __name__ == "__main__":
    main()
