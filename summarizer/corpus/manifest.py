"""What a run says of itself, before and after; and what another run may add to."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from summarizer import __version__
from summarizer.errors import UsageError
from summarizer.papers.days import utc_now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.corpus.folder import Folder
    from summarizer.corpus.inputs import Input
    from summarizer.corpus.tables import Form
    from summarizer.engines import AnyEngine
    from summarizer.settings import Settings

ROWS = 2_000
"""Papers a file, and what a killed worker does again."""


@dataclass(frozen=True)
class Plan:
    """How a corpus is made: papers a file, the form of files, how many workers, and where."""

    form: Form = "parquet"
    rows: int = ROWS
    workers: int | None = None
    ray: str | None = None


def begun(
    found: Sequence[Input], engine: AnyEngine, plan: Plan, settings: Settings
) -> dict[str, Any]:
    """What is known of a run before its first paper."""
    return {
        "complete": False,
        "started_at": now(),
        "inputs": input_facts(found),
        "engine": engine.name,
        "model": engine.model,
        "prompt": engine.prompt,
        "topics": engine.topics,
        "tldr": "site" if settings.tldr == "site" else "own",
        "min_score": settings.min_score or None,
        "format": plan.form,
        "runner": "ray" if plan.ray else "native",
        "versions": {
            "summarizer": __version__,
            "python": platform.python_version(),
            **{name: _version(name) for name in ("daft", "pyarrow", "ray")},
        },
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def agree(before: dict[str, Any] | None, now: dict[str, Any], folder: Folder) -> None:
    """Raise UsageError where the folder holds what another engine or form made."""
    same = ("engine", "model", "prompt", "topics", "tldr", "min_score", "format")
    before = before and {"tldr": "own"} | before
    for name in same if before else ():
        if before and before.get(name) != now[name]:
            message = (
                f"`{folder.path}` was made with {name} {before.get(name)}, not {now[name]}: "
                "give another `-o`"
            )
            raise UsageError(message)
    if before is None and (folder.papers.exists() or folder.failed.exists()):
        message = f"`{folder.path}` has tables but no manifest: give another `-o`"
        raise UsageError(message)


def input_facts(found: Sequence[Input]) -> list[dict[str, Any]]:
    """The inputs, with their sizes where these are known."""
    return [{"path": each.path, "bytes": each.size} for each in found]


def now() -> str:
    """The time, to the second."""
    return utc_now().isoformat(timespec="seconds").replace("+00:00", "Z")
