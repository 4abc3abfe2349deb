"""A Zotero of 5,000 items as a reader meets it: pulled, ranked by, and pushed to, twice.

    PYTHONPATH=. python tests/support/zotero_seen.py ../shared/data FOLDER

writes what each command printed, with its time and its memory, into files of FOLDER. The library
is of real papers of arXiv, most of them on language; the day is one of Hugging Face.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from zotero_server import KEY, ZoteroServer

DAY = "huggingface/hf_api_daily_2025-05-22.json"
ITEMS = 5_000
_BARE, _BOOKS, _NOTES, _TRASHED = 400, 100, 150, 50
_KIB_PER_MIB = 1024


def papers(data):
    """Real papers, those on language first."""
    with gzip.open(data / "arxiv" / "arxiv_20k.jsonl.gz", "rt") as lines:
        found = [json.loads(line) for line in lines]
    first, rest = [], []
    for each in found:
        (first if "cs.CL" in each["categories"][:1] else rest).append(each)
    random.Random(1).shuffle(rest)
    return first[:4_300] + rest


def fill(library, data):
    """The items of a library: papers, some without abstract; books, notes, files in the trash."""
    others = _BOOKS + _NOTES
    for number, each in enumerate(papers(data)[: ITEMS - others]):
        names = (name.rpartition(" ") for name in each.get("authors", ()))
        library.item(
            each["title"],
            abstract="" if number < _BARE else each["abstract"],
            creators=[
                {"creatorType": "author", "firstName": first, "lastName": last}
                for first, _, last in names
            ],
            archiveID=f"arXiv:{each['id']}",
            date=each.get("published") or "",
            **({"deleted": 1} if number >= ITEMS - others - _TRASHED else {}),
        )
    for number in range(_BOOKS):
        library.item(f"A book, volume {number}", kind="book", abstract="")
    for number in range(_NOTES):
        library.put("items", {"itemType": "note", "note": f"<p>A note, {number}</p>"})


class Seen:
    """Commands, and what they printed."""

    def __init__(self, folder, name):
        self.path = folder / name
        self.path.write_text("")

    def say(self, text):
        with self.path.open("a") as file:
            file.write(f"{text}\n")

    def run(self, *words):
        """Run a command in a process of its own; its text, time and memory."""
        self.say(f"$ summarize {' '.join(words)}")
        started = time.perf_counter()
        with self.path.open("ab") as file:
            argv = [sys.executable, "-m", "summarizer", *words]
            actions = [(os.POSIX_SPAWN_DUP2, file.fileno(), number) for number in (1, 2)]
            child = os.posix_spawn(sys.executable, argv, os.environ, file_actions=actions)
            _, status, used = os.wait4(child, 0)
        seconds, mib = time.perf_counter() - started, used.ru_maxrss / _KIB_PER_MIB
        code = os.waitstatus_to_exitcode(status)
        busy = used.ru_utime + used.ru_stime
        self.say(f"[exit code {code}, {seconds:.1f} s, {busy:.1f} s of a core, {mib:.0f} MiB]\n")


def main(data, folder):
    """Pull and rank; push and push again."""
    folder.mkdir(parents=True, exist_ok=True)
    day = str(data / DAY)
    with ZoteroServer() as server, tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "SUMMARIZER_HOME": home,
            "SUMMARIZER_ZOTERO_ENDPOINT": server.url,
            "ZOTERO_API_KEY": KEY,
        }
        fill(server.own, data)
        seen = Seen(folder, "zotero-pull.txt")
        seen.run("zotero", "pull", "--interests", "mine")
        asked = len(server.requests)
        seen.say(f"(requests to Zotero: {asked})\n")
        seen.run("papers", day, "--for-me=mine", "--limit", "6")
        seen.run("papers", day, "--for-me=mine", "--limit", "1")
        seen.run("papers", day, "--for-me=mine", "--limit", "1", "--offline")
        server.own.item("A new paper on sparse attention", archiveID="arXiv:2512.00001")
        asked = len(server.requests)
        seen.run("zotero", "pull")
        seen.say(f"(requests to Zotero: {len(server.requests) - asked})\n")
        seen = Seen(folder, "zotero-push.txt")
        push = ("zotero", "push", day, "--for-me=mine", "--limit", "8", "--collection", "Reading")
        seen.run(*push, "--dry-run")
        seen.run(*push)
        seen.say(f"(objects written: {sum(len(sent) for _, _, sent in server.written)})\n")
        server.written.clear()
        seen.run(*push)
        seen.say(f"(objects written: {sum(len(sent) for _, _, sent in server.written)})\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute())
