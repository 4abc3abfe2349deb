"""Lines of a crontab."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from summarizer.schedules.routine import File, Plan, cron_times

if TYPE_CHECKING:
    from summarizer.schedules.routine import Routine, Variable

FOR = "cron, on Linux, macOS and other Unix systems"
SYSTEM = "linux darwin freebsd"
THERE = None


def plan(routine: Routine) -> Plan:
    """Lines to add to a crontab."""
    name = f"{routine.name}.crontab"
    fill = " and fill in the dots" if routine.secrets else ""
    said = (
        "appended to the log" if routine.log else "mailed to you by cron, if this machine has mail"
    )
    notes = [
        f"The times are those of this machine's clock ({routine.zone}).",
        "A run that is missed because the machine is off is not made up for.",
        f"What the command prints is {said}.",
    ]
    if routine.secrets:
        notes.append("A variable holds for all the lines below it. Nobody else can read a crontab.")
    return Plan(
        (File(name, "".join(f"{line}\n" for line in lines(routine)), private=True),),
        (
            f"crontab -e  # add the lines above{fill}",
            "crontab -l  # shows what is there; to stop it, take the lines out again",
        ),
        tuple(notes),
    )


def lines(routine: Routine) -> list[str]:
    """The variables, and a line for each time."""
    command = shlex.join([*routine.program, *routine.words])
    if routine.log:
        command += f" >>{shlex.quote(routine.log)} 2>&1"
    escaped = command.replace("%", r"\%")  # else a new line, to cron
    moments = [(clock, routine.days) for clock in routine.times]
    return [
        *map(_assigned, routine.variables),
        *(f"{times}  {escaped}" for times in cron_times(moments)),
    ]


def _assigned(variable: Variable) -> str:
    """A line that sets a variable; cron takes off one pair of quotes."""
    value = variable.shown
    quote = "'" if '"' in value else '"'
    odd = value != value.strip() or value[:1] in "'\"" or "#" in value or " " in value
    return f"{variable.name}={quote}{value}{quote}" if odd and value else f"{variable.name}={value}"
