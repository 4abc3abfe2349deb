"""A task of the Task Scheduler of Windows, and the batch file that it runs.

A task has neither variables nor a log of what is printed, which the batch file gives it.
"""

from __future__ import annotations

from subprocess import list2cmdline
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from summarizer.schedules.routine import FULL_DAYS, File, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.schedules.routine import Clock, Routine

FOR = "the Task Scheduler, on Windows"
SYSTEM = "win32"
THERE = None
_FOLDER = r"%LOCALAPPDATA%\summarizer"
_META = '^&|<>()!"'
_SCHEMA = "http://schemas.microsoft.com/windows/2004/02/mit/task"


def plan(routine: Routine) -> Plan:
    """A batch file, a task that runs it, and how the task is registered with PowerShell."""
    name, fill = routine.name, "; write your keys in place of the dots" if routine.secrets else ""
    log = _log(routine)
    return Plan(
        (
            File(f"{name}.cmd", _batch(routine, log), private=bool(routine.secrets)),
            File(f"{name}.xml", _task(routine)),
        ),
        (
            '$folder = "$env:LOCALAPPDATA\\summarizer"',
            f"New-Item -ItemType Directory -Force $folder  # put both files there{fill}",
            f'$task = Get-Content -Raw "$folder\\{name}.xml"',
            f"Register-ScheduledTask -TaskName '{name}' -Xml $task",
            f"Start-ScheduledTask -TaskName '{name}'  # run it once, now",
            f"Get-ScheduledTaskInfo -TaskName '{name}'  # LastTaskResult is its exit code",
        ),
        (
            f"The times are those of this machine's clock ({routine.zone}).",
            (
                "It runs while you are logged in, in a window that closes by itself. If the "
                "machine is off at that time, the run is made up for."
            ),
            f"What it prints is appended to `{log}`.",
            f"To stop it: `Unregister-ScheduledTask -TaskName '{name}'`.",
        ),
    )


def _log(routine: Routine) -> str:
    return routine.log or rf"{_FOLDER}\{routine.name}.log"


def _batch(routine: Routine, log: str) -> str:
    """What cmd.exe runs; lines end as it expects them."""
    sets = [f'set "{each.name}={_doubled(each.shown)}"' for each in routine.variables]
    command = " ".join(_word(each) for each in [*routine.program, *routine.words])
    wanted = log if routine.log is None else _doubled(log)
    lines = [*sets, f'{command} >>"{wanted}" 2>&1', "exit /b %errorlevel%"]
    if not "".join(lines).isascii():
        lines.insert(0, "chcp 65001 >nul")
    return "".join(f"{line}\r\n" for line in ("@echo off", *lines))


def _word(word: str) -> str:
    """A word for cmd.exe and for the program: in quotes, or with a caret before each sign."""
    quoted = list2cmdline([word])
    if '"' in word:  # cmd.exe would take it for the end of a quotation
        quoted = "".join(f"^{each}" if each in _META else each for each in quoted)
    elif not quoted.startswith('"') and set(word) & set(_META):
        ending = len(word) - len(word.rstrip("\\"))
        quoted = f'"{word}{word[len(word) - ending :]}"'  # backslashes before a quote count double
    return _doubled(quoted)


def _doubled(text: str) -> str:
    """Text without variables, which stand between `%` in a batch file."""
    return text.replace("%", "%%")


def _task(routine: Routine) -> str:
    """The task; plain ASCII, since PowerShell and schtasks guess encodings differently."""
    text = "\n".join(_lines(routine)) + "\n"
    return text.encode("ascii", "xmlcharrefreplace").decode()


def _lines(routine: Routine) -> Iterator[str]:
    description = escape(f"summarize {' '.join(routine.words)}")
    arguments = escape(rf'/d /c "{_FOLDER}\{routine.name}.cmd"')
    yield f'<Task version="1.2" xmlns="{_SCHEMA}">'
    yield f"  <RegistrationInfo><Description>{description}</Description></RegistrationInfo>"
    yield "  <Triggers>"
    for clock in routine.times:
        yield from _trigger(routine, clock)
    yield "  </Triggers>"
    yield '  <Principals><Principal id="Author">'
    yield "    <LogonType>InteractiveToken</LogonType><RunLevel>LeastPrivilege</RunLevel>"
    yield "  </Principal></Principals>"
    yield "  <Settings>"
    yield "    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>"
    yield "    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>"
    yield "    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>"
    yield "    <StartWhenAvailable>true</StartWhenAvailable>"
    yield "    <RunOnlyIfNetworkAvailable>true</RunOnlyIfNetworkAvailable>"
    yield "    <ExecutionTimeLimit>PT2H</ExecutionTimeLimit>"
    yield "  </Settings>"
    yield '  <Actions Context="Author">'
    yield f"    <Exec><Command>%ComSpec%</Command><Arguments>{arguments}</Arguments></Exec>"
    yield "  </Actions>"
    yield "</Task>"


def _trigger(routine: Routine, clock: Clock) -> Iterator[str]:
    days = "".join(f"<{FULL_DAYS[each]} />" for each in routine.days)
    yield "    <CalendarTrigger>"
    yield f"      <StartBoundary>{routine.begin.isoformat()}T{clock}:00</StartBoundary>"
    yield "      <Enabled>true</Enabled>"
    yield "      <ScheduleByWeek>"
    yield f"        <DaysOfWeek>{days}</DaysOfWeek><WeeksInterval>1</WeeksInterval>"
    yield "      </ScheduleByWeek>"
    yield "    </CalendarTrigger>"
