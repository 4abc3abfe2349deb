"""Record every cassette anew from the real local server: `python tests/support/record.py`.

Each case has a server of its own, since its answers depend on what it read before.
"""

from __future__ import annotations

import os
import subprocess
import sys

from live_server import LiveServer
from places import TESTS

from cassettes import CASES, FOLDER, name

RECORDED = TESTS / "engines" / "llm" / "test_cassettes.py"


def record(case):
    with LiveServer() as server:
        argv = ["-q", f"{RECORDED}::{name(case)}", "--record-mode=rewrite", "--timeout=900"]
        environment = os.environ | {"LIVE_SERVER_URL": server.url}
        subprocess.run([sys.executable, "-m", "pytest", *argv], env=environment, check=True)


def main():
    for path in FOLDER.glob("*"):
        path.unlink()
    for case in CASES:
        record(case)
    subprocess.run([sys.executable, "-m", "pytest", "-q", str(RECORDED)], check=True)


if __name__ == "__main__":
    main()
