"""A property list for launchd, which runs things on a Mac."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from summarizer.schedules.routine import WEEK, File, Plan

if TYPE_CHECKING:
    from summarizer.schedules.routine import Routine

FOR = "launchd, on macOS"
SYSTEM = "darwin"
THERE = "~/Library/LaunchAgents"


def plan(routine: Routine) -> Plan:
    """An agent of the user who is logged in."""
    name, log = routine.name, _log(routine)
    path = f"~/Library/LaunchAgents/{name}.plist"
    steps = [
        f"chmod 600 {path}  # keys are for your eyes only" if routine.secrets else "",
        f"plutil -lint {path}",
        f"launchctl bootstrap gui/$(id -u) {path}",
        f"launchctl kickstart gui/$(id -u)/{name}  # run it once, now",
        f"cat {shlex.quote(log)}  # what it said",
    ]
    notes = [
        f"The times are those of this machine's clock ({routine.zone}).",
        (
            "If the Mac sleeps at that time, the run is made up for when it wakes; if it is off, "
            "the run is left out."
        ),
        f"To stop it: `launchctl bootout gui/$(id -u)/{name}`, then delete the file.",
    ]
    if routine.secrets:
        notes.insert(0, "Write your keys in place of the dots before you load the file.")
    private = bool(routine.secrets)
    return Plan(
        (File(f"{name}.plist", _agent(routine, log), private),),
        tuple(filter(None, steps)),
        tuple(notes),
    )


def _log(routine: Routine) -> str:
    return routine.log or f"{routine.home}/Library/Logs/{routine.name}.log"


def _agent(routine: Routine, log: str) -> str:
    import plistlib

    agent: dict[str, object] = {
        "Label": routine.name,
        "ProgramArguments": [*routine.program, *routine.words],
        "StartCalendarInterval": _moments(routine),
    }
    if routine.variables:
        agent["EnvironmentVariables"] = {each.name: each.shown for each in routine.variables}
    agent |= {
        "StandardOutPath": log,
        "StandardErrorPath": log,
        "ProcessType": "Background",
        "LowPriorityIO": True,
    }
    return plistlib.dumps(agent, sort_keys=False).decode()


def _moments(routine: Routine) -> list[dict[str, int]]:
    """Each time on each of its days; launchd counts them from Sunday, 0."""
    times = [{"Hour": clock.hour, "Minute": clock.minute} for clock in routine.times]
    if routine.days == WEEK:
        return times
    return [{"Weekday": (day + 1) % 7} | time for day in routine.days for time in times]
