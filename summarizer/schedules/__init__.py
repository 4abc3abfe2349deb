"""Forms in which a machine is told to run a command again and again: cron, systemd, ...

Commands call in with a Routine; a Plan leaves: the files, the commands that put them in place, and
what is good to know. Nothing is written or run here. A form is a module of this room that offers
`FOR`, `SYSTEM`, `THERE` and `plan(routine)`; forms do not know each other.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from summarizer.schedules.routine import Plan, Routine

NAMES = ("cron", "systemd", "launchd", "windows", "github")
"""Every form, as `--for` takes it."""
_OF_SYSTEMS = {"darwin": "launchd", "win32": "windows"}


class Form(Protocol):
    """How one scheduler is told."""

    FOR: str
    """What it is, in words."""
    SYSTEM: str
    """The systems it is on, as `sys.platform` begins there, separated by blanks; "" for any."""
    THERE: str | None
    """The folder where its files are looked for, `~` being the home; None where it has none."""

    def plan(self, routine: Routine) -> Plan:
        """The files, and how they come into force."""
        ...


def form(name: str) -> Form:
    """The form of a name."""
    return cast("Form", import_module(f"summarizer.schedules.{name}"))


def usual(platform: str, *, systemd: bool) -> str:
    """The form of a machine, given its `sys.platform` and whether systemd runs it."""
    return _OF_SYSTEMS.get(platform) or ("systemd" if systemd else "cron")
