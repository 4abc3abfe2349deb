"""What a benchmark needs of the machine; where it is not there, one line says so and it ends.

The exit code is that of a test that was left out, as automake has it; `run.py` then keeps
the figures of another day and gives the line as the reason.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    import argparse

CANNOT = 77
DATA = Path(__file__).parents[2] / "shared" / "data"


def cannot(reason: str) -> NoReturn:
    """End: here it cannot be measured, for this reason."""
    print(reason, flush=True)
    sys.exit(CANNOT)


def present(path: str) -> Path:
    """A file or folder that must be there."""
    found = Path(path)
    return found if found.exists() else cannot(f"`{path}` is not here")


def data_option(parser: argparse.ArgumentParser) -> None:
    """Let `--data` name the folder of real captures."""
    parser.add_argument("--data", type=present, default=str(DATA), help="the folder of captures")
