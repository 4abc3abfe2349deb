"""An evaluation as text, Markdown and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.papers.wire import dumps, fields
from summarizer.renderers.markdown import escaped
from summarizer.text.counting import counted
from summarizer.text.plain import one_line, web_link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.evaluation.results import Disputed, Evaluation, System
    from summarizer.evaluation.scores import Interval, Test

_KINDS = ("ROUGE-1", "ROUGE-2", "ROUGE-L")
_UNKNOWN = "-"
_CELL = str.maketrans({sign: f"\\{sign}" for sign in r"\|<>`*_"})
Row = tuple[str, ...]


def as_json(evaluation: Evaluation) -> Iterator[str]:
    """The whole record on one line."""
    yield dumps(fields(evaluation)) + "\n"


def as_text(evaluation: Evaluation) -> Iterator[str]:
    """Tables in columns."""
    yield f"{_headline(evaluation)}\n\n"
    yield from _tables(evaluation, _columns)
    for system in evaluation.systems:
        if system.topics:
            yield f"\n{one_line(system.name)}: topics, most errors first\n"
            yield from _columns(_topics(system))
        for each in system.skipped:
            yield one_line(f"not answered by {system.name}: {each.title}: {each.reason}") + "\n"
    if evaluation.disputed:
        papers = counted(len(evaluation.disputed), "paper")
        yield f"\n{papers} with disagreements: `--format markdown` lists them\n"


def as_markdown(evaluation: Evaluation) -> Iterator[str]:
    """Tables, then every disagreement with the evidence of both sides."""
    yield f"# Evaluation\n\n{escaped(_headline(evaluation))}\n\n"
    yield from _tables(evaluation, _table)
    for system in evaluation.systems:
        if system.topics:
            yield f"\n## Topics: {escaped(system.name)}\n\n"
            yield from _table(_topics(system))
        if system.skipped:
            yield f"\n## Not answered by {escaped(system.name)}\n\n"
        for each in system.skipped:
            yield f"- {escaped(each.title)}: {escaped(each.reason)}\n"
    if evaluation.disputed:
        yield f"\n## Disagreements ({counted(len(evaluation.disputed), 'paper')})\n"
    for paper in evaluation.disputed:
        yield from _disputed(paper)


def _tables(
    evaluation: Evaluation, drawn: Callable[[Iterator[Row]], Iterator[str]]
) -> Iterator[str]:
    """The figures of all systems, and what the second has more or less than the first."""
    yield from drawn(_figures(evaluation))
    if evaluation.comparison:
        yield "\n"
        yield from drawn(_differences(evaluation))


def _headline(evaluation: Evaluation) -> str:
    parts = [
        f"{evaluation.gold}: {counted(evaluation.papers, 'paper')}",
        f"{evaluation.with_topics} with topics",
        f"{evaluation.with_tldr} with a TL;DR",
    ]
    if evaluation.dropped:
        parts.append(f"{counted(evaluation.dropped, 'entry')} dropped")
    return ", ".join(parts) + f"; vocabulary {evaluation.vocabulary}"


def _figures(evaluation: Evaluation) -> Iterator[Row]:
    """One column a system; intervals are bootstrap 95 % intervals over papers."""
    systems = evaluation.systems
    yield ("", *(one_line(each.name) for each in systems))
    if evaluation.with_topics:
        for name, label in (("precision", "precision"), ("recall", "recall"), ("f1", "F1")):
            yield (f"micro {label}", *(_interval(getattr(each, name)) for each in systems))
        for at, label in enumerate(("precision", "recall", "F1")):
            yield (f"macro {label}", *(_number(each.macro[at]) for each in systems))
        yield ("topics", *(str(len(each.topics)) for each in systems))
    for at, label in enumerate(_KINDS):
        if any(each.rouge for each in systems):
            yield (label, *(_interval(each.rouge[at], 100) for each in systems))
    grounds = [each.grounding for each in systems]
    yield ("tags without a quote in the paper", *(str(each.tags) for each in grounds))
    yield ("tags refused for lack of a quote", *(_whole(each.refused) for each in grounds))
    yield ("TL;DRs with problems", *(str(each.tldrs) for each in grounds))
    yield ("TL;DRs replaced by extracted ones", *(str(each.replaced) for each in grounds))
    yield ("papers not answered", *(str(len(each.skipped)) for each in systems))
    yield ("papers annotated in this run", *(str(each.asked) for each in systems))
    yield ("requests", *(str(each.usage.requests) for each in systems))
    yield ("US dollars", *(_cost(each) for each in systems))
    yield ("seconds", *(_number(each.seconds, 2) for each in systems))
    yield ("seconds per paper", *(_number(_each(each), 4) for each in systems))


def _differences(evaluation: Evaluation) -> Iterator[Row]:
    """The second system less the first."""
    comparison = evaluation.comparison
    if comparison is None:
        return
    one, other = (one_line(each.name) for each in evaluation.systems[:2])
    yield (f"{other} less {one}", "difference", "95 % interval", "p")
    yield _difference("micro F1", comparison.f1, 1)
    for label, test in zip(_KINDS, comparison.rouge, strict=False):
        yield _difference(label, test, 100)


def _difference(label: str, test: Test, scale: int) -> Row:
    if test.difference is None:
        return label, _UNKNOWN, _UNKNOWN, _UNKNOWN
    digits = 3 if scale == 1 else 2
    low, high = (_number(bound, digits, scale) for bound in (test.low, test.high))
    value = _number(test.difference, digits, scale)
    return label, value, f"[{low}, {high}]", _number(test.p, 4)


def _topics(system: System) -> Iterator[Row]:
    yield "topic", "right", "wrong", "missed", "precision", "recall", "F1 [95 % interval]"
    for each in system.topics:
        counts = map(str, (each.right, each.wrong, each.missed))
        rates = map(_number, (each.precision, each.recall))
        yield each.topic, *counts, *rates, _interval(each.f1)


def _disputed(paper: Disputed) -> Iterator[str]:
    """One paper; a box is ticked where the labels say the topic is right."""
    title, url = escaped(paper.title), web_link(paper.url)
    yield f"\n### {f'[{title}](<{url}>)' if url else title}\n\n"
    yield f"`{paper.id}`, labelled {', '.join(map(escaped, paper.right)) or 'with no topic'}\n\n"
    for each in paper.disagreements:
        box = "x" if each.kind == "missed" else " "
        yield f"- [{box}] **{escaped(each.topic)}**: {each.kind} by {escaped(', '.join(each.by))}\n"
        for name, quote in each.quotes.items():
            yield f"  - {escaped(name)}: “{escaped(quote)}”\n"
        if each.kind == "missed":
            found = ", ".join(f"“{escaped(phrase)}”" for phrase in each.phrases)
            score = "" if each.score is None else f" (embedded score {each.score:.2f})"
            yield f"  - in the paper: {found or 'no phrase of the topic'}{score}\n"


def _columns(rows: Iterator[Row]) -> Iterator[str]:
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        first, *rest = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join((first, *rest)).rstrip() + "\n"


def _table(rows: Iterator[Row]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"| {' | '.join(cell.translate(_CELL) for cell in row)} |\n"
        if not number:
            yield f"|{'---|' * len(row)}\n"


def _interval(value: Interval, scale: int = 1) -> str:
    if value.value is None:
        return _UNKNOWN
    digits = 3 if scale == 1 else 1
    text = _number(value.value, digits, scale)
    if value.low is None:
        return text
    return f"{text} [{_number(value.low, digits, scale)}, {_number(value.high, digits, scale)}]"


def _number(value: float | None, digits: int = 3, scale: int = 1) -> str:
    return _UNKNOWN if value is None else f"{value * scale:.{digits}f}"


def _whole(value: int | None) -> str:
    return _UNKNOWN if value is None else str(value)


def _cost(system: System) -> str:
    if not system.usage.requests:
        return "0"
    return _number(system.usage.usd, 4)


def _each(system: System) -> float | None:
    return system.seconds / system.asked if system.seconds is not None and system.asked else None
