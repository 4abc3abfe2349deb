"""Count words of arXiv's papers: `python training/interests.py --data ../shared/data`.

Papers of 2026 and those of `topics_dev.jsonl` are not looked at.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from summarizer.interests.background import PATH
from summarizer.interests.terms import words

RARE = 4
NEWEST = "26"


def papers_of(data: Path) -> list[dict[str, Any]]:
    """The papers of arXiv up to 2025 that are not held out."""
    held_out = {json.loads(line)["id"] for line in (data / "topics_dev.jsonl").open("rb")}
    with gzip.open(data / "arxiv" / "arxiv_20k.jsonl.gz", "rt", encoding="utf-8") as lines:
        papers = map(json.loads, lines)
        return [
            each
            for each in papers
            if each["id"] < NEWEST and each["announced"] < "2026" and each["id"] not in held_out
        ]


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    papers = papers_of(parser.parse_args().data)
    counts = Counter[str]()
    for each in papers:
        counts.update(set(words(f"{each['title']} {each['abstract']}")))
    rows = defaultdict[int, list[str]](list)
    for word, count in sorted(counts.items()):
        if count >= RARE:
            rows[count].append(word)
    table = {"papers": len(papers), "words": {n: " ".join(rows[n]) for n in sorted(rows)}}
    text = json.dumps(table, ensure_ascii=False, indent=0)
    PATH.write_text(text + "\n", encoding="utf-8")
    print(f"{len(papers)} papers, {sum(map(len, rows.values()))} words, {len(text)} characters")


if __name__ == "__main__":
    main()
