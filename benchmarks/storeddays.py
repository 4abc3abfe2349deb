"""Papers on weekdays, and days of them written as the library keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from summarizer.papers.wire import dumps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from summarizer.papers.records import Entry


def days(entries: list[Entry], a_day: int) -> Iterator[tuple[str, list[Entry]]]:
    """Papers on weekdays, each listed on its day, under an id of its own."""
    day = date(2025, 1, 1)
    for start in range(0, len(entries), a_day):
        while day.weekday() > 4:
            day += timedelta(days=1)
        name = day.isoformat()
        yield (
            name,
            [
                replace(
                    entry, id=f"{day:%y%m}.{start + place:05}", listed=name, source=f"hf:{name}"
                )
                for place, entry in enumerate(entries[start : start + a_day])
            ],
        )
        day += timedelta(days=1)


def store(home: Path, name: str, papers: list[Entry]) -> None:
    """Write a day as the library keeps it."""
    folder = home / "data" / "library" / "hf"
    folder.mkdir(parents=True, exist_ok=True)
    none = {"requests": 0, "input_tokens": 0, "output_tokens": 0, "cached": 0, "usd": None}
    head = {
        "schema": "summarizer/digest/1",
        "source": [f"hf:{name}"],
        "date": name,
        "generated_at": f"{name}T12:00:00Z",
        "engine": "embedded",
        "model": papers[0].model,
        "prompt": papers[0].prompt,
        "topics": "",
        "usage": none,
        "report": {"found": len(papers), "kept": len(papers), "duplicates": 0, "dropped": []},
        "skipped": [],
    }
    text = dumps({**head, "papers": papers, "unannotated": []})
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
