"""The skill file for coding agents: how they use the commands. Its one source is docs/agents.md."""

from __future__ import annotations

from pathlib import Path


def text() -> str:
    """The file, from the wheel or the checkout."""
    here = Path(__file__).parent
    packed = here / "skill.md"
    place = packed if packed.is_file() else here.parents[1] / "docs" / "agents.md"
    return place.read_text(encoding="utf-8")
