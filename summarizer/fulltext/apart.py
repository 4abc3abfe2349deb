"""The process that reads a long page or Markdown: bytes on standard input, its text out.

It is started as a file of its own, and limits itself before it looks at a byte. What it writes is
one line of JSON, with what was wrong before it where nothing can be read:

    "" {"source": ...}
    "it has no text of a paper"
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path


def main(form: str, name: str, address: str, memory: int, seconds: int) -> None:
    """Read what comes on standard input in a form of ours."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from summarizer.errors import InputError
    from summarizer.fulltext import Content
    from summarizer.fulltext.reading import named
    from summarizer.fulltext.wire import encoded

    limit(memory, seconds)
    try:
        data = sys.stdin.buffer.read()
        content = Content(name, data, address or None)
        tell("", encoded(named(form).parse(content)))
    except InputError as error:
        tell(str(error))
    except MemoryError:
        tell(f"`{name}` was not read: it needs too much memory")
    except RecursionError:
        tell(f"`{name}` was not read: it is nested too deeply")


def limit(memory: int, seconds: int) -> None:
    """Take no more memory and time than this, where the system can hold a process to it."""
    with suppress(ImportError):
        import resource

        kinds = {resource.RLIMIT_AS: memory, resource.RLIMIT_CPU: seconds, resource.RLIMIT_CORE: 0}
        for kind, most in kinds.items():
            with suppress(ValueError, OSError):
                _, hard = resource.getrlimit(kind)
                ceiling = most if hard == resource.RLIM_INFINITY else min(most, hard)
                resource.setrlimit(kind, (ceiling, ceiling))


def tell(wrong: str, text: bytes = b"") -> None:
    """Write what was wrong, and the text."""
    sys.stdout.buffer.write(json.dumps(wrong).encode() + b"\n" + text)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
