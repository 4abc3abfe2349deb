"""Any bytes give papers and a report, or one clear error: a fuzz run over every parser.

    python tests/fuzz.py [--seconds 600] [--seed N] [--commands]

Seeds are one small input of each form, the example, and the captures in ../shared/data
where they are. Each round changes one of them at random and reads it; every tenth reads
1 MB of one piece of it over and over. What fails is written to a file and named.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.papers.wire import dumps
from summarizer.sources.content import Content, read_content
from summarizer.sources.extraction import content_listing, stream

if TYPE_CHECKING:
    from summarizer.sources import Listing

ROOT = Path(__file__).parents[1]
CAPTURES = ROOT.parent / "shared" / "data"
LARGE = 1_000_000
MOST_SECONDS = 2.0
"""For 1 MB of anything, as the process's own time."""
LONGEST_SEED = 300_000
PIECES = [
    *(b"{", b"}", b"[", b"]", b'"', b"'", b",", b":", b"\n", b"\r\n", b"\t", b"\0", b"\xff", b"\\"),
    *(
        b"<",
        b">",
        b"</div>",
        b"<article>",
        b"<!--",
        b"&quot;",
        b"&#0;",
        b"\xed\xa0\x80",
        b"\\ud800",
    ),
    *(
        b"@misc{a,",
        b"title = {",
        b"#",
        b"\xc2\xb7\n",
        b"Dec 9\n",
        b"[A](",
        b"][3]\n",
        b"### ",
        b"- ",
    ),
    *(
        b"\\\\\n",
        b"arXiv:2502.00001 [pdf, html, other]\n",
        b"[Submitted on 4 Feb 2025]\n",
        b"pdf bib abs\n",
        b"## Abstract\n",
        b"**Authors:** ",
        b"![a](b)",
        b"](https://huggingface.co/papers/2502.00001)",
        b"sep=;\n",
        b"|",
        b"\r",
        b"From: a\nTo: b\nSubject: c\n\n",
        b"Published: 16 Jan 2024, Last Modified: 5 Mar 2024\n",
        b'<meta name="citation_title" content="a">',
        b"<item>",
        b"<record>",
    ),
    *(
        b"Title: ",
        b"Abstract: ",
        b"---\n",
        b"title,abstract\n",
        b'"title"',
        b'"abstract": ',
        b"null",
    ),
    *(
        b"1e999",
        b"-1",
        b"9" * 400,
        b"[" * 2000,
        b'{"a":' * 2000,
        b"\xf0\x9f\x98\x80",
        b"\xe2\x80\xae",
    ),
    *(
        b"$\\alpha",
        b"\\textbf{",
        b"times",
        b"\x1f\x8b",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\n\n",
        b" ",
    ),
]


class Failure(Exception):
    """What must never be: the bytes, and what became of them."""


def seeds() -> list[bytes]:
    """One input of each form, and the captures."""
    sys.path.insert(0, str(ROOT / "tests" / "support"))
    from forms import FORMS
    from papers import api_item, page, paper

    found = [text.encode() for text in FORMS.values()]
    found += [page([api_item(), api_item(1)]).encode(), dumps(api_item()).encode() * 2]
    found.append(
        ("\n".join([dumps([paper(), paper(1)]).strip("[]\n").replace("}, {", "}\n{")] * 3)).encode()
    )
    files = [ROOT / "examples" / "daily-papers-2025-12-09.txt"]
    if CAPTURES.is_dir():
        files += sorted(path for path in CAPTURES.rglob("*.*") if path.suffix != ".gz")
    return found + [path.read_bytes()[:LONGEST_SEED] for path in files]


def changed(data: bytes, others: list[bytes], rng: random.Random) -> bytes:
    """The data with a few random changes."""
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        start = rng.randrange(len(made) + 1)
        end = min(len(made), start + int(rng.expovariate(1 / 30)))
        kind = rng.randrange(7)
        if kind == 0:
            del made[start:end]
        elif kind == 1:
            made[start:start] = rng.choice(PIECES)
        elif kind == 2:
            made[start:end] = rng.randbytes(end - start)
        elif kind == 3:
            made[start:start] = made[start:end] * rng.choice((1, 2, 50))
        elif kind == 4:
            del made[start:]
        elif kind == 5:
            other = rng.choice(others)
            cut = rng.randrange(len(other) + 1)
            made[start:start] = other[cut : cut + 2000]
        elif start < len(made):
            made[start] = rng.randrange(256)
    return bytes(made)


def repeated(data: bytes, rng: random.Random) -> bytes:
    """1 MB of one piece of the data, or of two, over and over."""
    start = rng.randrange(len(data))
    piece = data[start : start + int(rng.expovariate(1 / 20)) + 1] + rng.choice([b"", *PIECES])
    head = data[: rng.choice((0, 0, 100, 2000))]
    if rng.random() < 0.3:  # two runs, where each alone is harmless
        other = rng.choice(PIECES)
        return (head + other * (LARGE // 2 // len(other)) + piece * (LARGE // len(piece)))[:LARGE]
    return (head + piece * (LARGE // len(piece)))[:LARGE]


def check(data: bytes) -> Listing | None:
    """Read the bytes; None where they are refused. Raises Failure where a promise is broken."""
    begun = time.process_time()
    listing = None
    try:
        listing = content_listing(Content("input", data))
    except InputError as error:
        if "\n" in str(error) or not str(error).startswith("`input`"):
            message = f"not one clear line: {error}"
            raise Failure(message) from error
    except Exception as error:
        message = f"{type(error).__name__}: {error}"
        raise Failure(message) from error
    most = MOST_SECONDS * max(1, len(data) / LARGE)
    if time.process_time() - begun > most and _seconds(data) > most:  # twice, on a busy machine
        message = f"more than {most:.1f} s for {len(data)} bytes"
        raise Failure(message)
    if listing:
        _check_listing(listing)
    return listing


def _seconds(data: bytes) -> float:
    begun = time.process_time()
    with contextlib.suppress(InputError):
        content_listing(Content("input", data))
    return time.process_time() - begun


def _check_listing(listing: Listing) -> None:
    report = listing.report
    problems = [
        report.found != report.kept + report.duplicates + len(report.dropped) and "lost",
        report.kept != len(listing.papers) and "miscounted",
        len({paper.id for paper in listing.papers}) != len(listing.papers) and "doubled",
        any(not (each.title.strip() and each.abstract.strip()) for each in listing.papers)
        and "a paper without text",
        any(not item.where or not item.why for item in report.dropped) and "a loss without reason",
    ]
    try:
        dumps(listing.papers).encode()
    except UnicodeEncodeError as error:
        problems.append(str(error))
    if any(problems):
        message = ", ".join(filter(None, problems))
        raise Failure(message)


def check_lines(data: bytes) -> None:
    """A record after anything in JSON Lines is read all the same, and each line is counted."""
    record = b'{"title": "The last one", "abstract": "It is not lost."}'
    text = b"\n".join((record, data.replace(b"\0", b""), record.replace(b"last", b"very last")))
    try:
        content = Content("input", text)
        items = list(stream(content))
        form = content.form
    except InputError:
        return
    if form == "lines":
        count = sum(bool(line.strip()) for line in text.removeprefix(b"\xef\xbb\xbf").split(b"\n"))
        titles = {getattr(item, "title", "") for item in items}
        if len(items) != count or not {"The last one", "The very last one"} <= titles:
            message = f"{len(items)} of {count} lines"
            raise Failure(message)


def check_file(data: bytes, folder: Path, rng: random.Random) -> None:
    """The same as a gzip file, whole or damaged."""
    path = folder / "input.gz"
    packed = bytearray(gzip.compress(data[:50_000], 1))
    if rng.random() < 0.7:
        packed[rng.randrange(len(packed))] ^= 1 << rng.randrange(8)
    path.write_bytes(packed)
    try:
        content_listing(read_content(str(path)))
    except InputError:
        return
    except Exception as error:
        message = f"as gzip: {type(error).__name__}: {error}"
        raise Failure(message) from error


def run(
    seconds: float, seed: int, folder: Path, most: int | None = None
) -> tuple[int, int, list[Path]]:
    """Rounds until the time is up; how many, how many were read as papers, and what failed."""
    rng = random.Random(seed)
    known = seeds()
    end = time.monotonic() + seconds
    rounds = good = 0
    failures: list[Path] = []
    while time.monotonic() < end and (most is None or rounds < most):
        rounds += 1
        seed_data = rng.choice(known)
        data = repeated(seed_data, rng) if rounds % 10 == 0 else changed(seed_data, known, rng)
        try:
            good += check(data) is not None
            if rounds % 5 == 0:
                check_lines(data[:20_000])
                check_file(data, folder, rng)
        except Failure as failure:
            path = folder / f"failed-{rounds}.bin"
            path.write_bytes(data)
            failures.append(path)
            print(f"round {rounds}: {failure}: {path}", flush=True)
    return rounds, good, failures


def main() -> int:
    """Run for as long as asked; 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--folder", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--commands", action="store_true", help="commands with damaged homes")
    arguments = parser.parse_args()
    arguments.folder.mkdir(exist_ok=True)
    if arguments.commands:
        import fuzzcommands

        ran, wrong = fuzzcommands.run(arguments.seconds, arguments.seed, arguments.folder)
        print(*wrong, f"seed {arguments.seed}: {ran} commands, {len(wrong)} failed", sep="\n")
        return 1 if wrong else 0
    rounds, good, failures = run(arguments.seconds, arguments.seed, arguments.folder)
    print(f"seed {arguments.seed}: {rounds} rounds, {good} read as papers, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
