"""A check-up: every check in turn, with what it finds and what to do about it.

A check is a function that takes a `Patient` and gives findings; a new one is added to `CHECKS`.
No check changes anything, and none may end the others.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from summarizer import settings
from summarizer.library.run import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from summarizer.settings import Settings

State = Literal["ok", "warning", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, in a line, and what to do about it."""

    check: str
    state: State
    message: str
    advice: str | None = None


@dataclass
class Patient:
    """What is looked at: settings as far as they can be read, stores, environment."""

    flags: Mapping[str, object] = field(default_factory=dict)
    offline: bool = False
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @cached_property
    def examined(self) -> tuple[Settings, list[str]]:
        """The settings without what is wrong in them, and what that is."""
        return settings.examined(self.flags)

    @property
    def settings(self) -> Settings:
        """The settings without what is wrong in them."""
        return self.examined[0]

    @cached_property
    def run(self) -> Run:
        """A run's stores."""
        return Run(self.settings)


CHECKS = (
    "environment.python",
    "environment.dependencies",
    "environment.clock",
    "environment.terminal",
    "configuration.values",
    "configuration.vocabulary",
    "configuration.prompt",
    "stores.folders",
    "stores.days",
    "stores.topics",
    "stores.answers",
    "stores.texts",
    "stores.left_over",
    "personal.marks",
    "personal.interests",
    "services.model",
    "services.sources",
    "mailserver.server",
    "posting.places",
    "zotero.library",
)
"""Module and function of each check, in the order in which they are told."""


def examine(patient: Patient, checks: Sequence[str] = CHECKS) -> Iterator[Finding]:
    """All findings of these checks; a check that fails itself is a finding too."""
    for name in checks:
        module, _, function = name.partition(".")
        check = getattr(import_module(f"{__package__}.{module}"), function)
        try:
            yield from check(patient)
        except Exception as error:  # noqa: BLE001 - one check never ends the others
            what = f"{type(error).__name__}: {error}"
            yield Finding(function, "wrong", f"cannot be checked: {what}")
