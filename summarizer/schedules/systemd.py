"""A service and a timer of systemd, for one user."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.schedules.routine import DAYS, WEEK, WEEKDAYS, File, Plan

if TYPE_CHECKING:
    from summarizer.schedules.routine import Routine

FOR = "a user timer of systemd, on Linux"
SYSTEM = "linux"
THERE = "~/.config/systemd/user"
_KEYS = "~/.config/summarizer/environment"


def plan(routine: Routine) -> Plan:
    """A service that runs the command, and the timer that starts it."""
    name = routine.name
    files = (File(f"{name}.service", _service(routine)), File(f"{name}.timer", _timer(routine)))
    notes = [
        (
            f"The times are those of this machine's clock ({routine.zone}); a run begins up to ten "
            "minutes later, so that not everybody asks a site at once."
        ),
        "If the machine is off at that time, the run is made up for when it is on again.",
        f"To stop it: `systemctl --user disable --now {name}.timer`.",
    ]
    if routine.secrets:
        notes.insert(0, f"Keys are read from `{_KEYS}`, one `NAME=value` a line.")
    where = f"cat {routine.log}" if routine.log else f"journalctl --user -u {name}.service"
    return Plan(
        files,
        (
            *(_key_steps(routine) if routine.secrets else ()),
            "systemctl --user daemon-reload",
            f"systemctl --user enable --now {name}.timer",
            f"systemctl --user start {name}.service  # run it once, now",
            f"{where}  # what it said",
            "loginctl enable-linger  # run it while you are not logged in, too",
        ),
        tuple(notes),
    )


def _key_steps(routine: Routine) -> list[str]:
    """Make the file of keys that its reader alone can read, and name what it has to hold."""
    lines = " ".join(f"{name}=..." for name in routine.secrets)
    return [
        "mkdir -p ~/.config/summarizer",
        f"touch {_KEYS} && chmod 600 {_KEYS}",
        f"${{EDITOR:-vi}} {_KEYS}  # write into it: {lines}",
    ]


def _service(routine: Routine) -> str:
    program, *first = routine.program
    command = " ".join([_quoted(program), *map(_argument, [*first, *routine.words])])
    fixed = [each for each in routine.variables if each.value is not None]
    lines = [
        "[Unit]",
        f"Description=summarize {_plain(' '.join(routine.words))}",
        "",
        "[Service]",
        "Type=oneshot",
        *(f"Environment={_quoted(f'{each.name}={each.value}', always=True)}" for each in fixed),
        "# keys and passwords, one NAME=value a line; only you should be able to read the file",
        "EnvironmentFile=-%h/.config/summarizer/environment",
        f"ExecStart={command}",
        "# 3: nothing new; 1: some papers were skipped, and are listed"
        if 1 in routine.fine
        else "# 3: nothing new",
        f"SuccessExitStatus={' '.join(map(str, routine.fine))}",
        *(
            f"Standard{stream}=append:{_plain(routine.log)}"
            for stream in ("Output", "Error")
            if routine.log
        ),
        "TimeoutStartSec=2h",
        "Nice=10",
        "NoNewPrivileges=yes",
    ]
    return "\n".join(lines) + "\n"


def _timer(routine: Routine) -> str:
    days = {WEEK: "", WEEKDAYS: "Mon..Fri "}.get(routine.days)
    if days is None:
        days = ",".join(DAYS[each] for each in routine.days) + " "
    lines = [
        "[Unit]",
        f"Description=summarize {_plain(routine.words[0])}, {routine.when}",
        "",
        "[Timer]",
        *(f"OnCalendar={days}*-*-* {clock}:00" for clock in routine.times),
        "RandomizedDelaySec=10min",
        "Persistent=yes",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Text without specifiers, which begin with `%`."""
    return text.replace("%", "%%")


def _quoted(word: str, *, always: bool = False) -> str:
    """A word as systemd reads it: in quotes where it needs them."""
    word = _plain(word)
    if not always and re.fullmatch(r"[\w@+=:,./%$-]+", word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _argument(word: str) -> str:
    """A word after the program; a `$` would begin a variable."""
    return _quoted(word.replace("$", "$$"))
