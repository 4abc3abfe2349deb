"""Reviews from end to end: a report made, read back into the store, and taken back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from summarizer import pipeline
from summarizer.errors import OutputError
from summarizer.library.run import Options, Run
from summarizer.papers.days import utc_now
from summarizer.review import merge, parser, sessions
from summarizer.review.application import Applied, Applying
from summarizer.reviews import marks
from summarizer.sources import content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from summarizer.papers.records import Digest
    from summarizer.review.report import Order

T = TypeVar("T")


@dataclass(frozen=True)
class Status:
    """How far reviewing is: counts of papers and verdicts, and the sessions, the newest first."""

    reviewed: int = 0
    complete: int = 0
    right: int = 0
    wrong: int = 0
    tldrs: int = 0
    notes: int = 0
    sessions: tuple[tuple[str, str | None, int, str | None], ...] = field(default_factory=tuple)


def report(
    specs: Sequence[str],
    order: Order = "doubt",
    options: Options | None = None,
    run: Run | None = None,
    file: str = "FILE.md",
) -> tuple[str, Digest]:
    """The report on the papers of these SPECs, and the digest it was made of.

    Raises UsageError, NothingListed or ServiceError, as `pipeline.digest` does.
    """
    import os

    from summarizer.engines.embedded.engine import create
    from summarizer.review.doubt import asked
    from summarizer.review.report import report as written

    options, run = options or Options(), run or Run()
    options = replace(options, corrected=False, keep_all=True)
    digest = pipeline.digest(specs, options, run)
    tagger = create(run.settings).tagger
    reviews = run.reviews.of_papers(digest.papers)
    given = {identity: each.marks for identity, each in run.marks.of_papers(digest.papers).items()}
    papers = [
        asked(entry, reviews.get(entry.id), tagger, given.get(entry.id, ()))
        for entry in digest.papers
    ]
    return written(digest, papers, order, os.urandom(6).hex(), file), digest


def apply(
    spec: str, *, by: str | None = None, dry_run: bool = False, run: Run | None = None
) -> Applied:
    """Read a report's edits (a file, or `-`) into the reviews; `dry_run` keeps nothing.

    Raises InputError where there is no report to read, OutputError where reviews cannot be kept.
    """
    run = run or Run()
    given = content.read_content(spec)
    found = parser.read_report(given.text, given.name)
    origin = merge.Origin(at=now(), by=by, report=found.id, file=_hash(given.data))
    if dry_run:
        return Applying(found, origin, run).result()
    return edited(found, origin, run)


def edited(found: parser.Report, origin: merge.Origin, run: Run) -> Applied:
    """Keep what a report says, or an edit in the form of one: a session of its own.

    Raises OutputError.
    """

    def result() -> Applied:
        return Applying(found, replace(origin, session=_next(run)), run).result()

    def remember(applied: Applied) -> None:
        if origin.file and not (applied.problems or applied.conflicts):
            run.reviews.remember(origin.file)

    return _kept(run, result, remember)


def _next(run: Run) -> int:
    """The number of the next session, by reviews and marks."""
    return max(run.reviews.sessions(), run.marks.sessions()) + 1


def is_applied(spec: str, run: Run | None = None) -> bool:
    """Whether a report was applied as it is now, to every letter. Raises InputError."""
    run = run or Run()
    given = content.read_content(spec)
    found = parser.read_report(given.text, given.name)
    reviews = run.reviews.of(each.shown.id for each in found.papers).values()
    files = {each.file for review in reviews for each in review.changes if not each.undone}
    return _hash(given.data) in files or run.reviews.remembers(_hash(given.data))


def _hash(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()[:16]


def undo(*, dry_run: bool = False, run: Run | None = None, number: int | None = None) -> Applied:
    """Take the last session back; its changes stay on record as undone.

    With the number of a session it is that one, unless a later one changed the same papers.
    """
    run = run or Run()
    at = now()

    def result() -> Applied:
        reviews, marked = list(run.reviews.all()), list(run.marks.all())
        session = sessions.session_numbered(number, reviews) if number else None
        if number and session is None:
            return Applied(notes=("not undone: it was undone before, or changed again since",))
        session = session or sessions.last_session(reviews)
        of_marks = 0 if number else marks.last_session(marked, of_reports=True)
        last = session.number if session else 0
        if session is None and not of_marks:
            return Applied(notes=("no review to undo",))
        return Applied(
            _differing(
                (each, sessions.undone(each, session, at))
                for each in reviews
                if session and last >= of_marks
            ),
            marks=_differing(
                (each, marks.undone(each, of_marks, at))
                for each in marked
                if of_marks and of_marks >= last
            ),
        )

    return result() if dry_run else _kept(run, result, lambda _: run.reviews.forget())


def _differing(pairs: Iterable[tuple[T, T]]) -> tuple[tuple[T, T], ...]:
    return tuple((before, after) for before, after in pairs if before != after)


def now() -> str:
    """This moment, as the record has it."""
    return utc_now().isoformat(timespec="seconds").replace("+00:00", "Z")


def _kept(run: Run, result: Callable[[], Applied], after: Callable[[Applied], None]) -> Applied:
    """Make a result while no other run can change reviews or marks, keep it, and do what is due."""
    try:
        with run.reviews.locked(), run.marks.locked():
            applied = result()
            run.reviews.keep(review for _, review in applied.changes)
            run.marks.keep(marked for _, marked in applied.marks)
            after(applied)
    except OSError as error:
        folder, why = run.reviews.folder.parent, error.strerror or error
        message = f"cannot store reviews and marks in `{folder}`: {why}"
        raise OutputError(message) from error
    return applied


def status(run: Run | None = None) -> Status:
    """Count what is reviewed."""
    from collections import Counter

    reviews = list((run or Run()).reviews.all())
    counts = Counter(
        (change.session or 0, change.at, change.by, change.undone)
        for each in reviews
        for change in each.changes
    )
    verdicts = [right for each in reviews for right in each.tags.values()]
    return Status(
        reviewed=sum(each.corrects for each in reviews),
        complete=sum(each.complete for each in reviews),
        right=sum(verdicts),
        wrong=len(verdicts) - sum(verdicts),
        tldrs=sum(each.tldr is not None for each in reviews),
        notes=sum(each.notes is not None for each in reviews),
        sessions=tuple(
            (at, by, count, undone)
            for (_, at, by, undone), count in sorted(
                counts.items(), key=lambda row: row[0][:2], reverse=True
            )
        ),
    )
