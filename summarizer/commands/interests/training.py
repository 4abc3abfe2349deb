"""`summarize interests train`: papers are asked about one by one, and what that changed is said."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import Console, print_all, view
from summarizer.commands.commandline.messages import say
from summarizer.text.counting import counted
from summarizer.text.plain import one_line
from summarizer.text.readable import readable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from summarizer.interests.questions import Question
    from summarizer.interests.ranker import Taste
    from summarizer.library.run import Run
    from summarizer.papers.records import Entry

_USUAL = 10
_ABSTRACT = 400
_FEW = 20
"""Marks below which figures say little."""
_MOST = 2000
"""Stored papers that questions are chosen from, those stored last."""
_ANSWERS = {
    **dict.fromkeys(("y", "yes"), "star"),
    **dict.fromkeys(("n", "no"), "hide"),
    **dict.fromkeys(("s", "skip", ""), "skip"),
    **dict.fromkeys(("q", "quit"), "quit"),
}
_PROMPT = "Do you want to read such papers? [y]es, [n]o, [s]kip, [q]uit: "


def options(command: argparse.ArgumentParser) -> None:
    """The action's options."""
    command.description = (
        "Teach your ranking: ten stored papers are shown of which it is least sure, or that are "
        "like one about which it was wrong. `y` stars a paper, `n` hides it, `s` skips it, `q` "
        "ends. Each answer is kept at once. Answers are also read from standard input, one a line."
    )
    add = command.add_argument
    add("name", nargs="?", metavar="PROFILE", help="ask about this profile (default: about all)")
    add("--limit", type=common.positive, metavar="N", help=f"ask N papers (default: {_USUAL})")


def run(arguments: argparse.Namespace) -> int:
    """Ask, mark, and say how the figures changed."""
    from summarizer import settings
    from summarizer.library.run import Run

    this_run = Run(settings.load(), console := Console())
    known = _known(this_run)
    asked = _questions(arguments, this_run, known)
    if not asked:
        console.note("no stored paper is left to ask about: `summarize today` stores more")
        return 0
    answers = _ask_all(asked, this_run)
    given = sum(each in {"star", "hide"} for each in answers)
    starred = answers.count("star")
    console.note(f"{counted(given, 'paper')} marked: {starred} starred, {given - starred} hidden")
    if given:
        print_all(f"{line}\n" for line in _figures(known, this_run))
    return 0


class Known(NamedTuple):
    """What is known before anything is asked: tastes, and the marks with what predicts them."""

    tastes: list[Taste]
    marked: list[tuple[Entry, bool]]
    scores: dict[str, float]


def _known(run: Run) -> Known:
    from summarizer import tastes
    from summarizer.interests.accuracy import foretold

    found, marked = _tastes(run), tastes.marked(run)
    return Known(found, marked, foretold(found, [paper for paper, _ in marked]))


def _tastes(run: Run) -> list[Taste]:
    """What there is to learn from now, of every profile; none where there is nothing yet.

    What cannot be had is warned of where questions are chosen, and not here again.
    """
    from summarizer import ranking, tastes
    from summarizer.library.run import Run

    quiet = Run(run.settings)
    return [tastes.taste(each, quiet, offline=True)[0] for each in ranking.all_profiles(quiet)]


def _questions(arguments: argparse.Namespace, run: Run, known: Known) -> list[Question]:
    """What is worth asking about of the stored papers without a mark."""
    from itertools import islice

    from summarizer import ranking
    from summarizer.interests.questions import mistakes, questions
    from summarizer.library import overview
    from summarizer.papers.records import Entry
    from summarizer.reviews.corrections import laid_over

    marked = {each.id for each in run.marks.all() if each.marks}
    stored = (each for each in overview.papers(run) if isinstance(each, Entry))
    new = list(islice((each for each in stored if each.id not in marked), _MOST))
    papers = laid_over(new, run.reviews)
    if arguments.name or known.tastes:
        found = ranking.of(run, arguments.name, offline=True).relevances(papers)
        scores = [each.score for each in found]
    else:
        scores = [0.5] * len(papers)  # nothing is known yet, so nothing is sure
    wrong = mistakes(known.scores, known.marked)
    return questions(papers, scores, wrong, arguments.limit or _USUAL)


def _ask_all(asked: Sequence[Question], run: Run) -> list[str]:
    """Ask about each paper and keep each answer at once; what was answered until the end."""
    answers: list[str] = []
    columns = view().width
    for number, each in enumerate(asked, start=1):
        print_all(f"{line}\n" for line in _lines(each, f"{number} of {len(asked)}", columns))
        answer = _answer()
        if answer == "quit":
            break
        if answer != "skip":
            run.marks.mark([each.paper], answer)
        answers.append(answer)
    return answers


def _answer() -> str:
    """What the reader answers; an end of the input ends the questions."""
    while True:
        print(_PROMPT, end="", file=sys.stderr, flush=True)
        typed = sys.stdin.readline() if sys.stdin is not None else ""
        if not typed:
            print(file=sys.stderr)
            return "quit"
        answer = _ANSWERS.get(typed.strip().lower())
        if answer:
            return answer
        say("answer y, n, s or q")


def _lines(asked: Question, place: str, columns: int) -> Iterator[str]:
    """A paper with what helps to decide, and why it is asked about."""
    from summarizer.text.columns import in_rows, wrapped

    paper = asked.paper
    why = (
        f"like {asked.mistake}, about which your ranking is wrong"
        if asked.mistake
        else "your ranking is unsure about this one"
    )
    yield ""
    yield from wrapped(one_line(readable(paper.title)), columns)
    yield from in_rows([place, paper.id, *paper.tags], columns)
    text = paper.tldr or paper.abstract[:_ABSTRACT]
    yield from wrapped(one_line(readable(text)), columns)
    yield from wrapped(f"score {asked.score:.2f}: {why}", columns)


def _figures(known: Known, run: Run) -> Iterator[str]:
    """How well the marks are foretold, before and now, in words."""
    from summarizer import tastes
    from summarizer.interests.accuracy import LEAST, average_precision, foretold

    marked = tastes.marked(run)
    wanted = [paper.id for paper, is_wanted in marked if is_wanted]
    others = len(marked) - len(wanted)
    papers = [paper for paper, _ in marked]
    new = [paper for paper in papers if paper.id not in known.scores]
    before = average_precision(known.scores | foretold(known.tastes, new), wanted)
    now = average_precision(foretold(_tastes(run), papers), wanted)
    if now is None or before is None:
        yield (
            f"To say how good your ranking is, at least {LEAST} papers of each kind are needed: "
            f"you have {len(wanted)} that you want, and {others} that you hid."
        )
        return
    yield f"How well your ranking predicts your {len(marked)} marks, each left out in turn:"
    if known.tastes:
        yield f"  before  {before:.2f}"
    yield f"  now     {now:.2f}"
    few = " With so few marks, chance has a part in it." if len(marked) < _FEW else ""
    yield f"1.00 is when every paper that you want comes before every one that you hid.{few}"
