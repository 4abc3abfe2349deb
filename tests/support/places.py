"""Where the tests find what they read: the repository, its example, captures outside of it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
CASSETTES = ROOT / "cassettes"
EXAMPLE = ROOT / "examples" / "daily-papers-2025-12-09.txt"
SHARED = ROOT.parent / "shared" / "data"
"""Real captures, which stay outside the repository."""
