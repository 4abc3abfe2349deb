"""One paper edited at a desk, such as a page or an agent's: the same as a report on one paper.

An edit goes the way of a report, so it meets the same stores, locks, history and conflicts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.errors import UsageError
from summarizer.review import merge, session
from summarizer.review.parser import Marks, Report, Written
from summarizer.review.seen import known
from summarizer.review.snapshot import Shown, ticked
from summarizer.reviews.marks import KINDS, OUSTS
from summarizer.text.plain import echoed
from summarizer.topics import vocabularyfile
from summarizer.topics.vocabulary import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.library.run import Run
    from summarizer.review.application import Applied
    from summarizer.review.seen import Known
    from summarizer.reviews.markstore import Change
    from summarizer.topics.vocabulary import Vocabulary

_AGAIN = "look at it as it is now, and change it again if you still mean it"


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One reader's edit of one paper. None leaves a thing as it is; "" takes TL;DR or notes away.

    `shown` is what the reader saw; without it, whatever is stored now. `tags` are judged right,
    wrong or, by None, no longer; by their names, labels or aliases. As in a report, a verdict on
    one of the topics that she saw judges all of them as they stood; without `shown` it stands
    alone. `complete` says that no right topic is missing, and judges all of them, too.
    """

    id: str
    shown: Shown | None = None
    tags: Mapping[str, bool | None] = field(default_factory=dict)
    complete: bool | None = None
    tldr: str | None = None
    notes: str | None = None


def edit(change: Edit, run: Run, *, by: str | None = None) -> Applied:
    """Keep an edit: a session of its own, which `undo` takes back.

    What was changed meanwhile to something else is a conflict, and stays. Raises UsageError for
    an unknown paper or topic, and keeps nothing of the edit then; OutputError where nothing can be
    kept.
    """
    vocabulary = vocabularyfile.in_use(run.settings)
    marks = _marks(change, known(change.id, run), vocabulary)
    origin = merge.Origin(at=session.now(), by=by, report=None, file="", again=_AGAIN)
    return session.edited(Report(papers=[marks]), origin, run)


def undo(run: Run, number: int | None = None) -> Applied:
    """Take back the last session of reviewing, or the one of a number. Raises OutputError."""
    return session.undo(run=run, number=number)


def mark(identity: str, kinds: Mapping[str, bool], run: Run) -> Change:
    """Give a paper marks, or take them away: a session of its own, which `unmark` takes back.

    Raises UsageError for an unknown paper or mark, or marks that say the contrary of each other;
    OutputError where nothing can be kept.
    """
    strange = next((kind for kind in kinds if kind not in KINDS), None)
    if strange is not None:
        message = f"unknown mark `{echoed(strange)}`: give {', '.join(KINDS)}"
        raise UsageError(message)
    given = [kind for kind in KINDS if kinds.get(kind)]
    ousted = [(kind, other) for kind in given for other in OUSTS[kind] if other in given]
    if ousted:
        message = "`{}` takes `{}` away: give one of them".format(*ousted[0])
        raise UsageError(message)
    (change,) = run.marks.change([(known(identity, run).paper, dict(kinds))])
    return change


def unmark(run: Run, number: int | None = None) -> list[Change]:
    """Take back what was marked last by a command, a page or an agent, or in one session.

    Raises OutputError.
    """
    return run.marks.undo(number=number)


def _marks(change: Edit, paper: Known, vocabulary: Vocabulary) -> Marks:
    """An edit in the form of a report on its paper: what it names, and all else as it was shown."""
    shown = change.shown or paper.shown()
    if shown.id != change.id:
        message = (
            f"what was shown is of `{echoed(shown.id)}`, and the edit of `{echoed(change.id)}`"
        )
        raise UsageError(message)
    tags = _verdicts(change.tags, vocabulary)
    marks = Marks(
        0, shown, tldr=paper.line(shown), better=change.tldr, notes=change.notes, apart=True
    )
    marks.reviewed = change.complete
    marks.topics = [Written(0, name, right, paper.quote(name)) for name, right in tags.items()]
    for name, kind in shown.boxes.items():
        topic = vocabulary.resolve(name)
        current = topic.name if topic else name
        if change.shown is None and not change.complete:
            marks.unclear.add(current)
        elif current not in tags:
            marks.boxes.append(Written(0, name, ticked(kind), paper.quote(name)))
    return marks


def _verdicts(tags: Mapping[str, bool | None], vocabulary: Vocabulary) -> dict[str, bool | None]:
    """The verdicts by the topics' names. Raises UsageError: a topic is never guessed."""
    verdicts: dict[str, bool | None] = {}
    for text, verdict in tags.items():
        if not text.strip():
            message = "a topic without a name: write one, its label or an alias"
            raise UsageError(message)
        name = named(text, vocabulary).name
        if verdicts.setdefault(name, verdict) != verdict:
            message = f"`{name}` is judged twice, and differently: name it once"
            raise UsageError(message)
    return verdicts
