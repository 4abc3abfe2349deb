"""Content in files that pages load as scripts, which works from a disk, too."""

from __future__ import annotations

import json


def script(content: object) -> str:
    """JSON that is safe inside any script: ASCII, and no `<` that could end an element."""
    return json.dumps(content, separators=(",", ":")).replace("<", "\\u003c")
