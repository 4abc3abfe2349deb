"""`summarize doctor`: is everything as it must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import flags, print_all, view
from summarizer.text.counting import counted
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from summarizer.doctor.checkup import Finding, Patient

_STYLES = {"ok": "32", "warning": "33", "wrong": "1;31"}


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Check settings, folders, stored days, keys, servers and sources, and say what is wrong "
        "and what to do. Nothing is changed, and no key is shown. The exit code is 1 if something "
        "is wrong."
    )
    common.model(command)
    command.add_argument("--offline", action="store_true", help="use no network")
    command.add_argument("--json", action="store_true", help="print JSON")
    common.examples(command, "summarize doctor", "summarize doctor --offline --json")


def run(arguments: argparse.Namespace) -> int:
    """Print every finding; 1 where one is wrong."""
    from summarizer.doctor.checkup import Patient, examine

    found: list[Finding] = []
    patient = Patient(flags(arguments), offline=arguments.offline)
    if arguments.json:
        found += examine(patient)
        print_all(_json(found))
    else:
        print_all(_lines(patient, found))
    return 1 if any(each.state == "wrong" for each in found) else 0


def _lines(patient: Patient, found: list[Finding]) -> Iterator[str]:
    """Each finding as soon as it is there, and a count at the end."""
    from summarizer.doctor.checkup import examine
    from summarizer.text.columns import hanging
    from summarizer.text.terminals import styled

    look = view()
    for finding in examine(patient):
        found.append(finding)
        state = f"{finding.state:8}"
        mark = styled(state, _STYLES[finding.state]) if look.color else state
        label = f"{state} {finding.check:13} "
        first, *rest = hanging(label, one_line(finding.message), look.width)
        yield f"{mark}{first.removeprefix(state)}\n"
        if finding.advice:
            rest += hanging(" " * len(label), one_line(finding.advice), look.width)
        yield from (f"{line}\n" for line in rest if line)
    counts = [sum(each.state == state for each in found) for state in ("wrong", "warning")]
    yield f"{counts[0]} wrong, {counted(counts[1], 'warning')}\n"


def _json(found: list[Finding]) -> Iterator[str]:
    from summarizer.papers.wire import dumps, fields

    wrong = any(each.state == "wrong" for each in found)
    head = {"schema": "summarizer/doctor/1", "ok": not wrong}
    yield dumps(head | {"findings": [fields(each) for each in found]}) + "\n"
