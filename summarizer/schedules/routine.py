"""What is to be run, when and with what around it; and what a form makes of that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FULL_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK, WEEKDAYS = tuple(range(7)), tuple(range(5))
DOTS = "..."
"""What stands for a key or password, which the reader fills in."""
_DAY = 24 * 60


class Clock(NamedTuple):
    """A time of day."""

    hour: int
    minute: int

    def __str__(self) -> str:
        """As it is read: 07:23."""
        return f"{self.hour:02}:{self.minute:02}"


class Variable(NamedTuple):
    """A variable that the command needs; the value of a secret is not known here."""

    name: str
    value: str | None = None

    @property
    def shown(self) -> str:
        """Its value, or dots."""
        return DOTS if self.value is None else self.value


class Zone(NamedTuple):
    """The clock of a machine: what its zone is called, and minutes it is ahead of UTC now."""

    name: str
    ahead: int

    @property
    def offset(self) -> str:
        """How it stands to UTC, such as `UTC+01:00`."""
        sign, minutes = "-" if self.ahead < 0 else "+", abs(self.ahead)
        return f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}" if minutes else "UTC"

    def __str__(self) -> str:
        """Its name with the offset, where that says more."""
        return self.offset if self.name in {"", self.offset} else f"{self.name}, {self.offset}"


@dataclass(frozen=True)
class Routine:
    """A command of this program, and when it is run.

    `days` are numbered from Monday, 0, in order. `fine` are exit codes besides 0 that are no
    failure. `home` is the folder of whoever runs it, `log` a file for what is printed.
    """

    name: str
    program: tuple[str, ...]
    words: tuple[str, ...]
    times: tuple[Clock, ...]
    days: tuple[int, ...]
    zone: Zone
    home: str
    begin: date
    variables: tuple[Variable, ...] = ()
    fine: tuple[int, ...] = (1, 3)
    log: str | None = None
    result: str | None = None
    """The file or folder that the command writes."""
    extras: tuple[str, ...] = ()
    """The extras that the program is installed with, where it is installed for each run."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """The names of the variables that the reader has to fill in."""
        return tuple(each.name for each in self.variables if each.value is None)

    @property
    def when(self) -> str:
        """The days and times, in words."""
        times = " and ".join(
            filter(None, [", ".join(map(str, self.times[:-1])), str(self.times[-1])])
        )
        return f"{days_in_words(self.days)} at {times}"


class File(NamedTuple):
    """A file of a form: its name, and its text. Only its reader may read it where it is private."""

    name: str
    text: str
    private: bool = False


class Plan(NamedTuple):
    """What one form makes of a routine: files, commands to type, and what is good to know."""

    files: tuple[File, ...]
    steps: tuple[str, ...]
    notes: tuple[str, ...]


def days_in_words(days: Sequence[int]) -> str:
    """Days of the week as they are said."""
    if tuple(days) == WEEK:
        return "every day"
    if tuple(days) == WEEKDAYS:
        return "Monday to Friday"
    return ", ".join(FULL_DAYS[each] for each in days)


def cron_days(days: Sequence[int]) -> str:
    """Days as cron's fifth field has them: 1 is Monday, 0 Sunday."""
    if len(days) == len(WEEK):
        return "*"
    numbers = sorted((each + 1) % 7 for each in days)
    run = list(range(numbers[0], numbers[-1] + 1))
    if len(numbers) > 2 and numbers == run:  # noqa: PLR2004 - two are listed
        return f"{numbers[0]}-{numbers[-1]}"
    return ",".join(map(str, numbers))


def cron_times(moments: Iterable[tuple[Clock, tuple[int, ...]]]) -> list[str]:
    """The five fields for each time on its days; hours of one minute and days share a line."""
    together: dict[tuple[int, str], set[int]] = {}
    for clock, days in moments:
        together.setdefault((clock.minute, cron_days(days)), set()).add(clock.hour)
    return [
        f"{minute} {','.join(map(str, sorted(hours)))} * * {days}"
        for (minute, days), hours in together.items()
    ]


def in_utc(clock: Clock, days: Sequence[int], ahead: int) -> tuple[Clock, tuple[int, ...]]:
    """A local time on its days, as UTC has both, for a zone `ahead` minutes before UTC."""
    shift, minutes = divmod(clock.hour * 60 + clock.minute - ahead, _DAY)
    return Clock(*divmod(minutes, 60)), tuple(sorted((each + shift) % 7 for each in days))
