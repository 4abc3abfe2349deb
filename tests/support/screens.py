"""Commands run in a real terminal of a chosen size, and what its screen shows."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

import pyte

PATIENCE = 30.0
_CLEARED = ("NO_COLOR", "CI", "TMUX", "STY", "TERM_PROGRAM", "VTE_VERSION", "FORCE_HYPERLINK")


def in_terminal(*arguments, columns=80, rows=24, keys=(), when=b"", **environment):
    """Run `summarize` in a pseudo terminal: all that it wrote there, and its exit code.

    `keys` are typed one by one as soon as `when` has been shown.
    """
    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    variables = {name: value for name, value in os.environ.items() if name not in _CLEARED}
    variables |= {"TERM": "xterm-256color", "LESS": "FRX", "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(
        [sys.executable, "-m", "summarizer", *arguments],
        stdin=other,
        stdout=other,
        stderr=other,
        env=variables | environment,
        start_new_session=True,
        preexec_fn=_controlling,  # noqa: PLW1509 - no thread holds a lock it needs
    )
    os.close(other)
    try:
        written = _read(main, process, keys, when)
        return written, process.wait(PATIENCE)
    finally:
        process.kill()
        process.wait()
        os.close(main)


def _controlling():
    """Make the terminal the process's own, so that keys such as Ctrl-C reach it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _read(main, process, keys, when):
    written, end = b"", time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if select.select([main], [], [], 0.05)[0]:
            try:
                piece = os.read(main, 65536)
            except OSError:  # how Linux tells that the other side is closed
                break
            if not piece:
                break
            written += piece
        elif process.poll() is not None:
            break
        elif keys and when in written:
            os.write(main, keys[0])
            keys = keys[1:]
    return written


def screen(written, columns=80, rows=200):
    """The lines that a terminal shows of what was written, without blanks at their ends."""
    shown = pyte.Screen(columns, rows)
    pyte.ByteStream(shown).feed(written.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    lines = [line.rstrip() for line in shown.display]
    while lines and not lines[-1]:
        lines.pop()
    return lines
